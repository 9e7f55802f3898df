/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-batch.h"

#include "nx-answer.h"
#include "nx-statement.h"

GBytes *
nx_batch_join (const GPtrArray *batch)
{
  gsize total = 2;
  GByteArray *body;

  for (guint i = 0; i < batch->len; i++)
    total += g_bytes_get_size (((const NxOutgoing *) g_ptr_array_index (batch, i))->body) + 1;
  body = g_byte_array_sized_new ((guint) total);
  for (guint i = 0; i < batch->len; i++)
    {
      const NxOutgoing *outgoing = g_ptr_array_index (batch, i);
      gsize size;
      gconstpointer data = g_bytes_get_data (outgoing->body, &size);

      g_byte_array_append (body, (const guint8 *) (i == 0 ? "[" : ","), 1);
      g_byte_array_append (body, data, (guint) size);
    }
  g_byte_array_append (body, (const guint8 *) "]", 1);
  return g_byte_array_free_to_bytes (body);
}

gboolean
nx_outgoing_is_voiding (const NxOutgoing *outgoing)
{
  g_autoptr (NxStatementView) view = nx_statement_view_new (outgoing->body, NULL);

  return view != NULL && g_strcmp0 (view->verb_iri, nx_verb_get_iri (NX_VERB_VOIDED)) == 0;
}

gint64
nx_outgoing_get_time_us (const NxOutgoing *outgoing)
{
  g_autoptr (NxStatementView) view = nx_statement_view_new (outgoing->body, NULL);

  return view != NULL ? nx_instant_parse_us (view->timestamp) : 0;
}
