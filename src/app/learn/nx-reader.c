/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The reader. Owns what is on the page and how far it is read; the module, its attempt and the progress are
 * the module's (NxReaderModule). A section is read when its end has been on the screen and a third of its
 * expected time has passed, or when the person says so.
 */

#define G_LOG_DOMAIN "nx-reader"

#include "config.h"

#include "nx-reader.h"

#include "nx-adaptive-bin.h"
#include "nx-notice.h"
#include "nx-page.h"
#include "nx-pages.h"
#include "nx-reader-bar.h"
#include "nx-reader-contents.h"
#include "nx-reader-header.h"
#include "nx-reader-module.h"
#include "nx-reader-page.h"
#include "nx-reading-watch.h"
#include "nx-text-panel.h"
#include "nx-text.h"
#include "nx-toast.h"
#include "nx-words.h"

#include <glib/gi18n.h>

struct _NxReader
{
  AdwBin parent_instance;
  NxAdaptiveBin *adaptive;
  NxReaderHeader *header;
  NxNotice *notice;
  AdwToastOverlay *toasts;
  AdwFlap *flap;
  NxReaderContents *contents;
  GtkStack *stack;
  AdwStatusPage *problem_page;
  NxReaderPage *page;
  NxReaderBar *bar;

  NxContext *context;
  NxReaderModule *module;
  char *asked_section;          /* to open with; NULL: where the person stopped */
  gint64 last_opened_us;        /* before this opening; 0 if never */
  guint index;                  /* of the open section */
  char *section_id;             /* the same */
  NxReadingWatch *watch;
  gboolean marking;
};

static void nx_reader_page_init (NxPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NxReader, nx_reader, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, nx_reader_page_init))

/* ---- State ---- */

/* The module's text; NULL until it is loaded, and when the reader is gone. */
static NxModule *
get_text (NxReader *self)
{
  return self->module != NULL ? nx_reader_module_get_text (self->module) : NULL;
}

/* NULL while nothing can be stored. */
static NxReaderActs *
get_acts (NxReader *self)
{
  return self->module != NULL ? nx_reader_module_get_acts (self->module) : NULL;
}

static const NxSection *
get_section (NxReader *self)
{
  NxModule *text = get_text (self);

  return text != NULL ? g_ptr_array_index (text->sections, self->index) : NULL;
}

static gboolean
is_read (NxReader        *self,
         const NxSection *section)
{
  return nx_reader_module_is_read (self->module, section->id);
}

static gboolean
is_bookmarked (NxReader *self)
{
  const NxSection *section = get_section (self);

  return section != NULL && nx_reader_module_is_bookmarked (self->module, section->id);
}

static gboolean
is_narrow (NxReader *self)
{
  return nx_adaptive_bin_get_width_class (self->adaptive) == NX_WIDTH_NARROW;
}

static void
toast_problem (NxReader     *self,
               const GError *error)
{
  g_autofree char *words = nx_problem_dup_words (error);

  nx_notice_show (self->notice, "warning", words, NULL, NULL);
}

/* ---- What is on the page ---- */

static void
update_place (NxReader *self)
{
  const NxSection *section = get_section (self);
  double fraction = nx_reading_watch_get_fraction (self->watch);

  nx_reader_bar_set_fraction (self->bar, is_read (self, section) ? 1 : fraction);
  nx_reader_contents_set_place (self->contents, nx_reader_module_get_progress (self->module), section->id,
                                nx_reader_page_get_heading (self->page), fraction);
}

static void
update_read_button (NxReader *self)
{
  gboolean read = is_read (self, get_section (self));

  nx_reader_page_set_read (self->page, read, get_acts (self) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reader.mark-read", get_acts (self) != NULL && !read && !self->marking);
}

static void
update_bookmark (NxReader *self)
{
  nx_reader_header_set_bookmark (self->header, is_bookmarked (self), get_acts (self) != NULL);
}

static void
update_notice (NxReader *self)
{
  g_autofree char *words = nx_block_view_dup_fallback_words (nx_reader_page_get_view (self->page));

  if (words != NULL)
    nx_notice_show (self->notice, NULL, words, NULL, NULL);
  else
    nx_notice_hide (self->notice);
}

/* What the learner chose in a check of this module. */
static char **
dup_answer_cb (const char *question,
               gpointer    user_data)
{
  NxReader *self = user_data;
  const NxModuleProgress *progress = nx_reader_module_get_progress (self->module);
  const char *chosen = progress != NULL && progress->checks != NULL ? g_hash_table_lookup (progress->checks, question) : NULL;

  return chosen != NULL ? g_strsplit (chosen, " ", -1) : NULL;
}

/* ---- Reading ---- */

static void
marked_cb (const GError *error,
           gpointer      user_data)
{
  NxReader *self = user_data;

  self->marking = FALSE;
  if (get_text (self) == NULL)
    return;
  if (error != NULL)
    toast_problem (self, error);
  update_read_button (self);
  update_place (self);
}

static void
mark_read (NxReader *self)
{
  const NxSection *section = get_section (self);

  if (section == NULL || get_acts (self) == NULL || self->marking || is_read (self, section))
    return;
  self->marking = TRUE;
  update_read_button (self);
  nx_reader_acts_mark_read (get_acts (self), section->id, marked_cb, G_OBJECT (self));
}

static void
read_cb (gpointer user_data)
{
  mark_read (user_data);
}

static void
settled_cb (gpointer user_data)
{
  NxReader *self = user_data;
  const NxSection *section = get_section (self);
  const char *block = nx_reader_page_get_block (self->page);

  if (section != NULL && block != NULL)
    nx_reader_module_keep_place (self->module, section->id, block);
}

static void
moved_cb (NxReaderPage *page,
          double        fraction,
          NxReader     *self)
{
  if (get_text (self) == NULL)
    return;
  nx_reading_watch_move (self->watch, fraction);
  update_place (self);
}

/* ---- Sections ---- */

static void
show_section (NxReader   *self,
              guint       index,
              const char *block)
{
  const NxSection *section;

  self->index = MIN (index, get_text (self)->sections->len - 1);
  section = get_section (self);
  g_free (self->section_id);
  self->section_id = g_strdup (section->id);
  nx_reading_watch_begin (self->watch, section->minutes);

  nx_reader_page_show (self->page, get_text (self), self->index, nx_reader_module_get_aids (self->module), block);
  gtk_stack_set_visible_child_name (self->stack, "text");
  update_notice (self);
  nx_reader_bar_set_section (self->bar, get_text (self), self->index);
  update_bookmark (self);
  update_read_button (self);
  update_place (self);
}

static void
open_section (NxReader   *self,
              guint       index,
              const char *block)
{
  const NxSection *section;
  const NxBlock *first;

  show_section (self, index, block);
  section = get_section (self);
  first = section->blocks->len > 0 ? g_ptr_array_index (section->blocks, 0) : NULL;
  nx_reader_module_keep_place (self->module, section->id, block != NULL ? block : first != NULL ? first->id : NULL);
  nx_reader_page_focus (self->page);
}

static void
open_cb (NxReaderContents *contents,
         const char       *section_id,
         const char       *block,
         NxReader         *self)
{
  guint index;

  if (nx_module_get_section (get_text (self), section_id, &index) == NULL)
    return;
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  if (index == self->index && block != NULL)
    nx_reader_page_go_to (self->page, block);
  else
    open_section (self, index, block);
}

/* ---- Acts of the person ---- */

static void
bookmarked_cb (const GError *error,
               gpointer      user_data)
{
  NxReader *self = user_data;

  if (get_text (self) == NULL)
    return;
  if (error != NULL)
    toast_problem (self, error);
  else if (is_bookmarked (self))
    adw_toast_overlay_add_toast (self->toasts, nx_toast_new (GTK_WIDGET (self->toasts), _("Bookmarked"), NULL));
  update_bookmark (self);
}

static void
toggle_bookmark (NxReader *self)
{
  const NxSection *section = get_section (self);

  if (section == NULL || get_acts (self) == NULL)
    return;
  nx_reader_acts_bookmark (get_acts (self), section->id, !is_bookmarked (self), bookmarked_cb, G_OBJECT (self));
}

static void
answer_stored_cb (const GError      *error,
                  const char        *question,
                  const char *const *response,
                  gpointer           user_data)
{
  NxReader *self = user_data;
  NxCheckCard *card = get_text (self) != NULL ? nx_block_view_get_check (nx_reader_page_get_view (self->page), question) : NULL;

  if (card == NULL)             /* another section is open by now */
    return;
  if (error != NULL)
    nx_check_card_fail (card, error);
  else
    nx_check_card_show (card, response, TRUE);
}

static void
check_answer_cb (NxBlockView        *view,
                 NxCheckCard        *card,
                 const char *const  *response,
                 NxReader           *self)
{
  g_autoptr (GError) error = NULL;

  if (get_acts (self) != NULL)
    {
      nx_reader_acts_answer_check (get_acts (self), get_section (self)->id, nx_check_card_get_question (card), response, answer_stored_cb, G_OBJECT (self));
      return;
    }
  error = g_error_new_literal (NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY, "Nothing can be stored");
  nx_check_card_fail (card, error);
}

/* ---- Opening ---- */

static void
show_problem (NxReader   *self,
              const char *icon,
              const char *title,
              const char *words)
{
  adw_status_page_set_icon_name (self->problem_page, icon);
  adw_status_page_set_title (self->problem_page, title);
  adw_status_page_set_description (self->problem_page, words);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  adw_flap_set_reveal_flap (self->flap, FALSE);
  nx_reader_header_set_bare (self->header);
}

static void
to_beginning_cb (AdwToast *toast,
                 NxReader *self)
{
  if (get_text (self) != NULL)
    open_section (self, 0, NULL);
}

static void
toast_resumed (NxReader *self)
{
  g_autofree char *words = nx_resumed_dup_words (self->last_opened_us, nx_clock_get_wall_us (nx_context_get_clock (self->context)));
  AdwToast *toast = nx_toast_new (GTK_WIDGET (self->toasts), words, _("Go to the beginning"));

  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (to_beginning_cb), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
set_titles (NxReader *self)
{
  const NxCatalogue *catalogue = nx_context_get_catalogue (self->context);
  NxModule *text = get_text (self);
  NxBlockAids *aids = nx_reader_module_get_aids (self->module);
  const char *part = nx_block_aids_get_part_title (aids, text->part);
  g_autofree char *subtitle = NULL;
  guint number = 0, n_modules = 0;

  if (catalogue != NULL)
    nx_catalogue_get_number (catalogue, text->id, &number, &n_modules);
  if (part != NULL)
    /* Translators: the letter and the title of a part of the course. */
    subtitle = g_strdup_printf (_("Part %s · %s"), nx_text_part_letter (text->part), part);
  nx_reader_header_set_titles (self->header, text->title, subtitle);
  nx_reader_contents_set_module (self->contents, text, aids, number, n_modules);
  nx_widget_set_direction_deep (GTK_WIDGET (self->contents), gtk_widget_get_default_direction ());
}

/* Opened anew: where it was asked to, or where the person stopped. */
static void
open_first (NxReader *self)
{
  NxModuleAttempt *attempt = nx_reader_module_get_attempt (self->module);
  const char *block = NULL;
  const char *section = self->asked_section != NULL ? self->asked_section : nx_module_attempt_get_resume_section (attempt, &block);
  g_autofree char *place = section != NULL ? g_strdup (block) : NULL;   /* the first act on the attempt replaces its own */
  guint index = 0;

  if (section != NULL)
    nx_module_get_section (get_text (self), section, &index);
  open_section (self, index, place);
  if (get_acts (self) != NULL && self->asked_section == NULL && self->last_opened_us > 0 && (index > 0 || place != NULL))
    toast_resumed (self);
  if (nx_module_attempt_is_updated (attempt))
    adw_toast_overlay_add_toast (self->toasts, nx_toast_new (GTK_WIDGET (self->toasts), _("This module was updated. Your progress is kept."), NULL));
}

/* The same place in the text of another language. */
static void
open_again (NxReader *self)
{
  g_autofree char *block = g_strdup (nx_reader_page_get_block (self->page));
  guint index = self->index;

  nx_module_get_section (get_text (self), self->section_id, &index);
  show_section (self, index, block);
}

static void
loaded_cb (NxReaderModule *module,
           gboolean        again,
           NxReader       *self)
{
  set_titles (self);
  if (again)
    open_again (self);
  else
    open_first (self);
}

static void
problem_cb (NxReaderModule *module,
            const GError   *error,
            NxReader       *self)
{
  toast_problem (self, error);
}

static void
failed_cb (NxReaderModule *module,
           const GError   *error,
           NxReader       *self)
{
  g_warning ("Module %s: %s", nx_reader_module_get_id (module), error->message);
  show_problem (self, "dialog-warning-symbolic", _("This lesson cannot be shown"),
                _("Its file in the lesson pack is damaged. Your record is safe. Add the pack again from a USB drive or your training office."));
}

static void
language_changed_cb (NxReader *self)
{
  nx_reader_header_set_words (self->header, nx_context_get_settings (self->context));
  nx_reader_module_change_language (self->module);
}

static void
progress_changed_cb (NxReader   *self,
                     const char *file)
{
  if (get_text (self) == NULL || (file != NULL && !g_str_equal (file, nx_reader_module_get_id (self->module))))
    return;
  update_place (self);
  update_read_button (self);
  update_bookmark (self);
}

/* ---- Actions and keys ---- */

static void
next_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  NxReader *self = NX_READER (widget);

  if (get_text (self) == NULL)
    return;
  if (self->index + 1 < get_text (self)->sections->len)
    open_section (self, self->index + 1, NULL);
  else if (get_text (self)->test != NULL)
    nx_navigate_push (widget, nx_test_page_new (self->context, nx_reader_module_get_id (self->module), NX_ASK_RESUME));
}

static void
previous_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NxReader *self = NX_READER (widget);

  if (get_text (self) != NULL && self->index > 0)
    open_section (self, self->index - 1, NULL);
}

static void
mark_read_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  mark_read (NX_READER (widget));
}

static void
bookmark_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  toggle_bookmark (NX_READER (widget));
}

static void
contents_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NxReader *self = NX_READER (widget);
  gboolean reveal = !adw_flap_get_reveal_flap (self->flap);

  adw_flap_set_reveal_flap (self->flap, reveal);
  if (reveal)
    nx_reader_contents_focus (self->contents);
  else
    nx_reader_page_focus (self->page);
}

static void
text_size_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  nx_reading_style_step (nx_context_get_settings (NX_READER (widget)->context), g_variant_get_int32 (parameter));
}

static void
open_practice_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  nx_navigate_push (widget, nx_practice_page_new (NX_READER (widget)->context, g_variant_get_string (parameter, NULL)));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                NxReader              *self)
{
  GdkModifierType mods = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK);
  guint digit = mods == 0 ? nx_digit_from_keyval (keyval) : 0;

  if (get_text (self) == NULL || nx_focus_is_in_text (GTK_WIDGET (self)))
    return FALSE;
  if (digit > 0)
    return nx_block_view_press_digit (nx_reader_page_get_view (self->page), digit);
  if (keyval == GDK_KEY_space && (mods & ~GDK_SHIFT_MASK) == 0)
    {
      nx_reader_page_turn (self->page, (mods & GDK_SHIFT_MASK) != 0);
      return TRUE;
    }
  return FALSE;
}

/* ---- Life ---- */

static void
nx_reader_leave (NxPage     *page,
                 NxPageLeft  done,
                 gpointer    user_data)
{
  NxReader *self = NX_READER (page);

  nx_reading_watch_end (self->watch);   /* a place not yet kept is kept now */
  nx_reader_module_leave (self->module, done, user_data);
}

static void
nx_reader_page_init (NxPageInterface *iface)
{
  iface->leave = nx_reader_leave;
}

static void
width_changed_cb (NxReader *self)
{
  gboolean narrow = is_narrow (self);

  /* Narrow is also a wide window with large text, which the flap would not fold for by itself. */
  adw_flap_set_fold_policy (self->flap, narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_AUTO);
  nx_reader_header_set_narrow (self->header, narrow);
  nx_reader_bar_set_narrow (self->bar, narrow);
}

static void
nx_reader_dispose (GObject *object)
{
  NxReader *self = NX_READER (object);
  /* What is on the page borrows from it until the page is gone. */
  g_autoptr (NxReaderModule) module = g_steal_pointer (&self->module);

  g_clear_pointer (&self->watch, nx_reading_watch_free);
  adw_bin_set_child (ADW_BIN (self), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_READER);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_reader_parent_class)->dispose (object);
}

static void
nx_reader_finalize (GObject *object)
{
  NxReader *self = NX_READER (object);

  g_free (self->asked_section);
  g_free (self->section_id);
  G_OBJECT_CLASS (nx_reader_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NxReader, adaptive);
  gtk_widget_class_bind_template_child (widget_class, NxReader, header);
  gtk_widget_class_bind_template_child (widget_class, NxReader, notice);
  gtk_widget_class_bind_template_child (widget_class, NxReader, toasts);
  gtk_widget_class_bind_template_child (widget_class, NxReader, flap);
  gtk_widget_class_bind_template_child (widget_class, NxReader, contents);
  gtk_widget_class_bind_template_child (widget_class, NxReader, stack);
  gtk_widget_class_bind_template_child (widget_class, NxReader, problem_page);
  gtk_widget_class_bind_template_child (widget_class, NxReader, page);
  gtk_widget_class_bind_template_child (widget_class, NxReader, bar);
}

static void
add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "reader.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "reader.previous", NULL, previous_cb);
  gtk_widget_class_install_action (widget_class, "reader.mark-read", NULL, mark_read_cb);
  gtk_widget_class_install_action (widget_class, "reader.bookmark", NULL, bookmark_cb);
  gtk_widget_class_install_action (widget_class, "reader.contents", NULL, contents_cb);
  gtk_widget_class_install_action (widget_class, "reader.text-size", "i", text_size_cb);
  gtk_widget_class_install_action (widget_class, "page.open-practice", "s", open_practice_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, "reader.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "reader.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "reader.mark-read", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "reader.bookmark", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "reader.contents", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_plus, GDK_CONTROL_MASK, "reader.text-size", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_equal, GDK_CONTROL_MASK, "reader.text-size", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Add, GDK_CONTROL_MASK, "reader.text-size", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_minus, GDK_CONTROL_MASK, "reader.text-size", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "reader.text-size", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_CONTROL_MASK, "reader.text-size", "i", 0);
}

static void
nx_reader_class_init (NxReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_reader_dispose;
  object_class->finalize = nx_reader_finalize;
  g_type_ensure (NX_TYPE_ADAPTIVE_BIN);
  g_type_ensure (NX_TYPE_NOTICE);
  g_type_ensure (NX_TYPE_READER_BAR);
  g_type_ensure (NX_TYPE_READER_CONTENTS);
  g_type_ensure (NX_TYPE_READER_HEADER);
  g_type_ensure (NX_TYPE_READER_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-reader.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_children (widget_class);
  add_actions (widget_class);
}

static void
nx_reader_init (NxReader *self)
{
  GtkEventController *keys;

  gtk_widget_init_template (GTK_WIDGET (self));
  nx_reader_header_set_flap (self->header, self->flap);

  keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->page, "moved", G_CALLBACK (moved_cb), self, 0);
  g_signal_connect_object (self->adaptive, "notify::width-class", G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->contents, "open", G_CALLBACK (open_cb), self, 0);
  g_signal_connect_object (self->contents, "built", G_CALLBACK (update_place), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (nx_reader_page_get_view (self->page), "check-answer", G_CALLBACK (check_answer_cb), self, 0);
  nx_block_view_set_answer_func (nx_reader_page_get_view (self->page), dup_answer_cb, self);
}

GtkWidget *
nx_reader_new (NxContext  *context,
               const char *module,
               const char *section)
{
  NxReader *self = g_object_new (NX_TYPE_READER, NULL);
  const NxCatalogue *catalogue = nx_context_get_catalogue (context);
  const NxModuleInfo *info = catalogue != NULL ? nx_catalogue_get_module (catalogue, module) : NULL;
  const NxModuleProgress *progress;

  self->context = g_object_ref (context);
  self->watch = nx_reading_watch_new (nx_context_get_clock (context), read_cb, settled_cb, self);
  self->module = nx_reader_module_new (context, module);
  self->asked_section = g_strdup (section);
  progress = nx_reader_module_get_progress (self->module);
  self->last_opened_us = progress != NULL ? progress->last_opened_us : 0;
  if (info != NULL)
    nx_reader_header_set_titles (self->header, info->title, NULL);
  nx_reader_header_set_words (self->header, nx_context_get_settings (context));
  nx_reading_style_apply (nx_context_get_settings (context), GTK_WIDGET (self->stack), nx_reader_page_get_clamp (self->page), TRUE);
  g_signal_connect_object (self->module, "loaded", G_CALLBACK (loaded_cb), self, 0);
  g_signal_connect_object (self->module, "unsaved", G_CALLBACK (problem_cb), self, 0);
  g_signal_connect_object (self->module, "unchanged", G_CALLBACK (problem_cb), self, 0);
  g_signal_connect_object (self->module, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (context, "language-changed", G_CALLBACK (language_changed_cb), self, G_CONNECT_SWAPPED);
  if (nx_context_get_progress (context) != NULL)
    g_signal_connect_object (nx_context_get_progress (context), "changed", G_CALLBACK (progress_changed_cb), self, G_CONNECT_SWAPPED);
  if (nx_context_get_study (context) == NULL)
    show_problem (self, "avatar-default-symbolic", _("Nobody is learning here yet"), _("Say who you are first; then the lesson opens."));
  else
    nx_reader_module_open (self->module);
  return GTK_WIDGET (self);
}

const char *
nx_reader_get_section (NxReader *self)
{
  g_return_val_if_fail (NX_IS_READER (self), NULL);
  return get_text (self) != NULL ? get_section (self)->id : NULL;
}
