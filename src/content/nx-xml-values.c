/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns what attribute values may look like: ids, numbers, words. Says nothing of where they stand. */

#include "nx-xml-reader.h"

#include <string.h>

#include "nx-ids.h"

static void
fail_value (NxXmlReader *self,
            const char  *attribute,
            const char  *value,
            const char  *expected)
{
  g_autofree char *start = NULL;

  if (nx_xml_reader_has_failed (self))
    return;
  start = g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), 60));
  nx_xml_reader_fail (self, NX_CONTENT_ERROR_SCHEMA, 0, "expected %s in the attribute %s, found “%s”", expected, attribute, start);
}

char *
nx_xml_reader_copy (NxXmlReader *self,
                    const char  *value)
{
  return nx_arena_strdup (nx_xml_reader_get_arena (self), value);
}

char *
nx_xml_reader_id (NxXmlReader *self,
                  const char  *attribute,
                  const char  *value)
{
  if (value == NULL)
    return NULL;
  if (!nx_content_id_is_valid (value))
    fail_value (self, attribute, value, "an id (a small letter, then small letters, digits and -, at most 48)");
  return nx_xml_reader_copy (self, value);
}

char **
nx_xml_reader_ids (NxXmlReader *self,
                   const char  *attribute,
                   const char  *value)
{
  static char *none[] = { NULL };
  g_auto (GStrv) parts = NULL;
  char **ids;
  guint n = 0;

  if (value == NULL)
    return none;
  parts = g_strsplit_set (value, " \t\n\r", -1);
  ids = nx_arena_alloc (nx_xml_reader_get_arena (self), (g_strv_length (parts) + 1) * sizeof (char *));
  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      ids[n++] = nx_xml_reader_id (self, attribute, parts[i]);
  if (n == 0)
    fail_value (self, attribute, value, "one or more ids");
  return ids;
}

int
nx_xml_reader_integer (NxXmlReader *self,
                       const char  *attribute,
                       const char  *value,
                       int          min,
                       int          max)
{
  gint64 number;
  g_autofree char *expected = NULL;

  if (value == NULL)
    return min;
  if (g_ascii_string_to_signed (value, 10, min, max, &number, NULL))
    return (int) number;
  expected = g_strdup_printf ("a whole number from %d to %d", min, max);
  fail_value (self, attribute, value, expected);
  return min;
}

guint
nx_xml_reader_word (NxXmlReader       *self,
                    const char        *attribute,
                    const char        *value,
                    const char *const *words)
{
  g_autofree char *all = NULL;

  if (value == NULL)
    return 0;
  for (guint i = 0; words[i] != NULL; i++)
    if (strcmp (value, words[i]) == 0)
      return i;
  if (!nx_xml_reader_has_failed (self))
    {
      all = g_strjoinv (", ", (char **) words);
      fail_value (self, attribute, value, all);
    }
  return 0;
}

double
nx_xml_reader_share (NxXmlReader *self,
                     const char  *attribute,
                     const char  *value)
{
  const char *at = value;
  guint n_after = 0;
  double number;

  if (value == NULL)
    return 0;
  at += strspn (at, "0123456789");
  if (*at == '.')
    {
      n_after = strspn (at + 1, "0123456789");
      at += 1 + n_after;
    }
  number = g_ascii_strtod (value, NULL);
  if (*at == '\0' && at != value && n_after <= 4 && number >= 0 && number <= 1)
    return number;
  fail_value (self, attribute, value, "a decimal from 0 to 1 with at most four digits after the point");
  return 0;
}
