/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* NxNotice: one line above the content: icon, text, at most one button. Hidden until shown. */
#define NX_TYPE_NOTICE (nx_notice_get_type ())
G_DECLARE_FINAL_TYPE (NxNotice, nx_notice, NX, NOTICE, AdwBin)

GtkWidget *nx_notice_new (void);
/* @style: "warning", "error" or NULL. @button and @action (a detailed action name) may be NULL together. */
void nx_notice_show (NxNotice   *self,
                     const char *style,
                     const char *text,
                     const char *button,
                     const char *action);
void nx_notice_hide (NxNotice *self);
/* NULL while hidden. */
const char *nx_notice_get_text (NxNotice *self);

G_END_DECLS
