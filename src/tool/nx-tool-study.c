/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the way from a command line to a study: store, pack, learner, progress. */

#define G_LOG_DOMAIN "nexus-tool"
#include "config.h"

#include "nx-tool-study.h"

#include <glib/gi18n.h>

#include "nx-core-pack.h"
#include "nx-tool-text.h"

void
nx_tool_study_options_clear (NxToolStudyOptions *options)
{
  g_clear_pointer (&options->data, g_free);
  g_clear_pointer (&options->pack, g_free);
  g_clear_pointer (&options->learner, g_free);
  g_clear_pointer (&options->language, g_free);
}

char *
nx_tool_dup_data_folder (const char *given)
{
  const char *named = given != NULL ? given : g_getenv ("NEXUS_TRAINER_DATA");

  if (named != NULL && *named != '\0')
    return g_strdup (named);
  return g_build_filename (g_get_user_data_dir (), "nexus-trainer", NULL);
}

/* TRUE for yes, FALSE for no; asks again until it is one of them. FALSE in @out_answered at the end of the input. */
static gboolean
ask_yes_no (const char *question,
            gboolean   *out_answered)
{
  for (;;)
    {
      g_autofree char *line = nx_tool_read_line (question);

      *out_answered = line != NULL;
      if (line == NULL)
        return FALSE;
      g_strstrip (line);
      /* Translators: the letters typed for yes and no; "y" and "n" always work too */
      if (g_ascii_strcasecmp (line, "y") == 0 || g_ascii_strcasecmp (line, C_("letter typed", "y")) == 0)
        return TRUE;
      if (g_ascii_strcasecmp (line, "n") == 0 || g_ascii_strcasecmp (line, C_("letter typed", "n")) == 0)
        return FALSE;
    }
}

/* The first run, in three questions; nothing is chosen for the person. */
static NxLearner *
ask_who (NxRecordStore *store,
         const char    *language,
         GError       **error)
{
  g_autoptr (NxProfile) profile = nx_profile_new ();
  g_autofree char *name = NULL;
  gboolean completion, answers = FALSE, answered = FALSE;

  nx_tool_print_heading (_("Who is learning?"));
  nx_tool_print_wrapped (_("Each person who uses this computer has a separate profile and record."), "", "");
  name = nx_tool_read_line (_("Name: "));
  if (name == NULL || *g_strstrip (name) == '\0')
    {
      g_set_error_literal (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND, _("Nobody to record for: no name was given."));
      return NULL;
    }
  nx_tool_print_wrapped (_("Sent when a connection returns, if you agree: module opened, left and completed, test score, "
                           "scenario left or ended with its number of decisions, each with date, duration and language; a random number in place of your name; a number for this computer."), "", "");
  completion = ask_yes_no (_("Send my completion records (y/n): "), &answered);
  if (completion && answered)
    answers = ask_yes_no (_("Also send my answers, question by question, and my scenario decisions (y/n): "), &answered);
  if (!answered)
    {
      g_set_error_literal (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND, _("No choice was made about sending."));
      return NULL;
    }
  profile->name = g_strdup (name);
  profile->language = g_strdup (language);
  return nx_record_store_create_learner (store, profile, completion, answers, error);
}

static NxLearner *
find_learner (NxRecordStore *store,
              const char    *wanted,
              const char    *language,
              GError       **error)
{
  g_autoptr (GPtrArray) learners = nx_record_store_list_learners (store, error);
  g_autofree char *last = NULL;

  if (learners == NULL)
    return NULL;
  last = wanted != NULL ? g_strdup (wanted) : nx_record_store_dup_setting (store, "last-learner");
  for (guint i = 0; i < learners->len; i++)
    {
      NxLearner *learner = g_ptr_array_index (learners, i);
      if (last == NULL || g_str_equal (learner->id, last))
        return nx_learner_ref (learner);
    }
  if (wanted != NULL)
    {
      g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND, _("There is no learner %s on this computer."), wanted);
      return NULL;
    }
  return ask_who (store, language, error);
}

NxLibrary *
nx_tool_open_library (const char *pack,
                      GError    **error)
{
  g_autoptr (NxPackSource) source = NULL;

  if (pack != NULL)
    source = nx_pack_source_new_for_folder (pack);
  else
    source = nx_pack_source_new_for_resource (nx_core_pack_get_resource (), NX_CORE_PACK_PREFIX);
  return nx_library_new (source, error);
}

/* The language of this run only: the profile that is stored stays as it is. */
static NxLearner *
with_language (NxLearner  *learner,
               const char *language)
{
  if (language != NULL)
    {
      g_free (learner->profile->language);
      learner->profile->language = g_strdup (language);
    }
  return learner;
}

/**
 * nx_tool_study_open:
 *
 * Errors: %NX_RECORDS_ERROR, %NX_CONTENT_ERROR.
 * Returns: (transfer full)
 */
NxStudy *
nx_tool_study_open (const NxToolStudyOptions *options,
                    GError                  **error)
{
  g_autofree char *folder = nx_tool_dup_data_folder (options->data);
  const char *language = options->language != NULL ? options->language : g_get_language_names ()[0];
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (NxRecordStore) store = NULL;
  g_autoptr (NxLibrary) library = nx_tool_open_library (options->pack, error);
  g_autoptr (NxLearner) learner = NULL;
  g_autoptr (NxProgress) progress = NULL;

  if (library == NULL)
    return NULL;
  store = nx_record_store_open (folder, clock, error);
  if (store == NULL)
    return NULL;
  learner = find_learner (store, options->learner, language, error);
  if (learner == NULL)
    return NULL;
  learner = with_language (learner, options->language);
  progress = nx_progress_load (store, learner->id, error);
  if (progress == NULL)
    return NULL;
  return nx_study_new (store, library, clock, learner, progress);
}

gboolean
nx_tool_study_close (NxStudy *study,
                     GError **error)
{
  return nx_record_store_close (nx_study_get_store (study), error);
}
