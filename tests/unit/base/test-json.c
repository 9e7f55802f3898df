/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-json.h"

#include "nx-limits.h"

#include <string.h>

#define ROOM (1 << 16)

static NxJsonDoc *
parse (const char *text,
       GError    **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return nx_json_doc_parse (bytes, ROOM, error);
}

static void
test_accepted (void)
{
  static const char *const cases[] = {
    "null", "true", "false", "0", "-0", "10", "-1", "0.5", "1e5", "1E+5", "1.25e-3", "\"\"", "[]", "{}",
    " \t\r\n[ 1 , 2 ] \n", "{\"\":1}", "{\"a\":{\"a\":1},\"b\":[{\"a\":1}]}",
    "9223372036854775807", "-9223372036854775808", "\"\\ud83d\\ude00\"", "\"\\u00e9\\/\"", "[[[[]]]]", "\"\177\"",
    "{\"a\":\"/* not a comment */ // \"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NxJsonDoc) doc = parse (cases[i], &error);

      g_test_message ("%s", cases[i]);
      g_assert_no_error (error);
      g_assert_nonnull (doc);
      g_assert_nonnull (nx_json_doc_get_root (doc));
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    NxJsonError code;
  } cases[] = {
    { "", NX_JSON_ERROR_SYNTAX },
    { "  ", NX_JSON_ERROR_SYNTAX },
    { "\357\273\277{}", NX_JSON_ERROR_SYNTAX },  /* byte order mark */
    { "{} {}", NX_JSON_ERROR_SYNTAX },
    { "[1,]", NX_JSON_ERROR_SYNTAX },
    { "[1 2]", NX_JSON_ERROR_SYNTAX },
    { "[1", NX_JSON_ERROR_SYNTAX },
    { "{\"a\":1,}", NX_JSON_ERROR_SYNTAX },
    { "{\"a\" 1}", NX_JSON_ERROR_SYNTAX },
    { "{\"a\"}", NX_JSON_ERROR_SYNTAX },
    { "{\"a\":1", NX_JSON_ERROR_SYNTAX },
    { "{a:1}", NX_JSON_ERROR_SYNTAX },
    { "{1:1}", NX_JSON_ERROR_SYNTAX },
    { "{'a':1}", NX_JSON_ERROR_SYNTAX },
    { "[1] // comment", NX_JSON_ERROR_SYNTAX },
    { "/* comment */ [1]", NX_JSON_ERROR_SYNTAX },
    { "var a = {}", NX_JSON_ERROR_SYNTAX },
    { "01", NX_JSON_ERROR_SYNTAX },
    { "+1", NX_JSON_ERROR_SYNTAX },
    { "-", NX_JSON_ERROR_SYNTAX },
    { ".5", NX_JSON_ERROR_SYNTAX },
    { "1.", NX_JSON_ERROR_SYNTAX },
    { "1e", NX_JSON_ERROR_SYNTAX },
    { "0x10", NX_JSON_ERROR_SYNTAX },
    { "NaN", NX_JSON_ERROR_SYNTAX },
    { "Infinity", NX_JSON_ERROR_SYNTAX },
    { "nul", NX_JSON_ERROR_SYNTAX },
    { "True", NX_JSON_ERROR_SYNTAX },
    { "\"a", NX_JSON_ERROR_SYNTAX },
    { "\"a\n\"", NX_JSON_ERROR_SYNTAX },
    { "\"\\x\"", NX_JSON_ERROR_SYNTAX },
    { "\"\\", NX_JSON_ERROR_SYNTAX },
    { "\"\\u12\"", NX_JSON_ERROR_SYNTAX },
    { "\"\\ud800\"", NX_JSON_ERROR_SYNTAX },
    { "\"\\udc00\"", NX_JSON_ERROR_SYNTAX },
    { "\"\\ud800\\u0041\"", NX_JSON_ERROR_SYNTAX },
    { "\"\\ud800x\"", NX_JSON_ERROR_SYNTAX },
    { "\"\377\"", NX_JSON_ERROR_SYNTAX },
    { "\"\355\240\200\"", NX_JSON_ERROR_SYNTAX },  /* a surrogate in UTF-8 */
    { "<html><body>Sign in to use this network</body></html>", NX_JSON_ERROR_SYNTAX },
    { "\"\\u0000\"", NX_JSON_ERROR_LIMIT },
    { "9223372036854775808", NX_JSON_ERROR_LIMIT },
    { "-9223372036854775809", NX_JSON_ERROR_LIMIT },
    { "1e400", NX_JSON_ERROR_LIMIT },
    { "{\"a\":1,\"a\":1}", NX_JSON_ERROR_REPEATED_NAME },
    { "{\"a\":1,\"\\u0061\":2}", NX_JSON_ERROR_REPEATED_NAME },
    { "[{\"b\":{\"x\":1,\"y\":2,\"x\":3}}]", NX_JSON_ERROR_REPEATED_NAME },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *shown = g_strescape (cases[i].text, NULL);

      g_test_message ("%s", shown);
      g_assert_null (parse (cases[i].text, &error));
      g_assert_error (error, NX_JSON_ERROR, (int) cases[i].code);
    }
}

static void
test_error_names_the_place (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse ("{\n  \"a\": 1,\n  \"b\": x\n}", &error));
  g_assert_cmpstr (error->message, ==, "line 3, byte 19: expected a value");
}

static char *
nested (guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, i % 2 ? "{\"a\":" : "[");
  g_string_append (text, "1");
  for (guint i = depth; i > 0; i--)
    g_string_append_c (text, (i - 1) % 2 ? '}' : ']');

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *deepest = nested (NX_LIMIT_JSON_DEPTH);
  g_autofree char *too_deep = nested (NX_LIMIT_JSON_DEPTH + 1);
  g_autofree char *brackets = g_strnfill (ROOM, '[');
  g_autoptr (NxJsonDoc) doc = NULL;
  g_autoptr (GError) error = NULL;

  doc = parse (deepest, &error);
  g_assert_no_error (error);
  g_assert_nonnull (doc);

  g_assert_null (parse (too_deep, &error));
  g_assert_error (error, NX_JSON_ERROR, NX_JSON_ERROR_LIMIT);
  g_clear_error (&error);

  g_assert_null (parse (brackets, &error));
  g_assert_error (error, NX_JSON_ERROR, NX_JSON_ERROR_LIMIT);
}

static void
test_size (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("[1,2]", 5);
  g_autoptr (GBytes) with_nul = g_bytes_new_static ("[1]\0", 4);
  g_autoptr (NxJsonDoc) doc = NULL;
  g_autoptr (GError) error = NULL;

  doc = nx_json_doc_parse (text, 5, &error);
  g_assert_no_error (error);
  g_assert_nonnull (doc);

  g_assert_null (nx_json_doc_parse (text, 4, &error));
  g_assert_error (error, NX_JSON_ERROR, NX_JSON_ERROR_LIMIT);
  g_clear_error (&error);

  g_assert_null (nx_json_doc_parse (with_nul, 100, &error));
  g_assert_error (error, NX_JSON_ERROR, NX_JSON_ERROR_SYNTAX);
}

/* A text that ends with its buffer, without a NUL after it, is read within its bounds (seen under ASan). */
static void
test_unterminated_buffer (void)
{
  static const char *const cases[] = { "12", "tru", "\"ab", "{\"a\":1}", "1.5e1", "[nul", "\"\\u00e", "-" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize size = strlen (cases[i]);
      g_autoptr (GBytes) bytes = g_bytes_new_take (g_memdup2 (cases[i], size), size);
      NxJsonDoc *doc = nx_json_doc_parse (bytes, ROOM, NULL);

      g_clear_pointer (&doc, nx_json_doc_unref);
    }
}

static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NxJsonDoc) doc = parse ("{\"s\":\"\\u00e9\\n\",\"i\":-42,\"d\":0.9,\"t\":true,\"f\":false,\"n\":null,"
                                     "\"a\":[\"x\",1,\"y\",null,[]],\"o\":{\"z\":1,\"a\":2,\"m\":3},"
                                     "\"min\":-9223372036854775808,\"one\":1.0,\"e\":[]}",
                                     &error);
  const NxJsonValue *root = nx_json_doc_get_root (doc), *object, *array;
  g_auto (GStrv) names = NULL;
  g_auto (GStrv) texts = NULL;
  g_auto (GStrv) none = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (nx_json_value_get_kind (root), ==, NX_JSON_OBJECT);

  g_assert_cmpstr (nx_json_get_string (root, "s", "?"), ==, "\303\251\n");
  g_assert_cmpint (nx_json_get_integer (root, "i", 0), ==, -42);
  g_assert_cmpint (nx_json_get_integer (root, "min", 0), ==, G_MININT64);
  g_assert_cmpfloat (nx_json_get_decimal (root, "d", 0), ==, 0.9);
  g_assert_cmpfloat (nx_json_get_decimal (root, "i", 0), ==, -42.0);
  g_assert_true (nx_json_get_boolean (root, "t", FALSE));
  g_assert_false (nx_json_get_boolean (root, "f", TRUE));

  /* Another kind is the default, never a guess. */
  g_assert_cmpint (nx_json_get_integer (root, "d", 7), ==, 7);
  g_assert_cmpint (nx_json_get_integer (root, "one", 7), ==, 7);
  g_assert_cmpint (nx_json_get_integer (root, "s", 7), ==, 7);
  g_assert_cmpstr (nx_json_get_string (root, "i", "?"), ==, "?");
  g_assert_true (nx_json_get_boolean (root, "i", TRUE));
  g_assert_cmpfloat (nx_json_get_decimal (root, "t", 0.5), ==, 0.5);
  g_assert_cmpint (nx_json_value_get_kind (nx_json_value_get_member (root, "n")), ==, NX_JSON_NULL);
  g_assert_cmpint (nx_json_value_get_kind (nx_json_value_get_member (root, "one")), ==, NX_JSON_DECIMAL);

  object = nx_json_value_get_member (root, "o");
  names = nx_json_value_dup_member_names (object);
  g_assert_cmpstrv (names, ((const char *[]) { "z", "a", "m", NULL }));

  array = nx_json_value_get_member (root, "a");
  g_assert_cmpuint (nx_json_value_get_n_elements (array), ==, 5);
  g_assert_cmpint (nx_json_value_get_integer (nx_json_value_get_element (array, 1), 0), ==, 1);
  g_assert_cmpint (nx_json_value_get_kind (nx_json_value_get_element (array, 4)), ==, NX_JSON_ARRAY);
  g_assert_null (nx_json_value_get_element (array, 5));
  texts = nx_json_dup_strv (root, "a");
  g_assert_cmpstrv (texts, ((const char *[]) { "x", "y", NULL }));
  none = nx_json_dup_strv (root, "o");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
}

/* A chain of look-ups needs one check at its end. */
static void
test_absent (void)
{
  g_autoptr (NxJsonDoc) doc = parse ("[1]", NULL);
  const NxJsonValue *root = nx_json_doc_get_root (doc);
  const NxJsonValue *absent = nx_json_value_get_member (nx_json_value_get_member (root, "a"), "b");
  g_auto (GStrv) names = nx_json_value_dup_member_names (NULL);
  g_auto (GStrv) texts = nx_json_dup_strv (NULL, "a");

  g_assert_null (absent);
  g_assert_cmpint (nx_json_value_get_kind (NULL), ==, NX_JSON_NULL);
  g_assert_null (nx_json_value_get_element (absent, 0));
  g_assert_cmpuint (nx_json_value_get_n_elements (absent), ==, 0);
  g_assert_cmpstr (nx_json_get_string (absent, "c", "default"), ==, "default");
  g_assert_cmpint (nx_json_get_integer (absent, "c", 3), ==, 3);
  g_assert_cmpuint (g_strv_length (names), ==, 0);
  g_assert_cmpuint (g_strv_length (texts), ==, 0);
}

static void
test_references (void)
{
  NxJsonDoc *doc = parse ("{\"a\":\"b\"}", NULL);
  NxJsonDoc *other = nx_json_doc_ref (doc);
  const char *text = nx_json_get_string (nx_json_doc_get_root (doc), "a", NULL);

  nx_json_doc_unref (doc);
  g_assert_cmpstr (text, ==, "b");
  nx_json_doc_unref (other);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/json/accepted", test_accepted);
  g_test_add_func ("/base/json/refused", test_refused);
  g_test_add_func ("/base/json/error-names-the-place", test_error_names_the_place);
  g_test_add_func ("/base/json/depth", test_depth);
  g_test_add_func ("/base/json/size", test_size);
  g_test_add_func ("/base/json/unterminated-buffer", test_unterminated_buffer);
  g_test_add_func ("/base/json/values", test_values);
  g_test_add_func ("/base/json/absent", test_absent);
  g_test_add_func ("/base/json/references", test_references);

  return g_test_run ();
}
