/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-problem-page.h"

#include <glib/gi18n.h>

#include "nx-page.h"
#include "nx-text.h"

static GtkWidget *
create_details (const char *text)
{
  GtkWidget *expander = gtk_expander_new (_("Details"));
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "problem-details");
  gtk_expander_set_child (GTK_EXPANDER (expander), label);
  gtk_widget_set_halign (expander, GTK_ALIGN_CENTER);
  return expander;
}

static GtkWidget *
create_button (const char *label,
               const char *action,
               gboolean    main)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "pill");
  if (main)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  return button;
}

static void
fill (AdwStatusPage *page,
      const char    *icon_name,
      const char    *title,
      const char    *description,
      GtkWidget     *child)
{
  adw_status_page_set_icon_name (page, icon_name);
  adw_status_page_set_title (page, title);
  adw_status_page_set_description (page, description);
  adw_status_page_set_child (page, child);
}

void
nx_problem_show_damaged (AdwStatusPage *page,
                         const GError  *error)
{
  if (g_error_matches (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_TOO_NEW))
    fill (page, "dialog-warning-symbolic", _("This lesson pack is newer than the program"),
          _("Your record is safe. Install the newer version of the program to open it."), create_details (error->message));
  else
    fill (page, "dialog-warning-symbolic", _("This lesson pack is damaged"),
          _("A file of it cannot be read. Your record is safe, and everything else works. Tell your training office what the details say."),
          create_details (error->message));
}

static GtkWidget *
create_damaged_child (const GError *error)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (box), create_button (_("_Repair"), "app.repair-records", TRUE));
  gtk_box_append (GTK_BOX (box), create_button (_("Restore a _backup…"), "app.restore-records", FALSE));
  gtk_box_append (GTK_BOX (box), create_details (error->message));
  return box;
}

static GtkWidget *
create_retry_child (const GError *error)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (box), create_button (_("_Try again"), "app.reopen-records", FALSE));
  gtk_box_append (GTK_BOX (box), create_details (error->message));
  return box;
}

void
nx_problem_show_store (AdwStatusPage *page,
                       NxContext     *context,
                       const GError  *error)
{
  int code = error == NULL ? NX_RECORDS_ERROR_READ_ONLY
             : error->domain == NX_RECORDS_ERROR ? error->code
             : NX_RECORDS_ERROR_FAILED;

  switch (code)
    {
    case NX_RECORDS_ERROR_DAMAGED:
      fill (page, "dialog-warning-symbolic", _("Your records need repair"),
            _("A copy was made before anything was changed."), create_damaged_child (error));
      break;
    case NX_RECORDS_ERROR_TOO_NEW:
      fill (page, "software-update-available-symbolic", _("These records were written by a newer version"),
            _("Install the newer version, or open them there."), NULL);
      break;
    case NX_RECORDS_ERROR_READ_ONLY:
    case NX_RECORDS_ERROR_FULL:
      fill (page, "changes-prevent-symbolic", _("You can read, but not save"),
            _("The data folder is full or read-only. Answers you give now would be lost, so tests and scenarios are closed."),
            create_button (_("_Choose another folder"), "app.choose-folder", FALSE));
      break;
    case NX_RECORDS_ERROR_KEY:
      fill (page, "dialog-password-symbolic", _("The key of your records is missing"),
            _("The records are here, but sealed, and the file that opens them is not. Nothing was changed. Put the folder “keys” back beside them, then try again."),
            create_retry_child (error));
      break;
    default:
      fill (page, "dialog-error-symbolic", _("Your records cannot be opened"),
            _("Nothing was changed. Try again; if it stays so, tell your training office what the details say."),
            create_retry_child (error));
    }
}

/* ---- A whole page ---- */

#define NX_TYPE_PROBLEM_PAGE (nx_problem_page_get_type ())
G_DECLARE_FINAL_TYPE (NxProblemPage, nx_problem_page, NX, PROBLEM_PAGE, AdwBin)

struct _NxProblemPage
{
  AdwBin parent_instance;
};

static void
problem_page_init_page (NxPageInterface *iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (NxProblemPage, nx_problem_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, problem_page_init_page))

static void
nx_problem_page_class_init (NxProblemPageClass *klass)
{
}

static void
nx_problem_page_init (NxProblemPage *self)
{
}

GtkWidget *
nx_problem_page_new_damaged (const GError *error)
{
  GtkWidget *self = g_object_new (NX_TYPE_PROBLEM_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *status = adw_status_page_new ();

  gtk_actionable_set_action_name (GTK_ACTIONABLE (back), "win.back");
  nx_text_name_control (back, _("Back"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), back);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new ("", NULL));
  nx_problem_show_damaged (ADW_STATUS_PAGE (status), error);
  gtk_widget_set_vexpand (status, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), status);
  adw_bin_set_child (ADW_BIN (self), box);
  return self;
}
