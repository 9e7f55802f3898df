/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "nx-shell"

#include "config.h"

#include "nx-window.h"

#include <glib/gi18n.h>

#include "nx-first-run.h"
#include "nx-language.h"
#include "nx-page.h"
#include "nx-profile-form.h"
#include "nx-settings.h"
#include "nx-shell.h"
#include "nx-style.h"
#include "nx-toast.h"
#include "nx-words.h"

/* A page that is slow to store its "left" record does not hold the window longer than this. */
#define LEAVE_LIMIT_MS 2000

struct _NxWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwLeaflet *leaflet;
  GtkWidget *last;              /* of the leaflet, empty; NULL until a page was opened */

  NxContext *context;
  NxShell *shell;
  GtkWidget *base;               /* the leaflet's first child */
  GPtrArray *pages;              /* GtkWidget, borrowed from the leaflet, lowest first */
  GPtrArray *going;              /* GtkWidget, left and on their way out of the leaflet */
  guint n_leaving;
  guint close_id;
  guint language_id;
  gboolean closing;
};

G_DEFINE_FINAL_TYPE (NxWindow, nx_window, ADW_TYPE_APPLICATION_WINDOW)

/* ---- Pages on the base ---- */

typedef struct
{
  NxWindow *window;
  GtkWidget *page;               /* held until it has stored what it had to */
} Leaving;

static void
finish_close (NxWindow *self)
{
  g_clear_handle_id (&self->close_id, g_source_remove);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
left_cb (gpointer user_data)
{
  Leaving *leaving = user_data;
  NxWindow *self = leaving->window;

  self->n_leaving--;
  if (self->closing && self->n_leaving == 0 && self->close_id != 0)
    finish_close (self);
  g_object_unref (leaving->page);
  g_object_unref (leaving->window);
  g_free (leaving);
}

static void
leave_page (NxWindow  *self,
            GtkWidget *page)
{
  Leaving *leaving;

  if (!NX_IS_PAGE (page))
    return;
  leaving = g_new (Leaving, 1);
  leaving->window = g_object_ref (self);
  leaving->page = g_object_ref (page);
  self->n_leaving++;
  nx_page_leave (NX_PAGE (page), left_cb, leaving);
}

static void
remove_gone_pages (NxWindow *self)
{
  if (adw_leaflet_get_child_transition_running (self->leaflet))
    return;
  while (self->going->len > 0)
    {
      GtkWidget *page = g_ptr_array_steal_index (self->going, self->going->len - 1);

      adw_leaflet_remove (self->leaflet, page);
    }
}

static void
transition_running_cb (NxWindow *self)
{
  remove_gone_pages (self);
}

static GtkWidget *
get_top (NxWindow *self)
{
  return self->pages->len > 0 ? g_ptr_array_index (self->pages, self->pages->len - 1) : self->base;
}

/*
 * While one page slides away below the next, Tab does not go to it any more. To be called when the focus is on the new
 * one: GTK lets a page that may not have the focus forget what in it had it.
 */
static void
keep_focus_on_top (NxWindow *self)
{
  GtkWidget *top = get_top (self);

  gtk_widget_set_can_focus (self->base, top == self->base);
  for (guint i = 0; i < self->pages->len; i++)
    gtk_widget_set_can_focus (g_ptr_array_index (self->pages, i), top == g_ptr_array_index (self->pages, i));
  for (guint i = 0; i < self->going->len; i++)
    gtk_widget_set_can_focus (g_ptr_array_index (self->going, i), FALSE);
}

/*
 * Above all that are there, but below an empty page that is never shown. The last child of a widget can have a style of
 * its own, and all that is in it: were a page to come after the place, the whole place would be given its style anew.
 */
static void
add_page (NxWindow  *self,
          GtkWidget *page)
{
  if (self->last == NULL)
    {
      self->last = adw_bin_new ();
      adw_leaflet_page_set_navigatable (adw_leaflet_append (self->leaflet, self->last), FALSE);
    }
  adw_leaflet_insert_child_after (self->leaflet, page, gtk_widget_get_prev_sibling (self->last));
  g_ptr_array_add (self->pages, page);
}

static void
show_top (NxWindow *self)
{
  gtk_widget_set_can_focus (get_top (self), TRUE);
  adw_leaflet_set_visible_child (self->leaflet, get_top (self));
}

static void
drop_page (NxWindow *self,
           guint     index)
{
  GtkWidget *page = g_ptr_array_steal_index (self->pages, index);

  leave_page (self, page);
  g_ptr_array_add (self->going, page);
}

void
nx_window_push (NxWindow  *self,
                GtkWidget *page)
{
  g_return_if_fail (NX_IS_WINDOW (self));

  nx_style_load_all ();
  remove_gone_pages (self);
  add_page (self, page);
  show_top (self);
  nx_page_take_focus (page);
  keep_focus_on_top (self);
}

void
nx_window_pop (NxWindow *self)
{
  g_return_if_fail (NX_IS_WINDOW (self));

  if (self->pages->len == 0)
    {
      if (self->shell != NULL)
        nx_shell_go_back (self->shell);
      else if (NX_IS_FIRST_RUN (self->base))
        nx_first_run_go_back (NX_FIRST_RUN (self->base));
      return;
    }
  drop_page (self, self->pages->len - 1);
  show_top (self);
  if (self->pages->len == 0 && self->shell != NULL)
    nx_shell_restore_focus (self->shell);
  else
    nx_focus_restore (get_top (self));
  keep_focus_on_top (self);
  remove_gone_pages (self);
}

void
nx_window_replace (NxWindow  *self,
                   GtkWidget *page)
{
  g_return_if_fail (NX_IS_WINDOW (self));

  nx_style_load_all ();
  if (self->pages->len > 0)
    drop_page (self, self->pages->len - 1);
  add_page (self, page);
  show_top (self);
  nx_page_take_focus (page);
  keep_focus_on_top (self);
  remove_gone_pages (self);
}

static void
drop_all_pages (NxWindow *self)
{
  while (self->pages->len > 0)
    drop_page (self, self->pages->len - 1);
  if (self->base != NULL)
    {
      show_top (self);
      keep_focus_on_top (self);
    }
  remove_gone_pages (self);
}

void
nx_window_toast (NxWindow   *self,
                 const char *text)
{
  g_return_if_fail (NX_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, nx_toast_new (GTK_WIDGET (self->toasts), text, NULL));
}

void
nx_window_show_place (NxWindow   *self,
                      const char *name)
{
  g_return_if_fail (NX_IS_WINDOW (self));

  if (self->shell == NULL)
    return;
  drop_all_pages (self);
  nx_shell_show_place (self->shell, name);
  nx_shell_restore_focus (self->shell);
}

/* ---- The base ---- */

static void
set_base (NxWindow  *self,
          GtkWidget *base)
{
  GtkWidget *old = self->base;

  drop_all_pages (self);
  self->base = base;
  self->shell = NX_IS_SHELL (base) ? NX_SHELL (base) : NULL;
  adw_leaflet_prepend (self->leaflet, base);
  if (old != NULL)
    g_ptr_array_add (self->going, old);
  show_top (self);
  keep_focus_on_top (self);
  remove_gone_pages (self);
}

static void
show_shell (NxWindow *self)
{
  set_base (self, nx_shell_new (self->context));
  nx_shell_restore_focus (self->shell);
}

static void
show_first_run (NxWindow        *self,
                gboolean         second,
                const NxProfile *draft)
{
  GtkWidget *first_run = nx_first_run_new (self->context, second, draft);

  nx_style_load_all ();
  g_signal_connect_object (first_run, "finished", G_CALLBACK (show_shell), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (first_run, "cancelled", G_CALLBACK (show_shell), self, G_CONNECT_SWAPPED);
  set_base (self, first_run);
}

void
nx_window_add_learner (NxWindow *self)
{
  g_return_if_fail (NX_IS_WINDOW (self));

  if (nx_context_can_save (self->context))
    show_first_run (self, TRUE, NULL);
}

static void
delivered_cb (NxWindow *self,
              guint     n_delivered,
              guint     n_refused)
{
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (n_refused == 0)
    text = g_strdup_printf (ngettext ("%u record delivered", "%u records delivered", n_delivered), n_delivered);
  else
    /* Translators: both numbers count records. */
    text = g_strdup_printf (_("%u delivered, %u refused"), n_delivered, n_refused);
  toast = nx_toast_new (GTK_WIDGET (self->toasts), text, n_refused > 0 ? _("_Show") : NULL);
  if (n_refused > 0)
    adw_toast_set_detailed_action_name (toast, "win.place::record");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
watch_sender (NxWindow *self)
{
  NxSender *sender = nx_context_get_sender (self->context);

  if (sender == NULL || g_object_get_data (G_OBJECT (self), "nx-watched") == sender)
    return;
  g_object_set_data (G_OBJECT (self), "nx-watched", sender);
  g_signal_connect_object (sender, "delivered", G_CALLBACK (delivered_cb), self, G_CONNECT_SWAPPED);
}

/* Nobody has learned here yet, and somebody could: greet them. */
static void
context_ready_cb (NxWindow *self)
{
  gboolean first;

  watch_sender (self);
  first = nx_context_can_save (self->context) && nx_context_get_learners (self->context)->len == 0;

  /* A check of the records may end when somebody is on a page already; what to do about it stands on Learn. */
  if (nx_context_get_problem (self->context) != NULL && self->pages->len > 0)
    nx_window_show_place (self, "learn");
  else if (first && !NX_IS_FIRST_RUN (self->base))
    show_first_run (self, FALSE, NULL);
  else if (self->shell != NULL && self->pages->len == 0)
    nx_shell_restore_focus (self->shell);
}

static gboolean
rebuild_cb (gpointer data)
{
  NxWindow *self = data;

  self->language_id = 0;
  if (NX_IS_FIRST_RUN (self->base))
    {
      g_autoptr (NxProfile) draft = nx_first_run_dup_draft (NX_FIRST_RUN (self->base));

      show_first_run (self, nx_first_run_is_second (NX_FIRST_RUN (self->base)), draft);
    }
  else
    {
      GtkWidget *old = self->base;
      GtkWidget *shell = nx_shell_new (self->context);

      /* Below the pushed pages, which change their own texts. */
      adw_leaflet_prepend (self->leaflet, shell);
      self->base = shell;
      self->shell = NX_SHELL (shell);
      g_ptr_array_add (self->going, old);
      show_top (self);
      keep_focus_on_top (self);
      remove_gone_pages (self);
    }
  gtk_window_set_title (GTK_WINDOW (self), _("Nexus Trainer"));
  return G_SOURCE_REMOVE;
}

/* The change comes from a control of what is to be rebuilt; let it finish first. */
static void
language_changed_cb (NxWindow *self)
{
  if (self->language_id == 0)
    self->language_id = g_idle_add (rebuild_cb, self);
}

/* ---- Actions ---- */

static void
back_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  nx_window_pop (NX_WINDOW (widget));
}

static void
place_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  nx_window_show_place (NX_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
panel_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  NxWindow *self = NX_WINDOW (widget);

  if (self->shell != NULL && self->pages->len == 0)
    nx_shell_toggle_sidebar (self->shell);
}

static void
edit_profile_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  NxWindow *self = NX_WINDOW (widget);

  if (nx_context_get_learner (self->context) != NULL && nx_context_can_save (self->context))
    nx_profile_window_present (GTK_WINDOW (self), self->context);
}

static void
add_learner_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  nx_window_add_learner (NX_WINDOW (widget));
}

static void
sync_now_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NxSender *sender = nx_context_get_sender (NX_WINDOW (widget)->context);

  if (sender != NULL && nx_context_get_destination (NX_WINDOW (widget)->context) != NULL)
    nx_sender_sync_now (sender);
}

static void
fullscreen_cb (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

/* Alt and the arrow that points back in the reading direction. */
static gboolean
back_arrow_cb (GtkWidget *widget,
               GVariant  *args,
               gpointer   user_data)
{
  GtkTextDirection wanted = (GtkTextDirection) g_variant_get_int32 (args);

  if (gtk_widget_get_direction (widget) != wanted)
    return FALSE;
  nx_window_pop (NX_WINDOW (widget));
  return TRUE;
}

/* ---- Life ---- */

static void
remember_size (NxWindow *self)
{
  NxSettings *settings = nx_context_get_settings (self->context);
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int width, height;

  nx_settings_set_boolean (settings, NX_SETTING_WINDOW_MAXIMIZED, maximized);
  if (maximized || gtk_window_is_fullscreen (GTK_WINDOW (self)))
    return;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width > 0 && height > 0)
    {
      nx_settings_set_int (settings, NX_SETTING_WINDOW_WIDTH, width);
      nx_settings_set_int (settings, NX_SETTING_WINDOW_HEIGHT, height);
    }
}

static gboolean
close_limit_cb (gpointer data)
{
  NxWindow *self = data;

  self->close_id = 0;
  finish_close (self);
  return G_SOURCE_REMOVE;
}

static gboolean
nx_window_close_request (GtkWindow *window)
{
  NxWindow *self = NX_WINDOW (window);

  if (self->closing)
    return TRUE;
  self->closing = TRUE;
  remember_size (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->close_id = g_timeout_add (LEAVE_LIMIT_MS, close_limit_cb, self);
  for (guint i = 0; i < self->pages->len; i++)
    leave_page (self, g_ptr_array_index (self->pages, i));
  if (self->n_leaving == 0)
    finish_close (self);
  return TRUE;
}

static void
nx_window_dispose (GObject *object)
{
  NxWindow *self = NX_WINDOW (object);

  g_clear_handle_id (&self->close_id, g_source_remove);
  g_clear_handle_id (&self->language_id, g_source_remove);
  g_clear_object (&self->context);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_WINDOW);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->going, g_ptr_array_unref);
  G_OBJECT_CLASS (nx_window_parent_class)->dispose (object);
}

static void
nx_window_class_init (NxWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = nx_window_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NxWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, NxWindow, leaflet);

  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "win.place", "s", place_cb);
  gtk_widget_class_install_action (widget_class, "win.panel", NULL, panel_cb);
  gtk_widget_class_install_action (widget_class, "win.fullscreen", NULL, fullscreen_cb);
  gtk_widget_class_install_action (widget_class, "win.edit-profile", NULL, edit_profile_cb);
  gtk_widget_class_install_action (widget_class, "win.add-learner", NULL, add_learner_cb);
  gtk_widget_class_install_action (widget_class, "win.sync-now", NULL, sync_now_cb);
  /* Bubble phase: a popover, a search or a page takes its own Escape first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  /* No accelerator of the application, which would come before the pages' own panels. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.panel", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, back_arrow_cb, "i", GTK_TEXT_DIR_LTR);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_ALT_MASK, back_arrow_cb, "i", GTK_TEXT_DIR_RTL);
}

static void
nx_window_init (NxWindow *self)
{
  self->pages = g_ptr_array_new ();
  self->going = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->leaflet, "notify::child-transition-running", G_CALLBACK (transition_running_cb), self);
}

NxWindow *
nx_window_new (GtkApplication *application,
               NxContext      *context)
{
  NxWindow *self = g_object_new (NX_TYPE_WINDOW, "application", application, NULL);
  NxSettings *settings = nx_context_get_settings (context);

  self->context = g_object_ref (context);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               MAX (nx_settings_get_int (settings, NX_SETTING_WINDOW_WIDTH, 1280), 360),
                               MAX (nx_settings_get_int (settings, NX_SETTING_WINDOW_HEIGHT, 800), 480));
  if (nx_settings_get_boolean (settings, NX_SETTING_WINDOW_MAXIMIZED, FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  g_signal_connect_object (context, "language-changed", G_CALLBACK (language_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (context, "ready", G_CALLBACK (context_ready_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  set_base (self, nx_shell_new (context));
  return self;
}

NxContext *
nx_window_get_context (NxWindow *self)
{
  g_return_val_if_fail (NX_IS_WINDOW (self), NULL);

  return self->context;
}
