/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* NxTestPage: the test of one module, one question at a time, to its result. Made by nx_test_page_new() (nx-pages.h). */
#define NX_TYPE_TEST_PAGE (nx_test_page_get_type ())
G_DECLARE_FINAL_TYPE (NxTestPage, nx_test_page, NX, TEST_PAGE, AdwBin)

/* For tests and screenshots: what is shown: "empty", "status", "question", "result". */
const char *nx_test_page_get_shown (NxTestPage *self);

G_END_DECLS
