/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-sample-events.h"

#include <math.h>
#include <string.h>

static NxStatementView *
view_sample (const char *name)
{
  g_autoptr (NxSampleEvent) sample = nx_sample_event_new_named (name);
  g_autoptr (GBytes) statement = nx_sample_event_build (sample);
  g_autoptr (GError) error = NULL;
  NxStatementView *view = nx_statement_view_new (statement, &error);

  g_assert_no_error (error);
  return view;
}

static NxStatementView *
view_text (const char *text,
           GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return nx_statement_view_new (bytes, error);
}

static void
test_test_passed (void)
{
  g_autoptr (NxStatementView) view = view_sample ("test-passed");

  g_assert_cmpstr (view->id, ==, "018c1e0a-0001-7b6e-9c11-000000000001");
  g_assert_cmpstr (view->verb_iri, ==, "http://adlnet.gov/expapi/verbs/passed");
  g_assert_cmpstr (view->verb_display, ==, "passed");
  g_assert_cmpstr (view->object_iri, ==, "https://learn.example.org/xapi/core/module/safe-handling-1#test");
  g_assert_cmpstr (view->object_name, ==, "Safe handling, part 1: test");
  g_assert_cmpstr (view->type_iri, ==, "http://adlnet.gov/expapi/activities/assessment");
  g_assert_cmpstr (view->timestamp, ==, "2026-11-20T09:02:11.482Z");
  g_assert_cmpfloat_with_epsilon (view->scaled, 11.0 / 12, 0.0001);
  g_assert_cmpint (view->raw, ==, 11);
  g_assert_cmpint (view->max, ==, 12);
  g_assert_cmpstr (view->duration, ==, "PT6M2.4S");
  g_assert_null (view->response);
  g_assert_null (view->ending_iri);
}

static void
test_scenario (void)
{
  g_autoptr (NxStatementView) decision = view_sample ("decision-taken");
  g_autoptr (NxStatementView) ended = view_sample ("scenario-ended");
  g_autoptr (NxStatementView) voiding = view_sample ("record-taken-back");

  g_assert_cmpstr (decision->response, ==, "stop");
  g_assert_true (isnan (decision->scaled));
  g_assert_cmpint (decision->raw, ==, -1);
  g_assert_cmpstr (ended->ending_iri, ==, "https://learn.example.org/xapi/core/scenario/night-shift#all-safe");
  g_assert_cmpstr (voiding->verb_display, ==, "voided");
  g_assert_null (voiding->object_name);
}

/* What another program wrote: no language that fits, odd kinds, parts missing. */
static void
test_foreign (void)
{
  static const char *const odd =
      "{\"id\":\"1\",\"verb\":{\"display\":{\"de\":\"bestand\",\"it\":\"superò\"}},\"object\":[],"
      "\"result\":{\"score\":{\"raw\":-4,\"max\":1e300},\"extensions\":[]},\"context\":{\"language\":7}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (NxStatementView) view = view_text (odd, &error);
  g_autoptr (NxStatementView) bare = view_text ("{\"id\":\"1\"}", NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (view->verb_display, ==, "bestand");
  g_assert_null (view->verb_iri);
  g_assert_null (view->object_name);
  g_assert_cmpint (view->raw, ==, -1);
  g_assert_cmpint (view->max, ==, -1);
  g_assert_true (isnan (bare->scaled));
}

static void
test_refused (void)
{
  static const char *const texts[] = { "", "[]", "{}", "{\"id\":5}", "<html>" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (view_text (texts[i], &error));
      g_assert_nonnull (error);
    }
}

static void
test_pretty (void)
{
  static const struct
  {
    const char *in, *out;
  } rows[] = {
    { "{}", "{}" },
    { " [ ] ", "[]" },
    { "{\"a\":[1,2.50,{\"b\":[]}],\"c\":{}}",
      "{\n  \"a\": [\n    1,\n    2.50,\n    {\n      \"b\": []\n    }\n  ],\n  \"c\": {}\n}" },
    { "{\"a\" : \"x: {\\\"y\\\", [é]\\\\\"}", "{\n  \"a\": \"x: {\\\"y\\\", [é]\\\\\"\n}" },
    { "<html>\xff</html>", "<html>\xef\xbf\xbd</html>" },
    { "", "" },
    { "{\"a\":", "{\"a\":" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].in, strlen (rows[i].in));
      g_autofree char *pretty = nx_statement_dup_pretty (bytes);

      g_assert_cmpstr (pretty, ==, rows[i].out);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/xapi/view/test-passed", test_test_passed);
  g_test_add_func ("/xapi/view/scenario", test_scenario);
  g_test_add_func ("/xapi/view/foreign", test_foreign);
  g_test_add_func ("/xapi/view/refused", test_refused);
  g_test_add_func ("/xapi/view/pretty", test_pretty);
  return g_test_run ();
}
