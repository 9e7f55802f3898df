/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>
#include "nx-attempt.h"

G_BEGIN_DECLS

/* NxDossier: the scenario's start panel: whose role it is, and the documents at hand. Signal "open" (int document). */
#define NX_TYPE_DOSSIER (nx_dossier_get_type ())
G_DECLARE_FINAL_TYPE (NxDossier, nx_dossier, NX, DOSSIER, AdwBin)

/* Reads the attempt now; call again when it changed. */
void nx_dossier_update (NxDossier         *self,
                        NxScenarioAttempt *attempt);
/* Documents at hand, and how many of them are new. */
guint nx_dossier_get_n_documents (NxDossier *self,
                                  guint     *out_n_new);
void nx_dossier_focus (NxDossier *self);
/* The icon of a kind of document. Static. */
const char *nx_document_get_icon (const NxDocument *document);

G_END_DECLS
