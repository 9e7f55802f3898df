/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "nx-page.h"
#include "nx-pages.h"
#include "nx-practice-view.h"
#include "nx-widgets.h"

/* One Good Practice as a pushed page, from a lesson, a test or a debrief. */

#define NX_TYPE_PRACTICE_PAGE (nx_practice_page_get_type ())
G_DECLARE_FINAL_TYPE (NxPracticePage, nx_practice_page, NX, PRACTICE_PAGE, AdwBin)

struct _NxPracticePage
{
  AdwBin parent_instance;
  NxPracticeView *view;
};

static void
practice_page_init_page (NxPageInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (NxPracticePage, nx_practice_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, practice_page_init_page))

static void
open_practice_cb (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  nx_practice_view_show (NX_PRACTICE_PAGE (widget)->view, g_variant_get_string (parameter, NULL));
}

static void
nx_practice_page_class_init (NxPracticePageClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "page.open-practice", "s", open_practice_cb);
}

static void
nx_practice_page_init (NxPracticePage *self)
{
}

GtkWidget *
nx_practice_page_new (NxContext  *context,
                      const char *practice)
{
  NxPracticePage *self = g_object_new (NX_TYPE_PRACTICE_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "win.back");
  nx_text_name_control (back, _("Back"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), back);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (_("Good Practices"), NULL));
  self->view = NX_PRACTICE_VIEW (nx_practice_view_new (context));
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "view");
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), box);
  nx_practice_view_show (self->view, practice);
  return GTK_WIDGET (self);
}
