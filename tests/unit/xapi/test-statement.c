/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Our bytes for our events. The fixtures are what was sent once: a difference is a broken promise, not a new fixture. */

#include "config.h"

#include "nx-sample-events.h"

#include <string.h>

static char *
load_fixture (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  const char *path = g_test_get_filename (G_TEST_DIST, "fixtures", "statements", file, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return g_strchomp (text);
}

static void
test_fixtures (void)
{
  for (guint i = 0; i < nx_sample_event_get_n (); i++)
    {
      g_autoptr (NxSampleEvent) sample = nx_sample_event_new (i);
      g_autoptr (GBytes) statement = nx_sample_event_build (sample);
      g_autofree char *pretty = nx_statement_dup_pretty (statement);
      g_autofree char *fixture = load_fixture (sample->name);

      g_assert_cmpstr (pretty, ==, fixture);
      g_assert_null (memchr (g_bytes_get_data (statement, NULL), '\n', g_bytes_get_size (statement)));
    }
}

static void
test_same_bytes (void)
{
  for (guint i = 0; i < nx_sample_event_get_n (); i++)
    {
      g_autoptr (NxSampleEvent) first = nx_sample_event_new (i);
      g_autoptr (NxSampleEvent) second = nx_sample_event_new (i);
      g_autoptr (GBytes) a = nx_sample_event_build (first);
      g_autoptr (GBytes) b = nx_sample_event_build (second);

      g_assert_true (g_bytes_equal (a, b));
    }
}

/* Practice makes no statement, and neither does a type without a verb. */
static void
test_none (void)
{
  for (guint type = 1; type < NX_N_EVENT_TYPES; type++)
    for (int counts = 0; counts <= 1; counts++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (NxEventFacts) facts = nx_event_facts_new (type);
        NxStatementContext context = { 0 };

        if (counts && nx_event_type_get_info (type)->verb != NX_VERB_NONE)
          continue;
        facts->counts = counts;
        g_assert_cmpint (nx_statement_get_verb (facts), ==, NX_VERB_NONE);
        g_assert_null (nx_statement_build (facts, NULL, &context, &error));
        g_assert_no_error (error);
      }
}

static void
test_verbs (void)
{
  static const struct
  {
    const char *sample, *iri;
  } rows[] = {
    { "module-opened", "http://adlnet.gov/expapi/verbs/initialized" },
    { "module-left", "http://adlnet.gov/expapi/verbs/terminated" },
    { "module-completed", "http://adlnet.gov/expapi/verbs/completed" },
    { "question-answered", "http://adlnet.gov/expapi/verbs/answered" },
    { "test-passed", "http://adlnet.gov/expapi/verbs/passed" },
    { "test-failed", "http://adlnet.gov/expapi/verbs/failed" },
    { "decision-taken", "http://adlnet.gov/expapi/verbs/responded" },
    { "scenario-ended", "http://adlnet.gov/expapi/verbs/completed" },
    { "scenario-left", "http://adlnet.gov/expapi/verbs/suspended" },
    { "record-taken-back", "http://adlnet.gov/expapi/verbs/voided" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NxSampleEvent) sample = nx_sample_event_new_named (rows[i].sample);

      g_assert_cmpstr (nx_verb_get_iri (nx_statement_get_verb (sample->facts)), ==, rows[i].iri);
    }
  g_assert_null (nx_verb_get_iri (NX_VERB_NONE));
}

static void
test_test_without_judgement (void)
{
  g_autoptr (NxSampleEvent) sample = nx_sample_event_new_named ("test-passed");

  sample->facts->success = NX_TRISTATE_UNSET;
  g_assert_cmpint (nx_statement_get_verb (sample->facts), ==, NX_VERB_NONE);
}

/* The display has a tag that tells its real language. */
static void
test_display_language (void)
{
  static const struct
  {
    const char *language, *expected;
  } rows[] = {
    { "en", "\"display\":{\"en\":\"opened\"}" },
    { "en-GB", "\"display\":{\"en-GB\":\"opened\"}" },
    { "fr", "\"display\":{\"fr\":\"a ouvert\"}" },
    { "fr-CH", "\"display\":{\"fr-CH\":\"a ouvert\"}" },
    { "frr", "\"display\":{\"en\":\"opened\"}" },
    { "ar", "\"display\":{\"en\":\"opened\"}" },
    { NULL, "\"display\":{\"en\":\"opened\"}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (NxSampleEvent) sample = nx_sample_event_new_named ("module-opened");
      g_autoptr (GBytes) statement = NULL;
      g_autofree char *text = NULL;

      g_free (sample->facts->language);
      sample->facts->language = g_strdup (rows[i].language);
      statement = nx_sample_event_build (sample);
      text = g_strndup (g_bytes_get_data (statement, NULL), g_bytes_get_size (statement));
      g_assert_nonnull (strstr (text, rows[i].expected));
    }
}

/* Without duration, response, session and the like: no null, no empty object, no empty text. */
static void
test_nothing_empty (void)
{
  for (guint i = 0; i < nx_sample_event_get_n (); i++)
    {
      g_autoptr (NxSampleEvent) sample = nx_sample_event_new (i);
      g_autoptr (GBytes) statement = NULL;
      g_autofree char *text = NULL;

      sample->facts->duration_us = -1;
      sample->facts->step = -1;
      g_clear_pointer (&sample->facts->response, g_strfreev);
      g_clear_pointer (&sample->facts->session, g_free);
      g_clear_pointer (&sample->facts->content_version, g_free);
      sample->facts->mastery = -1;
      sample->context.device = sample->context.capacity = NULL;
      if (sample->activity != NULL)
        g_clear_pointer (&sample->activity->next_iri, g_free);
      statement = nx_sample_event_build (sample);
      text = g_strndup (g_bytes_get_data (statement, NULL), g_bytes_get_size (statement));
      g_assert_null (strstr (text, "{}"));
      g_assert_null (strstr (text, "[]"));
      g_assert_null (strstr (text, "null"));
      g_assert_null (strstr (text, "\"\""));
    }
}

typedef void (*Spoil) (NxSampleEvent *sample);

static void
spoil_id (NxSampleEvent *sample)
{
  sample->context.statement_id = "1";
}

static void
spoil_home_page (NxSampleEvent *sample)
{
  sample->context.home_page = "people";
}

static void
spoil_account (NxSampleEvent *sample)
{
  sample->context.account = "";
}

static void
spoil_iri (NxSampleEvent *sample)
{
  g_free (sample->activity->object->iri);
  sample->activity->object->iri = g_strdup ("modules/one");
}

static void
spoil_base (NxSampleEvent *sample)
{
  g_free (sample->activity->base);
  sample->activity->base = g_strdup ("https://learn.example.org/xapi");
}

static void
spoil_activity (NxSampleEvent *sample)
{
  g_clear_pointer (&sample->activity, nx_activity_facts_free);
}

static void
spoil_registration (NxSampleEvent *sample)
{
  g_free (sample->facts->registration);
  sample->facts->registration = g_strdup ("first run");
}

static void
spoil_raw (NxSampleEvent *sample)
{
  sample->facts->raw = 13;
}

static void
spoil_max (NxSampleEvent *sample)
{
  sample->facts->raw = 0;
  sample->facts->max = 0;
}

static void
spoil_response (NxSampleEvent *sample)
{
  g_strfreev (sample->facts->response);
  sample->facts->response = g_strsplit ("a[,]b", ";", -1);
}

static void
spoil_target (NxSampleEvent *sample)
{
  g_free (sample->facts->target);
  sample->facts->target = g_strdup ("that one");
}

static void
test_refused (void)
{
  static const struct
  {
    const char *sample;
    Spoil spoil;
  } rows[] = {
    { "module-opened", spoil_id },
    { "module-opened", spoil_home_page },
    { "module-opened", spoil_account },
    { "module-opened", spoil_iri },
    { "module-opened", spoil_base },
    { "module-opened", spoil_activity },
    { "module-opened", spoil_registration },
    { "test-passed", spoil_raw },
    { "test-failed", spoil_max },
    { "question-answered", spoil_response },
    { "record-taken-back", spoil_target },
    { "record-taken-back", spoil_id },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NxSampleEvent) sample = nx_sample_event_new_named (rows[i].sample);

      rows[i].spoil (sample);
      g_assert_null (nx_statement_build (sample->facts, sample->activity, &sample->context, &error));
      g_assert_error (error, NX_EVENT_ERROR, NX_EVENT_ERROR_PAYLOAD);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/xapi/statement/fixtures", test_fixtures);
  g_test_add_func ("/xapi/statement/same-bytes", test_same_bytes);
  g_test_add_func ("/xapi/statement/none", test_none);
  g_test_add_func ("/xapi/statement/verbs", test_verbs);
  g_test_add_func ("/xapi/statement/test-without-judgement", test_test_without_judgement);
  g_test_add_func ("/xapi/statement/display-language", test_display_language);
  g_test_add_func ("/xapi/statement/nothing-empty", test_nothing_empty);
  g_test_add_func ("/xapi/statement/refused", test_refused);
  return g_test_run ();
}
