/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsecret/secret.h>

#include "nx-late-library.h"

G_BEGIN_DECLS

/* libsecret, opened with the first question about credentials: see nx-late-library.h. What is called of it: */
#define NX_LATE_SECRET_FUNCTIONS(F) \
  F (secret_attributes_build) \
  F (secret_error_get_quark) \
  F (secret_service_disconnect) \
  F (secret_service_get) \
  F (secret_service_get_finish) \
  F (secret_service_get_type) \
  F (secret_service_lookup) \
  F (secret_service_lookup_finish) \
  F (secret_service_store) \
  F (secret_service_store_finish) \
  F (secret_value_get) \
  F (secret_value_new) \
  F (secret_value_unref)

typedef struct
{
  NX_LATE_SECRET_FUNCTIONS (NX_LATE_MEMBER)
} NxLateSecret;

gboolean nx_late_secret_load (GError **error);
const NxLateSecret *nx_late_secret (void);

#define secret_attributes_build (nx_late_secret ()->secret_attributes_build)
#define secret_error_get_quark (nx_late_secret ()->secret_error_get_quark)
#define secret_service_disconnect (nx_late_secret ()->secret_service_disconnect)
#define secret_service_get (nx_late_secret ()->secret_service_get)
#define secret_service_get_finish (nx_late_secret ()->secret_service_get_finish)
#define secret_service_get_type (nx_late_secret ()->secret_service_get_type)
#define secret_service_lookup (nx_late_secret ()->secret_service_lookup)
#define secret_service_lookup_finish (nx_late_secret ()->secret_service_lookup_finish)
#define secret_service_store (nx_late_secret ()->secret_service_store)
#define secret_service_store_finish (nx_late_secret ()->secret_service_store_finish)
#define secret_value_get (nx_late_secret ()->secret_value_get)
#define secret_value_new (nx_late_secret ()->secret_value_new)
#define secret_value_unref (nx_late_secret ()->secret_value_unref)

G_END_DECLS
