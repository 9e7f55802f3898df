/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-standing.h"

#include <glib/gi18n.h>

#include "nx-text.h"

void
nx_standing_clear (NxStanding *self)
{
  g_clear_pointer (&self->word, g_free);
  g_clear_pointer (&self->meta, g_free);
  g_clear_pointer (&self->description, g_free);
}

char *
nx_practice_dup_mark (const NxPractice *practice)
{
  return practice->official > 0 ? g_strdup_printf ("%u", practice->official) : g_strdup (practice->code);
}

char *
nx_practice_dup_name (const NxPractice *practice)
{
  g_autofree char *mark = nx_practice_dup_mark (practice);

  /* Translators: %s is a number, or a letter and a number (B4) where the official number is not verified. */
  return g_strdup_printf (_("Good Practice %s"), mark);
}

static char *
dup_module_meta (NxContext          *context,
                 const NxModuleInfo *info,
                 gboolean            start_here)
{
  guint n = g_strv_length (info->practices);
  NxPracticeSet *practices = nx_context_get_practices (context);
  const NxPractice *practice = n == 1 && practices != NULL ? nx_practice_set_get (practices, info->practices[0]) : NULL;

  if (start_here)
    return g_strdup_printf (_("Start here · %u min"), info->minutes);
  if (practice != NULL)
    {
      g_autofree char *name = nx_practice_dup_name (practice);

      /* Translators: "Good Practice 1 · 20 min". */
      return g_strdup_printf (_("%s · %u min"), name, info->minutes);
    }
  return g_strdup_printf (ngettext ("%u Good Practice · %u min", "%u Good Practices · %u min", n), n, info->minutes);
}

static double
read_fraction (const NxModuleInfo     *info,
               const NxModuleProgress *progress,
               guint                  *out_minutes_left)
{
  guint total = 0, left = 0;

  for (guint i = 0; i < info->sections->len; i++)
    {
      const NxSectionInfo *section = g_ptr_array_index (info->sections, i);

      total += section->minutes;
      if (progress == NULL || !g_hash_table_contains (progress->read, section->id))
        left += section->minutes;
    }
  *out_minutes_left = left;
  return total > 0 ? 1.0 - (double) left / total : 0.0;
}

void
nx_standing_init_module (NxStanding         *self,
                         NxContext          *context,
                         const NxModuleInfo *info,
                         gboolean            start_here)
{
  NxProgress *all = nx_context_get_progress (context);
  const NxModuleProgress *progress = all != NULL ? nx_progress_get_module (all, info->id) : NULL;
  const char *letter = nx_text_part_letter (info->part);

  *self = (NxStanding) { 0 };
  if (info->error != NULL)
    {
      self->state = NX_CARD_BROKEN;
      self->word = g_strdup (C_("module", "Damaged"));
      self->meta = g_strdup (_("The file of this module cannot be read"));
      self->description = g_strdup (self->meta);
      return;
    }
  self->meta = dup_module_meta (context, info, start_here && progress == NULL);
  self->fraction = read_fraction (info, progress, &self->minutes_left);
  if (progress != NULL && progress->completed)
    {
      self->state = NX_CARD_DONE;
      self->word = g_strdup (C_("module", "Done"));
      self->description = g_strdup_printf (_("Part %s, done"), letter);
    }
  else if (progress != NULL && progress->first_opened_us > 0)
    {
      self->state = NX_CARD_BEGUN;
      self->description = g_strdup_printf (_("Part %s, %d percent read, about %u minutes left"),
                                           letter, (int) (self->fraction * 100 + 0.5), self->minutes_left);
    }
  else if (info->in_source_only)
    {
      self->state = NX_CARD_NOTED;
      self->word = g_strdup (C_("module", "In English only"));
      self->description = g_strdup_printf (_("Part %s, in English only, %u minutes"), letter, info->minutes);
    }
  else
    {
      self->state = NX_CARD_NOT_STARTED;
      self->word = g_strdup (C_("module", "Not started"));
      self->description = g_strdup_printf (_("Part %s, not started, %u minutes"), letter, info->minutes);
    }
}

static gboolean
was_ended (const NxScenarioProgress *progress)
{
  for (guint i = 0; i < progress->runs->len; i++)
    {
      const NxScenarioRun *run = g_ptr_array_index (progress->runs, i);

      if (run->ended_us > 0)
        return TRUE;
    }
  return FALSE;
}

void
nx_standing_init_scenario (NxStanding           *self,
                           NxContext            *context,
                           const NxScenarioInfo *info)
{
  NxProgress *all = nx_context_get_progress (context);
  const NxScenarioProgress *progress = all != NULL ? nx_progress_get_scenario (all, info->id) : NULL;

  *self = (NxStanding) { 0 };
  if (info->error != NULL)
    {
      self->state = NX_CARD_BROKEN;
      self->word = g_strdup (C_("scenario", "Damaged"));
      self->meta = g_strdup (_("The file of this scenario cannot be read"));
      self->description = g_strdup (self->meta);
      return;
    }
  if (info->role != NULL)
    {
      g_autofree char *role = nx_text_isolate (info->role);

      /* Translators: the learner's role in a scenario and its length: "Analyst in a joint unit · 40 min". */
      self->meta = g_strdup_printf (_("%s · %u min"), role, info->minutes);
    }
  else
    self->meta = g_strdup_printf (_("%u min"), info->minutes);
  if (progress != NULL && progress->open_run != NULL)
    {
      self->state = NX_CARD_NOTED;
      self->word = g_strdup (C_("scenario", "In progress"));
    }
  else if (progress != NULL && was_ended (progress))
    {
      self->state = NX_CARD_DONE;
      self->word = g_strdup (C_("scenario", "Done"));
    }
  else
    {
      self->state = NX_CARD_NOT_STARTED;
      self->word = g_strdup (C_("scenario", "Not started"));
    }
  self->description = g_strdup_printf ("%s, %s", self->meta, self->word);
}

guint
nx_standing_count_done (NxContext *context,
                        GPtrArray *modules)
{
  NxProgress *all = nx_context_get_progress (context);
  guint n = 0;

  for (guint i = 0; all != NULL && i < modules->len; i++)
    {
      const NxModuleInfo *info = g_ptr_array_index (modules, i);
      const NxModuleProgress *progress = nx_progress_get_module (all, info->id);

      if (progress != NULL && progress->completed)
        n++;
    }
  return n;
}
