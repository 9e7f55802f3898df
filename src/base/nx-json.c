/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Bounded JSON reading. json-glib builds the tree; the scan before it makes sure that it only ever sees
 * strict RFC 8259 text within our limits. That matters: json-glib 1.6 recurses once per bracket,
 * keeps the last of two members of one name, clamps long integers silently and asserts on a lone
 * surrogate. This is the only file that sees json-glib; a value here is one of its nodes.
 */

#define G_LOG_DOMAIN "nx-base"

#include "config.h"

#include "nx-json.h"

#include "nx-limits.h"

#include <errno.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

G_DEFINE_QUARK (nx-json-error-quark, nx_json_error)

struct _NxJsonDoc
{
  JsonNode *root;
};

typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  guint depth;
} Scan;

static gboolean scan_value (Scan    *scan,
                            GError **error);

static gboolean
fail (Scan        *scan,
      NxJsonError  code,
      const char  *what,
      GError     **error)
{
  guint line = 1;

  for (const char *at = scan->start; at < scan->at; at++)
    line += *at == '\n';
  g_set_error (error, NX_JSON_ERROR, code, "line %u, byte %" G_GSIZE_FORMAT ": %s", line, (gsize) (scan->at - scan->start), what);

  return FALSE;
}

/* The byte at hand, or 0 at the end: a NUL in the text is refused before the scan. */
static char
peek (Scan *scan)
{
  return scan->at < scan->end ? *scan->at : '\0';
}

static gboolean
take (Scan *scan,
      char  c)
{
  if (peek (scan) != c)
    return FALSE;
  scan->at++;

  return TRUE;
}

static void
skip_space (Scan *scan)
{
  while (peek (scan) == ' ' || peek (scan) == '\t' || peek (scan) == '\n' || peek (scan) == '\r')
    scan->at++;
}

static gboolean
scan_hex4 (Scan     *scan,
           gunichar *out_unit,
           GError  **error)
{
  *out_unit = 0;
  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (peek (scan)))
        return fail (scan, NX_JSON_ERROR_SYNTAX, "expected four hexadecimal digits", error);
      *out_unit = *out_unit << 4 | (gunichar) g_ascii_xdigit_value (*scan->at++);
    }

  return TRUE;
}

/* After "\u". U+0000 is legal JSON, but ends a C string early and so could smuggle a second reading of one text. */
static gboolean
scan_unicode_escape (Scan    *scan,
                     GString *out,
                     GError **error)
{
  gunichar unit, low;

  if (!scan_hex4 (scan, &unit, error))
    return FALSE;
  if (unit == 0)
    return fail (scan, NX_JSON_ERROR_LIMIT, "the character U+0000 is not accepted", error);
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return fail (scan, NX_JSON_ERROR_SYNTAX, "half a surrogate pair", error);
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      if (!take (scan, '\\') || !take (scan, 'u'))
        return fail (scan, NX_JSON_ERROR_SYNTAX, "half a surrogate pair", error);
      if (!scan_hex4 (scan, &low, error))
        return FALSE;
      if (low < 0xdc00 || low > 0xdfff)
        return fail (scan, NX_JSON_ERROR_SYNTAX, "half a surrogate pair", error);
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  if (out != NULL)
    g_string_append_unichar (out, unit);

  return TRUE;
}

static gboolean
scan_escape (Scan    *scan,
             GString *out,
             GError **error)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter;

  if (take (scan, 'u'))
    return scan_unicode_escape (scan, out, error);
  if (peek (scan) == '\0' || (letter = strchr (letters, peek (scan))) == NULL)
    return fail (scan, NX_JSON_ERROR_SYNTAX, "unknown escape", error);
  scan->at++;
  if (out != NULL)
    g_string_append_c (out, meanings[letter - letters]);

  return TRUE;
}

/* @out (nullable) takes the decoded text: two spellings of one name are one name. */
static gboolean
scan_string (Scan    *scan,
             GString *out,
             GError **error)
{
  if (!take (scan, '"'))
    return fail (scan, NX_JSON_ERROR_SYNTAX, "expected a string", error);

  while (!take (scan, '"'))
    {
      const char *run = scan->at;

      while (scan->at < scan->end && (guchar) *scan->at >= 0x20 && *scan->at != '"' && *scan->at != '\\')
        scan->at++;
      if (out != NULL)
        g_string_append_len (out, run, scan->at - run);

      if (take (scan, '\\'))
        {
          if (!scan_escape (scan, out, error))
            return FALSE;
        }
      else if (peek (scan) != '"')
        {
          return fail (scan, NX_JSON_ERROR_SYNTAX,
                       scan->at == scan->end ? "unterminated string" : "unescaped control character", error);
        }
    }

  return TRUE;
}

static gboolean
scan_digits (Scan    *scan,
             GError **error)
{
  if (!g_ascii_isdigit (peek (scan)))
    return fail (scan, NX_JSON_ERROR_SYNTAX, "expected a digit", error);
  while (g_ascii_isdigit (peek (scan)))
    scan->at++;

  return TRUE;
}

/* A number that the tree could not hold is refused, not bent. */
static gboolean
check_number_range (Scan       *scan,
                    const char *start,
                    gboolean    whole,
                    GError    **error)
{
  g_autofree char *text = g_strndup (start, scan->at - start);

  if (whole)
    {
      errno = 0;
      g_ascii_strtoll (text, NULL, 10);
      if (errno == ERANGE)
        return fail (scan, NX_JSON_ERROR_LIMIT, "the integer does not fit 64 bits", error);
    }
  else if (!isfinite (g_ascii_strtod (text, NULL)))
    {
      return fail (scan, NX_JSON_ERROR_LIMIT, "the number is too large", error);
    }

  return TRUE;
}

static gboolean
scan_number (Scan    *scan,
             GError **error)
{
  const char *start = scan->at;
  gboolean whole = TRUE;

  take (scan, '-');
  if (!take (scan, '0') && !scan_digits (scan, error))
    return FALSE;
  if (take (scan, '.'))
    {
      whole = FALSE;
      if (!scan_digits (scan, error))
        return FALSE;
    }
  if (take (scan, 'e') || take (scan, 'E'))
    {
      whole = FALSE;
      if (!take (scan, '+'))
        take (scan, '-');
      if (!scan_digits (scan, error))
        return FALSE;
    }

  return check_number_range (scan, start, whole, error);
}

static gboolean
scan_word (Scan       *scan,
           const char *word,
           GError    **error)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return fail (scan, NX_JSON_ERROR_SYNTAX, "expected a value", error);
  scan->at += length;

  return TRUE;
}

static gboolean
scan_array (Scan    *scan,
            GError **error)
{
  scan->at++;
  skip_space (scan);
  if (take (scan, ']'))
    return TRUE;

  do
    {
      if (!scan_value (scan, error))
        return FALSE;
      skip_space (scan);
    }
  while (take (scan, ','));

  return take (scan, ']') || fail (scan, NX_JSON_ERROR_SYNTAX, "expected , or ]", error);
}

static gboolean
scan_member (Scan       *scan,
             GHashTable *names,
             GError    **error)
{
  GString *name = g_string_new (NULL);
  gboolean ok;

  skip_space (scan);
  ok = scan_string (scan, name, error);
  if (!g_hash_table_add (names, g_string_free (name, FALSE)) && ok)
    return fail (scan, NX_JSON_ERROR_REPEATED_NAME, "the name stands twice in one object", error);
  if (!ok)
    return FALSE;

  skip_space (scan);
  if (!take (scan, ':'))
    return fail (scan, NX_JSON_ERROR_SYNTAX, "expected :", error);

  return scan_value (scan, error);
}

static gboolean
scan_object (Scan    *scan,
             GError **error)
{
  g_autoptr (GHashTable) names = NULL;

  scan->at++;
  skip_space (scan);
  if (take (scan, '}'))
    return TRUE;

  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  do
    {
      if (!scan_member (scan, names, error))
        return FALSE;
      skip_space (scan);
    }
  while (take (scan, ','));

  return take (scan, '}') || fail (scan, NX_JSON_ERROR_SYNTAX, "expected , or }", error);
}

static gboolean
scan_value (Scan    *scan,
            GError **error)
{
  gboolean ok;

  skip_space (scan);
  switch (peek (scan))
    {
    case '{':
    case '[':
      if (++scan->depth > NX_LIMIT_JSON_DEPTH)
        return fail (scan, NX_JSON_ERROR_LIMIT, "nested too deeply", error);
      ok = *scan->at == '{' ? scan_object (scan, error) : scan_array (scan, error);
      scan->depth--;
      return ok;
    case '"':
      return scan_string (scan, NULL, error);
    case 't':
      return scan_word (scan, "true", error);
    case 'f':
      return scan_word (scan, "false", error);
    case 'n':
      return scan_word (scan, "null", error);
    default:
      if (peek (scan) == '-' || g_ascii_isdigit (peek (scan)))
        return scan_number (scan, error);
      return fail (scan, NX_JSON_ERROR_SYNTAX, "expected a value", error);
    }
}

static gboolean
scan_document (const char *text,
               gsize       size,
               gsize       max_bytes,
               GError    **error)
{
  Scan scan = { text, text, text + size, 0 };
  const char *invalid = NULL;

  if (size > max_bytes)
    {
      g_set_error (error, NX_JSON_ERROR, NX_JSON_ERROR_LIMIT,
                   "%" G_GSIZE_FORMAT " bytes, where at most %" G_GSIZE_FORMAT " are accepted", size, max_bytes);
      return FALSE;
    }
  if (size > 0 && !g_utf8_validate (text, (gssize) size, &invalid))
    {
      scan.at = invalid;
      return fail (&scan, NX_JSON_ERROR_SYNTAX, "not UTF-8", error);
    }
  if (!scan_value (&scan, error))
    return FALSE;

  skip_space (&scan);
  if (scan.at != scan.end)
    return fail (&scan, NX_JSON_ERROR_SYNTAX, "text after the value", error);

  return TRUE;
}

/**
 * nx_json_doc_parse:
 * @text: JSON in UTF-8, from anywhere
 * @max_bytes: refuse anything longer
 * @error: return location for an error
 *
 * Thread: any.
 * Errors: %NX_JSON_ERROR_SYNTAX, with line and byte; %NX_JSON_ERROR_LIMIT for size, depth, a number out of
 * range or U+0000; %NX_JSON_ERROR_REPEATED_NAME.
 * Returns: (transfer full) (nullable): the document
 */
NxJsonDoc *
nx_json_doc_parse (GBytes  *text,
                   gsize    max_bytes,
                   GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local_error = NULL;
  NxJsonDoc *self;
  gsize size;
  const char *bytes;

  g_return_val_if_fail (text != NULL, NULL);

  bytes = g_bytes_get_data (text, &size);
  if (!scan_document (bytes, size, max_bytes, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, bytes, (gssize) size, &local_error))
    {
      g_set_error_literal (error, NX_JSON_ERROR, NX_JSON_ERROR_SYNTAX, local_error->message);
      return NULL;
    }

  self = g_atomic_rc_box_new0 (NxJsonDoc);
  self->root = json_parser_steal_root (parser);

  return self;
}

NxJsonDoc *
nx_json_doc_ref (NxJsonDoc *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
doc_clear (gpointer data)
{
  NxJsonDoc *self = data;

  g_clear_pointer (&self->root, json_node_unref);
}

void
nx_json_doc_unref (NxJsonDoc *self)
{
  g_atomic_rc_box_release_full (self, doc_clear);
}

const NxJsonValue *
nx_json_doc_get_root (NxJsonDoc *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const NxJsonValue *) self->root;
}

/* json-glib's getters take a plain pointer though they only read. */
static JsonNode *
as_node (const NxJsonValue *value)
{
  return (JsonNode *) value;
}

NxJsonKind
nx_json_value_get_kind (const NxJsonValue *value)
{
  if (value == NULL)
    return NX_JSON_NULL;

  switch (json_node_get_node_type (as_node (value)))
    {
    case JSON_NODE_OBJECT:
      return NX_JSON_OBJECT;
    case JSON_NODE_ARRAY:
      return NX_JSON_ARRAY;
    case JSON_NODE_VALUE:
      break;
    case JSON_NODE_NULL:
    default:
      return NX_JSON_NULL;
    }

  switch (json_node_get_value_type (as_node (value)))
    {
    case G_TYPE_BOOLEAN:
      return NX_JSON_BOOLEAN;
    case G_TYPE_INT64:
      return NX_JSON_INTEGER;
    case G_TYPE_DOUBLE:
      return NX_JSON_DECIMAL;
    default:
      return NX_JSON_STRING;
    }
}

const NxJsonValue *
nx_json_value_get_member (const NxJsonValue *object,
                          const char        *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  if (nx_json_value_get_kind (object) != NX_JSON_OBJECT)
    return NULL;

  return (const NxJsonValue *) json_object_get_member (json_node_get_object (as_node (object)), name);
}

guint
nx_json_value_get_n_elements (const NxJsonValue *array)
{
  if (nx_json_value_get_kind (array) != NX_JSON_ARRAY)
    return 0;

  return json_array_get_length (json_node_get_array (as_node (array)));
}

const NxJsonValue *
nx_json_value_get_element (const NxJsonValue *array,
                           guint              index)
{
  if (index >= nx_json_value_get_n_elements (array))
    return NULL;

  return (const NxJsonValue *) json_array_get_element (json_node_get_array (as_node (array)), index);
}

char **
nx_json_value_dup_member_names (const NxJsonValue *object)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GList) members = NULL;

  if (nx_json_value_get_kind (object) == NX_JSON_OBJECT)
    members = json_object_get_members (json_node_get_object (as_node (object)));
  for (GList *item = members; item != NULL; item = item->next)
    g_strv_builder_add (names, item->data);

  return g_strv_builder_end (names);
}

const char *
nx_json_value_get_string (const NxJsonValue *value,
                          const char        *fallback)
{
  return nx_json_value_get_kind (value) == NX_JSON_STRING ? json_node_get_string (as_node (value)) : fallback;
}

gint64
nx_json_value_get_integer (const NxJsonValue *value,
                           gint64             fallback)
{
  return nx_json_value_get_kind (value) == NX_JSON_INTEGER ? json_node_get_int (as_node (value)) : fallback;
}

/* JSON has one kind of number, so an integer is a decimal too; the reverse would have to round. */
double
nx_json_value_get_decimal (const NxJsonValue *value,
                           double             fallback)
{
  switch (nx_json_value_get_kind (value))
    {
    case NX_JSON_DECIMAL:
      return json_node_get_double (as_node (value));
    case NX_JSON_INTEGER:
      return (double) json_node_get_int (as_node (value));
    default:
      return fallback;
    }
}

gboolean
nx_json_value_get_boolean (const NxJsonValue *value,
                           gboolean           fallback)
{
  return nx_json_value_get_kind (value) == NX_JSON_BOOLEAN ? json_node_get_boolean (as_node (value)) : fallback;
}

const char *
nx_json_get_string (const NxJsonValue *object,
                    const char        *name,
                    const char        *fallback)
{
  return nx_json_value_get_string (nx_json_value_get_member (object, name), fallback);
}

gint64
nx_json_get_integer (const NxJsonValue *object,
                     const char        *name,
                     gint64             fallback)
{
  return nx_json_value_get_integer (nx_json_value_get_member (object, name), fallback);
}

double
nx_json_get_decimal (const NxJsonValue *object,
                     const char        *name,
                     double             fallback)
{
  return nx_json_value_get_decimal (nx_json_value_get_member (object, name), fallback);
}

gboolean
nx_json_get_boolean (const NxJsonValue *object,
                     const char        *name,
                     gboolean           fallback)
{
  return nx_json_value_get_boolean (nx_json_value_get_member (object, name), fallback);
}

char **
nx_json_dup_strv (const NxJsonValue *object,
                  const char        *name)
{
  const NxJsonValue *array = nx_json_value_get_member (object, name);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();

  for (guint i = 0; i < nx_json_value_get_n_elements (array); i++)
    {
      const char *text = nx_json_value_get_string (nx_json_value_get_element (array, i), NULL);

      if (text != NULL)
        g_strv_builder_add (texts, text);
    }

  return g_strv_builder_end (texts);
}
