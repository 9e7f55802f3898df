/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NX_CORE_PACK_PREFIX "/org/nexustrainer/packs/core"

/*
 * The built-in pack, linked into each executable by `core_pack_dep`. (transfer none), for as long as the
 * process lives. Never registered: all packs share one path, so each is read through its own GResource.
 * Thread: any.
 */
GResource *nx_core_pack_get_resource (void);

G_END_DECLS
