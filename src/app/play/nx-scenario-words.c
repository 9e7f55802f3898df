/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns how a scenario's units, changes and moments are said. */

#include "config.h"

#include "nx-scenario-words.h"

#include <glib/gi18n.h>

#include "nx-text.h"

char *
nx_units_dup_words (NxUnit unit,
                    int    n)
{
  switch (unit)
    {
    case NX_UNIT_HOUR:
      return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) n), n);
    case NX_UNIT_WEEK:
      return g_strdup_printf (ngettext ("%d week", "%d weeks", (gulong) n), n);
    case NX_UNIT_DAY:
    default:
      return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) n), n);
    }
}

char *
nx_change_dup_words (int by)
{
  /* A true minus, as wide as the plus; between marks that keep it before its digits right to left. */
  return g_strdup_printf ("\u200e%s%d", by < 0 ? "−" : "+", ABS (by));
}

char *
nx_move_dup_words (const NxScenario *scenario,
                   const NxMove     *move)
{
  g_autofree char *time = nx_units_dup_words (scenario->unit, move->clock_after - move->clock_before);
  GString *words = g_string_new (time);

  for (guint i = 0; i < move->meter_changes->len; i++)
    {
      const NxMeterChange *change = &g_array_index (move->meter_changes, NxMeterChange, i);
      const NxMeter *meter = g_ptr_array_index (scenario->meters, change->meter);
      g_autofree char *title = nx_text_isolate (meter->title);
      g_autofree char *by = nx_change_dup_words (change->after - change->before);

      g_string_append (words, " · ");
      /* Translators: the change of a meter, as in "Trust +1" */
      g_string_append_printf (words, C_("change of a meter", "%s %s"), title, by);
    }
  return g_string_free (words, FALSE);
}

char *
nx_clock_dup_words (NxUnit unit,
                    int    clock)
{
  /* The story begins on day 1, when nothing is spent yet. */
  switch (unit)
    {
    case NX_UNIT_HOUR:
      return g_strdup_printf (C_("moment of a story", "Hour %d"), clock + 1);
    case NX_UNIT_WEEK:
      return g_strdup_printf (C_("moment of a story", "Week %d"), clock + 1);
    case NX_UNIT_DAY:
    default:
      return g_strdup_printf (C_("moment of a story", "Day %d"), clock + 1);
    }
}

GPtrArray *
nx_scenario_list_expert_moves (const NxScenario *scenario)
{
  g_autoptr (NxScenarioState) state = nx_scenario_state_new (scenario);
  GPtrArray *moves = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_move_free);

  /* A checked scenario ends within its scenes; the bound keeps an unchecked one from turning for ever. */
  for (guint i = 0; i <= scenario->scenes->len && nx_scenario_state_get_ending (state) < 0; i++)
    {
      const NxScene *scene = g_ptr_array_index (scenario->scenes, nx_scenario_state_get_scene (state));
      NxMove *move = NULL;

      if (!nx_scenario_apply (scenario, state, scene->decision != NULL ? scene->decision->expert : -1, &move, NULL))
        break;
      g_ptr_array_add (moves, move);
    }
  return moves;
}

char *
nx_units_left_dup_words (NxUnit unit,
                         int    n)
{
  switch (unit)
    {
    case NX_UNIT_HOUR:
      return g_strdup_printf (g_dngettext (NULL, "%d hour left", "%d hours left", (gulong) n), n);
    case NX_UNIT_WEEK:
      return g_strdup_printf (g_dngettext (NULL, "%d week left", "%d weeks left", (gulong) n), n);
    case NX_UNIT_DAY:
    default:
      return g_strdup_printf (g_dngettext (NULL, "%d day left", "%d days left", (gulong) n), n);
    }
}

char *
nx_clock_now_dup_words (NxUnit unit,
                        int    clock)
{
  switch (unit)
    {
    case NX_UNIT_HOUR:
      return g_strdup_printf (C_("moment of a story", "Hour %d · now"), clock + 1);
    case NX_UNIT_WEEK:
      return g_strdup_printf (C_("moment of a story", "Week %d · now"), clock + 1);
    case NX_UNIT_DAY:
    default:
      return g_strdup_printf (C_("moment of a story", "Day %d · now"), clock + 1);
    }
}

char *
nx_meter_change_dup_words (const NxMeter       *meter,
                           const NxMeterChange *change)
{
  g_autofree char *title = nx_text_isolate (meter->title);
  g_autofree char *by = nx_change_dup_words (change->after - change->before);

  return g_strdup_printf (C_("change of a meter", "%s %s"), title, by);
}

char *
nx_meter_change_dup_spoken (const NxMeterChange *change)
{
  int by = change->after - change->before;

  return by > 0 ? g_strdup_printf (_("went up by %d"), by) : g_strdup_printf (_("went down by %d"), -by);
}

const char *
nx_meter_change_get_class (const NxMeter       *meter,
                           const NxMeterChange *change)
{
  return (change->after > change->before) == (meter->rises_better != FALSE) ? "better" : "worse";
}

const char *
nx_meter_get_tone (const NxMeter *meter,
                   int            value)
{
  int range = meter->max - meter->min;
  /* How bad it is, 0..1. */
  double bad = range > 0 ? (double) (value - meter->min) / range : 0;

  if (meter->rises_better)
    bad = 1 - bad;
  return bad >= .8 ? "high" : bad >= .5 ? "raised" : "good";
}

const char *
nx_meter_get_icon (const NxMeter *meter)
{
  static const struct
  {
    const char *id, *icon;
  } icons[] = {
    { "trust", "nx-trust-symbolic" },
    { "risk", "nx-caution-symbolic" },
    { "law", "nx-law-symbolic" },
    { "effect", "nx-effect-symbolic" },
    { "safety", "nx-rights-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (meter->icon, icons[i].id) == 0)
      return icons[i].icon;
  return "nx-effect-symbolic";
}
