/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * `nexus-tool play`: a scenario in the terminal, with the engine and the records of the window. It owns
 * the conversation (what is printed, what a line typed means) and nothing of the rules.
 */

#define G_LOG_DOMAIN "nexus-tool"
#include "config.h"

#include "nx-tool.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "nx-tool-study.h"
#include "nx-tool-text.h"

typedef struct
{
  NxStudy *study;
  NxScenarioAttempt *attempt;
  gboolean ended;            /* the person left, or the input did */
} Play;

/* The tool has no window to keep alive: it turns the main context until the act is durable. */
typedef struct
{
  GAsyncResult *result;
} Wait;

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Wait *wait = user_data;

  wait->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Wait *wait)
{
  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return wait->result;
}

static gboolean
open_attempt (Play       *play,
              const char *scenario,
              NxRunAsked  kind,
              GError    **error)
{
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  nx_scenario_attempt_open_async (play->study, scenario, kind, NULL, done_cb, &wait);
  result = wait_for (&wait);
  play->attempt = nx_scenario_attempt_open_finish (result, error);
  return play->attempt != NULL;
}

static gboolean
move (Play    *play,
      int      choice,
      GError **error)
{
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  nx_scenario_attempt_move_async (play->attempt, choice, done_cb, &wait);
  result = wait_for (&wait);
  return nx_scenario_attempt_move_finish (play->attempt, result, error);
}

static gboolean
open_document (Play    *play,
               int      document,
               GError **error)
{
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  nx_scenario_attempt_open_document_async (play->attempt, document, done_cb, &wait);
  result = wait_for (&wait);
  return nx_scenario_attempt_act_finish (play->attempt, result, error);
}

static gboolean
leave (Play    *play,
       GError **error)
{
  Wait wait = { NULL };
  g_autoptr (GAsyncResult) result = NULL;

  nx_scenario_attempt_leave_async (play->attempt, done_cb, &wait);
  result = wait_for (&wait);
  return nx_scenario_attempt_act_finish (play->attempt, result, error);
}

/* ---- What is printed ---- */

static char *
format_units (NxUnit unit,
              int    n)
{
  switch (unit)
    {
    case NX_UNIT_HOUR:
      return g_strdup_printf (ngettext ("%d hour", "%d hours", n), n);
    case NX_UNIT_WEEK:
      return g_strdup_printf (ngettext ("%d week", "%d weeks", n), n);
    case NX_UNIT_DAY:
    default:
      return g_strdup_printf (ngettext ("%d day", "%d days", n), n);
    }
}

static void
print_meters (const NxScenario      *scenario,
              const NxScenarioState *state)
{
  g_autofree char *left = format_units (scenario->unit, scenario->limit - nx_scenario_state_get_clock (state));

  /* Translators: time left in a scenario; %s is "7 days" */
  g_print (_("Time left: %s"), left);
  for (guint i = 0; i < scenario->meters->len; i++)
    {
      const NxMeter *meter = g_ptr_array_index (scenario->meters, i);
      const NxBand *band = nx_meter_get_band (meter, nx_scenario_state_get_meter (state, (int) i), NULL);

      g_print (" · %s: %s", meter->title, band->title);
    }
  g_print ("\n\n");
}

static void
print_documents (Play *play)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (play->attempt);
  const NxScenarioState *state = nx_scenario_attempt_get_state (play->attempt);

  for (guint i = 0; i < scenario->documents->len; i++)
    {
      const NxDocument *document = g_ptr_array_index (scenario->documents, i);

      if (!nx_scenario_state_has_document (state, (int) i))
        continue;
      g_print ("  d%u  %s (%s)%s\n", i + 1, document->title, document->origin,
               nx_scenario_attempt_is_document_opened (play->attempt, (int) i) ? "" : C_("dossier document", " · New"));
    }
  g_print ("\n");
}

static void
print_scene (Play *play)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (play->attempt);
  const NxScenarioState *state = nx_scenario_attempt_get_state (play->attempt);
  const NxScene *scene = g_ptr_array_index (scenario->scenes, nx_scenario_state_get_scene (state));

  nx_tool_print_heading (scene->title);
  print_meters (scenario, state);
  for (guint i = 0; i < scene->narratives->len; i++)
    {
      const NxNarrative *narrative = g_ptr_array_index (scene->narratives, i);
      if (nx_condition_holds (scenario, state, narrative->when))
        nx_tool_print_blocks (narrative->blocks);
    }
}

static void
print_choices (Play *play)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (play->attempt);
  const NxScenarioState *state = nx_scenario_attempt_get_state (play->attempt);
  const NxScene *scene = g_ptr_array_index (scenario->scenes, nx_scenario_state_get_scene (state));
  g_autofree char *prompt = nx_inline_dup_plain (scene->decision->prompt);

  nx_tool_print_wrapped (prompt, "", "");
  for (guint i = 0; i < scene->decision->choices->len; i++)
    {
      const NxChoice *choice = g_ptr_array_index (scene->decision->choices, i);
      g_autofree char *text = nx_inline_dup_plain (choice->text);
      g_autofree char *number = g_strdup_printf ("  %u  ", i + 1);
      g_autofree char *time = format_units (scenario->unit, nx_choice_get_time (choice));
      g_autofree char *cost = choice->cost != NULL ? g_strdup_printf ("%s · %s", time, choice->cost) : g_strdup (time);

      nx_tool_print_wrapped (text, number, "     ");
      if (nx_choice_is_open (scenario, state, choice))
        nx_tool_print_wrapped (cost, "     ", "     ");
      else
        nx_tool_print_wrapped (_("Not open to you now"), "     ", "     ");
    }
  g_print ("\n");
}

static void
print_changes (const NxScenario *scenario,
               const NxMove     *made)
{
  for (guint i = 0; i < made->meter_changes->len; i++)
    {
      const NxMeterChange *change = &g_array_index (made->meter_changes, NxMeterChange, i);
      const NxMeter *meter = g_ptr_array_index (scenario->meters, change->meter);
      const NxBand *band = nx_meter_get_band (meter, change->after, NULL);

      g_print ("  %s: %s (%+d)\n", meter->title, band->title, change->after - change->before);
    }
  for (guint i = 0; i < made->documents->len; i++)
    {
      const NxDocument *document = g_ptr_array_index (scenario->documents, g_array_index (made->documents, int, i));
      /* Translators: %s is the title of a document that has just arrived */
      g_print (_("  New in the dossier: %s\n"), document->title);
    }
  g_print ("\n");
}

static void
print_consequence (Play *play)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (play->attempt);
  const NxMove *made = nx_scenario_attempt_get_last_move (play->attempt);
  const NxScene *scene = g_ptr_array_index (scenario->scenes, made->from_scene);
  const NxChoice *choice = g_ptr_array_index (scene->decision->choices, made->choice);

  nx_tool_print_heading (_("What happened"));
  nx_tool_print_blocks (choice->consequence);
  print_changes (scenario, made);
}

static const char *
mark_word (NxMark mark)
{
  switch (mark)
    {
    case NX_MARK_APPLIED:
      return C_("Good Practice in a debrief", "Applied");
    case NX_MARK_PARTLY:
      return C_("Good Practice in a debrief", "Partly");
    case NX_MARK_MISSED:
    default:
      return C_("Good Practice in a debrief", "Missed");
    }
}

static void
print_debrief_steps (const NxScenario *scenario,
                     const NxDebrief  *debrief)
{
  for (guint i = 0; i < debrief->path->len; i++)
    {
      const NxPathStep *step = &g_array_index (debrief->path, NxPathStep, i);
      const NxScene *scene = g_ptr_array_index (scenario->scenes, step->scene);
      const NxChoice *chosen = g_ptr_array_index (scene->decision->choices, step->choice);
      const NxChoice *expert = g_ptr_array_index (scene->decision->choices, step->expert_choice);
      g_autofree char *yours = nx_inline_dup_plain (chosen->text);
      g_autofree char *theirs = nx_inline_dup_plain (expert->text);
      g_autofree char *why = nx_inline_dup_plain (chosen->why);
      g_autofree char *number = g_strdup_printf ("  %d  ", step->number);

      nx_tool_print_wrapped (scene->decision->label, number, "     ");
      if (step->choice == step->expert_choice)
        {
          nx_tool_print_wrapped (yours, _("     You and the expert chose: "), "       ");
        }
      else
        {
          nx_tool_print_wrapped (yours, _("     You chose: "), "       ");
          nx_tool_print_wrapped (theirs, _("     The expert chose: "), "       ");
        }
      nx_tool_print_wrapped (why, "     ", "     ");
      g_print ("\n");
    }
}

static gboolean
print_debrief (Play    *play,
               GError **error)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (play->attempt);
  g_autoptr (NxDebrief) debrief = nx_scenario_attempt_debrief (play->attempt, error);
  g_autoptr (NxPracticeSet) practices = NULL;

  if (debrief == NULL)
    return FALSE;
  practices = nx_library_load_practices (nx_study_get_library (play->study), nx_study_get_language (play->study), error);
  if (practices == NULL)
    return FALSE;

  nx_tool_print_heading (_("Debrief"));
  print_debrief_steps (scenario, debrief);
  for (guint i = 0; i < debrief->practices->len; i++)
    {
      const NxPracticeOutcome *outcome = g_ptr_array_index (debrief->practices, i);
      const NxPractice *practice = nx_practice_set_get (practices, outcome->practice);

      if (practice != NULL)
        g_print ("  %s %s: %s\n", practice->code, practice->title, mark_word (outcome->mark));
    }
  g_print (_("  %d of %u applied\n\n"), debrief->n_applied, debrief->practices->len);
  return TRUE;
}

static void
print_ending (Play *play)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (play->attempt);
  int index = nx_scenario_state_get_ending (nx_scenario_attempt_get_state (play->attempt));
  const NxEnding *ending = g_ptr_array_index (scenario->endings, index);

  nx_tool_print_heading (ending->title);
  nx_tool_print_blocks (ending->blocks);
  nx_tool_print_blocks (ending->next);
}

/* ---- What is typed ---- */

static void
print_help (void)
{
  g_print ("%s\n\n",
           _("Type a number to decide, Enter to go on, d for the dossier, d2 to read document 2, q to leave. Each decision is saved at once."));
}

static gboolean
read_document (Play       *play,
               const char *number,
               GError    **error)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (play->attempt);
  const NxDocument *document;
  guint64 index = 0;

  if (!g_ascii_string_to_unsigned (number, 10, 1, scenario->documents->len, &index, NULL) ||
      !nx_scenario_state_has_document (nx_scenario_attempt_get_state (play->attempt), (int) index - 1))
    {
      g_print ("%s\n", _("There is no such document in the dossier."));
      return TRUE;
    }
  document = g_ptr_array_index (scenario->documents, index - 1);
  nx_tool_print_heading (document->title);
  g_print ("%s\n\n", document->origin);
  nx_tool_print_blocks (document->blocks);
  return open_document (play, (int) index - 1, error);
}

/* A number chooses. TRUE in @out_moved if the line was a move that was made. */
static gboolean
take_choice (Play       *play,
             const char *line,
             gboolean   *out_moved,
             GError    **error)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (play->attempt);
  const NxScenarioState *state = nx_scenario_attempt_get_state (play->attempt);
  const NxScene *scene = g_ptr_array_index (scenario->scenes, nx_scenario_state_get_scene (state));
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (line, 10, 1, scene->decision->choices->len, &number, NULL))
    {
      print_help ();
      return TRUE;
    }
  if (!nx_choice_is_open (scenario, state, g_ptr_array_index (scene->decision->choices, number - 1)))
    {
      g_print ("%s\n", _("That is not open to you now. Choose another."));
      return TRUE;
    }
  if (!move (play, (int) number - 1, error))
    return FALSE;
  *out_moved = TRUE;
  print_consequence (play);
  return TRUE;
}

static gboolean
take_line (Play       *play,
           const char *line,
           gboolean   *out_moved,
           GError    **error)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (play->attempt);
  const NxScenarioState *state = nx_scenario_attempt_get_state (play->attempt);
  const NxScene *scene = g_ptr_array_index (scenario->scenes, nx_scenario_state_get_scene (state));

  if (g_str_equal (line, "q"))
    {
      play->ended = TRUE;
      return TRUE;
    }
  if (g_str_equal (line, "d"))
    {
      print_documents (play);
      return TRUE;
    }
  if (line[0] == 'd' && g_ascii_isdigit (line[1]))
    return read_document (play, line + 1, error);
  if (scene->decision != NULL)
    return take_choice (play, line, out_moved, error);
  if (line[0] != '\0')
    {
      print_help ();
      return TRUE;
    }
  *out_moved = TRUE;
  return move (play, -1, error);
}

/* One scene, until a move was made or the person left. */
static gboolean
play_scene (Play    *play,
            GError **error)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (play->attempt);
  const NxScene *scene = g_ptr_array_index (scenario->scenes, nx_scenario_state_get_scene (nx_scenario_attempt_get_state (play->attempt)));
  gboolean moved = FALSE;

  print_scene (play);
  if (scene->decision != NULL)
    print_choices (play);
  while (!moved && !play->ended)
    {
      g_autofree char *line = nx_tool_read_line (scene->decision != NULL ? _("Your decision: ") : _("Enter to go on: "));

      if (line == NULL)
        play->ended = TRUE;
      else if (!take_line (play, g_strstrip (line), &moved, error))
        return FALSE;
    }
  return TRUE;
}

static void
print_opening (Play *play)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (play->attempt);
  g_autofree char *summary = nx_inline_dup_plain (scenario->summary);

  nx_tool_print_heading (scenario->title);
  nx_tool_print_wrapped (summary, "", "");
  nx_tool_print_wrapped (_("This scenario is fictional. Places and people are invented."), "", "");
  g_print ("\n%s: %s\n", _("Your role"), scenario->role_title);
  nx_tool_print_blocks (scenario->role_text);
  if (nx_scenario_attempt_was_resumed (play->attempt))
    {
      int number = nx_scenario_state_get_n_decisions (nx_scenario_attempt_get_state (play->attempt)) + 1;
      g_autofree char *text = g_strdup_printf (_("You stopped at decision %d"), number);
      nx_tool_print_wrapped (text, "", "");
      g_print ("\n");
    }
  print_help ();
}

static gboolean
play_through (Play    *play,
              GError **error)
{
  print_opening (play);
  while (!play->ended && nx_scenario_state_get_ending (nx_scenario_attempt_get_state (play->attempt)) < 0)
    if (!play_scene (play, error))
      return FALSE;
  if (nx_scenario_state_get_ending (nx_scenario_attempt_get_state (play->attempt)) >= 0)
    {
      print_ending (play);
      return print_debrief (play, error);
    }
  g_print ("\n%s\n", _("Everything is saved on this computer. Play again to continue here."));
  return leave (play, error);
}

static void
list_scenarios (NxStudy *study)
{
  g_autoptr (NxPack) pack = nx_library_load_pack (nx_study_get_library (study), nx_study_get_language (study), NULL);

  for (guint i = 0; pack != NULL && pack->scenarios[i] != NULL; i++)
    g_print ("%s\n", pack->scenarios[i]);
}

static NxToolStatus
play_or_list (NxStudy    *study,
              const char *scenario,
              NxRunAsked  kind)
{
  Play play = { .study = study };
  g_autoptr (GError) error = NULL;
  gboolean good;

  if (scenario == NULL)
    {
      list_scenarios (study);
      return NX_TOOL_DONE;
    }
  good = open_attempt (&play, scenario, kind, &error) && play_through (&play, &error);
  g_clear_object (&play.attempt);
  if (good)
    return NX_TOOL_DONE;
  nx_tool_complain ("play", "%s", error->message);
  nx_tool_complain ("play", "%s", _("What was decided before is saved."));
  return NX_TOOL_FAILED;
}

/**
 * nx_tool_play:
 *
 * Returns: done if the run ended or was left in order; failed on an error; usage on wrong arguments
 */
NxToolStatus
nx_tool_play (char **arguments)
{
  gboolean again = FALSE, practice = FALSE;
  NxToolStudyOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "again", 0, 0, G_OPTION_ARG_NONE, &again, N_("Begin a new run that counts, even if one is open"), NULL },
    { "practice", 0, 0, G_OPTION_ARG_NONE, &practice, N_("Begin a practice run, which is never sent"), NULL },
    NX_TOOL_STUDY_ENTRIES (options),
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (NxStudy) study = NULL;
  NxToolStatus status;

  if (!nx_tool_parse_options ("play", entries, arguments, &status))
    {
      nx_tool_study_options_clear (&options);
      return status;
    }
  study = nx_tool_study_open (&options, &error);
  nx_tool_study_options_clear (&options);
  if (study == NULL)
    {
      nx_tool_complain ("play", "%s", error->message);
      return NX_TOOL_FAILED;
    }
  status = play_or_list (study, arguments[0], practice ? NX_ASK_PRACTICE : again ? NX_ASK_COUNTS : NX_ASK_RESUME);
  if (!nx_tool_study_close (study, &error))
    {
      nx_tool_complain ("play", "%s", error->message);
      return NX_TOOL_FAILED;
    }
  return status;
}
