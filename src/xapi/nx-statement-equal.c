/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Whether what a Learning Record Store has is what we recorded ("Learning records", section 5). A store
 * may add, spell or order some things its own way; the table says which, and what stands beside each
 * member. Whatever the table does not name is compared as plain JSON.
 */

#define G_LOG_DOMAIN "nx-xapi"

#include "config.h"

#include "nx-statement.h"

#include "nx-json.h"
#include "nx-limits.h"

#include <string.h>

/* Instants are ours to a millisecond; a store may keep more digits or read ours through a double. */
#define INSTANT_TOLERANCE_US 500
/* Comparing in any order costs the square of the number; no group or list in a record of ours comes near. */
#define MAX_UNORDERED 256

typedef enum
{
  ROLE_PLAIN,
  ROLE_IGNORED,
  ROLE_STATEMENT,
  ROLE_SUB_STATEMENT,
  ROLE_AGENT,
  ROLE_MEMBERS,
  ROLE_VERB,
  ROLE_OBJECT,
  ROLE_ACTIVITY,
  ROLE_RESULT,
  ROLE_CONTEXT,
  ROLE_CONTEXT_ACTIVITIES,
  ROLE_ACTIVITY_LIST,
  ROLE_STATEMENT_REF,
  ROLE_ATTACHMENTS,
  ROLE_ATTACHMENT,
  ROLE_UUID,
  ROLE_INSTANT,
  ROLE_DURATION,
  ROLE_TYPE_AGENT,
  ROLE_TYPE_ACTIVITY,
} Role;

typedef struct
{
  Role in;
  const char *member;
  Role role;
} Rule;

static const Rule rules[] = {
  { ROLE_STATEMENT, "id", ROLE_UUID },
  { ROLE_STATEMENT, "actor", ROLE_AGENT },
  { ROLE_STATEMENT, "verb", ROLE_VERB },
  { ROLE_STATEMENT, "object", ROLE_OBJECT },
  { ROLE_STATEMENT, "result", ROLE_RESULT },
  { ROLE_STATEMENT, "context", ROLE_CONTEXT },
  { ROLE_STATEMENT, "timestamp", ROLE_INSTANT },
  { ROLE_STATEMENT, "attachments", ROLE_ATTACHMENTS },
  { ROLE_STATEMENT, "stored", ROLE_IGNORED },
  { ROLE_STATEMENT, "authority", ROLE_IGNORED },
  { ROLE_STATEMENT, "version", ROLE_IGNORED },

  { ROLE_SUB_STATEMENT, "actor", ROLE_AGENT },
  { ROLE_SUB_STATEMENT, "verb", ROLE_VERB },
  { ROLE_SUB_STATEMENT, "object", ROLE_OBJECT },
  { ROLE_SUB_STATEMENT, "result", ROLE_RESULT },
  { ROLE_SUB_STATEMENT, "context", ROLE_CONTEXT },
  { ROLE_SUB_STATEMENT, "timestamp", ROLE_INSTANT },

  { ROLE_AGENT, "objectType", ROLE_TYPE_AGENT },
  { ROLE_AGENT, "member", ROLE_MEMBERS },

  { ROLE_VERB, "display", ROLE_IGNORED },

  { ROLE_ACTIVITY, "objectType", ROLE_TYPE_ACTIVITY },
  { ROLE_ACTIVITY, "definition", ROLE_IGNORED },

  { ROLE_STATEMENT_REF, "id", ROLE_UUID },

  { ROLE_RESULT, "duration", ROLE_DURATION },

  { ROLE_CONTEXT, "registration", ROLE_UUID },
  { ROLE_CONTEXT, "instructor", ROLE_AGENT },
  { ROLE_CONTEXT, "team", ROLE_AGENT },
  { ROLE_CONTEXT, "contextActivities", ROLE_CONTEXT_ACTIVITIES },
  { ROLE_CONTEXT, "statement", ROLE_STATEMENT_REF },

  { ROLE_CONTEXT_ACTIVITIES, "parent", ROLE_ACTIVITY_LIST },
  { ROLE_CONTEXT_ACTIVITIES, "grouping", ROLE_ACTIVITY_LIST },
  { ROLE_CONTEXT_ACTIVITIES, "category", ROLE_ACTIVITY_LIST },
  { ROLE_CONTEXT_ACTIVITIES, "other", ROLE_ACTIVITY_LIST },

  { ROLE_ATTACHMENT, "display", ROLE_IGNORED },
  { ROLE_ATTACHMENT, "description", ROLE_IGNORED },
};

static gboolean value_equal (Role               role,
                             const NxJsonValue *a,
                             const NxJsonValue *b);

static Role
find_role (Role        in,
           const char *member)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].in == in && strcmp (rules[i].member, member) == 0)
      return rules[i].role;
  return ROLE_PLAIN;
}

static gboolean
is_kind (const NxJsonValue *value,
         NxJsonKind         kind)
{
  return value != NULL && nx_json_value_get_kind (value) == kind;
}

/* ---- Objects: whatever the order of their members ---- */

/* Members of @a against @b, and those that only @b has. */
static gboolean
members_equal (Role               role,
               const NxJsonValue *a,
               const NxJsonValue *b)
{
  g_auto (GStrv) names_a = a != NULL ? nx_json_value_dup_member_names (a) : NULL;
  g_auto (GStrv) names_b = b != NULL ? nx_json_value_dup_member_names (b) : NULL;

  for (gsize i = 0; names_a != NULL && names_a[i] != NULL; i++)
    if (!value_equal (find_role (role, names_a[i]), nx_json_value_get_member (a, names_a[i]),
                      nx_json_value_get_member (b, names_a[i])))
      return FALSE;
  for (gsize i = 0; names_b != NULL && names_b[i] != NULL; i++)
    if (nx_json_value_get_member (a, names_b[i]) == NULL &&
        !value_equal (find_role (role, names_b[i]), NULL, nx_json_value_get_member (b, names_b[i])))
      return FALSE;
  return TRUE;
}

static gboolean
object_equal (Role               role,
              const NxJsonValue *a,
              const NxJsonValue *b)
{
  if (!is_kind (a, NX_JSON_OBJECT) || !is_kind (b, NX_JSON_OBJECT))
    return FALSE;
  return members_equal (role, a, b);
}

/* What an object of a statement is depends on its objectType. */
static gboolean
statement_object_equal (const NxJsonValue *a,
                        const NxJsonValue *b)
{
  const char *type = nx_json_get_string (a, "objectType", "Activity");

  if (strcmp (type, nx_json_get_string (b, "objectType", "Activity")) != 0)
    return FALSE;
  if (strcmp (type, "Activity") == 0)
    return object_equal (ROLE_ACTIVITY, a, b);
  if (strcmp (type, "StatementRef") == 0)
    return object_equal (ROLE_STATEMENT_REF, a, b);
  if (strcmp (type, "SubStatement") == 0)
    return object_equal (ROLE_SUB_STATEMENT, a, b);
  return object_equal (ROLE_AGENT, a, b);
}

/* An absent one is the same as one with nothing but empty lists. */
static gboolean
context_activities_equal (const NxJsonValue *a,
                          const NxJsonValue *b)
{
  if ((a != NULL && !is_kind (a, NX_JSON_OBJECT)) || (b != NULL && !is_kind (b, NX_JSON_OBJECT)))
    return FALSE;
  return members_equal (ROLE_CONTEXT_ACTIVITIES, a, b);
}

/* ---- Lists ---- */

static gboolean
array_equal (Role               role,
             const NxJsonValue *a,
             const NxJsonValue *b)
{
  if (!is_kind (a, NX_JSON_ARRAY) || !is_kind (b, NX_JSON_ARRAY) ||
      nx_json_value_get_n_elements (a) != nx_json_value_get_n_elements (b))
    return FALSE;
  for (guint i = 0; i < nx_json_value_get_n_elements (a); i++)
    if (!value_equal (role, nx_json_value_get_element (a, i), nx_json_value_get_element (b, i)))
      return FALSE;
  return TRUE;
}

/* Each element of @a pairs with one of @b that no other has taken. */
static gboolean
unordered_equal (Role               role,
                 const NxJsonValue *a,
                 const NxJsonValue *b)
{
  guint n = a != NULL ? nx_json_value_get_n_elements (a) : 0;
  gboolean taken[MAX_UNORDERED] = { FALSE };

  if (!is_kind (a, NX_JSON_ARRAY) || !is_kind (b, NX_JSON_ARRAY) || nx_json_value_get_n_elements (b) != n)
    return FALSE;
  if (n > MAX_UNORDERED)
    return array_equal (role, a, b);
  for (guint i = 0; i < n; i++)
    {
      guint j = 0;

      while (j < n && (taken[j] || !value_equal (role, nx_json_value_get_element (a, i), nx_json_value_get_element (b, j))))
        j++;
      if (j == n)
        return FALSE;
      taken[j] = TRUE;
    }
  return TRUE;
}

/* An activity list may be absent or empty, and one activity may stand without its list. */
static guint
activity_list_length (const NxJsonValue *list)
{
  if (is_kind (list, NX_JSON_ARRAY))
    return nx_json_value_get_n_elements (list);
  return list != NULL ? 1 : 0;
}

static const NxJsonValue *
activity_list_get (const NxJsonValue *list,
                   guint              index)
{
  return is_kind (list, NX_JSON_ARRAY) ? nx_json_value_get_element (list, index) : list;
}

static gboolean
activity_list_equal (const NxJsonValue *a,
                     const NxJsonValue *b)
{
  guint n = activity_list_length (a);

  if (activity_list_length (b) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!object_equal (ROLE_ACTIVITY, activity_list_get (a, i), activity_list_get (b, i)))
      return FALSE;
  return TRUE;
}

/* ---- Texts and numbers ---- */

static gboolean
defaulted_type_equal (const NxJsonValue *a,
                      const NxJsonValue *b,
                      const char        *fallback)
{
  return strcmp (nx_json_value_get_string (a, fallback), nx_json_value_get_string (b, fallback)) == 0;
}

static gboolean
uuid_equal (const NxJsonValue *a,
            const NxJsonValue *b)
{
  const char *text_a = nx_json_value_get_string (a, NULL);
  const char *text_b = nx_json_value_get_string (b, NULL);

  return text_a != NULL && text_b != NULL && g_ascii_strcasecmp (text_a, text_b) == 0;
}

static gboolean
parse_instant (const NxJsonValue *value,
               gint64            *out_us)
{
  const char *text = nx_json_value_get_string (value, NULL);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  if (time == NULL)
    return FALSE;
  *out_us = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}

static gboolean
instant_equal (const NxJsonValue *a,
               const NxJsonValue *b)
{
  gint64 us_a, us_b;

  return parse_instant (a, &us_a) && parse_instant (b, &us_b) && ABS (us_a - us_b) < INSTANT_TOLERANCE_US;
}

/* The text, with the seconds' fraction cut to two digits and without trailing zeros. */
static char *
dup_cut_duration (const char *text)
{
  const char *point = strchr (text, '.');
  GString *cut;
  gsize n_digits;

  if (point == NULL)
    return g_strdup (text);
  n_digits = strspn (point + 1, "0123456789");
  cut = g_string_new_len (text, point - text + 1 + MIN (n_digits, 2));
  while (cut->str[cut->len - 1] == '0')
    g_string_truncate (cut, cut->len - 1);
  if (cut->str[cut->len - 1] == '.')
    g_string_truncate (cut, cut->len - 1);
  g_string_append (cut, point + 1 + n_digits);
  return g_string_free (cut, FALSE);
}

static gboolean
duration_equal (const NxJsonValue *a,
                const NxJsonValue *b)
{
  const char *text_a = nx_json_value_get_string (a, NULL);
  const char *text_b = nx_json_value_get_string (b, NULL);
  g_autofree char *cut_a = text_a != NULL ? dup_cut_duration (text_a) : NULL;
  g_autofree char *cut_b = text_b != NULL ? dup_cut_duration (text_b) : NULL;

  return cut_a != NULL && g_strcmp0 (cut_a, cut_b) == 0;
}

static gboolean
is_number (NxJsonKind kind)
{
  return kind == NX_JSON_INTEGER || kind == NX_JSON_DECIMAL;
}

static gboolean
plain_equal (const NxJsonValue *a,
             const NxJsonValue *b)
{
  NxJsonKind kind;

  if (a == NULL || b == NULL)
    return FALSE;
  kind = nx_json_value_get_kind (a);
  /* 1 and 1.0 are one number; two integers are compared as such, beyond what a double holds. */
  if (kind != nx_json_value_get_kind (b))
    return is_number (kind) && is_number (nx_json_value_get_kind (b)) &&
           nx_json_value_get_decimal (a, 0) == nx_json_value_get_decimal (b, 0);
  switch (kind)
    {
    case NX_JSON_NULL:
      return TRUE;
    case NX_JSON_BOOLEAN:
      return !nx_json_value_get_boolean (a, FALSE) == !nx_json_value_get_boolean (b, FALSE);
    case NX_JSON_INTEGER:
      return nx_json_value_get_integer (a, 0) == nx_json_value_get_integer (b, 0);
    case NX_JSON_DECIMAL:
      return nx_json_value_get_decimal (a, 0) == nx_json_value_get_decimal (b, 0);
    case NX_JSON_STRING:
      return strcmp (nx_json_value_get_string (a, ""), nx_json_value_get_string (b, "")) == 0;
    case NX_JSON_ARRAY:
      return array_equal (ROLE_PLAIN, a, b);
    case NX_JSON_OBJECT:
      return members_equal (ROLE_PLAIN, a, b);
    }
  return FALSE;
}

static gboolean
role_equal (Role               role,
             const NxJsonValue *a,
             const NxJsonValue *b)
{
  switch (role)
    {
    case ROLE_IGNORED:
      return TRUE;
    case ROLE_PLAIN:
      return plain_equal (a, b);
    case ROLE_OBJECT:
      return statement_object_equal (a, b);
    case ROLE_CONTEXT_ACTIVITIES:
      return context_activities_equal (a, b);
    case ROLE_ACTIVITY_LIST:
      return activity_list_equal (a, b);
    case ROLE_MEMBERS:
      return unordered_equal (ROLE_AGENT, a, b);
    case ROLE_ATTACHMENTS:
      return array_equal (ROLE_ATTACHMENT, a, b);
    case ROLE_UUID:
      return uuid_equal (a, b);
    case ROLE_INSTANT:
      return instant_equal (a, b);
    case ROLE_DURATION:
      return duration_equal (a, b);
    case ROLE_TYPE_AGENT:
      return defaulted_type_equal (a, b, "Agent");
    case ROLE_TYPE_ACTIVITY:
      return defaulted_type_equal (a, b, "Activity");
    case ROLE_STATEMENT:
    case ROLE_SUB_STATEMENT:
    case ROLE_AGENT:
    case ROLE_VERB:
    case ROLE_ACTIVITY:
    case ROLE_RESULT:
    case ROLE_CONTEXT:
    case ROLE_STATEMENT_REF:
    case ROLE_ATTACHMENT:
      return object_equal (role, a, b);
    }
  return FALSE;
}

/* Either may be NULL: absent. What is not of the kind that its role asks for may still be the same, value by value. */
static gboolean
value_equal (Role               role,
             const NxJsonValue *a,
             const NxJsonValue *b)
{
  return role_equal (role, a, b) || (role != ROLE_PLAIN && plain_equal (a, b));
}

/**
 * nx_statement_equal:
 * @a: a statement as JSON
 * @b: another
 * @out_equal: (out): whether they are the same statement in the sense of section 5
 * @error: return location for an error
 *
 * Thread: any; pure.
 * Errors: of %NX_JSON_ERROR if one of them is no JSON, %NX_EVENT_ERROR_PAYLOAD if it is no object; @out_equal is then untouched
 * Returns: %TRUE if both could be read
 */
gboolean
nx_statement_equal (GBytes   *a,
                    GBytes   *b,
                    gboolean *out_equal,
                    GError  **error)
{
  g_autoptr (NxJsonDoc) doc_a = nx_json_doc_parse (a, NX_LIMIT_REPLY_BYTES, error);
  g_autoptr (NxJsonDoc) doc_b = doc_a != NULL ? nx_json_doc_parse (b, NX_LIMIT_REPLY_BYTES, error) : NULL;

  if (doc_a == NULL || doc_b == NULL)
    return FALSE;
  if (!is_kind (nx_json_doc_get_root (doc_a), NX_JSON_OBJECT) || !is_kind (nx_json_doc_get_root (doc_b), NX_JSON_OBJECT))
    {
      g_set_error_literal (error, NX_EVENT_ERROR, NX_EVENT_ERROR_PAYLOAD, "a statement is a JSON object");
      return FALSE;
    }
  *out_equal = members_equal (ROLE_STATEMENT, nx_json_doc_get_root (doc_a), nx_json_doc_get_root (doc_b));
  return TRUE;
}
