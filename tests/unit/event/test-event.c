/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-event.h"
#include "nx-ids.h"

#include <string.h>

#define ALL_MEMBERS                                                                                     \
  "{\"address\":\"core/module/b2-sharing\",\"version\":\"2026.11.1/1\",\"hash\":\"9f86d081\","           \
  "\"language\":\"en-GB\",\"registration\":\"6f4f0f3e-0c5b-4d0f-8c38-2f1c1b6f7a10\","                     \
  "\"session\":\"b3f2c7ae-6b0d-4c55-9f11-52f0a7b3d901\",\"run\":\"0b6b1a52-51c1-4a8e-8a3c-90d1c7f4e655\"," \
  "\"counts\":true,\"duration-us\":9007199254740993,\"element\":\"question-3\",\"place\":\"p12\","        \
  "\"response\":[\"a\",\"c\"],\"confidence\":\"sure\",\"raw\":9,\"max\":10,\"success\":false,"            \
  "\"mastery\":0.8125,\"seed\":\"18446744073709551615\",\"items\":[],\"step\":4,\"clock\":0,"             \
  "\"meters\":[{\"id\":\"trust\",\"value\":-20},{\"id\":\"time\",\"value\":-1}],\"next-scene\":\"quay\","  \
  "\"ending\":\"all-safe\",\"documents\":[\"manifest\"],\"text\":\"a \\\"note\\\"\\nin two lines, été\","  \
  "\"target\":\"018c1e0a-0009-7b6e-9c11-000000000009\",\"detail\":\"{\\\"answers\\\":true}\","               \
  "\"count\":-1,\"group\":\"remote\",\"asleep-us\":0}"

static GBytes *
bytes_from (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
assert_json (const NxEventFacts *facts,
             const char         *expected)
{
  g_autoptr (GBytes) json = nx_event_facts_to_json (facts);

  g_assert_nonnull (json);
  g_assert_cmpmem (g_bytes_get_data (json, NULL), g_bytes_get_size (json), expected, strlen (expected));
}

static NxEventFacts *
parse (NxEventType type,
       const char *text,
       GError    **error)
{
  g_autoptr (GBytes) json = bytes_from (text);

  return nx_event_facts_from_json (type, json, error);
}

static void
test_table (void)
{
  for (guint i = 1; i < NX_N_EVENT_TYPES; i++)
    {
      const NxEventTypeInfo *info = nx_event_type_get_info (i);

      g_assert_cmpuint (info->type, ==, i);
      g_assert_true (nx_content_id_is_valid (info->name));
      g_assert_cmpint (info->version, >=, 1);
      g_assert_cmpuint (nx_event_type_from_name (info->name), ==, i);
      /* What makes a statement needs a consent, and what makes none must not ask for one. */
      g_assert_cmpint (info->verb == NX_VERB_NONE, ==, info->consent == NX_CONSENT_NEVER);
      /* A statement is a learner's: a workshop's stream is nobody's own. */
      g_assert_cmpuint (info->streams, !=, 0);
      if ((info->streams & NX_STREAM_SESSION) != 0)
        g_assert_cmpint (info->verb, ==, NX_VERB_NONE);
    }
  g_assert_cmpuint (nx_event_type_get_info (NX_EVENT_NONE)->type, ==, NX_EVENT_NONE);
  g_assert_cmpuint (nx_event_type_get_info (NX_N_EVENT_TYPES)->type, ==, NX_EVENT_NONE);
  g_assert_cmpuint (nx_event_type_get_info ((NxEventType) -1)->type, ==, NX_EVENT_NONE);
  g_assert_cmpuint (nx_event_type_from_name ("workshop-dreamt"), ==, NX_EVENT_NONE);
  g_assert_cmpuint (nx_event_type_from_name (NULL), ==, NX_EVENT_NONE);
}

static void
test_consent (void)
{
  static const struct
  {
    const char *name, *consent;
    NxVerb verb;
  } rows[] = {
    { "module-opened", "completion", NX_VERB_INITIALIZED },
    { "module-left", "completion", NX_VERB_TERMINATED },
    { "module-completed", "completion", NX_VERB_COMPLETED },
    { "question-answered", "answers", NX_VERB_ANSWERED },
    { "test-finished", "completion", NX_VERB_PASSED },
    { "decision-taken", "answers", NX_VERB_RESPONDED },
    { "scenario-ended", "completion", NX_VERB_COMPLETED },
    { "scenario-left", "completion", NX_VERB_SUSPENDED },
    { "record-taken-back", "completion", NX_VERB_VOIDED },
    { "section-read", "never", NX_VERB_NONE },
    { "note-saved", "never", NX_VERB_NONE },
    { "bookmark-set", "never", NX_VERB_NONE },
    { "check-answered", "never", NX_VERB_NONE },
    { "language-changed", "never", NX_VERB_NONE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const NxEventTypeInfo *info = nx_event_type_get_info (nx_event_type_from_name (rows[i].name));

      g_assert_cmpstr (info->name, ==, rows[i].name);
      g_assert_cmpstr (nx_consent_class_to_id (info->consent), ==, rows[i].consent);
      g_assert_cmpint (info->verb, ==, rows[i].verb);
    }
}

static void
test_streams (void)
{
  static const struct
  {
    const char *name;
    guint streams;
  } rows[] = {
    { "profile-saved", NX_STREAM_LEARNER },
    { "decision-taken", NX_STREAM_LEARNER },
    { "record-taken-back", NX_STREAM_LEARNER },
    { "language-changed", NX_STREAM_LEARNER | NX_STREAM_SESSION },
    { "session-started", NX_STREAM_SESSION },
    { "day-started", NX_STREAM_SESSION },
    { "slide-shown", NX_STREAM_SESSION },
    { "screen-changed", NX_STREAM_SESSION },
    { "timer-reset", NX_STREAM_SESSION },
    { "minutes-added", NX_STREAM_SESSION },
    { "participant-saved", NX_STREAM_SESSION },
    { "participant-removed", NX_STREAM_SESSION },
    { "attendance-marked", NX_STREAM_SESSION },
    { "vote-opened", NX_STREAM_SESSION },
    { "hands-counted", NX_STREAM_SESSION },
    { "ballot-cast", NX_STREAM_SESSION },
    { "ballot-withdrawn", NX_STREAM_SESSION },
    { "vote-closed", NX_STREAM_SESSION },
    { "vote-shown", NX_STREAM_SESSION },
    { "vote-hidden", NX_STREAM_SESSION },
    { "team-saved", NX_STREAM_SESSION },
    { "team-removed", NX_STREAM_SESSION },
    { "decision-logged", NX_STREAM_SESSION },
    { "decision-taken-back", NX_STREAM_SESSION },
    { "session-ended", NX_STREAM_SESSION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const NxEventTypeInfo *info = nx_event_type_get_info (nx_event_type_from_name (rows[i].name));

      g_assert_cmpstr (info->name, ==, rows[i].name);
      g_assert_cmpuint (info->streams, ==, rows[i].streams);
    }
  g_assert_cmpstr (nx_stream_kind_to_id (NX_STREAM_LEARNER), ==, "learner");
  g_assert_cmpstr (nx_stream_kind_to_id (NX_STREAM_SESSION), ==, "session");
}

static void
test_empty (void)
{
  for (guint type = 1; type < NX_N_EVENT_TYPES; type++)
    {
      g_autoptr (NxEventFacts) facts = nx_event_facts_new (type);
      g_autoptr (NxEventFacts) back = parse (type, "{}", NULL);

      assert_json (facts, "{}");
      assert_json (back, "{}");
      g_assert_cmpuint (back->type, ==, type);
      g_assert_cmpint (back->duration_us, ==, -1);
      g_assert_cmpint (back->raw, ==, -1);
      g_assert_cmpint (back->max, ==, -1);
      g_assert_cmpint (back->step, ==, -1);
      g_assert_cmpint (back->clock, ==, -1);
      g_assert_cmpint (back->success, ==, NX_TRISTATE_UNSET);
      g_assert_cmpfloat (back->mastery, ==, -1);
      g_assert_cmpint (back->count, ==, NX_COUNT_UNSET);
      g_assert_cmpint (back->asleep_us, ==, -1);
      g_assert_null (back->group);
      g_assert_false (back->counts);
      g_assert_null (back->response);
      g_assert_null (back->meters);
    }
}

static void
assert_all_members (const NxEventFacts *facts)
{
  const NxMeterValue *meter;

  g_assert_cmpstr (facts->address, ==, "core/module/b2-sharing");
  g_assert_cmpint (facts->duration_us, ==, G_GINT64_CONSTANT (9007199254740993));
  g_assert_cmpuint (g_strv_length (facts->response), ==, 2);
  g_assert_cmpstr (facts->response[1], ==, "c");
  g_assert_cmpint (facts->success, ==, NX_TRISTATE_NO);
  g_assert_cmpfloat (facts->mastery, ==, 0.8125);
  g_assert_cmpuint (facts->seed, ==, G_MAXUINT64);
  g_assert_nonnull (facts->items);
  g_assert_cmpuint (g_strv_length (facts->items), ==, 0);
  g_assert_cmpuint (facts->meters->len, ==, 2);
  meter = g_ptr_array_index (facts->meters, 1);
  g_assert_cmpstr (meter->id, ==, "time");
  g_assert_cmpint (meter->value, ==, -1);
  g_assert_cmpstr (facts->text, ==, "a \"note\"\nin two lines, été");
  g_assert_cmpstr (facts->detail, ==, "{\"answers\":true}");
  /* A minute taken away is a number, not the lack of one. */
  g_assert_cmpint (facts->count, ==, -1);
  g_assert_cmpstr (facts->group, ==, "remote");
  g_assert_cmpint (facts->asleep_us, ==, 0);
}

static void
test_round_trip (void)
{
  for (guint type = 1; type < NX_N_EVENT_TYPES; type++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NxEventFacts) facts = parse (type, ALL_MEMBERS, &error);
      g_autoptr (NxEventFacts) copy = NULL;

      g_assert_no_error (error);
      assert_all_members (facts);
      copy = nx_event_facts_copy (facts);
      g_clear_pointer (&facts, nx_event_facts_free);
      g_assert_cmpuint (copy->type, ==, type);
      assert_all_members (copy);
      assert_json (copy, ALL_MEMBERS);
    }
}

static void
test_unknown_members (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NxEventFacts) facts =
      parse (NX_EVENT_DECISION_TAKEN, "{\"mood\":{\"deep\":[1,null]},\"step\":2,\"Step\":\"no\"}", &error);

  g_assert_no_error (error);
  assert_json (facts, "{\"step\":2}");
}

static void
test_hostile (void)
{
  static const char *const payloads[] = {
    "",
    "null",
    "[]",
    "\"text\"",
    "{",
    "{}{}",
    "{\"step\":1,\"step\":1}",
    "{\"address\":null}",
    "{\"address\":1}",
    "{\"address\":{}}",
    "{\"counts\":\"yes\"}",
    "{\"counts\":1}",
    "{\"success\":\"true\"}",
    "{\"raw\":\"9\"}",
    "{\"raw\":9.5}",
    "{\"raw\":2147483648}",
    "{\"step\":-2147483649}",
    "{\"count\":-2147483648}",
    "{\"count\":2147483648}",
    "{\"count\":\"5\"}",
    "{\"group\":[\"room\"]}",
    "{\"asleep-us\":-1}",
    "{\"duration-us\":-5}",
    "{\"duration-us\":99999999999999999999}",
    "{\"mastery\":1.01}",
    "{\"mastery\":-0.1}",
    "{\"mastery\":\"0.8\"}",
    "{\"seed\":5}",
    "{\"seed\":\"-1\"}",
    "{\"seed\":\"18446744073709551616\"}",
    "{\"response\":\"a\"}",
    "{\"response\":[\"a\",1]}",
    "{\"response\":{\"0\":\"a\"}}",
    "{\"items\":[null]}",
    "{\"meters\":{\"trust\":1}}",
    "{\"meters\":[{\"id\":\"trust\"}]}",
    "{\"meters\":[{\"value\":3}]}",
    "{\"meters\":[{\"id\":\"trust\",\"value\":3000000000}]}",
    "{\"meters\":[5]}",
    "{\"detail\":\"[1]\"}",
    "{\"detail\":\"not json\"}",
    "{\"detail\":{\"a\":1}}",
    "{\"text\":\"\xff\xfe\"}",
    "{\"text\":\"\\ud800\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NxEventFacts) facts = parse (NX_EVENT_QUESTION_ANSWERED, payloads[i], &error);

      if (facts != NULL)
        g_test_message ("taken: %s", payloads[i]);
      g_assert_null (facts);
      g_assert_error (error, NX_EVENT_ERROR, NX_EVENT_ERROR_PAYLOAD);
    }
}

static void
test_hostile_size (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *long_text = g_strnfill (1024 * 1024, 'a');
  g_autofree char *large = g_strdup_printf ("{\"text\":\"%s\"}", long_text);
  const char *const payloads[] = { deep, large };

  for (gsize i = 0; i < G_N_ELEMENTS (payloads); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (NX_EVENT_NOTE_SAVED, payloads[i], &error));
      g_assert_error (error, NX_EVENT_ERROR, NX_EVENT_ERROR_PAYLOAD);
    }
}

static void
test_type_of_newer_version (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (nx_event_type_from_name ("medal-won"), "{}", &error));
  g_assert_error (error, NX_EVENT_ERROR, NX_EVENT_ERROR_TOO_NEW);
}

static void
test_activity_copy (void)
{
  g_autoptr (NxActivityFacts) facts = nx_activity_facts_new ("https://learn.example.org/xapi/");
  g_autoptr (NxActivityFacts) copy = NULL;
  const NxActivityChoice *choice;

  facts->object = nx_activity_new (NX_ACTIVITY_INTERACTION, "https://learn.example.org/xapi/q", "Question", NULL);
  nx_activity_add_choice (facts->object, "a", "First");
  nx_activity_add_choice (facts->object, "b", NULL);
  facts->object->correct = g_strsplit ("b", ",", -1);
  facts->grouping = nx_activity_new (NX_ACTIVITY_COURSE, "https://learn.example.org/xapi/course", NULL, NULL);
  facts->next_iri = g_strdup ("https://learn.example.org/xapi/next");

  copy = nx_activity_facts_copy (facts);
  g_clear_pointer (&facts, nx_activity_facts_free);
  g_assert_cmpstr (copy->base, ==, "https://learn.example.org/xapi/");
  g_assert_cmpint (copy->object->type, ==, NX_ACTIVITY_INTERACTION);
  g_assert_cmpuint (copy->object->choices->len, ==, 2);
  choice = g_ptr_array_index (copy->object->choices, 1);
  g_assert_cmpstr (choice->id, ==, "b");
  g_assert_null (choice->description);
  g_assert_cmpstr (copy->object->correct[0], ==, "b");
  g_assert_null (copy->parent);
  g_assert_cmpstr (copy->grouping->iri, ==, "https://learn.example.org/xapi/course");
  g_assert_cmpstr (copy->next_iri, ==, "https://learn.example.org/xapi/next");
  g_assert_null (nx_activity_facts_copy (NULL));
}

static void
test_event (void)
{
  NxEvent *event = nx_event_new ();

  event->stream = g_strdup ("0b6b1a52-51c1-4a8e-8a3c-90d1c7f4e655");
  event->id = nx_uuid7_new (0);
  event->boot_id = g_strdup ("boot");
  event->program = g_strdup ("0.1.0");
  event->facts = nx_event_facts_new (NX_EVENT_NOTE_SAVED);
  nx_event_free (event);
  nx_event_free (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/event/table", test_table);
  g_test_add_func ("/event/consent", test_consent);
  g_test_add_func ("/event/streams", test_streams);
  g_test_add_func ("/event/facts/empty", test_empty);
  g_test_add_func ("/event/facts/round-trip", test_round_trip);
  g_test_add_func ("/event/facts/unknown-members", test_unknown_members);
  g_test_add_func ("/event/facts/hostile", test_hostile);
  g_test_add_func ("/event/facts/hostile-size", test_hostile_size);
  g_test_add_func ("/event/facts/newer-type", test_type_of_newer_version);
  g_test_add_func ("/event/activity/copy", test_activity_copy);
  g_test_add_func ("/event/event", test_event);
  return g_test_run ();
}
