/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-shell"

#include "config.h"

#include "nx-context-private.h"

#include "nx-core-pack.h"
#include "nx-language.h"

guint nx_context_signals[NX_CONTEXT_N_SIGNALS];

G_DEFINE_FINAL_TYPE (NxContext, nx_context, G_TYPE_OBJECT)

/* ---- The pack ---- */

/* What a worker brings back; the practices with it, since every card shows their codes. */
typedef struct
{
  NxLibrary *library;
  NxCatalogue *catalogue;
  NxPracticeSet *practices;
} Opened;

static void
opened_free (gpointer data)
{
  Opened *opened = data;

  g_clear_object (&opened->library);
  g_clear_pointer (&opened->catalogue, nx_catalogue_unref);
  g_clear_pointer (&opened->practices, nx_practice_set_unref);
  g_free (opened);
}

typedef struct
{
  NxPackSource *source;          /* NULL if @library is open already */
  NxLibrary *library;
  char *language;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_clear_object (&asked->source);
  g_clear_object (&asked->library);
  g_free (asked->language);
  g_free (asked);
}

static void
open_pack_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  const Asked *asked = task_data;
  Opened *opened = g_new0 (Opened, 1);
  GError *error = NULL;

  opened->library = asked->library != NULL ? g_object_ref (asked->library) : nx_library_new (asked->source, &error);
  if (opened->library != NULL)
    opened->catalogue = nx_catalogue_load (opened->library, asked->language, &error);
  if (opened->catalogue == NULL)
    {
      opened_free (opened);
      g_task_return_error (task, error);
      return;
    }
  /* A broken practices.xml is told where practices are shown. */
  opened->practices = nx_library_load_practices (opened->library, asked->language, NULL);
  g_task_return_pointer (task, opened, opened_free);
}

static void
take_languages (NxContext *self)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new ();

  g_clear_pointer (&self->languages, g_strfreev);
  for (guint i = 0; i < self->catalogue->pack->languages->len; i++)
    {
      const NxLanguage *language = g_ptr_array_index (self->catalogue->pack->languages, i);

      g_ptr_array_insert (tags, language->is_source ? 0 : -1, g_strdup (language->tag));
    }
  g_ptr_array_add (tags, NULL);
  self->languages = (char **) g_ptr_array_steal (tags, NULL);
}

void
nx_context_opening_done (NxContext *self)
{
  if (self->n_opening > 0)
    self->n_opening--;
  if (self->n_opening > 0)
    return;
  nx_context_make_study (self);
  self->ready = TRUE;
  g_signal_emit (self, nx_context_signals[NX_CONTEXT_READY], 0);
}

static void
pack_opened_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  NxContext *self = NX_CONTEXT (source);
  g_autoptr (GError) error = NULL;
  Opened *opened = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (&self->pack_problem);
  if (opened != NULL)
    {
      g_clear_pointer (&self->glossary, nx_glossary_unref);
      g_clear_pointer (&self->sources, nx_source_set_unref);
      g_clear_pointer (&self->practices, nx_practice_set_unref);
      g_clear_pointer (&self->catalogue, nx_catalogue_unref);
      g_set_object (&self->library, opened->library);
      self->catalogue = g_steal_pointer (&opened->catalogue);
      self->practices = g_steal_pointer (&opened->practices);
      take_languages (self);
      opened_free (opened);
    }
  else
    self->pack_problem = g_steal_pointer (&error);
  nx_context_opening_done (self);
}

static NxPackSource *
dup_source (NxContext *self)
{
  const char *folder = g_getenv ("NEXUS_TRAINER_PACK");   /* authors: a pack as a folder, read as it stands */

  if (folder != NULL && *folder != '\0')
    return nx_pack_source_new_for_folder (folder);
  if (self->resource != NULL)
    return nx_pack_source_new_for_resource (self->resource, NX_CORE_PACK_PREFIX);
  return NULL;
}

static void
open_pack (NxContext *self)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, pack_opened_cb, NULL);
  Asked *asked = g_new0 (Asked, 1);

  self->n_opening++;
  g_task_set_source_tag (task, open_pack);
  g_task_set_task_data (task, asked, asked_free);
  asked->language = g_strdup (nx_language_get ());
  if (self->library != NULL)
    asked->library = g_object_ref (self->library);
  else
    asked->source = dup_source (self);
  if (asked->library == NULL && asked->source == NULL)
    g_task_return_new_error (task, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING, "there is no pack");
  else
    g_task_run_in_thread (task, open_pack_thread);
}

/* ---- Life ---- */

static void
nx_context_dispose (GObject *object)
{
  NxContext *self = NX_CONTEXT (object);

  g_cancellable_cancel (self->cancellable);
  nx_context_close_store (self);
  g_clear_object (&self->secrets);
  g_clear_object (&self->library);
  g_clear_object (&self->agendas);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (nx_context_parent_class)->dispose (object);
}

static void
nx_context_finalize (GObject *object)
{
  NxContext *self = NX_CONTEXT (object);

  g_clear_pointer (&self->catalogue, nx_catalogue_unref);
  g_clear_pointer (&self->practices, nx_practice_set_unref);
  g_clear_pointer (&self->glossary, nx_glossary_unref);
  g_clear_pointer (&self->sources, nx_source_set_unref);
  g_clear_pointer (&self->resource, g_resource_unref);
  g_clear_pointer (&self->languages, g_strfreev);
  g_clear_error (&self->pack_problem);
  g_clear_error (&self->problem);
  g_ptr_array_unref (self->learners);
  g_clear_pointer (&self->destination, nx_destination_free);
  g_clear_object (&self->cancellable);
  g_free (self->folder);
  G_OBJECT_CLASS (nx_context_parent_class)->finalize (object);
}

static void
nx_context_class_init (NxContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = nx_context_dispose;
  object_class->finalize = nx_context_finalize;
  nx_context_signals[NX_CONTEXT_READY] = g_signal_new ("ready", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  nx_context_signals[NX_CONTEXT_LEARNER_CHANGED] = g_signal_new ("learner-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  nx_context_signals[NX_CONTEXT_PROGRESS_CHANGED] =
    g_signal_new ("progress-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  nx_context_signals[NX_CONTEXT_COUNTS_CHANGED] = g_signal_new ("counts-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  nx_context_signals[NX_CONTEXT_LANGUAGE_CHANGED] = g_signal_new ("language-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nx_context_init (NxContext *self)
{
  self->cancellable = g_cancellable_new ();
  self->learners = g_ptr_array_new ();
}

NxContext *
nx_context_new (const char *folder,
                GResource  *pack,
                NxClock    *clock)
{
  g_autoptr (NxSettings) settings = nx_settings_new (folder);

  return nx_context_new_with_settings (folder, pack, clock, settings);
}

NxContext *
nx_context_new_with_settings (const char *folder,
                              GResource  *pack,
                              NxClock    *clock,
                              NxSettings *settings)
{
  NxContext *self = g_object_new (NX_TYPE_CONTEXT, NULL);

  self->folder = g_strdup (folder);
  self->resource = pack != NULL ? g_resource_ref (pack) : NULL;
  self->clock = g_object_ref (clock);
  self->settings = g_object_ref (settings);
  self->secrets = nx_secret_store_new (folder);
  g_signal_connect_object (settings, "changed::" NX_SETTING_SEND_AUTOMATICALLY, G_CALLBACK (nx_context_send_setting_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
nx_context_open (NxContext *self)
{
  g_return_if_fail (NX_IS_CONTEXT (self));

  if (self->library == NULL)
    open_pack (self);
  if (self->store == NULL)
    nx_context_open_store (self);
}

void
nx_context_close (NxContext *self)
{
  g_return_if_fail (NX_IS_CONTEXT (self));

  g_cancellable_cancel (self->cancellable);
  nx_context_close_store (self);
}

/* ---- Language ---- */

static void
language_stored (NxContext *self)
{
  g_signal_emit (self, nx_context_signals[NX_CONTEXT_LANGUAGE_CHANGED], 0);
  if (self->library != NULL)
    open_pack (self);
}

static void
language_saved_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (NxContext) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxLearner) learner = nx_record_store_save_profile_finish (NX_RECORD_STORE (source), result, &error);

  if (learner != NULL)
    nx_context_take_learner (self, learner);
  else
    g_debug ("The language was not kept with the profile: %s", error->message);
  language_stored (self);
}

void
nx_context_set_language (NxContext  *self,
                         const char *tag)
{
  g_return_if_fail (NX_IS_CONTEXT (self));

  if (g_strcmp0 (nx_language_get (), tag) == 0)
    return;
  nx_settings_set_string (self->settings, NX_SETTING_LANGUAGE, tag);
  nx_language_set (tag);
  gtk_widget_set_default_direction (nx_language_is_rtl (nx_language_get ()) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  if (nx_context_can_save (self) && self->learner != NULL && g_strcmp0 (self->learner->profile->language, tag) != 0)
    {
      g_autoptr (NxProfile) profile = nx_profile_copy (self->learner->profile);

      /* The lessons' language is the learner's; pages reload their text when it is kept. */
      g_free (profile->language);
      profile->language = g_strdup (tag);
      nx_record_store_save_profile_async (self->store, self->learner->id, profile, self->cancellable, language_saved_cb, g_object_ref (self));
    }
  else
    language_stored (self);
}

/* ---- Getters ---- */

gboolean
nx_context_is_ready (NxContext *self)
{
  return self->ready;
}

const char *
nx_context_get_folder (NxContext *self)
{
  return self->folder;
}

NxSettings *
nx_context_get_settings (NxContext *self)
{
  return self->settings;
}

NxClock *
nx_context_get_clock (NxContext *self)
{
  return self->clock;
}

NxLibrary *
nx_context_get_library (NxContext *self)
{
  return self->library;
}

NxAgendaStore *
nx_context_get_agendas (NxContext *self)
{
  if (self->agendas == NULL)
    {
      g_autofree char *folder = g_build_filename (self->folder, "agendas", NULL);

      self->agendas = nx_agenda_store_new (folder);
    }
  return self->agendas;
}

NxCatalogue *
nx_context_get_catalogue (NxContext *self)
{
  return self->catalogue;
}

NxPack *
nx_context_get_pack (NxContext *self)
{
  return self->catalogue != NULL ? self->catalogue->pack : NULL;
}

const GError *
nx_context_get_pack_problem (NxContext *self)
{
  return self->pack_problem;
}

const char *const *
nx_context_get_languages (NxContext *self)
{
  static const char *const none[] = { "en", NULL };

  return self->languages != NULL ? (const char *const *) self->languages : none;
}

NxPracticeSet *
nx_context_get_practices (NxContext *self)
{
  if (self->practices == NULL && self->library != NULL)
    self->practices = nx_library_load_practices (self->library, nx_language_get (), NULL);
  return self->practices;
}

NxGlossary *
nx_context_get_glossary (NxContext *self)
{
  if (self->glossary == NULL && self->library != NULL)
    self->glossary = nx_library_load_glossary (self->library, nx_language_get (), NULL);
  return self->glossary;
}

NxSourceSet *
nx_context_get_sources (NxContext *self)
{
  if (self->sources == NULL && self->library != NULL)
    self->sources = nx_library_load_sources (self->library, nx_language_get (), NULL);
  return self->sources;
}

const char *
nx_context_get_language (NxContext *self)
{
  return nx_language_get ();
}

const char *
nx_context_get_content_language (NxContext *self)
{
  const char *tag = self->library != NULL ? nx_library_match_language (self->library, nx_language_get ()) : NULL;

  return tag != NULL ? tag : nx_language_get ();
}
