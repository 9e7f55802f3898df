/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns what is said of an agenda without opening it. */

#include "config.h"

#include "nx-agenda-summary.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nx-deck.h"
#include "nx-text.h"

typedef struct
{
  NxLibrary *library;
  char *lang;
  GPtrArray *own;           /* NxAgendaEntry */
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->library);
  g_free (asked->lang);
  g_ptr_array_unref (asked->own);
  g_free (asked);
}

static void
summary_free (gpointer data)
{
  NxAgendaSummary *self = data;

  g_free (self->id);
  g_free (self->title);
  g_clear_pointer (&self->workshop, nx_workshop_unref);
  g_clear_error (&self->problem);
  g_free (self->missing);
  g_free (self);
}

/* ---- On the worker ---- */

static void
look_at_workshop (NxAgendaSummary *self,
                  const Asked     *asked)
{
  g_autoptr (NxPlan) plan = nx_plan_new (self->workshop);
  g_autoptr (NxDeck) deck = nx_deck_new (plan, asked->library, asked->lang);

  self->title = g_strdup (self->workshop->title);
  self->n_days = self->workshop->days->len;
  self->n_parts = nx_plan_get_n_items (plan);
  self->n_missing = nx_deck_count_missing (deck);
  for (guint i = 0; i < self->n_parts; i++)
    self->n_minutes += nx_plan_get_item (plan, i)->part->minutes;
  for (guint i = 0; i < nx_deck_get_n_slides (deck) && self->missing == NULL; i++)
    self->missing = g_strdup (nx_deck_get_slide (deck, i)->missing);
}

static NxAgendaSummary *
summarise (const Asked  *asked,
           const char   *id,
           NxWorkshop   *workshop,
           const GError *problem)
{
  NxAgendaSummary *self = g_new0 (NxAgendaSummary, 1);

  self->id = g_strdup (id);
  if (workshop != NULL)
    {
      self->workshop = nx_workshop_ref (workshop);
      look_at_workshop (self, asked);
      return self;
    }
  self->title = g_strdup (id);
  self->problem = g_error_copy (problem);
  return self;
}

static int
compare_titles (gconstpointer a,
                gconstpointer b)
{
  const NxAgendaSummary *one = *(const NxAgendaSummary *const *) a;
  const NxAgendaSummary *other = *(const NxAgendaSummary *const *) b;

  if (one->is_built_in || other->is_built_in)
    return other->is_built_in - one->is_built_in;
  return g_utf8_collate (one->title, other->title);
}

static void
load (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  const Asked *asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxPack) pack = nx_library_load_pack (asked->library, asked->lang, &error);
  g_autoptr (GPtrArray) summaries = g_ptr_array_new_with_free_func (summary_free);

  if (pack == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; pack->workshops[i] != NULL; i++)
    {
      g_autoptr (GError) problem = NULL;
      g_autoptr (NxWorkshop) workshop = nx_library_load_workshop (asked->library, pack->workshops[i], asked->lang, &problem);
      NxAgendaSummary *summary = summarise (asked, pack->workshops[i], workshop, problem);

      summary->is_built_in = TRUE;
      g_ptr_array_add (summaries, summary);
    }
  for (guint i = 0; i < asked->own->len; i++)
    {
      const NxAgendaEntry *entry = g_ptr_array_index (asked->own, i);

      g_ptr_array_add (summaries, summarise (asked, entry->name, entry->workshop, entry->problem));
    }
  /* Stable: those of the pack stay in its order. */
  g_ptr_array_sort (summaries, compare_titles);
  g_task_return_pointer (task, g_steal_pointer (&summaries), (GDestroyNotify) g_ptr_array_unref);
}

void
nx_agenda_summaries_load_async (NxLibrary          *library,
                                const char         *lang,
                                GPtrArray          *own,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);

  asked->library = g_object_ref (library);
  asked->lang = g_strdup (lang);
  asked->own = g_ptr_array_ref (own);
  g_task_set_source_tag (task, nx_agenda_summaries_load_async);
  g_task_set_task_data (task, asked, asked_free);
  g_task_run_in_thread (task, load);
}

GPtrArray *
nx_agenda_summaries_load_finish (GAsyncResult *result,
                                 GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Words ---- */

char *
nx_agenda_summary_dup_words (const NxAgendaSummary *self)
{
  g_autofree char *days = NULL;
  g_autofree char *length = NULL;
  g_autofree char *parts = NULL;

  if (g_error_matches (self->problem, NX_CONTENT_ERROR, NX_CONTENT_ERROR_TOO_NEW))
    return g_strdup (_("Made by a newer version of the program, which can open it."));
  if (self->problem != NULL)
    {
      g_autofree char *details = nx_text_isolate (self->problem->message);

      /* Translators: what follows names the place in the file, in English. */
      return g_strdup_printf (_("This file is damaged: %s"), details);
    }
  days = g_strdup_printf (ngettext ("%u day", "%u days", self->n_days), self->n_days);
  /* Translators: hours and minutes. */
  length = g_strdup_printf (_("%u h %02u min"), self->n_minutes / 60, self->n_minutes % 60);
  parts = g_strdup_printf (ngettext ("%u part", "%u parts", self->n_parts), self->n_parts);
  /* Translators: "1 day · 4 h 10 min · 24 parts". */
  return g_strdup_printf (C_("agenda", "%s · %s · %s"), days, length, parts);
}

char *
nx_agenda_summary_dup_missing (const NxAgendaSummary *self)
{
  g_autofree char *first = NULL;

  if (self->n_missing == 0)
    return NULL;
  first = nx_text_isolate (self->missing);
  /* Translators: the second is the address of what is missing. */
  return g_strdup_printf (ngettext ("%u slide shows what is not on this computer: %s", "%u slides show what is not on this computer, such as %s",
                                    self->n_missing), self->n_missing, first);
}
