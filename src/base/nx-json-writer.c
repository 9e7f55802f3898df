/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Exact JSON writing. A statement's bytes are fixed once and compared for ever, so what is written here
 * never depends on the locale, on a library's version or on how a double happens to print.
 */

#define G_LOG_DOMAIN "nx-base"

#include "config.h"

#include "nx-json-writer.h"

#include <math.h>
#include <string.h>

#define MAX_DECIMAL_DIGITS 9
/* A double is below 1.8e308: 309 digits before the point, 9 after it, sign, point and end. */
#define DECIMAL_BUFFER_BYTES 336

typedef struct
{
  gboolean is_object;
  guint n_items;
  GHashTable *names;  /* of an object, made with its first member */
} Frame;

struct _NxJsonWriter
{
  GString *text;
  GArray *frames;          /* of Frame; innermost last */
  gboolean named;          /* a member's name is written, its value is not */
  gboolean root_written;
  gboolean failed;
};

static void
clear_frame (gpointer data)
{
  Frame *frame = data;

  g_clear_pointer (&frame->names, g_hash_table_unref);
}

NxJsonWriter *
nx_json_writer_new (void)
{
  NxJsonWriter *self = g_new0 (NxJsonWriter, 1);

  self->text = g_string_sized_new (1024);
  self->frames = g_array_new (FALSE, TRUE, sizeof (Frame));
  g_array_set_clear_func (self->frames, clear_frame);

  return self;
}

void
nx_json_writer_free (NxJsonWriter *self)
{
  if (self == NULL)
    return;

  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_array_unref (self->frames);
  g_free (self);
}

/* The first mistake is reported; what follows from it would only hide it. */
#define FAIL(self, ...)               \
  G_STMT_START                        \
    {                                 \
      if (!(self)->failed)            \
        g_critical (__VA_ARGS__);     \
      (self)->failed = TRUE;          \
    }                                 \
  G_STMT_END

static Frame *
innermost (NxJsonWriter *self)
{
  return self->frames->len > 0 ? &g_array_index (self->frames, Frame, self->frames->len - 1) : NULL;
}

/* Checks that a value may stand here and writes the comma before it. */
static gboolean
begin_value (NxJsonWriter *self)
{
  Frame *frame = innermost (self);

  if (self->failed)
    return FALSE;

  if (frame == NULL)
    {
      if (self->root_written)
        FAIL (self, "JSON: a second value after the document's end");
      self->root_written = TRUE;
    }
  else if (frame->is_object)
    {
      if (!self->named)
        FAIL (self, "JSON: a value without a name in an object");
      self->named = FALSE;
    }
  else if (frame->n_items++ > 0)
    {
      g_string_append_c (self->text, ',');
    }

  return !self->failed;
}

static gboolean
append_quoted (NxJsonWriter *self,
               const char   *value)
{
  if (!g_utf8_validate (value, -1, NULL))
    {
      FAIL (self, "JSON: text is not UTF-8");
      return FALSE;
    }

  g_string_append_c (self->text, '"');
  for (const char *run = value; *run != '\0';)
    {
      const char *end = run;

      while ((guchar) *end >= 0x20 && *end != '"' && *end != '\\')
        end++;
      g_string_append_len (self->text, run, end - run);

      switch (*end)
        {
        case '\0': run = end; continue;
        case '"': g_string_append (self->text, "\\\""); break;
        case '\\': g_string_append (self->text, "\\\\"); break;
        case '\b': g_string_append (self->text, "\\b"); break;
        case '\f': g_string_append (self->text, "\\f"); break;
        case '\n': g_string_append (self->text, "\\n"); break;
        case '\r': g_string_append (self->text, "\\r"); break;
        case '\t': g_string_append (self->text, "\\t"); break;
        default: g_string_append_printf (self->text, "\\u%04x", (guint) (guchar) *end); break;
        }
      run = end + 1;
    }
  g_string_append_c (self->text, '"');

  return TRUE;
}

static void
begin_container (NxJsonWriter *self,
                 gboolean      is_object)
{
  Frame frame = { is_object, 0, NULL };

  if (!begin_value (self))
    return;

  g_string_append_c (self->text, is_object ? '{' : '[');
  g_array_append_val (self->frames, frame);
}

static void
end_container (NxJsonWriter *self,
               gboolean      is_object)
{
  Frame *frame = innermost (self);

  if (self->failed)
    return;
  if (frame == NULL || frame->is_object != is_object || self->named)
    {
      FAIL (self, "JSON: unbalanced end of %s", is_object ? "an object" : "an array");
      return;
    }

  g_string_append_c (self->text, is_object ? '}' : ']');
  g_array_set_size (self->frames, self->frames->len - 1);
}

void
nx_json_writer_begin_object (NxJsonWriter *self)
{
  begin_container (self, TRUE);
}

void
nx_json_writer_end_object (NxJsonWriter *self)
{
  end_container (self, TRUE);
}

void
nx_json_writer_begin_array (NxJsonWriter *self)
{
  begin_container (self, FALSE);
}

void
nx_json_writer_end_array (NxJsonWriter *self)
{
  end_container (self, FALSE);
}

void
nx_json_writer_member (NxJsonWriter *self,
                       const char   *name)
{
  Frame *frame = innermost (self);

  g_return_if_fail (name != NULL);

  if (self->failed)
    return;
  if (frame == NULL || !frame->is_object || self->named)
    {
      FAIL (self, "JSON: the name %s where no name may stand", name);
      return;
    }

  if (frame->names == NULL)
    frame->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_add (frame->names, g_strdup (name)))
    {
      FAIL (self, "JSON: the name %s is repeated", name);
      return;
    }

  if (frame->n_items++ > 0)
    g_string_append_c (self->text, ',');
  if (append_quoted (self, name))
    g_string_append_c (self->text, ':');
  self->named = TRUE;
}

void
nx_json_writer_string (NxJsonWriter *self,
                       const char   *value)
{
  g_return_if_fail (value != NULL);

  if (begin_value (self))
    append_quoted (self, value);
}

void
nx_json_writer_integer (NxJsonWriter *self,
                        gint64        value)
{
  if (begin_value (self))
    g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
nx_json_writer_boolean (NxJsonWriter *self,
                        gboolean      value)
{
  if (begin_value (self))
    g_string_append (self->text, value ? "true" : "false");
}

void
nx_json_writer_decimal (NxJsonWriter *self,
                        double        value,
                        guint         max_digits)
{
  char format[8], buffer[DECIMAL_BUFFER_BYTES];

  g_return_if_fail (max_digits <= MAX_DECIMAL_DIGITS);

  if (!begin_value (self))
    return;
  if (!isfinite (value))
    {
      FAIL (self, "JSON: a number that is not finite");
      return;
    }

  g_snprintf (format, sizeof format, "%%.%uf", max_digits);
  g_ascii_formatd (buffer, sizeof buffer, format, value);

  if (max_digits > 0)
    {
      gsize length = strlen (buffer);

      while (buffer[length - 1] == '0')
        length--;
      if (buffer[length - 1] == '.')
        length--;
      buffer[length] = '\0';
    }

  g_string_append (self->text, strcmp (buffer, "-0") == 0 ? "0" : buffer);
}

void
nx_json_writer_member_string (NxJsonWriter *self,
                              const char   *name,
                              const char   *value)
{
  if (value == NULL)
    return;

  nx_json_writer_member (self, name);
  nx_json_writer_string (self, value);
}

void
nx_json_writer_member_integer (NxJsonWriter *self,
                               const char   *name,
                               gint64        value)
{
  nx_json_writer_member (self, name);
  nx_json_writer_integer (self, value);
}

void
nx_json_writer_member_boolean (NxJsonWriter *self,
                               const char   *name,
                               gboolean      value)
{
  nx_json_writer_member (self, name);
  nx_json_writer_boolean (self, value);
}

void
nx_json_writer_member_strv (NxJsonWriter      *self,
                            const char        *name,
                            const char *const *values)
{
  if (values == NULL)
    return;

  nx_json_writer_member (self, name);
  nx_json_writer_begin_array (self);
  for (gsize i = 0; values[i] != NULL; i++)
    nx_json_writer_string (self, values[i]);
  nx_json_writer_end_array (self);
}

GBytes *
nx_json_writer_end (NxJsonWriter *self)
{
  GBytes *bytes = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!self->failed && (self->frames->len > 0 || !self->root_written))
    FAIL (self, "JSON: the document is not complete");
  if (!self->failed)
    bytes = g_string_free_to_bytes (g_steal_pointer (&self->text));
  nx_json_writer_free (self);

  return bytes;
}
