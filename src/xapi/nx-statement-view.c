/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a person is shown of a statement: the parts that mean something to them, or all of it, indented. */

#define G_LOG_DOMAIN "nx-xapi"

#include "config.h"

#include "nx-statement.h"

#include "nx-json.h"
#include "nx-limits.h"

#include <math.h>
#include <string.h>

#define ENDING_SUFFIX "/extensions/ending"

/* The text in @language if the map has it, else its first one; NULL if there is none. */
static const char *
get_map_text (const NxJsonValue *map,
              const char        *language)
{
  const char *text = language != NULL ? nx_json_get_string (map, language, NULL) : NULL;
  g_auto (GStrv) names = NULL;

  if (text != NULL || map == NULL || nx_json_value_get_kind (map) != NX_JSON_OBJECT)
    return text;
  names = nx_json_value_dup_member_names (map);
  return names[0] != NULL ? nx_json_get_string (map, names[0], NULL) : NULL;
}

/* The extension's name begins with the pack's own base, which a reader of records need not know. */
static const char *
get_ending (const NxJsonValue *result)
{
  const NxJsonValue *extensions = nx_json_value_get_member (result, "extensions");
  g_auto (GStrv) names = NULL;

  if (extensions == NULL || nx_json_value_get_kind (extensions) != NX_JSON_OBJECT)
    return NULL;
  names = nx_json_value_dup_member_names (extensions);
  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ENDING_SUFFIX))
      return nx_json_get_string (extensions, names[i], NULL);
  return NULL;
}

static int
get_points (const NxJsonValue *score,
            const char        *name)
{
  double points = nx_json_get_decimal (score, name, -1);

  return points >= 0 && points <= G_MAXINT ? (int) points : -1;
}

static void
read_object (NxStatementView   *self,
             const NxJsonValue *object,
             const char        *language)
{
  const NxJsonValue *definition = nx_json_value_get_member (object, "definition");

  self->object_iri = g_strdup (nx_json_get_string (object, "id", NULL));
  self->object_name = g_strdup (get_map_text (nx_json_value_get_member (definition, "name"), language));
  self->type_iri = g_strdup (nx_json_get_string (definition, "type", NULL));
}

static void
read_result (NxStatementView   *self,
             const NxJsonValue *result)
{
  const NxJsonValue *score = nx_json_value_get_member (result, "score");

  self->response = g_strdup (nx_json_get_string (result, "response", NULL));
  self->duration = g_strdup (nx_json_get_string (result, "duration", NULL));
  self->ending_iri = g_strdup (get_ending (result));
  self->scaled = nx_json_get_decimal (score, "scaled", NAN);
  self->raw = get_points (score, "raw");
  self->max = get_points (score, "max");
}

/**
 * nx_statement_view_new:
 * @statement: a statement as JSON, ours or another's
 * @error: return location for an error
 *
 * What @statement does not have is %NULL, NAN or -1.
 *
 * Thread: any; pure.
 * Errors: of %NX_JSON_ERROR if it is no JSON; %NX_EVENT_ERROR_PAYLOAD if it is no object with an id
 * Returns: (transfer full): the parts
 */
NxStatementView *
nx_statement_view_new (GBytes  *statement,
                       GError **error)
{
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (statement, NX_LIMIT_REPLY_BYTES, error);
  const NxJsonValue *root, *verb;
  const char *id, *language;
  NxStatementView *self;

  if (doc == NULL)
    return NULL;
  root = nx_json_doc_get_root (doc);
  id = nx_json_get_string (root, "id", NULL);
  if (id == NULL)
    {
      g_set_error_literal (error, NX_EVENT_ERROR, NX_EVENT_ERROR_PAYLOAD, "a statement is a JSON object with an id");
      return NULL;
    }

  language = nx_json_get_string (nx_json_value_get_member (root, "context"), "language", NULL);
  verb = nx_json_value_get_member (root, "verb");
  self = g_new0 (NxStatementView, 1);
  self->id = g_strdup (id);
  self->verb_iri = g_strdup (nx_json_get_string (verb, "id", NULL));
  self->verb_display = g_strdup (get_map_text (nx_json_value_get_member (verb, "display"), language));
  self->timestamp = g_strdup (nx_json_get_string (root, "timestamp", NULL));
  read_object (self, nx_json_value_get_member (root, "object"), language);
  read_result (self, nx_json_value_get_member (root, "result"));
  return self;
}

void
nx_statement_view_free (NxStatementView *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->verb_iri);
  g_free (self->verb_display);
  g_free (self->object_iri);
  g_free (self->object_name);
  g_free (self->type_iri);
  g_free (self->response);
  g_free (self->timestamp);
  g_free (self->ending_iri);
  g_free (self->duration);
  g_free (self);
}

/* ---- Indented text ---- */

static void
break_line (GString *text,
            guint    depth)
{
  g_string_append_c (text, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (text, "  ");
}

/* Copies the string that begins at @p, quotes and escapes as they are; what follows it. */
static const char *
copy_string (GString    *text,
             const char *p,
             const char *end)
{
  const char *start = p++;

  while (p < end && *p != '"')
    p += *p == '\\' && p + 1 < end ? 2 : 1;
  p = MIN (p + 1, end);
  g_string_append_len (text, start, p - start);
  return p;
}

static const char *
skip_space (const char *p,
            const char *end)
{
  while (p < end && g_ascii_isspace (*p))
    p++;
  return p;
}

static char *
indent (const char *p,
        const char *end)
{
  GString *text = g_string_sized_new ((end - p) * 2);
  guint depth = 0;

  while ((p = skip_space (p, end)) < end)
    switch (*p)
      {
      case '"':
        p = copy_string (text, p, end);
        break;
      case '{':
      case '[':
        g_string_append_c (text, *p);
        p = skip_space (p + 1, end);
        if (p < end && (*p == '}' || *p == ']'))
          g_string_append_c (text, *p++);
        else
          break_line (text, ++depth);
        break;
      case '}':
      case ']':
        break_line (text, --depth);
        g_string_append_c (text, *p++);
        break;
      case ',':
        g_string_append_c (text, *p++);
        break_line (text, depth);
        break;
      case ':':
        g_string_append (text, ": ");
        p++;
        break;
      default:
        g_string_append_c (text, *p++);
        break;
      }
  return g_string_free (text, FALSE);
}

/**
 * nx_statement_dup_pretty:
 * @statement: JSON
 *
 * Only the space between the parts changes: every string and number is shown as it is sent. What is no JSON
 * (a server may keep anything) is shown as it is, made valid UTF-8.
 *
 * Thread: any; pure.
 * Returns: (transfer full): text of several lines, without a final line break
 */
char *
nx_statement_dup_pretty (GBytes *statement)
{
  gsize size;
  const char *data = g_bytes_get_data (statement, &size);
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (statement, NX_LIMIT_REPLY_BYTES, NULL);

  if (doc == NULL)
    return g_utf8_make_valid (data != NULL ? data : "", (gssize) size);
  return indent (data, data + size);
}
