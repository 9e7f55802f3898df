/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-console-page.h"

#include <glib/gi18n.h>

#include "nx-adaptive-bin.h"
#include "nx-block-view.h"
#include "nx-console-agenda.h"
#include "nx-console-timer.h"
#include "nx-console-vote.h"
#include "nx-dialog.h"
#include "nx-notice.h"
#include "nx-page.h"
#include "nx-presenter.h"
#include "nx-slide-list.h"
#include "nx-text.h"
#include "nx-words.h"

#define SLIDES_WIDTH_PX 612
/* Wider than in the design, which has no steppers: hands are counted for two places in one line. */
#define SIDE_WIDTH_PX 348
#define NEXT_WIDTH_PX 224

#define N_NOTES_SIZES 5
#define NOTES_SIZE_USUAL 1

struct _NxConsolePage
{
  AdwBin parent_instance;

  NxAdaptiveBin *adaptive;
  AdwWindowTitle *title;
  GtkButton *back_button;
  GtkMenuButton *screens_button;
  GtkWidget *end_button;
  NxNotice *notice;
  GtkBox *columns;
  GtkWidget *slides_column, *side_column, *next_frame;
  GtkLabel *state_label;
  GtkLabel *number_label;
  GtkLabel *projector_label;
  GtkPicture *now_picture;
  GtkWidget *now_frame;
  GtkToggleButton *blank_button, *freeze_button, *pointer_button;
  GtkWidget *list_button;
  GtkPicture *next_picture;
  GtkLabel *next_label;
  GtkButton *previous_button, *next_button;
  GtkWidget *notes_card;
  NxBlockView *notes_view;
  GtkWidget *no_notes_label;
  NxConsoleTimer *timer;
  NxConsoleVote *vote;
  NxConsoleAgenda *agenda;

  NxContext *context;
  NxSession *session;
  NxBlockAids *aids;
  NxPresenter *presenter;
  NxProjector *projector;        /* while it is mapped */
  const NxSlide *noted;          /* whose notes are shown */
  int notes_size;
  GtkEventController *keys;      /* the window's, while this is mapped */
  guint tick_id;
  guint inhibit_cookie;
  AdwColorScheme scheme;         /* before it was mapped */
  gboolean updating;             /* the program sets what a person could set */
};

static void console_page_init_page (NxPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NxConsolePage, nx_console_page, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, console_page_init_page))

/* ---- Acts ---- */

static void update (NxConsolePage *self);

static void
show_failure (NxConsolePage *self,
              const GError  *error)
{
  g_autofree char *words = nx_problem_dup_words (error);

  nx_notice_show (self->notice, "error", words, NULL, NULL);
}

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (NxConsolePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (nx_session_act_finish (NX_SESSION (source), result, &error) || self->session == NULL)
    return;
  update (self);
  /* A key pressed where there is nothing to do is no trouble. */
  if (!g_error_matches (error, NX_SESSION_ERROR, NX_SESSION_ERROR_NOT_HERE))
    show_failure (self, error);
}

#define ACT(self, act, ...) nx_session_##act##_async ((self)->session, ##__VA_ARGS__, acted_cb, g_object_ref (self))

static const NxSessionState *
get_state (NxConsolePage *self)
{
  return nx_session_get_state (self->session);
}

/* The day that would begin with "next"; -1: none, there is more of this one. */
static int
get_day_to_begin (NxConsolePage *self)
{
  int day = nx_session_state_get_day (get_state (self));
  guint n_days = nx_plan_get_workshop (nx_session_get_plan (self->session))->days->len;

  if (nx_session_state_is_ended (get_state (self)))
    return -1;
  if (day < 0)
    return 0;
  if (nx_session_get_next_slide (self->session, NULL) >= 0 || (guint) day + 1 >= n_days)
    return -1;
  return day + 1;
}

static void
next_cb (NxConsolePage *self)
{
  int day = get_day_to_begin (self);

  if (day == 0 && nx_session_state_get_day (get_state (self)) < 0)
    ACT (self, start_day, 0);
  else if (day < 0)
    ACT (self, next);
}

/* A later day begins by its button alone: a clicker pressed once too often must not. */
static void
next_clicked_cb (NxConsolePage *self)
{
  int day = get_day_to_begin (self);

  if (day >= 0)
    ACT (self, start_day, (guint) day);
  else
    next_cb (self);
}

static void
previous_cb (NxConsolePage *self)
{
  ACT (self, back);
}

static void
set_screen (NxConsolePage *self,
            NxScreen       screen)
{
  NxScreen now = nx_session_state_get_screen (get_state (self));

  ACT (self, set_screen, now == screen ? NX_SCREEN_LIVE : screen);
}

static void
blank_toggled_cb (NxConsolePage *self)
{
  if (!self->updating)
    set_screen (self, NX_SCREEN_BLANK);
}

static void
freeze_toggled_cb (NxConsolePage *self)
{
  if (!self->updating)
    set_screen (self, NX_SCREEN_FROZEN);
}

static void
pointer_toggled_cb (NxConsolePage *self)
{
  if (!gtk_toggle_button_get_active (self->pointer_button))
    nx_slide_screen_set_pointer (nx_presenter_get_screen (self->presenter), NULL);
}

static void
part_cb (NxConsolePage *self,
         guint          item)
{
  ACT (self, go_to, nx_deck_get_first (nx_session_get_deck (self->session), item));
}

static void
day_cb (NxConsolePage *self,
        guint          day)
{
  ACT (self, start_day, day);
}

static void
add_minute_cb (NxConsolePage *self)
{
  NxSlidePlace place;

  nx_session_state_get_place (get_state (self), &place);
  if (place.item >= 0)
    ACT (self, add_minutes, (guint) place.item, 1);
}

static void
reset_timer_cb (NxConsolePage *self)
{
  ACT (self, reset_timer);
}

static void
vote_failed_cb (NxConsolePage *self,
                const GError  *error)
{
  show_failure (self, error);
}

/* ---- Slides by name and number ---- */

static void
slide_chosen_cb (NxConsolePage *self,
                 guint          slide)
{
  ACT (self, go_to, slide);
}

static void
show_list (NxConsolePage *self)
{
  GtkWidget *list = nx_slide_list_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->session, self->presenter);

  g_signal_connect_object (list, "chosen", G_CALLBACK (slide_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (list));
}

/* ---- The end ---- */

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (NxConsolePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL)
    return;
  if (nx_session_act_finish (NX_SESSION (source), result, &error))
    nx_navigate_back (GTK_WIDGET (self));
  else if (!g_error_matches (error, NX_SESSION_ERROR, NX_SESSION_ERROR_NOT_HERE))
    show_failure (self, error);
}

static void
end_response_cb (NxConsolePage *self,
                 const char    *response)
{
  if (g_str_equal (response, "end") && self->session != NULL)
    nx_session_end_async (self->session, ended_cb, g_object_ref (self));
}

static void
end_clicked_cb (NxConsolePage *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("End the session?"),
                                              _("Slides, times and votes are saved. It cannot be gone on with afterwards."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Continue"), "end", _("_End session"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "end", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (end_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- What is shown ---- */

static void
show_notes (NxConsolePage *self,
            const NxSlide *slide)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();

  if (slide == self->noted)
    return;
  self->noted = slide;
  for (guint i = 0; slide != NULL && i < slide->notes->len; i++)
    {
      const NxBlock *notes = g_ptr_array_index (slide->notes, i);

      for (guint j = 0; j < notes->blocks->len; j++)
        g_ptr_array_add (blocks, g_ptr_array_index (notes->blocks, j));
    }
  nx_block_view_set_blocks (self->notes_view, self->aids, blocks, 1, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->notes_view), blocks->len > 0);
  gtk_widget_set_visible (self->no_notes_label, blocks->len == 0);
}

static void
name_toggle (GtkToggleButton *button,
             const char      *on,
             const char      *off)
{
  nx_text_set_accessible (GTK_WIDGET (button), gtk_toggle_button_get_active (button) ? on : off, NULL);
}

static void
show_screen_state (NxConsolePage *self)
{
  NxScreen screen = nx_session_state_get_screen (get_state (self));
  int ahead = nx_session_get_ahead (self->session);
  g_autofree char *frozen = ahead > 0 ? g_strdup_printf (ngettext ("Frozen · ahead by %d", "Frozen · ahead by %d", ahead), ahead)
                                      : g_strdup (C_("projector", "Frozen"));

  self->updating = TRUE;
  gtk_toggle_button_set_active (self->blank_button, screen == NX_SCREEN_BLANK);
  gtk_toggle_button_set_active (self->freeze_button, screen == NX_SCREEN_FROZEN);
  self->updating = FALSE;
  name_toggle (self->blank_button, _("Blank the projector, on"), _("Blank the projector, off"));
  name_toggle (self->freeze_button, _("Freeze the projector, on"), _("Freeze the projector, off"));
  gtk_label_set_text (self->state_label, screen == NX_SCREEN_BLANK ? C_("projector", "Blank")
                                         : screen == NX_SCREEN_FROZEN ? frozen
                                         : _("On screen now"));
  if (screen == NX_SCREEN_LIVE)
    gtk_widget_remove_css_class (self->now_frame, "held");
  else
    gtk_widget_add_css_class (self->now_frame, "held");
}

static void
show_place (NxConsolePage *self)
{
  int audience = nx_session_get_audience_slide (self->session, NULL);
  guint n = nx_deck_get_n_slides (nx_session_get_deck (self->session));
  int day = get_day_to_begin (self);
  g_autofree char *number = audience >= 0 ? g_strdup_printf (_("Slide %d of %u"), audience + 1, n) : g_strdup ("");
  g_autofree char *text = nx_slide_screen_dup_text (nx_presenter_get_screen (self->presenter));
  g_autofree char *name = g_strdup_printf ("%s, %s", number, text);
  gboolean ended = nx_session_state_is_ended (get_state (self));

  gtk_label_set_text (self->number_label, number);
  nx_text_set_accessible (GTK_WIDGET (self->now_picture), name, NULL);
  gtk_button_set_label (self->next_button, day == 0 ? _("Start the day") : day > 0 ? _("Start the next day") : C_("slide", "Next"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->next_button), !ended && (day >= 0 || nx_session_get_next_slide (self->session, NULL) >= 0));
  gtk_widget_set_sensitive (GTK_WIDGET (self->previous_button), !ended && nx_session_get_slide (self->session, NULL) > 0);
  gtk_widget_set_sensitive (self->end_button, !ended);
  gtk_label_set_text (self->next_label, nx_session_get_next_slide (self->session, NULL) >= 0 ? C_("slide", "Next") : _("The day ends here"));
}

static void
show_titles (NxConsolePage *self)
{
  const NxWorkshop *workshop = nx_plan_get_workshop (nx_session_get_plan (self->session));
  int day = nx_session_state_get_day (get_state (self));
  const NxAgendaDay *today = g_ptr_array_index (workshop->days, (guint) MAX (day, 0));

  nx_text_set_titles (self->title, workshop->title, today->title);
}

static void
update (NxConsolePage *self)
{
  int slide = nx_session_get_slide (self->session, NULL);

  show_titles (self);
  show_screen_state (self);
  show_place (self);
  show_notes (self, slide >= 0 ? nx_deck_get_slide (nx_session_get_deck (self->session), (guint) slide) : NULL);
  nx_console_timer_show (self->timer, self->session, nx_context_get_clock (self->context));
}

static gboolean
tick_cb (gpointer user_data)
{
  NxConsolePage *self = user_data;

  nx_presenter_tick (self->presenter);
  nx_console_timer_show (self->timer, self->session, nx_context_get_clock (self->context));
  nx_console_agenda_tick (self->agenda);
  return G_SOURCE_CONTINUE;
}

/* ---- Notes ---- */

static void
set_notes_size (NxConsolePage *self,
                int            size)
{
  g_autofree char *before = g_strdup_printf ("notes-size-%d", self->notes_size);
  g_autofree char *after = NULL;

  self->notes_size = CLAMP (size, 0, N_NOTES_SIZES - 1);
  after = g_strdup_printf ("notes-size-%d", self->notes_size);
  gtk_widget_remove_css_class (self->notes_card, before);
  gtk_widget_add_css_class (self->notes_card, after);
}

static void
smaller_cb (NxConsolePage *self)
{
  set_notes_size (self, self->notes_size - 1);
}

static void
larger_cb (NxConsolePage *self)
{
  set_notes_size (self, self->notes_size + 1);
}

/* ---- Pointer ---- */

static void
pointer_moved_cb (NxConsolePage *self,
                  double         x,
                  double         y)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self->now_picture)), height = gtk_widget_get_height (GTK_WIDGET (self->now_picture));

  if (gtk_toggle_button_get_active (self->pointer_button) && width > 0 && height > 0)
    nx_slide_screen_set_pointer (nx_presenter_get_screen (self->presenter), &GRAPHENE_POINT_INIT ((float) (x / width), (float) (y / height)));
}

static void
pointer_left_cb (NxConsolePage *self)
{
  nx_slide_screen_set_pointer (nx_presenter_get_screen (self->presenter), NULL);
}

/* ---- Keys ---- */

static void
toggle (GtkToggleButton *button)
{
  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
}

/* Clickers send Page Up and Page Down, a few also F5, Escape, B and the full stop. The arrows follow the slides' direction. */
static gboolean
press (NxConsolePage *self,
       guint          keyval)
{
  gboolean rtl = nx_language_get_direction (nx_agenda_get_language (nx_session_get_agenda (self->session))) == GTK_TEXT_DIR_RTL;

  switch (gdk_keyval_to_lower (keyval))
    {
    case GDK_KEY_Page_Down:
    case GDK_KEY_space:
    case GDK_KEY_F5:
      next_cb (self);
      return TRUE;
    case GDK_KEY_Page_Up:
      previous_cb (self);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_Left:
      if ((gdk_keyval_to_lower (keyval) == GDK_KEY_Right) != rtl)
        next_cb (self);
      else
        previous_cb (self);
      return TRUE;
    case GDK_KEY_b:
    case GDK_KEY_period:
      set_screen (self, NX_SCREEN_BLANK);
      return TRUE;
    case GDK_KEY_f:
      set_screen (self, NX_SCREEN_FROZEN);
      return TRUE;
    case GDK_KEY_p:
      toggle (self->pointer_button);
      return TRUE;
    case GDK_KEY_v:
      nx_console_vote_toggle (self->vote);
      return TRUE;
    case GDK_KEY_r:
      nx_console_vote_toggle_results (self->vote);
      return TRUE;
    case GDK_KEY_o:
    case GDK_KEY_g:
      show_list (self);
      return TRUE;
    case GDK_KEY_t:
      reset_timer_cb (self);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      larger_cb (self);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      smaller_cb (self);
      return TRUE;
    case GDK_KEY_Escape:
      /* Never the session: a clicker sends it, too. */
      gtk_toggle_button_set_active (self->pointer_button, FALSE);
      return TRUE;
    default:
      return FALSE;
    }
}

/* What a key does where the focus stands comes first: a number is typed, a button pressed. */
static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        gpointer               user_data)
{
  NxConsolePage *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *spin;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK))
    return FALSE;
  if (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return FALSE;
  if (nx_focus_is_in_text (GTK_WIDGET (self)) && keyval != GDK_KEY_Page_Down && keyval != GDK_KEY_Page_Up)
    return FALSE;
  if (keyval == GDK_KEY_space && focus != NULL && GTK_IS_BUTTON (focus))
    return FALSE;
  /* A count that is half typed counts, wherever the key leads. */
  spin = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_SPIN_BUTTON) : NULL;
  if (spin != NULL)
    gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  return press (self, keyval);
}

/* On the window: when what had the focus is gone with its slide, no widget has it for a moment, and a clicker does not wait. */
static void
listen_to_keys (NxConsolePage *self,
                GtkWidget     *window)
{
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_name (self->keys, "nx-console-keys");
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (window, self->keys);
}

/* The audience's window has nothing of its own to do with a key. */
static gboolean
audience_key_cb (GtkEventControllerKey *controller,
                 guint                  keyval,
                 guint                  keycode,
                 GdkModifierType        state,
                 gpointer               user_data)
{
  return press (user_data, keyval);
}

/* ---- Screens ---- */

static void
listen_to_audience (NxConsolePage *self)
{
  GtkWindow *window = nx_projector_get_window (self->projector);
  GtkEventController *keys;

  if (window == NULL || g_object_get_data (G_OBJECT (window), "nx-console") == self)
    return;
  g_object_set_data (G_OBJECT (window), "nx-console", self);
  keys = gtk_event_controller_key_new ();
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (audience_key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
}

static void
projector_changed_cb (NxConsolePage *self)
{
  g_autofree char *words = NULL;
  int width, height;

  listen_to_audience (self);
  nx_projector_get_size (self->projector, &width, &height);
  switch (nx_projector_get_state (self->projector))
    {
    case NX_PROJECTOR_MONITOR:
      words = g_strdup_printf (_("Projector, %d × %d"), width, height);
      nx_notice_hide (self->notice);
      break;
    case NX_PROJECTOR_WINDOW:
      words = g_strdup (_("In a window"));
      nx_notice_hide (self->notice);
      break;
    case NX_PROJECTOR_LOST:
      words = g_strdup (_("No second screen"));
      nx_notice_show (self->notice, "warning", _("The projector was disconnected. Your place is kept."), _("Present in a window"), "console.window");
      break;
    case NX_PROJECTOR_NONE:
    default:
      words = g_strdup (_("No second screen"));
      nx_notice_show (self->notice, NULL, _("No second screen. Connect the projector, or present in a window."), _("Present in a window"), "console.window");
    }
  gtk_label_set_text (self->projector_label, words);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "console.window", nx_projector_get_state (self->projector) != NX_PROJECTOR_WINDOW);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "console.projector",
                                 nx_projector_get_state (self->projector) == NX_PROJECTOR_WINDOW && nx_projector_count_monitors (self->projector) > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "console.swap", nx_projector_get_state (self->projector) == NX_PROJECTOR_MONITOR);
}

static void
window_action_cb (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  nx_projector_set_in_window (NX_CONSOLE_PAGE (widget)->projector, TRUE);
}

static void
projector_action_cb (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  nx_projector_set_in_window (NX_CONSOLE_PAGE (widget)->projector, FALSE);
}

static void
swap_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  nx_projector_swap (NX_CONSOLE_PAGE (widget)->projector);
}

static void
dark_action_cb (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  NxPresenter *presenter = NX_CONSOLE_PAGE (widget)->presenter;

  nx_presenter_set_dark (presenter, !nx_presenter_get_dark (presenter));
}

/* ---- Page ---- */

/* Everything is stored as it happens; what is asked for and not stored yet comes first. */
static void
leave (NxPage     *page,
       NxPageLeft  done,
       gpointer    user_data)
{
  NxConsolePage *self = NX_CONSOLE_PAGE (page);

  if (self->projector != NULL)
    nx_projector_close (self->projector);
  done (user_data);
}

/* At Next, not at Back: the space bar presses what has the focus. */
static void
take_focus (NxPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (NX_CONSOLE_PAGE (page)->next_button));
}

static void
console_page_init_page (NxPageInterface *iface)
{
  iface->leave = leave;
  iface->take_focus = take_focus;
}

static void
width_changed_cb (NxConsolePage *self)
{
  gboolean wide = nx_adaptive_bin_get_width_class (self->adaptive) == NX_WIDTH_WIDE;

  gtk_widget_set_size_request (self->slides_column, wide ? SLIDES_WIDTH_PX : -1, -1);
  gtk_widget_set_size_request (self->next_frame, NEXT_WIDTH_PX / (wide ? 1 : 2), NEXT_WIDTH_PX * 9 / 16 / (wide ? 1 : 2));
  gtk_widget_set_size_request (self->side_column, wide ? SIDE_WIDTH_PX : -1, -1);
  /* Below each other, all of them is scrolled by what is around them. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->side_column), GTK_POLICY_NEVER, wide ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
}

static void
nx_console_page_map (GtkWidget *widget)
{
  NxConsolePage *self = NX_CONSOLE_PAGE (widget);
  GtkWindow *window;

  GTK_WIDGET_CLASS (nx_console_page_parent_class)->map (widget);
  if (self->projector != NULL || self->session == NULL)
    return;
  window = GTK_WINDOW (gtk_widget_get_root (widget));
  self->projector = nx_projector_new (widget, nx_presenter_get_screen (self->presenter));
  g_signal_connect_object (self->projector, "changed", G_CALLBACK (projector_changed_cb), self, G_CONNECT_SWAPPED);
  projector_changed_cb (self);
  if (gtk_window_get_application (window) != NULL)
    self->inhibit_cookie = gtk_application_inhibit (gtk_window_get_application (window), window, GTK_APPLICATION_INHIBIT_IDLE | GTK_APPLICATION_INHIBIT_SUSPEND,
                                                    _("A workshop is under way"));
  listen_to_keys (self, GTK_WIDGET (window));
  self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
  /* Whatever the person likes: a bright laptop lights the presenter's face, and the room. */
  self->scheme = adw_style_manager_get_color_scheme (adw_style_manager_get_default ());
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
}

static void
nx_console_page_unmap (GtkWidget *widget)
{
  NxConsolePage *self = NX_CONSOLE_PAGE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->inhibit_cookie != 0 && window != NULL && gtk_window_get_application (window) != NULL)
    gtk_application_uninhibit (gtk_window_get_application (window), self->inhibit_cookie);
  self->inhibit_cookie = 0;
  if (self->keys != NULL && window != NULL)
    gtk_widget_remove_controller (GTK_WIDGET (window), self->keys);
  self->keys = NULL;
  if (self->projector != NULL)
    {
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), self->scheme);
      nx_projector_close (self->projector);
    }
  g_clear_object (&self->projector);
  GTK_WIDGET_CLASS (nx_console_page_parent_class)->unmap (widget);
}

static void
nx_console_page_dispose (GObject *object)
{
  NxConsolePage *self = NX_CONSOLE_PAGE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->projector);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_CONSOLE_PAGE);
  g_clear_object (&self->presenter);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_console_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, NxConsolePage, name)
  BIND (adaptive);
  BIND (title);
  BIND (back_button);
  BIND (screens_button);
  BIND (end_button);
  BIND (notice);
  BIND (columns);
  BIND (slides_column);
  BIND (side_column);
  BIND (next_frame);
  BIND (state_label);
  BIND (number_label);
  BIND (projector_label);
  BIND (now_picture);
  BIND (now_frame);
  BIND (blank_button);
  BIND (freeze_button);
  BIND (pointer_button);
  BIND (list_button);
  BIND (next_picture);
  BIND (next_label);
  BIND (previous_button);
  BIND (next_button);
  BIND (notes_card);
  BIND (notes_view);
  BIND (no_notes_label);
  BIND (timer);
  BIND (vote);
  BIND (agenda);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, blank_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, freeze_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, pointer_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_list);
  gtk_widget_class_bind_template_callback (widget_class, smaller_cb);
  gtk_widget_class_bind_template_callback (widget_class, larger_cb);
  gtk_widget_class_bind_template_callback (widget_class, end_clicked_cb);
}

static void
nx_console_page_class_init (NxConsolePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_console_page_dispose;
  widget_class->map = nx_console_page_map;
  widget_class->unmap = nx_console_page_unmap;
  g_type_ensure (NX_TYPE_ADAPTIVE_BIN);
  g_type_ensure (NX_TYPE_BLOCK_VIEW);
  g_type_ensure (NX_TYPE_CONSOLE_AGENDA);
  g_type_ensure (NX_TYPE_CONSOLE_TIMER);
  g_type_ensure (NX_TYPE_CONSOLE_VOTE);
  g_type_ensure (NX_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-console-page.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "console.window", NULL, window_action_cb);
  gtk_widget_class_install_action (widget_class, "console.projector", NULL, projector_action_cb);
  gtk_widget_class_install_action (widget_class, "console.swap", NULL, swap_action_cb);
  gtk_widget_class_install_action (widget_class, "console.dark", NULL, dark_action_cb);
}

static void
add_controllers (NxConsolePage *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_object (motion, "motion", G_CALLBACK (pointer_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (pointer_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->now_picture), motion);
}

static void
nx_console_page_init (NxConsolePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_name_control (GTK_WIDGET (self->back_button), _("Back"));
  nx_text_name_control (GTK_WIDGET (self->screens_button), _("Screens"));
  name_toggle (self->pointer_button, _("Pointer"), _("Pointer"));
  nx_text_set_accessible (self->list_button, C_("projector", "Overview"), NULL);
  self->notes_size = NOTES_SIZE_USUAL;
  set_notes_size (self, NOTES_SIZE_USUAL);
  add_controllers (self);
  width_changed_cb (self);
  g_signal_connect_object (self->adaptive, "notify::width-class", G_CALLBACK (width_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->agenda, "part", G_CALLBACK (part_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->agenda, "day", G_CALLBACK (day_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timer, "add-minute", G_CALLBACK (add_minute_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timer, "reset", G_CALLBACK (reset_timer_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->vote, "failed", G_CALLBACK (vote_failed_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
nx_console_page_new (NxContext      *context,
                     NxPresentation *presentation)
{
  NxConsolePage *self = g_object_new (NX_TYPE_CONSOLE_PAGE, NULL);
  PangoContext *pango = gtk_widget_create_pango_context (GTK_WIDGET (self));

  self->context = g_object_ref (context);
  self->session = g_object_ref (presentation->session);
  self->aids = nx_block_aids_ref (presentation->aids);
  self->presenter = nx_presenter_new (self->session, self->aids, pango);
  g_object_unref (pango);
  gtk_picture_set_paintable (self->now_picture, GDK_PAINTABLE (nx_presenter_get_screen (self->presenter)));
  gtk_picture_set_paintable (self->next_picture, GDK_PAINTABLE (nx_presenter_get_preview (self->presenter)));
  nx_console_vote_set_session (self->vote, self->session, self->presenter);
  nx_console_agenda_set_session (self->agenda, self->session);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

NxSession *
nx_console_page_get_session (NxConsolePage *self)
{
  g_return_val_if_fail (NX_IS_CONSOLE_PAGE (self), NULL);

  return self->session;
}

NxProjector *
nx_console_page_get_projector (NxConsolePage *self)
{
  g_return_val_if_fail (NX_IS_CONSOLE_PAGE (self), NULL);

  return self->projector;
}
