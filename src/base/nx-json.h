/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Bounded JSON reading. The text is scanned before json-glib sees it: depth over 32, repeated member
 * names, more than the given bytes, invalid UTF-8 or a trailing value are refused.
 * Values borrow from their document. Accessors take NULL and answer the default, so that a chain of
 * look-ups needs one check at its end. Thread: a document is immutable, any thread.
 */

typedef struct _NxJsonDoc NxJsonDoc;
typedef struct _NxJsonValue NxJsonValue;

typedef enum
{
  NX_JSON_NULL,
  NX_JSON_BOOLEAN,
  NX_JSON_INTEGER,
  NX_JSON_DECIMAL,
  NX_JSON_STRING,
  NX_JSON_ARRAY,
  NX_JSON_OBJECT,
} NxJsonKind;

#define NX_JSON_ERROR (nx_json_error_quark ())
GQuark nx_json_error_quark (void);
typedef enum
{
  NX_JSON_ERROR_SYNTAX,
  NX_JSON_ERROR_LIMIT,
  NX_JSON_ERROR_REPEATED_NAME,
} NxJsonError;

NxJsonDoc *nx_json_doc_parse (GBytes  *text,
                              gsize    max_bytes,
                              GError **error);
NxJsonDoc *nx_json_doc_ref (NxJsonDoc *self);
void nx_json_doc_unref (NxJsonDoc *self);
const NxJsonValue *nx_json_doc_get_root (NxJsonDoc *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxJsonDoc, nx_json_doc_unref)

NxJsonKind nx_json_value_get_kind (const NxJsonValue *value);
const NxJsonValue *nx_json_value_get_member (const NxJsonValue *object, const char *name);
guint nx_json_value_get_n_elements (const NxJsonValue *array);
const NxJsonValue *nx_json_value_get_element (const NxJsonValue *array, guint index);
/* Object member names in order; (transfer full), NULL-terminated. */
char **nx_json_value_dup_member_names (const NxJsonValue *object);
const char *nx_json_value_get_string (const NxJsonValue *value, const char *fallback);
gint64 nx_json_value_get_integer (const NxJsonValue *value, gint64 fallback);
double nx_json_value_get_decimal (const NxJsonValue *value, double fallback);
gboolean nx_json_value_get_boolean (const NxJsonValue *value, gboolean fallback);

/* Short forms: member @name of @object. */
const char *nx_json_get_string (const NxJsonValue *object, const char *name, const char *fallback);
gint64 nx_json_get_integer (const NxJsonValue *object, const char *name, gint64 fallback);
double nx_json_get_decimal (const NxJsonValue *object, const char *name, double fallback);
gboolean nx_json_get_boolean (const NxJsonValue *object, const char *name, gboolean fallback);
/* An array of strings; empty if absent. (transfer full) */
char **nx_json_dup_strv (const NxJsonValue *object, const char *name);

G_END_DECLS
