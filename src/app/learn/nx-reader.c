/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The reader. Owns what is on the page and how far it is read; the module, the events and the progress are
 * the attempt's. A section is read when its end has been on the screen and a third of its expected time
 * has passed, or when the person says so.
 */

#define G_LOG_DOMAIN "nx-reader"

#include "config.h"

#include "nx-reader.h"

#include "nx-adaptive-bin.h"
#include "nx-notice.h"
#include "nx-page.h"
#include "nx-pages.h"
#include "nx-reader-acts.h"
#include "nx-reader-bar.h"
#include "nx-reader-contents.h"
#include "nx-reader-menu.h"
#include "nx-reader-page.h"
#include "nx-reading-watch.h"
#include "nx-text-panel.h"
#include "nx-text.h"
#include "nx-words.h"

#include <glib/gi18n.h>

struct _NxReader
{
  AdwBin parent_instance;
  NxAdaptiveBin *adaptive;
  AdwWindowTitle *title;
  GtkWidget *back_button, *contents_button, *bookmark_button, *text_button, *more_button;
  GtkPopover *text_popover;
  NxNotice *notice;
  AdwToastOverlay *toasts;
  AdwFlap *flap;
  NxReaderContents *contents;
  GtkStack *stack;
  AdwStatusPage *problem_page;
  NxReaderPage *page;
  NxReaderBar *bar;

  NxContext *context;
  char *module_id;
  char *asked_section;          /* to open with; NULL: where the person stopped */
  gint64 last_opened_us;        /* before this opening; 0 if never */
  GCancellable *cancellable;
  NxModuleAttempt *attempt;
  NxReaderActs *acts;           /* NULL while nothing can be stored */
  NxModule *module;             /* held; the attempt's, or the one on the page until a new language is shown */
  NxBlockAids *aids;
  guint index;                  /* of the open section */
  char *kept_block;             /* the place stored last */
  NxReadingWatch *watch;
  gboolean marking;
};

static void nx_reader_page_init (NxPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NxReader, nx_reader, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, nx_reader_page_init))

/* ---- State ---- */

static const NxSection *
get_section (NxReader *self)
{
  return self->module != NULL ? g_ptr_array_index (self->module->sections, self->index) : NULL;
}

static const NxModuleProgress *
get_progress (NxReader *self)
{
  NxProgress *progress = nx_context_get_progress (self->context);

  return progress != NULL ? nx_progress_get_module (progress, self->module_id) : NULL;
}

static gboolean
is_read (NxReader        *self,
         const NxSection *section)
{
  const NxModuleProgress *progress = get_progress (self);

  return progress != NULL && progress->read != NULL && g_hash_table_contains (progress->read, section->id);
}

static gboolean
is_bookmarked (NxReader *self)
{
  const NxModuleProgress *progress = get_progress (self);
  const NxSection *section = get_section (self);

  return progress != NULL && section != NULL && progress->bookmarks != NULL && g_hash_table_contains (progress->bookmarks, section->id);
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
  nx_reader_contents_set_place (self->contents, get_progress (self), section->id,
                                nx_reader_page_get_heading (self->page), fraction);
}

static void
update_read_button (NxReader *self)
{
  gboolean read = is_read (self, get_section (self));

  nx_reader_page_set_read (self->page, read, self->acts != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reader.mark-read", self->acts != NULL && !read && !self->marking);
}

static void
update_bookmark (NxReader *self)
{
  gboolean set = is_bookmarked (self);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->bookmark_button), set);
  gtk_button_set_icon_name (GTK_BUTTON (self->bookmark_button), set ? "nx-bookmark-set-symbolic" : "nx-bookmark-symbolic");
  nx_text_name_control (self->bookmark_button, self->acts == NULL ? _("Bookmarks cannot be saved now") : set ? _("Bookmarked") : _("Bookmark this section"));
  gtk_widget_set_sensitive (self->bookmark_button, self->acts != NULL);
}

static void
update_notice (NxReader *self)
{
  NxBlockView *view = nx_reader_page_get_view (self->page);
  const char *fallback;
  guint n = nx_block_view_get_n_fallback (view, &fallback);
  g_autofree char *words = NULL;

  if (n == 0)
    {
      nx_notice_hide (self->notice);
      return;
    }
  words = nx_fallback_dup_words (nx_block_aids_get_language (self->aids), fallback, n >= nx_block_view_get_n_blocks (view));
  nx_notice_show (self->notice, NULL, words, NULL, NULL);
}

static void
show_answered_checks (NxReader        *self,
                      const NxSection *section)
{
  const NxModuleProgress *progress = get_progress (self);

  for (guint i = 0; progress != NULL && progress->checks != NULL && i < section->blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (section->blocks, i);
      const char *chosen = block->kind == NX_BLOCK_CHECK ? g_hash_table_lookup (progress->checks, block->question->id) : NULL;

      if (chosen != NULL)
        {
          g_auto (GStrv) response = g_strsplit (chosen, " ", -1);

          nx_check_card_show (nx_block_view_get_check (nx_reader_page_get_view (self->page), block->question->id), (const char *const *) response, FALSE);
        }
    }
}

/* ---- Reading ---- */

static void
marked_cb (const GError *error,
           gpointer      user_data)
{
  NxReader *self = user_data;

  self->marking = FALSE;
  if (self->module == NULL)
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

  if (section == NULL || self->acts == NULL || self->marking || is_read (self, section))
    return;
  self->marking = TRUE;
  update_read_button (self);
  nx_reader_acts_mark_read (self->acts, section->id, marked_cb, G_OBJECT (self));
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
  const char *block;

  if (section == NULL || self->acts == NULL)
    return;
  block = nx_reader_page_get_block (self->page);
  if (block != NULL && g_strcmp0 (block, self->kept_block) != 0)
    {
      g_free (self->kept_block);
      self->kept_block = g_strdup (block);
      nx_reader_acts_keep_place (self->acts, section->id, block);
    }
}

static void
moved_cb (NxReaderPage *page,
          double        fraction,
          NxReader     *self)
{
  if (self->module == NULL)
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

  self->index = MIN (index, self->module->sections->len - 1);
  section = get_section (self);
  g_clear_pointer (&self->kept_block, g_free);
  nx_reading_watch_begin (self->watch, section->minutes);

  nx_reader_page_show (self->page, self->module, self->index, self->aids, block);
  show_answered_checks (self, section);
  gtk_stack_set_visible_child_name (self->stack, "text");
  update_notice (self);
  nx_reader_bar_set_section (self->bar, self->module, self->index);
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

  show_section (self, index, block);
  section = get_section (self);
  if (self->acts != NULL)
    {
      const NxBlock *first = section->blocks->len > 0 ? g_ptr_array_index (section->blocks, 0) : NULL;
      const char *place = block != NULL ? block : first != NULL ? first->id : NULL;

      g_free (self->kept_block);
      self->kept_block = g_strdup (place);
      nx_reader_acts_keep_place (self->acts, section->id, place);
    }
  nx_reader_page_focus (self->page);
}

static void
open_cb (NxReaderContents *contents,
         const char       *section_id,
         const char       *block,
         NxReader         *self)
{
  guint index;

  if (nx_module_get_section (self->module, section_id, &index) == NULL)
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

  if (self->module == NULL)
    return;
  if (error != NULL)
    toast_problem (self, error);
  else if (is_bookmarked (self))
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Bookmarked")));
  update_bookmark (self);
}

static void
toggle_bookmark (NxReader *self)
{
  const NxSection *section = get_section (self);

  if (section == NULL || self->acts == NULL)
    return;
  nx_reader_acts_bookmark (self->acts, section->id, !is_bookmarked (self), bookmarked_cb, G_OBJECT (self));
}

static void
bookmark_clicked_cb (NxReader *self)
{
  /* Shown as set only once it is stored. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->bookmark_button), is_bookmarked (self));
  toggle_bookmark (self);
}

static void
answer_stored_cb (const GError      *error,
                  const char        *question,
                  const char *const *response,
                  gpointer           user_data)
{
  NxReader *self = user_data;
  NxCheckCard *card = self->module != NULL ? nx_block_view_get_check (nx_reader_page_get_view (self->page), question) : NULL;

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

  if (self->acts != NULL)
    {
      nx_reader_acts_answer_check (self->acts, get_section (self)->id, nx_check_card_get_question (card), response, answer_stored_cb, G_OBJECT (self));
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
  gtk_widget_set_visible (self->contents_button, FALSE);
  gtk_widget_set_visible (self->bookmark_button, FALSE);
  gtk_widget_set_visible (self->text_button, FALSE);
  gtk_widget_set_visible (self->more_button, FALSE);
}

static void
to_beginning_cb (AdwToast *toast,
                 NxReader *self)
{
  if (self->module != NULL)
    open_section (self, 0, NULL);
}

static void
toast_resumed (NxReader *self)
{
  g_autofree char *words = nx_resumed_dup_words (self->last_opened_us, nx_clock_get_wall_us (nx_context_get_clock (self->context)));
  AdwToast *toast = adw_toast_new (words);

  adw_toast_set_button_label (toast, _("Go to the beginning"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (to_beginning_cb), self, 0);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
set_titles (NxReader *self)
{
  const NxCatalogue *catalogue = nx_context_get_catalogue (self->context);
  const char *part = self->aids != NULL ? nx_block_aids_get_part_title (self->aids, self->module->part) : NULL;
  g_autofree char *subtitle = NULL;
  guint number = 0, n_modules = 0;

  for (guint i = 0; catalogue != NULL && i < catalogue->modules->len; i++)
    {
      const NxModuleInfo *info = g_ptr_array_index (catalogue->modules, i);

      if (info->part != self->module->part)
        continue;
      n_modules++;
      if (g_str_equal (info->id, self->module_id))
        number = n_modules;
    }
  if (part != NULL)
    /* Translators: the letter and the title of a part of the course. */
    subtitle = g_strdup_printf (_("Part %s · %s"), nx_text_part_letter (self->module->part), part);
  adw_window_title_set_title (self->title, self->module->title);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), self->module->title);
  nx_reader_contents_set_module (self->contents, self->module, self->aids, number, n_modules);
  nx_widget_set_direction_deep (GTK_WIDGET (self->contents), gtk_widget_get_default_direction ());
}

static void
aids_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (NxReader) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxBlockAids) aids = nx_block_aids_load_finish (result, &error);
  g_autofree char *section = NULL;
  g_autofree char *block = NULL;
  gboolean reloaded = self->aids != NULL;
  guint index = 0;

  if (aids == NULL)             /* cancelled */
    return;
  if (reloaded)
    {
      section = g_strdup (get_section (self)->id);
      block = g_strdup (self->kept_block);
    }
  else if (self->asked_section != NULL)
    section = g_strdup (self->asked_section);
  else
    {
      const char *place;

      section = g_strdup (nx_module_attempt_get_resume_section (self->attempt, &place));
      block = section != NULL ? g_strdup (place) : NULL;
    }
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  self->aids = g_steal_pointer (&aids);
  g_clear_pointer (&self->module, nx_module_unref);
  self->module = nx_module_ref ((NxModule *) nx_module_attempt_get_module (self->attempt));
  set_titles (self);
  if (section != NULL)
    nx_module_get_section (self->module, section, &index);
  if (reloaded)
    {
      show_section (self, index, block);
      return;
    }
  open_section (self, index, block);
  if (self->acts != NULL && self->asked_section == NULL && self->last_opened_us > 0 && (index > 0 || block != NULL))
    toast_resumed (self);
  if (nx_module_attempt_is_updated (self->attempt))
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("This module was updated. Your progress is kept.")));
}

static void
load_aids (NxReader *self)
{
  NxStudy *study = nx_context_get_study (self->context);

  nx_block_aids_load_async (nx_context_get_library (self->context), nx_study_get_language (study),
                            (NxModule *) nx_module_attempt_get_module (self->attempt), NULL,
                            self->cancellable, aids_loaded_cb, g_object_ref (self));
}

static void open_attempt (NxReader *self, gboolean can_save);

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxReader) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean can_save = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (self), "asked-to-save"));

  self->attempt = nx_module_attempt_open_finish (result, &error);
  if (self->attempt != NULL)
    {
      if (can_save)
        self->acts = nx_reader_acts_new (self->attempt);
      load_aids (self);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (can_save && error->domain == NX_RECORDS_ERROR)
    {
      toast_problem (self, error);
      open_attempt (self, FALSE);   /* reading goes on even where nothing can be saved */
      return;
    }
  g_warning ("Module %s: %s", self->module_id, error->message);
  show_problem (self, "dialog-warning-symbolic", _("This lesson cannot be shown"),
                _("Its file in the lesson pack is damaged. Your record is safe. Add the pack again from a USB drive or your training office."));
}

static void
open_attempt (NxReader *self,
              gboolean  can_save)
{
  NxStudy *study = nx_context_get_study (self->context);

  g_object_set_data (G_OBJECT (self), "asked-to-save", GINT_TO_POINTER (can_save));
  if (can_save)
    nx_module_attempt_open_async (study, self->module_id, self->cancellable, opened_cb, g_object_ref (self));
  else
    nx_module_attempt_peek_async (study, self->module_id, self->cancellable, opened_cb, g_object_ref (self));
}

static void
language_stored_cb (const GError *error,
                    gpointer      user_data)
{
  NxReader *self = user_data;

  if (error != NULL)
    toast_problem (self, error);
  else if (!g_cancellable_is_cancelled (self->cancellable))
    load_aids (self);
}

static void set_words (NxReader *self);
static void fill_panels (NxReader *self);

static void
language_changed_cb (NxReader *self)
{
  set_words (self);
  fill_panels (self);
  if (self->module == NULL)
    return;
  if (self->acts != NULL)
    nx_reader_acts_change_language (self->acts, language_stored_cb, G_OBJECT (self));
  else
    open_attempt (self, FALSE);
}

static void
progress_changed_cb (NxReader   *self,
                     const char *file)
{
  if (self->module == NULL || (file != NULL && !g_str_equal (file, self->module_id)))
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

  if (self->module == NULL)
    return;
  if (self->index + 1 < self->module->sections->len)
    open_section (self, self->index + 1, NULL);
  else if (self->module->test != NULL)
    nx_navigate_push (widget, nx_test_page_new (self->context, self->module_id, NX_ASK_RESUME));
}

static void
previous_cb (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NxReader *self = NX_READER (widget);

  if (self->module != NULL && self->index > 0)
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
    gtk_widget_child_focus (GTK_WIDGET (self->contents), GTK_DIR_TAB_FORWARD);
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

  if (self->module == NULL || nx_focus_is_in_text (GTK_WIDGET (self)))
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
left_cb (const GError *error,
         gpointer      user_data)
{
  gpointer *left = user_data;

  ((NxPageLeft) left[0]) (left[1]);
  g_free (left);
}

static void
nx_reader_leave (NxPage     *page,
                 NxPageLeft  done,
                 gpointer    user_data)
{
  NxReader *self = NX_READER (page);
  gpointer *left;

  g_cancellable_cancel (self->cancellable);
  if (self->acts == NULL)
    {
      done (user_data);
      return;
    }
  nx_reading_watch_end (self->watch);   /* a place not yet kept is kept now */
  left = g_new0 (gpointer, 2);
  left[0] = done;
  left[1] = user_data;
  nx_reader_acts_leave (self->acts, left_cb, left);
}

static void
nx_reader_page_init (NxPageInterface *iface)
{
  iface->leave = nx_reader_leave;
}

static void
set_words (NxReader *self)
{
  nx_text_name_control (self->back_button, _("Back"));
  nx_text_name_control (self->contents_button, _("Contents"));
  nx_text_name_control (self->text_button, _("Text and page"));
  nx_text_name_control (self->more_button, _("More"));
}

/* Again for a new language. */
static void
fill_panels (NxReader *self)
{
  NxSettings *settings = nx_context_get_settings (self->context);

  gtk_popover_set_child (self->text_popover, nx_text_panel_new (settings));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->more_button), nx_reader_menu_new (settings));
}

static void
width_changed_cb (NxReader *self)
{
  gboolean narrow = is_narrow (self);

  gtk_widget_set_visible (self->contents_button, !narrow);
  gtk_widget_set_visible (self->bookmark_button, !narrow);
  gtk_widget_set_visible (self->text_button, !narrow);
  gtk_widget_set_visible (self->more_button, narrow);
  nx_reader_bar_set_narrow (self->bar, narrow);
}

static void
nx_reader_dispose (GObject *object)
{
  NxReader *self = NX_READER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->watch, nx_reading_watch_free);
  g_clear_pointer (&self->acts, nx_reader_acts_unref);
  adw_bin_set_child (ADW_BIN (self), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_READER);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->module, nx_module_unref);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_reader_parent_class)->dispose (object);
}

static void
nx_reader_finalize (GObject *object)
{
  NxReader *self = NX_READER (object);

  g_object_unref (self->cancellable);
  g_free (self->module_id);
  g_free (self->asked_section);
  g_free (self->kept_block);
  G_OBJECT_CLASS (nx_reader_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NxReader, adaptive);
  gtk_widget_class_bind_template_child (widget_class, NxReader, title);
  gtk_widget_class_bind_template_child (widget_class, NxReader, back_button);
  gtk_widget_class_bind_template_child (widget_class, NxReader, contents_button);
  gtk_widget_class_bind_template_child (widget_class, NxReader, bookmark_button);
  gtk_widget_class_bind_template_child (widget_class, NxReader, text_button);
  gtk_widget_class_bind_template_child (widget_class, NxReader, more_button);
  gtk_widget_class_bind_template_child (widget_class, NxReader, text_popover);
  gtk_widget_class_bind_template_child (widget_class, NxReader, notice);
  gtk_widget_class_bind_template_child (widget_class, NxReader, toasts);
  gtk_widget_class_bind_template_child (widget_class, NxReader, flap);
  gtk_widget_class_bind_template_child (widget_class, NxReader, contents);
  gtk_widget_class_bind_template_child (widget_class, NxReader, stack);
  gtk_widget_class_bind_template_child (widget_class, NxReader, problem_page);
  gtk_widget_class_bind_template_child (widget_class, NxReader, page);
  gtk_widget_class_bind_template_child (widget_class, NxReader, bar);
  gtk_widget_class_bind_template_callback (widget_class, bookmark_clicked_cb);
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
  g_type_ensure (NX_TYPE_READER_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-reader.ui");
  bind_children (widget_class);
  add_actions (widget_class);
}

static void
nx_reader_init (NxReader *self)
{
  GtkEventController *keys;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  set_words (self);

  keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->page, "moved", G_CALLBACK (moved_cb), self, 0);
  g_signal_connect_object (self->adaptive, "notify::width-class", G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->contents, "open", G_CALLBACK (open_cb), self, 0);
  g_signal_connect_object (nx_reader_page_get_view (self->page), "check-answer", G_CALLBACK (check_answer_cb), self, 0);
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
  self->module_id = g_strdup (module);
  self->asked_section = g_strdup (section);
  progress = get_progress (self);
  self->last_opened_us = progress != NULL ? progress->last_opened_us : 0;
  if (info != NULL)
    adw_window_title_set_title (self->title, info->title);
  fill_panels (self);
  nx_reading_style_apply (nx_context_get_settings (context), GTK_WIDGET (self->stack), nx_reader_page_get_clamp (self->page), TRUE);
  g_signal_connect_object (context, "language-changed", G_CALLBACK (language_changed_cb), self, G_CONNECT_SWAPPED);
  if (nx_context_get_progress (context) != NULL)
    g_signal_connect_object (nx_context_get_progress (context), "changed", G_CALLBACK (progress_changed_cb), self, G_CONNECT_SWAPPED);
  if (nx_context_get_study (context) == NULL)
    show_problem (self, "avatar-default-symbolic", _("Nobody is learning here yet"), _("Say who you are first; then the lesson opens."));
  else
    open_attempt (self, nx_context_can_save (context));
  return GTK_WIDGET (self);
}

const char *
nx_reader_get_section (NxReader *self)
{
  g_return_val_if_fail (NX_IS_READER (self), NULL);
  return self->module != NULL ? get_section (self)->id : NULL;
}
