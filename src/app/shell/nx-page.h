/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * NxPage: a page that covers the sidebar (reader, test, scenario, debrief). It brings its own header bar,
 * whose Back button activates "win.back". Before the page goes, by Back or because the window closes, the
 * window calls leave() once; the page stores what is to be stored and calls `done` when that is durable
 * (the window waits at most two seconds, since nothing but the "left" record hangs on it).
 */
#define NX_TYPE_PAGE (nx_page_get_type ())
G_DECLARE_INTERFACE (NxPage, nx_page, NX, PAGE, GtkWidget)

typedef void (*NxPageLeft) (gpointer user_data);

struct _NxPageInterface
{
  GTypeInterface parent;
  void (*leave) (NxPage *self, NxPageLeft done, gpointer user_data);
  /* Puts the focus where the page is to be begun; without it that is the first thing that takes it. */
  void (*take_focus) (NxPage *self);
};

void nx_page_leave (NxPage *self, NxPageLeft done, gpointer user_data);
/* @page: any widget; one that is no NxPage is entered as by Tab. */
void nx_page_take_focus (GtkWidget *page);

/* Navigation, through the widget's window (an NxWindow). Pages never know the window's type. */
void nx_navigate_push (GtkWidget *from, GtkWidget *page);
void nx_navigate_back (GtkWidget *from);
void nx_navigate_toast (GtkWidget *from, const char *text);
/* Replaces the page on top: test → result's module, scenario → debrief. */
void nx_navigate_replace (GtkWidget *from, GtkWidget *page);

G_END_DECLS
