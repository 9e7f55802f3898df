/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-json-writer.h"

#include "nx-json.h"

#include <math.h>
#include <string.h>

static void
assert_ends_as (NxJsonWriter *writer,
                const char   *expected)
{
  g_autoptr (GBytes) bytes = nx_json_writer_end (writer);
  g_autofree char *text = NULL;

  g_assert_nonnull (bytes);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpstr (text, ==, expected);
}

static void
test_document (void)
{
  static const char *const list[] = { "a", "b", NULL };
  static const char *const none[] = { NULL };
  NxJsonWriter *writer = nx_json_writer_new ();

  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "zulu", "first");
  nx_json_writer_member_string (writer, "absent", NULL);
  nx_json_writer_member_integer (writer, "alpha", G_MININT64);
  nx_json_writer_member_boolean (writer, "yes", TRUE);
  nx_json_writer_member_boolean (writer, "no", FALSE);
  nx_json_writer_member_strv (writer, "list", list);
  nx_json_writer_member_strv (writer, "none", none);
  nx_json_writer_member_strv (writer, "absent", NULL);
  nx_json_writer_member (writer, "nested");
  nx_json_writer_begin_array (writer);
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_integer (writer, "zulu", 1);  /* a name of another object */
  nx_json_writer_end_object (writer);
  nx_json_writer_begin_object (writer);
  nx_json_writer_end_object (writer);
  nx_json_writer_integer (writer, -7);
  nx_json_writer_end_array (writer);
  nx_json_writer_end_object (writer);

  assert_ends_as (writer,
                  "{\"zulu\":\"first\",\"alpha\":-9223372036854775808,\"yes\":true,\"no\":false,\"list\":[\"a\",\"b\"],"
                  "\"none\":[],\"nested\":[{\"zulu\":1},{},-7]}");
}

static void
test_strings (void)
{
  static const struct
  {
    const char *value;
    const char *expected;
  } cases[] = {
    { "", "\"\"" },
    { "a\"b\\c/d", "\"a\\\"b\\\\c/d\"" },
    { "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
    { "\001x\037\177", "\"\\u0001x\\u001f\177\"" },
    { "caf\303\251 \330\271 \360\237\230\200", "\"caf\303\251 \330\271 \360\237\230\200\"" },
    { "\342\200\250", "\"\342\200\250\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NxJsonWriter *writer = nx_json_writer_new ();

      nx_json_writer_string (writer, cases[i].value);
      assert_ends_as (writer, cases[i].expected);
    }
}

static void
test_decimals (void)
{
  static const struct
  {
    double value;
    guint digits;
    const char *expected;
  } cases[] = {
    { 0.9, 4, "0.9" },
    { 0.1 + 0.2, 9, "0.3" },
    { 1.0, 4, "1" },
    { 100.0, 0, "100" },
    { 100.0, 2, "100" },
    { -0.00001, 4, "0" },
    { -0.0, 2, "0" },
    { -0.5, 2, "-0.5" },
    { 0.66666666, 2, "0.67" },
    { 2.5, 0, "2" },  /* to even, as everywhere in IEEE 754 */
    { 1e20, 3, "100000000000000000000" },
    { 1e-12, 9, "0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NxJsonWriter *writer = nx_json_writer_new ();

      nx_json_writer_decimal (writer, cases[i].value, cases[i].digits);
      assert_ends_as (writer, cases[i].expected);
    }
}

static void
test_largest_decimal (void)
{
  NxJsonWriter *writer = nx_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  nx_json_writer_decimal (writer, -1.7976931348623157e308, 9);
  bytes = nx_json_writer_end (writer);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 310);
}

/* What the writer writes, the reader reads. */
static void
test_round_trip (void)
{
  NxJsonWriter *writer = nx_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (NxJsonDoc) doc = NULL;
  g_autoptr (GError) error = NULL;
  GString *all = g_string_new (NULL);

  for (gunichar c = 1; c < 0x3000; c++)
    g_string_append_unichar (all, c);

  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, all->str, all->str);
  nx_json_writer_end_object (writer);
  bytes = nx_json_writer_end (writer);
  doc = nx_json_doc_parse (bytes, 1 << 20, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nx_json_get_string (nx_json_doc_get_root (doc), all->str, NULL), ==, all->str);

  g_string_free (all, TRUE);
}

typedef void (*Mistake) (NxJsonWriter *writer);

static void
repeated_name (NxJsonWriter *writer)
{
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_integer (writer, "a", 1);
  nx_json_writer_member_integer (writer, "a", 2);
  nx_json_writer_end_object (writer);
}

static void
value_without_name (NxJsonWriter *writer)
{
  nx_json_writer_begin_object (writer);
  nx_json_writer_integer (writer, 1);
  nx_json_writer_end_object (writer);
}

static void
name_without_value (NxJsonWriter *writer)
{
  nx_json_writer_begin_object (writer);
  nx_json_writer_member (writer, "a");
  nx_json_writer_end_object (writer);
}

static void
two_names (NxJsonWriter *writer)
{
  nx_json_writer_begin_object (writer);
  nx_json_writer_member (writer, "a");
  nx_json_writer_member (writer, "b");
}

static void
name_in_array (NxJsonWriter *writer)
{
  nx_json_writer_begin_array (writer);
  nx_json_writer_member (writer, "a");
}

static void
crossed_ends (NxJsonWriter *writer)
{
  nx_json_writer_begin_array (writer);
  nx_json_writer_end_object (writer);
}

static void
one_end_too_many (NxJsonWriter *writer)
{
  nx_json_writer_begin_array (writer);
  nx_json_writer_end_array (writer);
  nx_json_writer_end_array (writer);
}

static void
never_ended (NxJsonWriter *writer)
{
  nx_json_writer_begin_array (writer);
}

static void
nothing_written (NxJsonWriter *writer)
{
}

static void
two_roots (NxJsonWriter *writer)
{
  nx_json_writer_integer (writer, 1);
  nx_json_writer_integer (writer, 2);
}

static void
not_utf8 (NxJsonWriter *writer)
{
  nx_json_writer_string (writer, "\377");
}

static void
not_finite (NxJsonWriter *writer)
{
  nx_json_writer_decimal (writer, (double) NAN, 2);
}

static void
test_mistakes (void)
{
  static const struct
  {
    Mistake make;
    const char *message;
  } cases[] = {
    { repeated_name, "*repeated*" },
    { value_without_name, "*without a name*" },
    { name_without_value, "*unbalanced*" },
    { two_names, "*no name may stand*" },
    { name_in_array, "*no name may stand*" },
    { crossed_ends, "*unbalanced*" },
    { one_end_too_many, "*unbalanced*" },
    { never_ended, "*not complete*" },
    { nothing_written, "*not complete*" },
    { two_roots, "*second value*" },
    { not_utf8, "*UTF-8*" },
    { not_finite, "*not finite*" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NxJsonWriter *writer = nx_json_writer_new ();

      g_test_expect_message ("nx-base", G_LOG_LEVEL_CRITICAL, cases[i].message);
      cases[i].make (writer);
      g_assert_null (nx_json_writer_end (writer));
      g_test_assert_expected_messages ();
    }
}

static void
test_free_unfinished (void)
{
  g_autoptr (NxJsonWriter) writer = nx_json_writer_new ();

  nx_json_writer_begin_object (writer);
  nx_json_writer_member_integer (writer, "a", 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/json-writer/document", test_document);
  g_test_add_func ("/base/json-writer/strings", test_strings);
  g_test_add_func ("/base/json-writer/decimals", test_decimals);
  g_test_add_func ("/base/json-writer/largest-decimal", test_largest_decimal);
  g_test_add_func ("/base/json-writer/round-trip", test_round_trip);
  g_test_add_func ("/base/json-writer/mistakes", test_mistakes);
  g_test_add_func ("/base/json-writer/free-unfinished", test_free_unfinished);

  return g_test_run ();
}
