/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The look of reading. The settings are the state; this panel and all pages only follow them. */

#include "config.h"

#include "nx-text-panel.h"

#include "nx-text.h"

#include <glib/gi18n.h>

#define USUAL_STEP 1

/* Clamp widths in px: the design's 628 at the usual size, in proportion. */
static const int clamp_widths[NX_TEXT_STEPS] = { 556, 628, 690, 766, 862, 958 };
static const char *const step_points[NX_TEXT_STEPS] = { "14.5", "16.4", "18", "20", "22.5", "25" };

struct _NxTextPanel
{
  AdwBin parent_instance;
  GtkScale *size_scale;
  GtkToggleButton *serif_button, *sans_button;
  GtkToggleButton *light_button, *sepia_button, *dark_button;
  NxSettings *settings;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (NxTextPanel, nx_text_panel, ADW_TYPE_BIN)

static int
get_step (NxSettings *settings)
{
  return CLAMP (nx_settings_get_int (settings, NX_SETTING_TEXT_STEP, USUAL_STEP), 0, NX_TEXT_STEPS - 1);
}

static gboolean
setting_is (NxSettings *settings,
            const char *name,
            const char *value)
{
  g_autofree char *now = nx_settings_dup_string (settings, name, NULL);

  return g_strcmp0 (now, value) == 0;
}

static void
update (NxTextPanel *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  int step = get_step (self->settings);
  gboolean sepia = setting_is (self->settings, NX_SETTING_PAGE, "sepia");
  gboolean sans = setting_is (self->settings, NX_SETTING_TYPEFACE, "sans");
  /* Translators: the value of the text size slider: "16.4 pixels, step 2 of 6". */
  g_autofree char *words = g_strdup_printf (_("%s pixels, step %d of %d"), step_points[step], step + 1, NX_TEXT_STEPS);

  self->updating = TRUE;
  gtk_range_set_value (GTK_RANGE (self->size_scale), step);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->size_scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
  gtk_toggle_button_set_active (sans ? self->sans_button : self->serif_button, TRUE);
  gtk_toggle_button_set_active (sepia ? self->sepia_button : dark ? self->dark_button : self->light_button, TRUE);
  self->updating = FALSE;
}

static void
size_changed_cb (NxTextPanel *self)
{
  int step = (int) (gtk_range_get_value (GTK_RANGE (self->size_scale)) + .5);

  if (!self->updating)
    nx_settings_set_int (self->settings, NX_SETTING_TEXT_STEP, step);
}

static void
face_toggled_cb (NxTextPanel *self)
{
  if (!self->updating)
    nx_settings_set_string (self->settings, NX_SETTING_TYPEFACE, gtk_toggle_button_get_active (self->sans_button) ? "sans" : "serif");
}

static void
page_toggled_cb (GtkToggleButton *button,
                 NxTextPanel     *self)
{
  if (self->updating || !gtk_toggle_button_get_active (button))
    return;
  nx_settings_set_string (self->settings, NX_SETTING_PAGE,
                          button == self->light_button ? "light" : button == self->sepia_button ? "sepia" : "dark");
}

static void
nx_text_panel_dispose (GObject *object)
{
  g_clear_object (&NX_TEXT_PANEL (object)->settings);
  adw_bin_set_child (ADW_BIN (object), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_TEXT_PANEL);
  G_OBJECT_CLASS (nx_text_panel_parent_class)->dispose (object);
}

static void
nx_text_panel_class_init (NxTextPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_text_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-text-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, NxTextPanel, size_scale);
  gtk_widget_class_bind_template_child (widget_class, NxTextPanel, serif_button);
  gtk_widget_class_bind_template_child (widget_class, NxTextPanel, sans_button);
  gtk_widget_class_bind_template_child (widget_class, NxTextPanel, light_button);
  gtk_widget_class_bind_template_child (widget_class, NxTextPanel, sepia_button);
  gtk_widget_class_bind_template_child (widget_class, NxTextPanel, dark_button);
  gtk_widget_class_bind_template_callback (widget_class, size_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, face_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_toggled_cb);
}

static void
nx_text_panel_init (NxTextPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < NX_TEXT_STEPS; i++)
    gtk_scale_add_mark (self->size_scale, i, GTK_POS_BOTTOM, NULL);
  nx_text_set_accessible (GTK_WIDGET (self->size_scale), _("Text size"), NULL);
}

GtkWidget *
nx_text_panel_new (NxSettings *settings)
{
  NxTextPanel *self = g_object_new (NX_TYPE_TEXT_PANEL, NULL);

  self->updating = TRUE;
  self->settings = g_object_ref (settings);
  update (self);
  g_signal_connect_object (settings, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/* ---- Pages that follow ---- */

/* Kept with the page under this name. */
#define FOLLOWER "nx-reading-style"

typedef struct
{
  NxSettings *settings;
  AdwClamp *clamp;              /* within the page, or NULL */
  gboolean with_colour;         /* sepia is the page's, light and dark the window's */
  gboolean holds_scheme;
  AdwColorScheme before;        /* the window's own, while the page holds it */
} Follower;

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
release_scheme (GtkWidget *page)
{
  Follower *follower = g_object_get_data (G_OBJECT (page), FOLLOWER);

  if (!follower->holds_scheme)
    return;
  follower->holds_scheme = FALSE;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), follower->before);
}

static void
hold_scheme (GtkWidget *page)
{
  Follower *follower = g_object_get_data (G_OBJECT (page), FOLLOWER);
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autofree char *colour = nx_settings_dup_string (follower->settings, NX_SETTING_PAGE, NULL);

  if (!follower->with_colour || !gtk_widget_get_mapped (page))
    return;
  if (colour == NULL)           /* follows the window */
    {
      release_scheme (page);
      return;
    }
  if (!follower->holds_scheme)
    follower->before = adw_style_manager_get_color_scheme (manager);
  follower->holds_scheme = TRUE;
  adw_style_manager_set_color_scheme (manager, g_str_equal (colour, "dark") ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
follow_style (GtkWidget *page)
{
  Follower *follower = g_object_get_data (G_OBJECT (page), FOLLOWER);
  int step = get_step (follower->settings);

  for (int i = 0; i < NX_TEXT_STEPS; i++)
    {
      g_autofree char *css_class = g_strdup_printf ("text-step-%d", i);

      set_class (page, css_class, i == step);
    }
  set_class (page, "sans", setting_is (follower->settings, NX_SETTING_TYPEFACE, "sans"));
  set_class (page, "page-sepia", follower->with_colour && setting_is (follower->settings, NX_SETTING_PAGE, "sepia"));
  if (follower->clamp != NULL)
    {
      double scale = nx_text_get_scale (GTK_WIDGET (follower->clamp));

      adw_clamp_set_maximum_size (follower->clamp, (int) (clamp_widths[step] * scale));
      adw_clamp_set_tightening_threshold (follower->clamp, (int) ((clamp_widths[step] - 68) * scale));
    }
  hold_scheme (page);
}

static void
follower_free (Follower *follower)
{
  g_object_unref (follower->settings);
  g_free (follower);
}

void
nx_reading_style_apply (NxSettings *settings,
                        GtkWidget  *page,
                        AdwClamp   *clamp,
                        gboolean    with_colour)
{
  Follower *follower = g_new0 (Follower, 1);

  follower->settings = g_object_ref (settings);
  follower->clamp = clamp;
  follower->with_colour = with_colour;
  g_object_set_data_full (G_OBJECT (page), FOLLOWER, follower, (GDestroyNotify) follower_free);
  g_signal_connect_object (settings, "changed", G_CALLBACK (follow_style), page, G_CONNECT_SWAPPED);
  g_signal_connect (page, "map", G_CALLBACK (hold_scheme), NULL);
  g_signal_connect (page, "unmap", G_CALLBACK (release_scheme), NULL);
  follow_style (page);
}

void
nx_reading_style_step (NxSettings *settings,
                       int         by)
{
  int step = by == 0 ? USUAL_STEP : CLAMP (get_step (settings) + by, 0, NX_TEXT_STEPS - 1);

  nx_settings_set_int (settings, NX_SETTING_TEXT_STEP, step);
}
