/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The payload of an event and its JSON. One table names each member, its kind and its place in the
 * struct; new, copy, free, writing and reading all walk it, so that a member cannot be forgotten in one
 * of them. Released names never change; a new member goes at the end of the table.
 */

#define G_LOG_DOMAIN "nx-event"

#include "config.h"

#include "nx-event.h"

#include "nx-json-writer.h"
#include "nx-json.h"

#include <string.h>

/* A note of NX_LIMIT_TEXT_BYTES with every byte escaped, and room for the rest. */
#define PAYLOAD_LIMIT_BYTES (512 * 1024)
#define MASTERY_DIGITS 4

typedef enum
{
  KIND_STRING,
  KIND_STRINGS,
  KIND_INT,       /* -1 unset */
  KIND_INT64,     /* -1 unset */
  KIND_COUNT,     /* NX_COUNT_UNSET unset: -1 is a number like any other */
  KIND_SEED,      /* guint64, 0 unset; a decimal string, since readers of JSON differ above 2^53 */
  KIND_FLAG,      /* written when TRUE */
  KIND_TRISTATE,
  KIND_FRACTION,  /* 0..1, -1 unset */
  KIND_METERS,
} FieldKind;

typedef struct
{
  const char *name;
  FieldKind kind;
  gsize offset;
} Field;

#define FIELD(name, kind, member) { name, kind, G_STRUCT_OFFSET (NxEventFacts, member) }

static const Field fields[] = {
  FIELD ("address", KIND_STRING, address),
  FIELD ("version", KIND_STRING, content_version),
  FIELD ("hash", KIND_STRING, content_hash),
  FIELD ("language", KIND_STRING, language),
  FIELD ("registration", KIND_STRING, registration),
  FIELD ("session", KIND_STRING, session),
  FIELD ("run", KIND_STRING, run),
  FIELD ("counts", KIND_FLAG, counts),
  FIELD ("duration-us", KIND_INT64, duration_us),
  FIELD ("element", KIND_STRING, element),
  FIELD ("place", KIND_STRING, place),
  FIELD ("response", KIND_STRINGS, response),
  FIELD ("confidence", KIND_STRING, confidence),
  FIELD ("raw", KIND_INT, raw),
  FIELD ("max", KIND_INT, max),
  FIELD ("success", KIND_TRISTATE, success),
  FIELD ("mastery", KIND_FRACTION, mastery),
  FIELD ("seed", KIND_SEED, seed),
  FIELD ("items", KIND_STRINGS, items),
  FIELD ("step", KIND_INT, step),
  FIELD ("clock", KIND_INT, clock),
  FIELD ("meters", KIND_METERS, meters),
  FIELD ("next-scene", KIND_STRING, next_scene),
  FIELD ("ending", KIND_STRING, ending),
  FIELD ("documents", KIND_STRINGS, documents),
  FIELD ("text", KIND_STRING, text),
  FIELD ("target", KIND_STRING, target),
  FIELD ("detail", KIND_STRING, detail),
  FIELD ("count", KIND_COUNT, count),
  FIELD ("group", KIND_STRING, group),
  FIELD ("asleep-us", KIND_INT64, asleep_us),
};

#define MEMBER(self, field, Type) (*(Type *) G_STRUCT_MEMBER_P (self, (field)->offset))

/* ---- Meters ---- */

NxMeterValue *
nx_meter_value_new (const char *id,
                    int         value)
{
  NxMeterValue *self = g_new0 (NxMeterValue, 1);

  self->id = g_strdup (id);
  self->value = value;
  return self;
}

void
nx_meter_value_free (NxMeterValue *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self);
}

static GPtrArray *
meters_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) nx_meter_value_free);
}

static GPtrArray *
meters_copy (const GPtrArray *meters)
{
  GPtrArray *copy;

  if (meters == NULL)
    return NULL;
  copy = meters_new ();
  for (guint i = 0; i < meters->len; i++)
    {
      const NxMeterValue *meter = g_ptr_array_index (meters, i);

      g_ptr_array_add (copy, nx_meter_value_new (meter->id, meter->value));
    }
  return copy;
}

/**
 * nx_event_facts_add_meter:
 * @self: a payload
 * @id: id of the meter
 * @value: its value after what happened
 */
void
nx_event_facts_add_meter (NxEventFacts *self,
                          const char   *id,
                          int           value)
{
  if (self->meters == NULL)
    self->meters = meters_new ();
  g_ptr_array_add (self->meters, nx_meter_value_new (id, value));
}

/* ---- New, copy, free ---- */

/**
 * nx_event_facts_new:
 * @type: type of the event
 *
 * Returns: (transfer full): a payload with every member unset
 */
NxEventFacts *
nx_event_facts_new (NxEventType type)
{
  NxEventFacts *self = g_new0 (NxEventFacts, 1);

  self->type = type;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const Field *field = &fields[i];

      switch (field->kind)
        {
        case KIND_INT:
          MEMBER (self, field, int) = -1;
          break;
        case KIND_INT64:
          MEMBER (self, field, gint64) = -1;
          break;
        case KIND_COUNT:
          MEMBER (self, field, int) = NX_COUNT_UNSET;
          break;
        case KIND_TRISTATE:
          MEMBER (self, field, NxTristate) = NX_TRISTATE_UNSET;
          break;
        case KIND_FRACTION:
          MEMBER (self, field, double) = -1;
          break;
        case KIND_STRING:
        case KIND_STRINGS:
        case KIND_SEED:
        case KIND_FLAG:
        case KIND_METERS:
          break;
        }
    }
  return self;
}

/**
 * nx_event_facts_copy:
 * @self: (nullable): a payload
 *
 * Returns: (transfer full) (nullable): a deep copy
 */
NxEventFacts *
nx_event_facts_copy (const NxEventFacts *self)
{
  NxEventFacts *copy;

  if (self == NULL)
    return NULL;
  copy = g_new (NxEventFacts, 1);
  *copy = *self;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const Field *field = &fields[i];

      if (field->kind == KIND_STRING)
        MEMBER (copy, field, char *) = g_strdup (MEMBER (self, field, char *));
      else if (field->kind == KIND_STRINGS)
        MEMBER (copy, field, char **) = g_strdupv (MEMBER (self, field, char **));
      else if (field->kind == KIND_METERS)
        MEMBER (copy, field, GPtrArray *) = meters_copy (MEMBER (self, field, GPtrArray *));
    }
  return copy;
}

void
nx_event_facts_free (NxEventFacts *self)
{
  if (self == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const Field *field = &fields[i];

      if (field->kind == KIND_STRING)
        g_free (MEMBER (self, field, char *));
      else if (field->kind == KIND_STRINGS)
        g_strfreev (MEMBER (self, field, char **));
      else if (field->kind == KIND_METERS)
        g_clear_pointer (&MEMBER (self, field, GPtrArray *), g_ptr_array_unref);
    }
  g_free (self);
}

/* ---- Writing ---- */

static void
write_meters (NxJsonWriter    *writer,
              const char      *name,
              const GPtrArray *meters)
{
  if (meters == NULL)
    return;
  nx_json_writer_member (writer, name);
  nx_json_writer_begin_array (writer);
  for (guint i = 0; i < meters->len; i++)
    {
      const NxMeterValue *meter = g_ptr_array_index (meters, i);

      nx_json_writer_begin_object (writer);
      nx_json_writer_member_string (writer, "id", meter->id);
      nx_json_writer_member_integer (writer, "value", meter->value);
      nx_json_writer_end_object (writer);
    }
  nx_json_writer_end_array (writer);
}

static void
write_seed (NxJsonWriter *writer,
            const char   *name,
            guint64       seed)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, seed);

  if (seed != 0)
    nx_json_writer_member_string (writer, name, text);
}

static void
write_fraction (NxJsonWriter *writer,
                const char   *name,
                double        value)
{
  if (value < 0)
    return;
  nx_json_writer_member (writer, name);
  nx_json_writer_decimal (writer, value, MASTERY_DIGITS);
}

static void
write_field (NxJsonWriter       *writer,
             const Field        *field,
             const NxEventFacts *self)
{
  switch (field->kind)
    {
    case KIND_STRING:
      nx_json_writer_member_string (writer, field->name, MEMBER (self, field, char *));
      break;
    case KIND_STRINGS:
      nx_json_writer_member_strv (writer, field->name, (const char *const *) MEMBER (self, field, char **));
      break;
    case KIND_INT:
      if (MEMBER (self, field, int) != -1)
        nx_json_writer_member_integer (writer, field->name, MEMBER (self, field, int));
      break;
    case KIND_INT64:
      if (MEMBER (self, field, gint64) != -1)
        nx_json_writer_member_integer (writer, field->name, MEMBER (self, field, gint64));
      break;
    case KIND_COUNT:
      if (MEMBER (self, field, int) != NX_COUNT_UNSET)
        nx_json_writer_member_integer (writer, field->name, MEMBER (self, field, int));
      break;
    case KIND_SEED:
      write_seed (writer, field->name, MEMBER (self, field, guint64));
      break;
    case KIND_FLAG:
      if (MEMBER (self, field, gboolean))
        nx_json_writer_member_boolean (writer, field->name, TRUE);
      break;
    case KIND_TRISTATE:
      if (MEMBER (self, field, NxTristate) != NX_TRISTATE_UNSET)
        nx_json_writer_member_boolean (writer, field->name, MEMBER (self, field, NxTristate) == NX_TRISTATE_YES);
      break;
    case KIND_FRACTION:
      write_fraction (writer, field->name, MEMBER (self, field, double));
      break;
    case KIND_METERS:
      write_meters (writer, field->name, MEMBER (self, field, GPtrArray *));
      break;
    }
}

/**
 * nx_event_facts_to_json:
 * @self: a payload; its strings are UTF-8
 *
 * Equal payloads give equal bytes. The type is not among them: it has a column of its own.
 *
 * Returns: (transfer full): a JSON object without line breaks
 */
GBytes *
nx_event_facts_to_json (const NxEventFacts *self)
{
  NxJsonWriter *writer = nx_json_writer_new ();

  nx_json_writer_begin_object (writer);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    write_field (writer, &fields[i], self);
  nx_json_writer_end_object (writer);
  return nx_json_writer_end (writer);
}

/* ---- Reading ---- */

static gboolean
expected (const char *name,
          const char *what,
          GError    **error)
{
  g_set_error (error, NX_EVENT_ERROR, NX_EVENT_ERROR_PAYLOAD, "member “%s” is not %s", name, what);
  return FALSE;
}

static gboolean
read_strings (const NxJsonValue *value,
              const char        *name,
              char            ***out,
              GError           **error)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);

  if (nx_json_value_get_kind (value) != NX_JSON_ARRAY)
    return expected (name, "an array of strings", error);
  for (guint i = 0; i < nx_json_value_get_n_elements (value); i++)
    {
      const char *string = nx_json_value_get_string (nx_json_value_get_element (value, i), NULL);

      if (string == NULL)
        return expected (name, "an array of strings", error);
      g_ptr_array_add (strings, g_strdup (string));
    }
  g_ptr_array_add (strings, NULL);
  g_strfreev (*out);
  *out = (char **) g_ptr_array_free (g_steal_pointer (&strings), FALSE);
  return TRUE;
}

static gboolean
read_integer (const NxJsonValue *value,
              const char        *name,
              gint64             min,
              gint64             max,
              gint64            *out,
              GError           **error)
{
  gint64 number;

  if (nx_json_value_get_kind (value) != NX_JSON_INTEGER)
    return expected (name, "an integer", error);
  number = nx_json_value_get_integer (value, 0);
  if (number < min || number > max)
    return expected (name, "in range", error);
  *out = number;
  return TRUE;
}

static gboolean
read_seed (const NxJsonValue *value,
           const char        *name,
           guint64           *out,
           GError           **error)
{
  const char *text = nx_json_value_get_string (value, NULL);

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, out, NULL))
    return expected (name, "a decimal number in a string", error);
  return TRUE;
}

static gboolean
read_fraction (const NxJsonValue *value,
               const char        *name,
               double            *out,
               GError           **error)
{
  NxJsonKind kind = nx_json_value_get_kind (value);
  double number;

  if (kind != NX_JSON_DECIMAL && kind != NX_JSON_INTEGER)
    return expected (name, "a number", error);
  number = nx_json_value_get_decimal (value, -1);
  if (!(number >= 0 && number <= 1))
    return expected (name, "within 0 and 1", error);
  *out = number;
  return TRUE;
}

static gboolean
read_meters (const NxJsonValue *value,
             const char        *name,
             GPtrArray        **out,
             GError           **error)
{
  g_autoptr (GPtrArray) meters = meters_new ();

  if (nx_json_value_get_kind (value) != NX_JSON_ARRAY)
    return expected (name, "an array of meters", error);
  for (guint i = 0; i < nx_json_value_get_n_elements (value); i++)
    {
      const NxJsonValue *element = nx_json_value_get_element (value, i);
      const char *id = nx_json_get_string (element, "id", NULL);
      gint64 number;

      if (id == NULL)
        return expected (name, "an array of meters with id and value", error);
      if (!read_integer (nx_json_value_get_member (element, "value"), name, G_MININT, G_MAXINT, &number, error))
        return FALSE;
      g_ptr_array_add (meters, nx_meter_value_new (id, (int) number));
    }
  g_clear_pointer (out, g_ptr_array_unref);
  *out = g_steal_pointer (&meters);
  return TRUE;
}

static gboolean
read_boolean (const NxJsonValue *value,
              const char        *name,
              gboolean          *out,
              GError           **error)
{
  if (nx_json_value_get_kind (value) != NX_JSON_BOOLEAN)
    return expected (name, "true or false", error);
  *out = nx_json_value_get_boolean (value, FALSE);
  return TRUE;
}

static gboolean
read_string (const NxJsonValue *value,
             const char        *name,
             char             **out,
             GError           **error)
{
  const char *string = nx_json_value_get_string (value, NULL);

  if (string == NULL)
    return expected (name, "a string", error);
  g_free (*out);
  *out = g_strdup (string);
  return TRUE;
}

static gboolean
read_field (const NxJsonValue *value,
            const Field       *field,
            NxEventFacts      *self,
            GError           **error)
{
  gint64 number = -1;
  gboolean flag = FALSE;

  switch (field->kind)
    {
    case KIND_STRING:
      return read_string (value, field->name, &MEMBER (self, field, char *), error);
    case KIND_STRINGS:
      return read_strings (value, field->name, &MEMBER (self, field, char **), error);
    case KIND_INT:
    case KIND_COUNT:
      if (!read_integer (value, field->name, field->kind == KIND_COUNT ? NX_COUNT_UNSET + 1 : G_MININT, G_MAXINT, &number, error))
        return FALSE;
      MEMBER (self, field, int) = (int) number;
      return TRUE;
    case KIND_INT64:
      return read_integer (value, field->name, 0, G_MAXINT64, &MEMBER (self, field, gint64), error);
    case KIND_SEED:
      return read_seed (value, field->name, &MEMBER (self, field, guint64), error);
    case KIND_FLAG:
      return read_boolean (value, field->name, &MEMBER (self, field, gboolean), error);
    case KIND_TRISTATE:
      if (!read_boolean (value, field->name, &flag, error))
        return FALSE;
      MEMBER (self, field, NxTristate) = flag ? NX_TRISTATE_YES : NX_TRISTATE_NO;
      return TRUE;
    case KIND_FRACTION:
      return read_fraction (value, field->name, &MEMBER (self, field, double), error);
    case KIND_METERS:
      return read_meters (value, field->name, &MEMBER (self, field, GPtrArray *), error);
    }
  g_return_val_if_reached (FALSE);
}

static NxJsonDoc *
parse_object (GBytes  *json,
              GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (json, PAYLOAD_LIMIT_BYTES, &local);

  if (doc == NULL)
    {
      g_set_error (error, NX_EVENT_ERROR, NX_EVENT_ERROR_PAYLOAD, "payload: %s", local->message);
      return NULL;
    }
  if (nx_json_value_get_kind (nx_json_doc_get_root (doc)) != NX_JSON_OBJECT)
    {
      g_set_error_literal (error, NX_EVENT_ERROR, NX_EVENT_ERROR_PAYLOAD, "payload: not a JSON object");
      return NULL;
    }
  return g_steal_pointer (&doc);
}

/* The detail is JSON inside a string, so that its bytes come back as they were; it is held to what it claims to be. */
static gboolean
detail_is_object (const char *detail)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (detail, strlen (detail));
  g_autoptr (NxJsonDoc) doc = parse_object (bytes, NULL);

  return doc != NULL;
}

/**
 * nx_event_facts_from_json:
 * @type: type of the event
 * @json: what nx_event_facts_to_json() gave, by this version or another
 * @error: return location for an error
 *
 * Thread: any; pure.
 * Errors: %NX_EVENT_ERROR_PAYLOAD if @json is no such object or a member has another kind or lies out of range;
 * %NX_EVENT_ERROR_TOO_NEW if @type is %NX_EVENT_NONE, the answer to a name that this version does not know.
 * Returns: (transfer full): the payload
 */
NxEventFacts *
nx_event_facts_from_json (NxEventType type,
                          GBytes     *json,
                          GError    **error)
{
  g_autoptr (NxEventFacts) self = NULL;
  g_autoptr (NxJsonDoc) doc = NULL;

  if (nx_event_type_get_info (type)->type == NX_EVENT_NONE)
    {
      g_set_error_literal (error, NX_EVENT_ERROR, NX_EVENT_ERROR_TOO_NEW, "an event type of a newer version");
      return NULL;
    }
  doc = parse_object (json, error);
  if (doc == NULL)
    return NULL;

  self = nx_event_facts_new (type);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const NxJsonValue *value = nx_json_value_get_member (nx_json_doc_get_root (doc), fields[i].name);

      if (value != NULL && !read_field (value, &fields[i], self, error))
        return NULL;
    }
  if (self->detail != NULL && !detail_is_object (self->detail))
    {
      expected ("detail", "a JSON object", error);
      return NULL;
    }
  return g_steal_pointer (&self);
}
