/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-presentation.h"

typedef struct
{
  NxRecordStore *store;
  NxClock *clock;
  NxLibrary *library;
  char *lang;
  char *id, *path;
  NxSession *session;           /* when it is open */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->store);
  g_object_unref (opening->clock);
  g_object_unref (opening->library);
  g_clear_object (&opening->session);
  g_free (opening->lang);
  g_free (opening->id);
  g_free (opening->path);
  g_free (opening);
}

void
nx_presentation_free (NxPresentation *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->session);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_free (self);
}

/* ---- What the slides lean on ---- */

/* A reference file that is broken is left out: its links say so. */
static void
aids_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const Opening *opening = task_data;
  NxAgenda *agenda = nx_session_get_agenda (opening->session);
  NxDeck *deck = nx_agenda_get_deck (agenda);
  const char *lang = nx_agenda_get_language (agenda);
  g_autoptr (NxGlossary) glossary = nx_library_load_glossary (opening->library, lang, NULL);
  g_autoptr (NxSourceSet) sources = nx_library_load_sources (opening->library, lang, NULL);
  g_autoptr (NxPracticeSet) practices = nx_library_load_practices (opening->library, lang, NULL);
  NxBlockAids *aids = nx_block_aids_new (glossary, sources, practices, NULL, lang);

  for (guint i = 0; i < nx_deck_get_n_slides (deck); i++)
    nx_block_aids_load_figures (aids, opening->library, nx_deck_get_slide (deck, i)->blocks);
  g_task_return_pointer (task, aids, (GDestroyNotify) nx_block_aids_unref);
}

static void
aids_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;
  NxBlockAids *aids = g_task_propagate_pointer (G_TASK (result), &error);
  NxPresentation *self;

  if (aids == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self = g_new0 (NxPresentation, 1);
  self->session = g_steal_pointer (&opening->session);
  self->aids = aids;
  g_task_return_pointer (task, self, (GDestroyNotify) nx_presentation_free);
}

/* @task, @session: taken. */
static void
load_aids (GTask     *task,
           NxSession *session,
           GError    *error)
{
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GTask) loading = NULL;

  if (session == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  opening->session = session;
  loading = g_task_new (NULL, g_task_get_cancellable (task), aids_loaded_cb, task);
  g_task_set_source_tag (loading, load_aids);
  g_task_set_task_data (loading, opening, NULL);        /* the outer task's, which waits */
  g_task_run_in_thread (loading, aids_thread);
}

/* ---- Begun anew ---- */

static void
started_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GError *error = NULL;
  NxSession *session = nx_session_start_finish (result, &error);

  load_aids (user_data, session, error);
}

static void
agenda_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  const Opening *opening = task_data;
  GError *error = NULL;
  NxAgenda *agenda = opening->path != NULL ? nx_agenda_load_file (opening->library, opening->path, opening->lang, &error)
                                           : nx_agenda_load (opening->library, opening->id, opening->lang, &error);

  if (agenda == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, agenda, (GDestroyNotify) nx_agenda_unref);
}

static void
agenda_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (NxAgenda) agenda = g_task_propagate_pointer (G_TASK (result), &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (agenda == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  nx_session_start_async (opening->store, opening->clock, agenda, cancellable, started_cb, g_steal_pointer (&task));
}

static GTask *
new_task (NxContext           *context,
          const char          *id,
          const char          *path,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->store = g_object_ref (nx_context_get_store (context));
  opening->clock = g_object_ref (nx_context_get_clock (context));
  opening->library = g_object_ref (nx_context_get_library (context));
  opening->lang = g_strdup (nx_context_get_content_language (context));
  opening->id = g_strdup (id);
  opening->path = g_strdup (path);
  g_task_set_task_data (task, opening, opening_free);
  return task;
}

void
nx_presentation_start_async (NxContext           *context,
                             const char          *id,
                             const char          *path,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = new_task (context, id, path, cancellable, callback, user_data);
  g_autoptr (GTask) loading = g_task_new (NULL, cancellable, agenda_loaded_cb, task);

  g_task_set_source_tag (task, nx_presentation_start_async);
  g_task_set_task_data (loading, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (loading, agenda_thread);
}

/* ---- Taken up ---- */

static void
resumed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GError *error = NULL;
  NxSession *session = nx_session_resume_finish (result, &error);

  load_aids (user_data, session, error);
}

void
nx_presentation_resume_async (NxContext           *context,
                              const char          *id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = new_task (context, id, NULL, cancellable, callback, user_data);
  Opening *opening = g_task_get_task_data (task);

  g_task_set_source_tag (task, nx_presentation_resume_async);
  nx_session_resume_async (opening->store, opening->clock, opening->library, id, cancellable, resumed_cb, task);
}

NxPresentation *
nx_presentation_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
