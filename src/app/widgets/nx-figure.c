/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A figure on the page and full screen. */

#include "config.h"

#include "nx-figure.h"

#include "nx-figure-drawing.h"
#include "nx-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define ZOOM_STEP 1.25

/* ---- The figure on the page ---- */

struct _NxFigure
{
  GtkWidget parent_instance;
  GtkWidget *frame;             /* button, or a box with the description when there is no picture */
  NxFigureDrawing *drawing;     /* NULL without a picture */
  GtkWidget *menu;
  char *alt, *description;
};

G_DEFINE_FINAL_TYPE (NxFigure, nx_figure, GTK_TYPE_WIDGET)

static void
close_cb (GtkWidget *button,
          gpointer   user_data)
{
  gtk_window_close (GTK_WINDOW (gtk_widget_get_root (button)));
}

static void
change_zoom (GtkWidget *window,
             double     factor)
{
  nx_figure_drawing_zoom (g_object_get_data (G_OBJECT (window), "drawing"), factor);
}

static gboolean
zoom_key_cb (GtkEventControllerKey *controller,
             guint                  keyval,
             guint                  keycode,
             GdkModifierType        state,
             gpointer               user_data)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  switch (keyval)
    {
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      change_zoom (window, ZOOM_STEP);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      change_zoom (window, 1 / ZOOM_STEP);
      return TRUE;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      change_zoom (window, 0);
      return TRUE;
    case GDK_KEY_Escape:
      gtk_window_close (GTK_WINDOW (window));
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
zoom_scroll_cb (GtkEventControllerScroll *controller,
                double                    dx,
                double                    dy,
                gpointer                  user_data)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (!(state & GDK_CONTROL_MASK) || dy == 0)
    return FALSE;
  change_zoom (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)), dy < 0 ? ZOOM_STEP : 1 / ZOOM_STEP);
  return TRUE;
}

static void
zoom_in_cb (GtkWidget *button,
            gpointer   user_data)
{
  change_zoom (GTK_WIDGET (gtk_widget_get_root (button)), ZOOM_STEP);
}

static void
zoom_out_cb (GtkWidget *button,
             gpointer   user_data)
{
  change_zoom (GTK_WIDGET (gtk_widget_get_root (button)), 1 / ZOOM_STEP);
}

static GtkWidget *
header_button (const char *icon,
               const char *name,
               GCallback   callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  nx_text_name_control (button, name);
  g_signal_connect (button, "clicked", callback, NULL);
  return button;
}

void
nx_figure_open (NxFigure *self)
{
  GtkWidget *window, *box, *bar, *scroller;
  NxFigureDrawing *drawing;
  GtkEventController *keys, *wheel;
  GtkRoot *root;

  g_return_if_fail (NX_IS_FIGURE (self));
  if (self->drawing == NULL)
    return;

  root = gtk_widget_get_root (GTK_WIDGET (self));
  drawing = nx_figure_drawing_new_copy (self->drawing, self->alt);
  window = adw_window_new ();
  gtk_window_set_title (GTK_WINDOW (window), self->alt);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 720);
  g_object_set_data (G_OBJECT (window), "drawing", drawing);

  bar = adw_header_bar_new ();
  gtk_widget_set_tooltip_text (bar, self->alt);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (bar), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), header_button ("zoom-out-symbolic", _("Zoom out"), G_CALLBACK (zoom_out_cb)));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), header_button ("zoom-in-symbolic", _("Zoom in"), G_CALLBACK (zoom_in_cb)));
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), header_button ("window-close-symbolic", _("Close"), G_CALLBACK (close_cb)));

  scroller = gtk_scrolled_window_new ();
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (drawing));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (box, "view");
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);

  keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (zoom_key_cb), NULL);
  gtk_widget_add_controller (window, keys);
  wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  g_signal_connect (wheel, "scroll", G_CALLBACK (zoom_scroll_cb), NULL);
  gtk_widget_add_controller (window, wheel);
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
}

void
nx_figure_describe (NxFigure *self)
{
  GtkRoot *root;
  GtkWidget *dialog;

  g_return_if_fail (NX_IS_FIGURE (self));
  root = gtk_widget_get_root (GTK_WIDGET (self));
  dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->alt, self->description);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
describe_action_cb (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  nx_figure_describe (NX_FIGURE (widget));
}

static void
open_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  nx_figure_open (NX_FIGURE (widget));
}

static void
menu_action_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  gtk_popover_popup (GTK_POPOVER (NX_FIGURE (widget)->menu));
}

static void
secondary_click_cb (GtkGestureClick *gesture,
                    int              n_press,
                    double           x,
                    double           y,
                    NxFigure        *self)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
nx_figure_dispose (GObject *object)
{
  NxFigure *self = NX_FIGURE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->drawing = NULL;
  G_OBJECT_CLASS (nx_figure_parent_class)->dispose (object);
}

static void
nx_figure_finalize (GObject *object)
{
  NxFigure *self = NX_FIGURE (object);

  g_free (self->alt);
  g_free (self->description);
  G_OBJECT_CLASS (nx_figure_parent_class)->finalize (object);
}

static void
nx_figure_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  NxFigure *self = NX_FIGURE (widget);

  gtk_widget_allocate (self->frame, width, height, baseline, NULL);
  gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
nx_figure_measure (GtkWidget      *widget,
                   GtkOrientation  orientation,
                   int             for_size,
                   int            *minimum,
                   int            *natural,
                   int            *minimum_baseline,
                   int            *natural_baseline)
{
  gtk_widget_measure (NX_FIGURE (widget)->frame, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static GtkSizeRequestMode
nx_figure_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nx_figure_class_init (NxFigureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_figure_dispose;
  object_class->finalize = nx_figure_finalize;
  widget_class->measure = nx_figure_measure;
  widget_class->size_allocate = nx_figure_size_allocate;
  widget_class->get_request_mode = nx_figure_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "figure");
  gtk_widget_class_install_action (widget_class, "figure.describe", NULL, describe_action_cb);
  gtk_widget_class_install_action (widget_class, "figure.open", NULL, open_action_cb);
  gtk_widget_class_install_action (widget_class, "figure.menu", NULL, menu_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "figure.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "figure.menu", NULL);
}

static void
nx_figure_init (NxFigure *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "figure");
}

static GtkWidget *
make_menu (NxFigure *self)
{
  g_autoptr (GMenu) model = g_menu_new ();
  GtkWidget *menu;

  if (self->drawing != NULL)
    g_menu_append (model, _("Open full screen"), "figure.open");
  if (self->description != NULL)
    g_menu_append (model, _("Describe this figure"), "figure.describe");
  menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
  gtk_widget_set_parent (menu, GTK_WIDGET (self));
  return menu;
}

static GtkWidget *
make_words_frame (NxFigure *self)
{
  GtkWidget *label = gtk_label_new (self->description != NULL ? self->description : self->alt);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "figure-words");
  return label;
}

GtkWidget *
nx_figure_new (NxSvg      *svg,
               const char *alt,
               const char *description,
               gboolean    mirror)
{
  NxFigure *self = g_object_new (NX_TYPE_FIGURE, NULL);
  GtkGesture *secondary;

  self->alt = g_strdup (alt);
  self->description = g_strdup (description);
  self->drawing = svg != NULL ? nx_figure_drawing_new (svg, mirror, alt) : NULL;
  if (self->drawing != NULL)
    {
      self->frame = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->frame), GTK_WIDGET (self->drawing));
      gtk_widget_add_css_class (self->frame, "flat");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->frame), "figure.open");
      nx_text_set_accessible (self->frame, alt, _("Opens full screen"));
    }
  else
    self->frame = make_words_frame (self);
  gtk_widget_add_css_class (self->frame, "figure-frame");
  gtk_widget_set_parent (self->frame, GTK_WIDGET (self));
  self->menu = make_menu (self);

  secondary = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect (secondary, "pressed", G_CALLBACK (secondary_click_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (secondary));
  return GTK_WIDGET (self);
}

gboolean
nx_figure_is_readable (NxFigure *self)
{
  g_return_val_if_fail (NX_IS_FIGURE (self), FALSE);
  return self->drawing != NULL;
}

gboolean
nx_figure_is_drawn (NxFigure *self)
{
  g_return_val_if_fail (NX_IS_FIGURE (self), FALSE);
  return self->drawing != NULL && nx_figure_drawing_is_drawn (self->drawing);
}
