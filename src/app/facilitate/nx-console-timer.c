/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-console-timer.h"

#include <glib/gi18n.h>

#include "nx-text.h"

struct _NxConsoleTimer
{
  AdwBin parent_instance;
  GtkLabel *left_label;
  GtkLabel *left_words;
  GtkLabel *time_label;
  GtkLevelBar *bar;
  GtkLabel *plan_label;
  GtkWidget *buttons_box;
};

G_DEFINE_FINAL_TYPE (NxConsoleTimer, nx_console_timer, ADW_TYPE_BIN)

enum
{
  SIGNAL_ADD_MINUTE,
  SIGNAL_RESET,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

char *
nx_behind_dup_words (gint64 behind_s)
{
  int minutes = (int) (ABS (behind_s) / 60);

  if (minutes == 0)
    return g_strdup (_("On time"));
  if (behind_s > 0)
    return g_strdup_printf (ngettext ("%d minute behind the plan", "%d minutes behind the plan", minutes), minutes);
  return g_strdup_printf (ngettext ("%d minute ahead of the plan", "%d minutes ahead of the plan", minutes), minutes);
}

/* Read on focus, not every second. */
static void
name_timer (NxConsoleTimer       *self,
            const NxSessionTimes *times,
            const char           *plan)
{
  int minutes = (int) (ABS (times->left_s) / 60);
  g_autofree char *left = times->left_s >= 0 ? g_strdup_printf (ngettext ("%d minute left for this part", "%d minutes left for this part", minutes), minutes)
                                             : g_strdup_printf (ngettext ("%d minute over for this part", "%d minutes over for this part", minutes), minutes);
  g_autofree char *name = g_strdup_printf ("%s, %s", left, plan);

  nx_text_set_accessible (GTK_WIDGET (self->left_label), name, NULL);
}

static void
show_times (NxConsoleTimer       *self,
            NxSession            *session,
            const NxSessionTimes *times)
{
  gint64 left_s = ABS (times->left_s);
  g_autofree char *left = g_strdup_printf ("%s%02d:%02d", times->left_s < 0 ? "+" : "", (int) (left_s / 60), (int) (left_s % 60));
  g_autofree char *plan = nx_behind_dup_words (times->behind_s);
  NxSlidePlace place;
  guint minutes;

  nx_session_state_get_place (nx_session_get_state (session), &place);
  minutes = nx_session_state_get_minutes (nx_session_get_state (session), (guint) place.item);
  gtk_label_set_text (self->left_label, left);
  gtk_label_set_text (self->left_words, times->left_s < 0 ? _("over") : _("left for this part"));
  gtk_level_bar_set_value (self->bar, minutes > 0 ? CLAMP (1 - times->left_s / (60.0 * minutes), 0, 1) : 1);
  gtk_label_set_text (self->plan_label, plan);
  name_timer (self, times, plan);
  for (int late = 0; late < 2; late++)
    {
      GtkWidget *label = late ? GTK_WIDGET (self->plan_label) : GTK_WIDGET (self->left_label);

      if (late ? times->behind_s >= 60 : times->left_s < 0)
        gtk_widget_add_css_class (label, "late");
      else
        gtk_widget_remove_css_class (label, "late");
    }
}

void
nx_console_timer_show (NxConsoleTimer *self,
                       NxSession      *session,
                       NxClock        *clock)
{
  NxSessionTimes times;
  gboolean begun;
  g_autoptr (GDateTime) utc = NULL, local = NULL;
  g_autofree char *time = NULL;

  g_return_if_fail (NX_IS_CONSOLE_TIMER (self));

  utc = g_date_time_new_from_unix_utc (nx_clock_get_wall_us (clock) / G_USEC_PER_SEC);
  local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  time = local != NULL ? g_date_time_format (local, "%H:%M") : g_strdup ("");
  gtk_label_set_text (self->time_label, time);
  begun = nx_session_get_times (session, &times);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), begun);
  gtk_widget_set_visible (GTK_WIDGET (self->plan_label), begun);
  gtk_widget_set_visible (self->buttons_box, begun && !nx_session_state_is_ended (nx_session_get_state (session)));
  if (begun)
    {
      show_times (self, session, &times);
      return;
    }
  gtk_label_set_text (self->left_label, "–");
  gtk_label_set_text (self->left_words, _("The day has not begun"));
}

static void
add_minute_cb (NxConsoleTimer *self)
{
  g_signal_emit (self, signals[SIGNAL_ADD_MINUTE], 0);
}

static void
reset_cb (NxConsoleTimer *self)
{
  g_signal_emit (self, signals[SIGNAL_RESET], 0);
}

static void
nx_console_timer_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_CONSOLE_TIMER);
  G_OBJECT_CLASS (nx_console_timer_parent_class)->dispose (object);
}

static void
nx_console_timer_class_init (NxConsoleTimerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_console_timer_dispose;
  signals[SIGNAL_ADD_MINUTE] = g_signal_new ("add-minute", NX_TYPE_CONSOLE_TIMER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RESET] = g_signal_new ("reset", NX_TYPE_CONSOLE_TIMER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-console-timer.ui");
  gtk_widget_class_bind_template_child (widget_class, NxConsoleTimer, left_label);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleTimer, left_words);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleTimer, time_label);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleTimer, bar);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleTimer, plan_label);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleTimer, buttons_box);
  gtk_widget_class_bind_template_callback (widget_class, add_minute_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
nx_console_timer_init (NxConsoleTimer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
