/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-style.h"

#include <adwaita.h>
#include <stdlib.h>

/*
 * AdwApplication would load sheets by their names, all before the first frame, and those of other pages have twice the
 * size of what Learn shows; and GtkApplication would name a path for our icons. But each path that comes once GTK has
 * begun to read the icon themes has it begin again, and it begins when libadwaita names the path of its own, so ours are
 * resources in the path that GTK has from the first. Hence no resource-base-path, and this file.
 */

/* Only while the desktop wants it so; over the other sheets, the later over the sooner. */
static struct
{
  const char *name;
  gboolean (*is_wanted) (AdwStyleManager *);
  GtkCssProvider *provider;      /* NULL until it was wanted */
} variants[] = {
  { "style-dark.css", adw_style_manager_get_dark, NULL },
  { "style-hc.css", adw_style_manager_get_high_contrast, NULL },
};

/* An entry of the environment, like any other once its first letter is changed. */
static char theme[] = "GTK_THEME=Adwaita-empty";

static const char *const later_sheets[] = { "pages.css", "play.css", "debrief.css", "console.css" };

static GtkCssProvider *
load (const char *name)
{
  g_autofree char *path = g_strconcat (NX_RESOURCE_PATH "/", name, NULL);
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, path);
  return provider;
}

static void
add (GtkCssProvider *provider,
     guint           priority)
{
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), priority);
}

static void
add_sheet (const char *name)
{
  g_autoptr (GtkCssProvider) provider = load (name);

  add (provider, GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
apply_variants (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (variants); i++)
    {
      gboolean wanted = variants[i].is_wanted (adw_style_manager_get_default ());

      if (wanted && variants[i].provider == NULL)
        variants[i].provider = load (variants[i].name);
      if (wanted)
        add (variants[i].provider, GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1 + (guint) i);
      else if (variants[i].provider != NULL)
        gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (variants[i].provider));
    }
}

void
nx_style_prepare (void)
{
  if (g_getenv ("GTK_THEME") == NULL)
    putenv (theme);
}

void
nx_style_start_gtk (void)
{
  gtk_init ();
  gtk_settings_get_default ();   /* reads the theme */
  /* libadwaita takes the variable for a person's wish. Taking it out would move others under threads that read them. */
  theme[0] = 'N';
}

void
nx_style_install (void)
{
  static gboolean done;

  if (done)
    return;
  done = TRUE;
  add_sheet ("style.css");
  apply_variants ();
  g_signal_connect (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (apply_variants), NULL);
  g_signal_connect (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (apply_variants), NULL);
}

static gboolean
is_generic (const char *family)
{
  static const char *const generic[] = { "sans", "sans-serif", "sans serif", "serif", "system-ui", NULL };

  for (gsize i = 0; family != NULL && generic[i] != NULL; i++)
    if (g_ascii_strcasecmp (family, generic[i]) == 0)
      return TRUE;
  return FALSE;
}

/* The family that fontconfig takes for @wanted; NULL if there is none. */
static char *
dup_real_family (const PangoFontDescription *wanted)
{
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoContext *context = pango_font_map_create_context (map);
  PangoFont *font = pango_font_map_load_font (map, context, wanted);
  PangoFontDescription *found = font != NULL ? pango_font_describe (font) : NULL;
  char *family = found != NULL ? g_strdup (pango_font_description_get_family (found)) : NULL;

  g_clear_pointer (&found, pango_font_description_free);
  g_clear_object (&font);
  g_object_unref (context);
  return family;
}

void
nx_style_name_font (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  PangoFontDescription *font;
  g_autofree char *name = NULL;

  g_object_get (settings, "gtk-font-name", &name, NULL);
  font = pango_font_description_from_string (name);
  if (is_generic (pango_font_description_get_family (font)))
    {
      g_autofree char *family = dup_real_family (font);
      g_autofree char *real = NULL;

      if (family != NULL)
        pango_font_description_set_family (font, family);
      real = pango_font_description_to_string (font);
      g_object_set (settings, "gtk-font-name", real, NULL);
    }
  pango_font_description_free (font);
}

void
nx_style_load_all (void)
{
  static gboolean done;

  if (done)
    return;
  done = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (later_sheets); i++)
    add_sheet (later_sheets[i]);
}
