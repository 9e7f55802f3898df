/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Exact JSON writing: the bytes are the record, so they are ours. Members appear in the order written;
 * a repeated name within one object, a value without a name, or unbalanced ends are programming errors
 * (g_critical, and the writer yields no bytes). UTF-8 passes through; control characters are escaped.
 */

typedef struct _NxJsonWriter NxJsonWriter;

NxJsonWriter *nx_json_writer_new (void);
void nx_json_writer_free (NxJsonWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxJsonWriter, nx_json_writer_free)

void nx_json_writer_begin_object (NxJsonWriter *self);
void nx_json_writer_end_object (NxJsonWriter *self);
void nx_json_writer_begin_array (NxJsonWriter *self);
void nx_json_writer_end_array (NxJsonWriter *self);
void nx_json_writer_member (NxJsonWriter *self, const char *name);
void nx_json_writer_string (NxJsonWriter *self, const char *value);
void nx_json_writer_integer (NxJsonWriter *self, gint64 value);
void nx_json_writer_boolean (NxJsonWriter *self, gboolean value);
/* Rounded to at most @max_digits decimals (0..9), no exponent, no trailing zeros. */
void nx_json_writer_decimal (NxJsonWriter *self, double value, guint max_digits);

/* Member and value in one; the string and strv forms write nothing when @value is NULL. */
void nx_json_writer_member_string (NxJsonWriter *self, const char *name, const char *value);
void nx_json_writer_member_integer (NxJsonWriter *self, const char *name, gint64 value);
void nx_json_writer_member_boolean (NxJsonWriter *self, const char *name, gboolean value);
void nx_json_writer_member_strv (NxJsonWriter *self, const char *name, const char *const *values);

/* Ends the writer (frees it). NULL after a programming error. No newline at the end. */
GBytes *nx_json_writer_end (NxJsonWriter *self);

G_END_DECLS
