/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-sample-events.h"

#include "nx-json.h"

#include <string.h>

#define ID "\"id\":\"018c1e0a-0001-7b6e-9c11-000000000001\""
#define AGENT "{\"objectType\":\"Agent\",\"account\":{\"homePage\":\"https://l.example/p\",\"name\":\"x\"}}"
#define AGENT_BARE "{\"account\":{\"name\":\"x\",\"homePage\":\"https://l.example/p\"}}"
#define AGENT_OTHER "{\"account\":{\"name\":\"y\",\"homePage\":\"https://l.example/p\"}}"
#define ACTIVITY(members) "{\"objectType\":\"Activity\",\"id\":\"https://l.example/a\"" members "}"

typedef struct
{
  const char *what;
  const char *a, *b;  /* members of a statement */
  gboolean equal;
} Row;

static const Row rows[] = {
  { "the same", ID, ID, TRUE },
  { "another id", ID, "\"id\":\"018c1e0a-0001-7b6e-9c11-000000000002\"", FALSE },
  { "the id in capitals", ID, "\"id\":\"018C1E0A-0001-7B6E-9C11-000000000001\"", TRUE },
  { "no id", ID, "", FALSE },
  { "added by the store", ID,
    ID ",\"stored\":\"2026-11-20T09:21:00Z\",\"version\":\"1.0.0\",\"authority\":" AGENT, TRUE },
  { "an addition the rules do not name", ID, ID ",\"rating\":5", FALSE },

  { "verb display", "\"verb\":{\"id\":\"v:a\",\"display\":{\"en\":\"did\"}}", "\"verb\":{\"id\":\"v:a\"}", TRUE },
  { "verb", "\"verb\":{\"id\":\"v:a\"}", "\"verb\":{\"id\":\"v:b\"}", FALSE },
  { "no verb", "\"verb\":{\"id\":\"v:a\"}", "", FALSE },

  { "actor's members in another order, type defaulted", "\"actor\":" AGENT, "\"actor\":" AGENT_BARE, TRUE },
  { "actor", "\"actor\":" AGENT, "\"actor\":" AGENT_OTHER, FALSE },
  { "a group is no agent", "\"actor\":" AGENT_BARE,
    "\"actor\":{\"objectType\":\"Group\",\"account\":{\"name\":\"x\",\"homePage\":\"https://l.example/p\"}}", FALSE },
  { "members of a group in another order",
    "\"actor\":{\"objectType\":\"Group\",\"member\":[" AGENT "," AGENT_OTHER "]}",
    "\"actor\":{\"objectType\":\"Group\",\"member\":[" AGENT_OTHER "," AGENT_BARE "]}", TRUE },
  { "one member twice",
    "\"actor\":{\"objectType\":\"Group\",\"member\":[" AGENT "," AGENT_OTHER "]}",
    "\"actor\":{\"objectType\":\"Group\",\"member\":[" AGENT "," AGENT "]}", FALSE },

  { "definition", "\"object\":" ACTIVITY (",\"definition\":{\"type\":\"t:a\"}"), "\"object\":" ACTIVITY (""), TRUE },
  { "object type defaulted", "\"object\":" ACTIVITY (""), "\"object\":{\"id\":\"https://l.example/a\"}", TRUE },
  { "another activity", "\"object\":" ACTIVITY (""), "\"object\":{\"id\":\"https://l.example/b\"}", FALSE },
  { "a reference is no activity", "\"object\":{\"objectType\":\"StatementRef\",\"id\":\"https://l.example/a\"}",
    "\"object\":" ACTIVITY (""), FALSE },
  { "reference", "\"object\":{\"objectType\":\"StatementRef\",\"id\":\"018c1e0a-0001-7b6e-9c11-00000000000a\"}",
    "\"object\":{\"id\":\"018c1e0a-0001-7b6e-9c11-00000000000A\",\"objectType\":\"StatementRef\"}", TRUE },
  { "an agent as object", "\"object\":" AGENT, "\"object\":" AGENT, TRUE },
  { "a statement in a statement",
    "\"object\":{\"objectType\":\"SubStatement\",\"verb\":{\"id\":\"v:a\",\"display\":{\"en\":\"did\"}}}",
    "\"object\":{\"objectType\":\"SubStatement\",\"verb\":{\"id\":\"v:a\"}}", TRUE },

  { "spelling of an instant", "\"timestamp\":\"2026-11-20T09:21:00.000Z\"",
    "\"timestamp\":\"2026-11-20T09:21:00+00:00\"", TRUE },
  { "another offset", "\"timestamp\":\"2026-11-20T09:21:00.482Z\"",
    "\"timestamp\":\"2026-11-20T11:21:00.482000+02:00\"", TRUE },
  { "a millisecond", "\"timestamp\":\"2026-11-20T09:21:00.482Z\"", "\"timestamp\":\"2026-11-20T09:21:00.483Z\"", FALSE },
  { "no timestamp", "\"timestamp\":\"2026-11-20T09:21:00.482Z\"", "", FALSE },
  { "no instant", "\"timestamp\":\"2026-11-20T09:21:00.482Z\"", "\"timestamp\":\"yesterday\"", FALSE },

  { "numbers", "\"result\":{\"score\":{\"scaled\":0.9,\"raw\":9}}", "\"result\":{\"score\":{\"raw\":9.0,\"scaled\":0.90}}", TRUE },
  { "score", "\"result\":{\"score\":{\"raw\":9}}", "\"result\":{\"score\":{\"raw\":8}}", FALSE },
  { "a number is no text", "\"result\":{\"score\":{\"raw\":9}}", "\"result\":{\"score\":{\"raw\":\"9\"}}", FALSE },
  { "success", "\"result\":{\"success\":true}", "\"result\":{\"success\":false}", FALSE },
  { "no result", "\"result\":{\"success\":true}", "", FALSE },
  { "duration to 0.01 s", "\"result\":{\"duration\":\"PT6M2.4S\"}", "\"result\":{\"duration\":\"PT6M2.40S\"}", TRUE },
  { "duration beyond 0.01 s", "\"result\":{\"duration\":\"PT6M2.41S\"}", "\"result\":{\"duration\":\"PT6M2.4178S\"}", TRUE },
  { "whole seconds", "\"result\":{\"duration\":\"PT2S\"}", "\"result\":{\"duration\":\"PT2.000S\"}", TRUE },
  { "duration", "\"result\":{\"duration\":\"PT6M2.41S\"}", "\"result\":{\"duration\":\"PT6M2.42S\"}", FALSE },
  { "duration as text", "\"result\":{\"duration\":\"PT60S\"}", "\"result\":{\"duration\":\"PT1M\"}", FALSE },
  { "duration of another kind", "\"result\":{\"duration\":\"PT60S\"}", "\"result\":{\"duration\":60}", FALSE },
  { "result extension", "\"result\":{\"extensions\":{\"e:a\":[1,{\"b\":null}]}}",
    "\"result\":{\"extensions\":{\"e:a\":[1,{\"b\":null}]}}", TRUE },
  { "order within an extension", "\"result\":{\"extensions\":{\"e:a\":[1,2]}}",
    "\"result\":{\"extensions\":{\"e:a\":[2,1]}}", FALSE },

  { "registration", "\"context\":{\"registration\":\"6f4f0f3e-0c5b-4d0f-8c38-2f1c1b6f7a10\"}",
    "\"context\":{\"registration\":\"6F4F0F3E-0C5B-4D0F-8C38-2F1C1B6F7A10\"}", TRUE },
  { "an empty list", "\"context\":{\"contextActivities\":{\"parent\":[],\"other\":[]}}",
    "\"context\":{\"contextActivities\":{}}", TRUE },
  { "empty lists or none", "\"context\":{\"language\":\"en\",\"contextActivities\":{\"parent\":[]}}",
    "\"context\":{\"language\":\"en\"}", TRUE },
  { "one activity or a list of one", "\"context\":{\"contextActivities\":{\"parent\":" ACTIVITY ("") "}}",
    "\"context\":{\"contextActivities\":{\"parent\":[{\"id\":\"https://l.example/a\",\"definition\":{}}]}}", TRUE },
  { "context activity", "\"context\":{\"contextActivities\":{\"parent\":[" ACTIVITY ("") "]}}",
    "\"context\":{\"contextActivities\":{\"grouping\":[" ACTIVITY ("") "]}}", FALSE },
  { "two activities", "\"context\":{\"contextActivities\":{\"parent\":[" ACTIVITY ("") "]}}",
    "\"context\":{\"contextActivities\":{\"parent\":[" ACTIVITY ("") "," ACTIVITY ("") "]}}", FALSE },
  { "instructor's type defaulted", "\"context\":{\"instructor\":" AGENT "}", "\"context\":{\"instructor\":" AGENT_BARE "}", TRUE },
  { "language", "\"context\":{\"language\":\"en\"}", "\"context\":{\"language\":\"fr\"}", FALSE },
  { "context extension", "\"context\":{\"extensions\":{\"e:a\":1}}", "\"context\":{\"extensions\":{\"e:a\":1,\"e:b\":2}}", FALSE },
  { "a list is no context", "\"context\":{}", "\"context\":[]", FALSE },
  { "a list is no context of activities", "\"context\":{\"contextActivities\":{}}",
    "\"context\":{\"contextActivities\":[]}", FALSE },

  { "attachment's display", "\"attachments\":[{\"sha2\":\"d9\",\"display\":{\"en\":\"a\"}}]",
    "\"attachments\":[{\"sha2\":\"d9\",\"display\":{\"fr\":\"b\"}}]", TRUE },
  /* What no statement may hold is still the same as itself: a store that keeps it has what we sent. */
  { "no instant, twice", "\"timestamp\":\"2026-13-45T99:99:99Z\"", "\"timestamp\":\"2026-13-45T99:99:99Z\"", TRUE },
  { "no duration, twice", "\"result\":{\"duration\":60}", "\"result\":{\"duration\":60.0}", TRUE },
  { "no result, twice", "\"result\":[1,{\"a\":2}]", "\"result\":[1,{\"a\":2}]", TRUE },
  { "no result, another one", "\"result\":[1,{\"a\":2}]", "\"result\":[1,{\"a\":3}]", FALSE },
  { "no object, twice", "\"object\":[]", "\"object\":[]", TRUE },
  { "no context, twice", "\"context\":5", "\"context\":5", TRUE },
  { "no id, twice", "\"id\":7", "\"id\":7", TRUE },
  { "no members, twice", "\"actor\":{\"member\":\"x\"}", "\"actor\":{\"member\":\"x\"}", TRUE },
  { "no activities, twice", "\"context\":{\"contextActivities\":{\"parent\":[1]}}",
    "\"context\":{\"contextActivities\":{\"parent\":[1]}}", TRUE },

  { "attachment", "\"attachments\":[{\"sha2\":\"d9\"}]", "\"attachments\":[{\"sha2\":\"da\"}]", FALSE },
};

static gboolean
equal (const char *a,
       const char *b)
{
  g_autofree char *text_a = g_strdup_printf ("{%s}", a);
  g_autofree char *text_b = g_strdup_printf (" { %s } ", b);
  g_autoptr (GBytes) bytes_a = g_bytes_new_static (text_a, strlen (text_a));
  g_autoptr (GBytes) bytes_b = g_bytes_new_static (text_b, strlen (text_b));
  g_autoptr (GError) error = NULL;
  gboolean result = 2;

  g_assert_true (nx_statement_equal (bytes_a, bytes_b, &result, &error));
  g_assert_no_error (error);
  return result;
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean one_way = equal (rows[i].a, rows[i].b);
      gboolean other_way = equal (rows[i].b, rows[i].a);

      if (one_way != rows[i].equal || other_way != rows[i].equal)
        {
          g_test_message ("%s: %d and %d, expected %d", rows[i].what, one_way, other_way, rows[i].equal);
          g_test_fail ();
        }
    }
}

/* Our own statements: each is itself and none of the others. */
static void
test_samples (void)
{
  for (guint i = 0; i < nx_sample_event_get_n (); i++)
    for (guint j = 0; j < nx_sample_event_get_n (); j++)
      {
        g_autoptr (NxSampleEvent) first = nx_sample_event_new (i);
        g_autoptr (NxSampleEvent) second = nx_sample_event_new (j);
        g_autoptr (GBytes) a = nx_sample_event_build (first);
        g_autoptr (GBytes) b = nx_sample_event_build (second);
        gboolean result = 2;

        g_assert_true (nx_statement_equal (a, b, &result, NULL));
        g_assert_cmpint (result, ==, i == j);
      }
}

static void
test_unreadable (void)
{
  static const char *const texts[] = { "", "<html>", "{\"id\":1,\"id\":1}", "{", "[]", "null" };
  g_autoptr (GBytes) good = g_bytes_new_static ("{}", 2);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) bad = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) other_error = NULL;
      gboolean result = 2;

      g_assert_false (nx_statement_equal (good, bad, &result, &error));
      g_assert_nonnull (error);
      g_assert_false (nx_statement_equal (bad, good, &result, &other_error));
      g_assert_nonnull (other_error);
      g_assert_cmpint (result, ==, 2);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/xapi/equal/table", test_table);
  g_test_add_func ("/xapi/equal/samples", test_samples);
  g_test_add_func ("/xapi/equal/unreadable", test_unreadable);
  return g_test_run ();
}
