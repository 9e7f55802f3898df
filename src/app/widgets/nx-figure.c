/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A figure on the page and full screen. The drawing is a paintable of its own, so that both share it. */

#include "config.h"

#include "nx-figure.h"

#include "nx-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <librsvg/rsvg.h>
#include <math.h>

/* A figure larger than this in either direction is drawn smaller and scaled: a texture has its price on a weak laptop. */
#define MAX_TEXTURE_PX 4096
/* A figure that says it is larger than this is not believed. */
#define MAX_SIZE_PX 20000
#define ZOOM_MIN 0.5
#define ZOOM_MAX 6.0
#define ZOOM_STEP 1.25

/*
 * The six classes that figures of a pack use. Every declaration is !important, since librsvg gives an
 * outside sheet user origin, which the figure's own rules would beat.
 */
static const char *const style_sheets[] = {
  [NX_FIGURE_LIGHT] = "",
  [NX_FIGURE_DARK] =
    ".paper { fill: #1e1e1e !important; }"
    ".accent { fill: #7fd0d8 !important; }"
    ".soft { fill: #16383b !important; }"
    ".ink { stroke: #c0bfbc !important; }"
    ".rim { stroke: #7fd0d8 !important; }"
    ".label { fill: #ffffff !important; }"
    ".note { fill: #c0bfbc !important; }",
  [NX_FIGURE_PRINT] =
    ".paper { fill: #ffffff !important; }"
    ".accent { fill: #000000 !important; }"
    ".soft { fill: #f2f2f2 !important; }"
    ".ink { stroke: #000000 !important; }"
    ".rim { stroke: #000000 !important; }"
    ".label { fill: #000000 !important; }"
    ".note { fill: #333333 !important; }",
};

const char *
nx_figure_mode_get_style_sheet (NxFigureMode mode)
{
  return style_sheets[mode];
}

/* ---- Picture: the SVG at one size and mode ---- */

typedef struct
{
  GBytes *svg;
  double width, height;         /* as the file says, px */
  gboolean mirror;
} Picture;

static RsvgHandle *
load_handle (GBytes       *svg,
             NxFigureMode  mode)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (svg, &size);
  RsvgHandle *handle = rsvg_handle_new_from_data (data, size, NULL);
  const char *sheet = style_sheets[mode];

  if (handle != NULL && *sheet != '\0' && !rsvg_handle_set_stylesheet (handle, (const guint8 *) sheet, strlen (sheet), NULL))
    g_clear_object (&handle);
  return handle;
}

static gboolean
picture_init (Picture *self,
              GBytes  *svg,
              gboolean mirror)
{
  RsvgHandle *handle = svg != NULL ? load_handle (svg, NX_FIGURE_LIGHT) : NULL;
  gboolean good;

  if (handle == NULL)
    return FALSE;
  good = rsvg_handle_get_intrinsic_size_in_pixels (handle, &self->width, &self->height) &&
         self->width >= 1 && self->height >= 1 && self->width <= MAX_SIZE_PX && self->height <= MAX_SIZE_PX;
  g_object_unref (handle);
  if (!good)
    return FALSE;
  self->svg = g_bytes_ref (svg);
  self->mirror = mirror;
  return TRUE;
}

static GdkTexture *
picture_render (const Picture *self,
                int            width_px,
                int            height_px,
                NxFigureMode   mode,
                gboolean       mirrored)
{
  RsvgHandle *handle = load_handle (self->svg, mode);
  cairo_surface_t *surface;
  cairo_t *cr;
  g_autoptr (GBytes) bytes = NULL;
  gsize stride;

  if (handle == NULL)
    return NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width_px, height_px);
  cr = cairo_create (surface);
  if (mirrored)
    {
      cairo_translate (cr, width_px, 0);
      cairo_scale (cr, -1, 1);
    }
  rsvg_handle_render_document (handle, cr, &(RsvgRectangle){ 0, 0, width_px, height_px }, NULL);
  g_object_unref (handle);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = (gsize) cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), stride * (gsize) height_px);
  cairo_surface_destroy (surface);
  return gdk_memory_texture_new (width_px, height_px, GDK_MEMORY_DEFAULT, bytes, stride);
}

/* ---- The drawing: a widget that shows the picture as large as it is allotted ---- */

#define NX_TYPE_FIGURE_DRAWING (nx_figure_drawing_get_type ())
G_DECLARE_FINAL_TYPE (NxFigureDrawing, nx_figure_drawing, NX, FIGURE_DRAWING, GtkWidget)

struct _NxFigureDrawing
{
  GtkWidget parent_instance;
  Picture picture;
  double zoom;                  /* 0: as wide as allotted; else a fixed share of the natural size */
  GdkTexture *texture;
  int texture_width, texture_height;
  gboolean texture_dark, texture_mirrored;
};

G_DEFINE_FINAL_TYPE (NxFigureDrawing, nx_figure_drawing, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
nx_figure_drawing_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nx_figure_drawing_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  NxFigureDrawing *self = NX_FIGURE_DRAWING (widget);
  double width = self->picture.width, height = self->picture.height;

  if (self->zoom > 0)
    {
      *minimum = *natural = (int) ceil ((orientation == GTK_ORIENTATION_HORIZONTAL ? width : height) * self->zoom);
      return;
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 0;
      *natural = (int) ceil (width);
    }
  else
    {
      double shown = for_size < 0 ? width : MIN (for_size, width * 1.5);

      *minimum = *natural = (int) ceil (shown * height / width);
    }
}

static void
ensure_texture (NxFigureDrawing *self,
                double           width,
                double           height)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  gboolean mirrored = self->picture.mirror && gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double fit = MIN (1.0, MAX_TEXTURE_PX / (MAX (width, height) * scale));
  int width_px = MAX (1, (int) ceil (width * scale * fit));
  int height_px = MAX (1, (int) ceil (height * scale * fit));

  if (self->texture != NULL && self->texture_width == width_px && self->texture_height == height_px &&
      self->texture_dark == dark && self->texture_mirrored == mirrored)
    return;
  g_clear_object (&self->texture);
  self->texture = picture_render (&self->picture, width_px, height_px, dark ? NX_FIGURE_DARK : NX_FIGURE_LIGHT, mirrored);
  self->texture_width = width_px;
  self->texture_height = height_px;
  self->texture_dark = dark;
  self->texture_mirrored = mirrored;
}

static void
nx_figure_drawing_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  NxFigureDrawing *self = NX_FIGURE_DRAWING (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double shape, shown_width, shown_height;

  if (width < 1 || height < 1 || self->picture.svg == NULL)
    return;
  shape = self->picture.width / self->picture.height;
  shown_width = MIN (width, height * shape);
  shown_height = shown_width / shape;
  ensure_texture (self, shown_width, shown_height);
  if (self->texture == NULL)
    return;
  gtk_snapshot_append_texture (snapshot, self->texture,
                               &GRAPHENE_RECT_INIT ((float) (width - shown_width) / 2, (float) (height - shown_height) / 2,
                                                    (float) shown_width, (float) shown_height));
}

static void
nx_figure_drawing_dispose (GObject *object)
{
  NxFigureDrawing *self = NX_FIGURE_DRAWING (object);

  g_clear_object (&self->texture);
  g_clear_pointer (&self->picture.svg, g_bytes_unref);
  G_OBJECT_CLASS (nx_figure_drawing_parent_class)->dispose (object);
}

static void
nx_figure_drawing_class_init (NxFigureDrawingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_figure_drawing_dispose;
  widget_class->get_request_mode = nx_figure_drawing_get_request_mode;
  widget_class->measure = nx_figure_drawing_measure;
  widget_class->snapshot = nx_figure_drawing_snapshot;
  gtk_widget_class_set_css_name (widget_class, "drawing");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
nx_figure_drawing_init (NxFigureDrawing *self)
{
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static NxFigureDrawing *
drawing_new (GBytes     *svg,
             gboolean    mirror,
             const char *alt)
{
  NxFigureDrawing *self = g_object_new (NX_TYPE_FIGURE_DRAWING, NULL);

  if (!picture_init (&self->picture, svg, mirror))
    {
      g_object_ref_sink (self);
      g_object_unref (self);
      return NULL;
    }
  nx_text_set_accessible (GTK_WIDGET (self), alt, NULL);
  return self;
}

static void
drawing_set_zoom (NxFigureDrawing *self,
                  double           zoom)
{
  self->zoom = zoom;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

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
  NxFigureDrawing *drawing = g_object_get_data (G_OBJECT (window), "drawing");
  double now = drawing->zoom;

  if (now <= 0)
    now = gtk_widget_get_width (GTK_WIDGET (drawing)) / drawing->picture.width;
  drawing_set_zoom (drawing, factor == 0 ? 0 : CLAMP (now * factor, ZOOM_MIN, ZOOM_MAX));
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
  drawing = drawing_new (self->drawing->picture.svg, self->drawing->picture.mirror, self->alt);
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
nx_figure_new (GBytes     *svg,
               const char *alt,
               const char *description,
               gboolean    mirror)
{
  NxFigure *self = g_object_new (NX_TYPE_FIGURE, NULL);
  GtkGesture *secondary;

  self->alt = g_strdup (alt);
  self->description = g_strdup (description);
  self->drawing = drawing_new (svg, mirror, alt);
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
