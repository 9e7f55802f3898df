/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A test. The attempt draws, stores and judges; this page shows one question, hands the answer over, and
 * shows the judgement only when it is durable.
 */

#define G_LOG_DOMAIN "nx-test"

#include "config.h"

#include "nx-test-page.h"

#include "nx-adaptive-bin.h"
#include "nx-page.h"
#include "nx-pages.h"
#include "nx-question-view.h"
#include "nx-result-view.h"
#include "nx-segments.h"
#include "nx-text.h"
#include "nx-toast.h"
#include "nx-words.h"

#include <glib/gi18n.h>

struct _NxTestPage
{
  AdwBin parent_instance;
  NxAdaptiveBin *adaptive;
  GtkLabel *title_label, *number_label;
  NxSegments *segments;
  GtkWidget *back_button, *help_button;
  GtkLabel *help_label;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *status_page;
  GtkWidget *ask_box, *practice_button, *counts_button;
  GtkScrolledWindow *scroller;
  NxQuestionView *question_view;
  NxResultView *result_view;
  GtkActionBar *bar;
  GtkWidget *hints_box, *answer_hint;
  GtkLabel *last_key_label, *answer_hint_label, *enter_key_label, *enter_hint_label;
  GtkWidget *main_button;

  NxContext *context;
  char *module_id;
  GCancellable *cancellable;
  NxTestAttempt *attempt;
  NxModule *module;             /* held: the questions on the page belong to what the attempt holds with it */
  NxBlockAids *aids;
  gboolean busy;
  gboolean language_waits;      /* changed while an act was under way */
  char **waiting_response;      /* chosen, across a change of language */
  NxConfidence waiting_confidence;
};

static void nx_test_page_page_init (NxPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NxTestPage, nx_test_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, nx_test_page_page_init))

static void open_attempt (NxTestPage *self, NxRunAsked asked);
static void change_language (NxTestPage *self);

/* ---- What is shown ---- */

static gboolean
is_answered (NxTestPage *self)
{
  guint index = nx_test_attempt_get_index (self->attempt);

  return index < nx_test_attempt_get_n_questions (self->attempt) && nx_test_attempt_get_judgement (self->attempt, index) != NULL;
}

static void
update_header (NxTestPage *self)
{
  guint n = nx_test_attempt_get_n_questions (self->attempt);
  guint index = nx_test_attempt_get_index (self->attempt);
  gboolean ended = index >= n;
  gboolean narrow = nx_adaptive_bin_get_width_class (self->adaptive) == NX_WIDTH_NARROW;
  const char *title = self->module->test->title;
  g_autofree char *number = NULL;

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), title);
  if (ended)
    number = g_strdup (_("Result"));
  else
    number = g_strdup_printf (_("Question %u of %u"), index + 1, n);
  /* Both have no room beside each other in a narrow window; which question it is matters more. */
  gtk_label_set_text (self->title_label, narrow && !ended ? number : title);
  gtk_label_set_text (self->number_label, narrow || ended ? "" : number);
  nx_segments_set (self->segments, n, index + (ended ? 0 : is_answered (self) ? 1 : .5), number, FALSE);
  nx_text_set_accessible (GTK_WIDGET (self->segments), _("Progress"), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->segments), TRUE);
}

static void
update_help (NxTestPage *self)
{
  guint n = nx_test_attempt_get_n_questions (self->attempt);
  int percent = (int) (self->module->test->mastery * 100 + .5);
  g_autofree char *questions = g_strdup_printf (g_dngettext (NULL, "%u question, without a time limit.", "%u questions, without a time limit.", n), n);
  g_autofree char *mark = g_strdup_printf (_("The pass mark is %d percent. Where several answers are right, each right choice counts and each wrong one takes a point away, never below zero."), percent);
  g_autofree char *words = g_strdup_printf ("%s\n\n%s\n\n%s%s%s", questions, mark,
                                            _("Each answer is saved before you see what became of it. Close the page at any time: the test goes on at the same question."),
                                            nx_test_attempt_is_counting (self->attempt) ? "" : "\n\n",
                                            nx_test_attempt_is_counting (self->attempt) ? "" : _("This run is practice. It is not part of your record."));

  gtk_label_set_text (self->help_label, words);
  gtk_widget_set_visible (self->help_button, TRUE);
}

static void
update_bar (NxTestPage *self)
{
  guint n = nx_test_attempt_get_n_questions (self->attempt);
  guint index = nx_test_attempt_get_index (self->attempt);
  gboolean narrow = nx_adaptive_bin_get_width_class (self->adaptive) == NX_WIDTH_NARROW;
  gboolean answered;
  g_auto (GStrv) response = NULL;
  g_autofree char *last_key = NULL;

  gtk_action_bar_set_revealed (self->bar, index < n);
  if (index >= n)
    return;
  answered = is_answered (self);
  response = nx_question_view_dup_response (self->question_view);
  last_key = g_strdup_printf ("%u", MIN (9, nx_test_attempt_get_question (self->attempt, index)->options->len));
  gtk_button_set_label (GTK_BUTTON (self->main_button), !answered ? _("Check answer") : index + 1 < n ? _("Next question") : _("See your result"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "test.go-on", !self->busy && (answered || response[0] != NULL));
  gtk_widget_set_visible (self->hints_box, !narrow);
  gtk_widget_set_visible (self->answer_hint, !answered);
  gtk_label_set_text (self->last_key_label, last_key);
  gtk_label_set_text (self->enter_hint_label, answered ? C_("key hint", "next") : C_("key hint", "check"));
}

static void
show_question (NxTestPage *self,
               gboolean    take_focus)
{
  guint index = nx_test_attempt_get_index (self->attempt);
  const NxJudgement *judgement = nx_test_attempt_get_judgement (self->attempt, index);

  nx_question_view_set_question (self->question_view, self->aids, nx_test_attempt_get_question (self->attempt, index),
                                 nx_test_attempt_get_order (self->attempt, index));
  nx_question_view_set_narrow (self->question_view, nx_adaptive_bin_get_width_class (self->adaptive) == NX_WIDTH_NARROW);
  if (judgement != NULL)
    {
      nx_question_view_set_choice (self->question_view, nx_test_attempt_get_response (self->attempt, index), nx_test_attempt_get_confidence (self->attempt, index));
      nx_question_view_show_judgement (self->question_view, judgement, take_focus);
    }
  gtk_stack_set_visible_child_name (self->stack, "question");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  update_header (self);
  update_bar (self);
  if (judgement == NULL && take_focus)
    nx_question_view_focus_answers (self->question_view);
}

static void
show_result (NxTestPage *self,
             gboolean    take_focus)
{
  nx_result_view_show (self->result_view, self->aids, self->attempt);
  gtk_stack_set_visible_child_name (self->stack, "result");
  update_header (self);
  update_bar (self);
  if (take_focus)
    nx_result_view_focus (self->result_view);
}

static void
show_now (NxTestPage *self,
          gboolean    take_focus)
{
  update_help (self);
  if (nx_test_attempt_get_index (self->attempt) < nx_test_attempt_get_n_questions (self->attempt))
    show_question (self, take_focus);
  else
    show_result (self, take_focus);
}

static void
show_status (NxTestPage *self,
             const char *icon,
             const char *title,
             const char *words,
             gboolean    ask)
{
  adw_status_page_set_icon_name (self->status_page, icon);
  adw_status_page_set_title (self->status_page, title);
  adw_status_page_set_description (self->status_page, words);
  gtk_widget_set_visible (self->ask_box, ask);
  gtk_stack_set_visible_child_name (self->stack, "status");
  gtk_action_bar_set_revealed (self->bar, FALSE);
}

static void
show_closed (NxTestPage *self)
{
  show_status (self, "nx-lock-symbolic", _("You can read, but not save"),
               _("The data folder is full or read-only. Answers you give now would be lost, so tests and scenarios are closed."), FALSE);
}

/* ---- Acts ---- */

static void
set_busy (NxTestPage *self,
          gboolean    busy)
{
  self->busy = busy;
  update_bar (self);
  if (!busy && self->language_waits)
    {
      self->language_waits = FALSE;
      change_language (self);
    }
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (NxTestPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean stored = nx_test_attempt_answer_finish (NX_TEST_ATTEMPT (source), result, &error);

  if (self->attempt == NULL)    /* the page is gone */
    return;
  if (stored)
    nx_question_view_show_judgement (self->question_view, nx_test_attempt_get_judgement (self->attempt, nx_test_attempt_get_index (self->attempt)), TRUE);
  else
    nx_question_view_show_problem (self->question_view, error);
  update_header (self);
  set_busy (self, FALSE);
}

static void
next_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (NxTestPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean stored = nx_test_attempt_next_finish (NX_TEST_ATTEMPT (source), result, &error);

  if (self->attempt == NULL)
    return;
  self->busy = FALSE;
  if (stored)
    show_now (self, TRUE);
  else
    nx_question_view_show_problem (self->question_view, error);
  set_busy (self, FALSE);
}

static void
go_on_action_cb (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  NxTestPage *self = NX_TEST_PAGE (widget);
  g_auto (GStrv) response = NULL;

  if (self->attempt == NULL || self->busy || nx_test_attempt_get_index (self->attempt) >= nx_test_attempt_get_n_questions (self->attempt))
    return;
  if (is_answered (self))
    {
      set_busy (self, TRUE);
      nx_test_attempt_next_async (self->attempt, next_cb, g_object_ref (self));
      return;
    }
  response = nx_question_view_dup_response (self->question_view);
  if (response[0] == NULL)
    return;
  set_busy (self, TRUE);
  nx_test_attempt_answer_async (self->attempt, (const char *const *) response, nx_question_view_get_confidence (self->question_view), answered_cb, g_object_ref (self));
}

/* ---- Opening ---- */

static void
aids_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (NxTestPage) self = user_data;
  NxBlockAids *aids = nx_block_aids_load_finish (result, NULL);
  gboolean reloaded = self->aids != NULL;

  if (aids == NULL || self->attempt == NULL)
    {
      g_clear_pointer (&aids, nx_block_aids_unref);
      return;
    }
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  self->aids = aids;
  g_clear_pointer (&self->module, nx_module_unref);
  self->module = nx_module_ref ((NxModule *) nx_test_attempt_get_module (self->attempt));
  self->busy = FALSE;
  show_now (self, !reloaded);
  if (self->waiting_response != NULL)
    {
      nx_question_view_set_choice (self->question_view, (const char *const *) self->waiting_response, self->waiting_confidence);
      g_clear_pointer (&self->waiting_response, g_strfreev);
    }
  if (!reloaded && nx_test_attempt_was_resumed (self->attempt))
    {
      g_autofree char *words = g_strdup_printf (_("You stopped at question %u"), nx_test_attempt_get_index (self->attempt) + 1);

      adw_toast_overlay_add_toast (self->toasts, nx_toast_new (GTK_WIDGET (self->toasts), words, NULL));
    }
  set_busy (self, FALSE);
}

static void
load_aids (NxTestPage *self)
{
  NxStudy *study = nx_context_get_study (self->context);

  /* Nobody learns any more, or somebody else: this page is on its way out. */
  if (study == NULL)
    return;
  nx_block_aids_load_async (nx_context_get_library (self->context), nx_study_get_language (study),
                            NULL, NULL, self->cancellable, aids_loaded_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxTestPage) self = user_data;
  g_autoptr (GError) error = NULL;
  NxTestAttempt *attempt = nx_test_attempt_open_finish (result, &error);

  if (attempt != NULL)
    {
      g_clear_object (&self->attempt);
      self->attempt = attempt;
      g_clear_pointer (&self->aids, nx_block_aids_unref);
      load_aids (self);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else if (g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_FULL) || g_error_matches (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_READ_ONLY))
    show_closed (self);
  else
    {
      g_warning ("Test of %s: %s", self->module_id, error->message);
      show_status (self, "dialog-warning-symbolic", _("This test cannot be opened"),
                   _("Its file in the lesson pack is damaged. Your record is safe. Add the pack again from a USB drive or your training office."), FALSE);
    }
}

static void
open_attempt (NxTestPage *self,
              NxRunAsked  asked)
{
  nx_test_attempt_open_async (nx_context_get_study (self->context), self->module_id, asked, self->cancellable, opened_cb, g_object_ref (self));
}

static void
ask_practice_cb (NxTestPage *self)
{
  open_attempt (self, NX_ASK_PRACTICE);
}

static void
ask_counts_cb (NxTestPage *self)
{
  open_attempt (self, NX_ASK_COUNTS);
}

/* Again after a pass: a new registration only if the person says so. */
static void
show_question_of_kind (NxTestPage *self)
{
  show_status (self, "nx-retry-symbolic", _("You have passed this test"),
               _("Take it again for practice, or let it count: then it is a new run in your record. What you have passed stays."), TRUE);
  gtk_widget_grab_focus (self->practice_button);
}

static void
try_again_cb (NxTestPage *self)
{
  const NxTestResult *result = nx_test_attempt_get_result (self->attempt);

  show_status (self, "nx-retry-symbolic", _("Try again"),
               result->passed ? _("Take it again for practice, or let it count: then it is a new run in your record. What you have passed stays.")
                              : _("Take it for practice, or let it count towards the module."),
               TRUE);
  gtk_widget_grab_focus (self->counts_button);
}

static void
to_module_cb (NxTestPage *self)
{
  nx_navigate_back (GTK_WIDGET (self));
}

/* ---- Language ---- */

static void
language_stored_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (NxTestPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->attempt == NULL)
    return;
  if (nx_test_attempt_change_language_finish (NX_TEST_ATTEMPT (source), result, &error))
    load_aids (self);
  else
    {
      nx_question_view_show_problem (self->question_view, error);
      g_clear_pointer (&self->waiting_response, g_strfreev);
      set_busy (self, FALSE);
    }
}

static void
change_language (NxTestPage *self)
{
  if (self->busy)
    {
      self->language_waits = TRUE;
      return;
    }
  if (nx_test_attempt_get_index (self->attempt) < nx_test_attempt_get_n_questions (self->attempt) && !is_answered (self))
    {
      g_strfreev (self->waiting_response);
      self->waiting_response = nx_question_view_dup_response (self->question_view);
      self->waiting_confidence = nx_question_view_get_confidence (self->question_view);
    }
  set_busy (self, TRUE);
  nx_test_attempt_change_language_async (self->attempt, language_stored_cb, g_object_ref (self));
}

static void
set_words (NxTestPage *self)
{
  nx_text_name_control (self->back_button, _("Back"));
  nx_text_name_control (self->help_button, _("About this test"));
  gtk_button_set_label (GTK_BUTTON (self->practice_button), _("Practice"));
  gtk_button_set_label (GTK_BUTTON (self->counts_button), _("It counts"));
  gtk_label_set_text (self->answer_hint_label, C_("key hint", "answer"));
  gtk_label_set_text (self->enter_key_label, C_("name of a key", "Enter"));
}

static void
language_changed_cb (NxTestPage *self)
{
  set_words (self);
  if (self->attempt != NULL && self->aids != NULL)
    change_language (self);
}

/* ---- Keys ---- */

/* Before the rows see them: Return would turn a focused answer over instead of checking it. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                NxTestPage            *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean on_button = focus != NULL && GTK_IS_BUTTON (focus);   /* toggles and links keep their Return */

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || self->attempt == NULL || self->busy ||
      !g_str_equal (nx_test_page_get_shown (self), "question") || (focus != NULL && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    return FALSE;
  if (nx_digit_from_keyval (keyval) > 0)
    return nx_question_view_press_digit (self->question_view, nx_digit_from_keyval (keyval));
  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && !on_button)
    {
      g_auto (GStrv) response = nx_question_view_dup_response (self->question_view);

      if (!is_answered (self) && response[0] == NULL)
        return FALSE;
      gtk_widget_activate_action (GTK_WIDGET (self), "test.go-on", NULL);
      return TRUE;
    }
  return FALSE;
}

static void
open_practice_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  nx_navigate_push (widget, nx_practice_page_new (NX_TEST_PAGE (widget)->context, g_variant_get_string (parameter, NULL)));
}

static void
width_changed_cb (NxTestPage *self)
{
  nx_question_view_set_narrow (self->question_view, nx_adaptive_bin_get_width_class (self->adaptive) == NX_WIDTH_NARROW);
  if (self->attempt == NULL || self->aids == NULL)
    return;
  update_header (self);
  update_bar (self);
}

/* ---- Life ---- */

/* Nothing is left to store: each answer was durable before it was shown, and the test resumes from them. */
static void
nx_test_page_leave (NxPage     *page,
                    NxPageLeft  done,
                    gpointer    user_data)
{
  g_cancellable_cancel (NX_TEST_PAGE (page)->cancellable);
  done (user_data);
}

static void
nx_test_page_page_init (NxPageInterface *iface)
{
  iface->leave = nx_test_page_leave;
}

static void
nx_test_page_dispose (GObject *object)
{
  NxTestPage *self = NX_TEST_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_TEST_PAGE);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->module, nx_module_unref);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_clear_pointer (&self->waiting_response, g_strfreev);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_test_page_parent_class)->dispose (object);
}

static void
nx_test_page_finalize (GObject *object)
{
  NxTestPage *self = NX_TEST_PAGE (object);

  g_object_unref (self->cancellable);
  g_free (self->module_id);
  G_OBJECT_CLASS (nx_test_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, adaptive);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, number_label);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, segments);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, help_button);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, help_label);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, status_page);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, ask_box);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, practice_button);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, counts_button);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, question_view);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, result_view);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, bar);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, hints_box);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, answer_hint);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, last_key_label);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, answer_hint_label);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, enter_key_label);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, enter_hint_label);
  gtk_widget_class_bind_template_child (widget_class, NxTestPage, main_button);
  gtk_widget_class_bind_template_callback (widget_class, ask_practice_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_counts_cb);
}

static void
nx_test_page_class_init (NxTestPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_test_page_dispose;
  object_class->finalize = nx_test_page_finalize;
  g_type_ensure (NX_TYPE_ADAPTIVE_BIN);
  g_type_ensure (NX_TYPE_QUESTION_VIEW);
  g_type_ensure (NX_TYPE_RESULT_VIEW);
  g_type_ensure (NX_TYPE_SEGMENTS);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-test-page.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "test.go-on", NULL, go_on_action_cb);
  gtk_widget_class_install_action (widget_class, "page.open-practice", "s", open_practice_cb);
}

static void
nx_test_page_init (NxTestPage *self)
{
  GtkEventController *keys;

  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_scale_clamps (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  set_words (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "test.go-on", FALSE);
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (self->question_view, "changed", G_CALLBACK (update_bar), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->result_view, "try-again", G_CALLBACK (try_again_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->result_view, "go-on", G_CALLBACK (to_module_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adaptive, "notify::width-class", G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
nx_test_page_new (NxContext  *context,
                  const char *module,
                  NxRunAsked  asked)
{
  NxTestPage *self = g_object_new (NX_TYPE_TEST_PAGE, NULL);
  NxProgress *progress = nx_context_get_progress (context);
  const NxModuleProgress *standing = progress != NULL ? nx_progress_get_module (progress, module) : NULL;

  self->context = g_object_ref (context);
  self->module_id = g_strdup (module);
  g_signal_connect_object (context, "language-changed", G_CALLBACK (language_changed_cb), self, G_CONNECT_SWAPPED);
  if (!nx_context_can_save (context) || nx_context_get_study (context) == NULL)
    show_closed (self);
  else if (asked == NX_ASK_RESUME && standing != NULL && standing->open_test == NULL && standing->passed)
    show_question_of_kind (self);
  else
    open_attempt (self, asked);
  return GTK_WIDGET (self);
}

const char *
nx_test_page_get_shown (NxTestPage *self)
{
  g_return_val_if_fail (NX_IS_TEST_PAGE (self), NULL);
  return gtk_stack_get_visible_child_name (self->stack);
}
