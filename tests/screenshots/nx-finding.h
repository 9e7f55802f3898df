/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Finding widgets the way their code names them, whatever the language of their texts. Depth first, in reading
 * order, only what is mapped; popovers and all. Borrowed; NULL if there is none.
 */
GtkWidget *nx_find_id (GtkWidget *root, const char *id);                                   /* of a template child */
GtkWidget *nx_find_type (GtkWidget *root, const char *type_name, guint index);             /* or a type derived from it */
GtkWidget *nx_find_action (GtkWidget *root, const char *action_name);                      /* "win.back" */
GtkWidget *nx_find_class (GtkWidget *root, const char *css_class, guint index);

/* The first label whose words have no room: cut with an ellipsis that no tooltip makes good, or drawn over what is beside. */
GtkWidget *nx_find_cut_text (GtkWidget *root);

/* The same, waited for; NULL after a minute. */
GtkWidget *nx_await_id (GtkWidget *root, const char *id);
GtkWidget *nx_await_type (GtkWidget *root, const char *type_name, guint index);

/* As a click or Enter would. FALSE if it is NULL or insensitive. */
gboolean nx_press (GtkWidget *widget);

/* Iterates the main context until @test is TRUE; FALSE after a minute. */
gboolean nx_await (gboolean (*test) (gpointer user_data), gpointer user_data);

G_END_DECLS
