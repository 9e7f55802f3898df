/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-console-agenda.h"

#include <glib/gi18n.h>

#include "nx-slide-sheet.h"
#include "nx-text.h"

#define PX_PER_MINUTE 8
#define PART_LEAST_PX 96

struct _NxConsoleAgenda
{
  AdwBin parent_instance;
  GtkBox *days_box;
  GtkLabel *end_label;
  GtkBox *parts_box;

  NxSession *session;
  NxDeck *deck;                  /* compared, never used */
  int day;                       /* whose parts are shown; -1: none yet */
  GPtrArray *days;               /* GtkToggleButton */
  GPtrArray *parts;              /* GtkButton, of the day */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (NxConsoleAgenda, nx_console_agenda, ADW_TYPE_BIN)

enum
{
  SIGNAL_PART,
  SIGNAL_DAY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_minute (guint minute)
{
  return g_strdup_printf ("%02u:%02u", minute / 60 % 24, minute % 60);
}

static void
part_clicked_cb (NxConsoleAgenda *self,
                 GtkWidget       *button)
{
  g_signal_emit (self, signals[SIGNAL_PART], 0, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "item")));
}

static void
add_part (NxConsoleAgenda *self,
          guint            index)
{
  const NxPlanItem *item = nx_plan_get_item (nx_session_get_plan (self->session), index);
  guint minutes = nx_session_state_get_minutes (nx_session_get_state (self->session), index);
  NxDeck *deck = nx_session_get_deck (self->session);
  g_autofree char *title = nx_slide_dup_title (nx_deck_get_slide (deck, nx_deck_get_first (deck, index)));
  g_autofree char *begin = dup_minute (item->begin_minute);
  /* Translators: a part of the agenda: its title, when it should begin, how long it takes. */
  g_autofree char *name = g_strdup_printf (ngettext ("%s, %s, %u minute", "%s, %s, %u minutes", minutes), title, begin, minutes);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *words = gtk_label_new (title), *time = gtk_label_new (begin);

  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_xalign (GTK_LABEL (time), 0);
  gtk_widget_add_css_class (time, "caption");
  gtk_widget_add_css_class (time, "numeric");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), time);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_size_request (button, MAX (PART_LEAST_PX, (int) minutes * PX_PER_MINUTE), -1);
  gtk_widget_set_tooltip_text (button, name);
  nx_text_set_accessible (button, name, NULL);
  gtk_widget_add_css_class (button, "agenda-part");
  g_object_set_data (G_OBJECT (button), "item", GUINT_TO_POINTER (index));
  g_signal_connect_object (button, "clicked", G_CALLBACK (part_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->parts_box, button);
  g_ptr_array_add (self->parts, button);
}

static void
build_parts (NxConsoleAgenda *self,
             int              day)
{
  GtkWidget *child;
  guint first, n;

  self->day = day;
  g_ptr_array_set_size (self->parts, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->parts_box))) != NULL)
    gtk_box_remove (self->parts_box, child);
  nx_plan_get_day (nx_session_get_plan (self->session), (guint) day, &first, &n);
  for (guint i = first; i < first + n; i++)
    add_part (self, i);
}

static void
day_toggled_cb (NxConsoleAgenda *self,
                GtkToggleButton *button)
{
  guint day;

  if (self->updating || !gtk_toggle_button_get_active (button))
    return;
  day = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "day"));
  g_signal_emit (self, signals[SIGNAL_DAY], 0, day);
}

static void
build_days (NxConsoleAgenda *self)
{
  const NxWorkshop *workshop = nx_plan_get_workshop (nx_session_get_plan (self->session));
  GtkWidget *child;

  g_ptr_array_set_size (self->days, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->days_box))) != NULL)
    gtk_box_remove (self->days_box, child);
  gtk_widget_set_visible (GTK_WIDGET (self->days_box), workshop->days->len > 1);
  for (guint i = 0; workshop->days->len > 1 && i < workshop->days->len; i++)
    {
      const NxAgendaDay *day = g_ptr_array_index (workshop->days, i);
      GtkWidget *button = gtk_toggle_button_new_with_label (day->title);

      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), g_ptr_array_index (self->days, 0));
      g_object_set_data (G_OBJECT (button), "day", GUINT_TO_POINTER (i));
      g_signal_connect_object (button, "toggled", G_CALLBACK (day_toggled_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->days_box, button);
      g_ptr_array_add (self->days, button);
    }
}

static void
mark_parts (NxConsoleAgenda *self)
{
  NxSlidePlace place;

  nx_session_state_get_place (nx_session_get_state (self->session), &place);
  for (guint i = 0; i < self->parts->len; i++)
    {
      GtkWidget *part = g_ptr_array_index (self->parts, i);
      int item = (int) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (part), "item"));

      gtk_widget_remove_css_class (part, "now");
      gtk_widget_remove_css_class (part, "past");
      if (item == place.item)
        gtk_widget_add_css_class (part, "now");
      else if (item < place.item)
        gtk_widget_add_css_class (part, "past");
      gtk_accessible_update_state (GTK_ACCESSIBLE (part), GTK_ACCESSIBLE_STATE_SELECTED, item == place.item, -1);
    }
}

static void
update (NxConsoleAgenda *self)
{
  const NxSessionState *state = nx_session_get_state (self->session);
  int day = MAX (nx_session_state_get_day (state), 0);
  NxDeck *deck = nx_session_get_deck (self->session);

  if (deck != self->deck)
    {
      self->deck = deck;
      self->day = -1;
      build_days (self);
    }
  if (day != self->day)
    build_parts (self, day);
  self->updating = TRUE;
  if ((guint) day < self->days->len)
    gtk_toggle_button_set_active (g_ptr_array_index (self->days, (guint) day), TRUE);
  self->updating = FALSE;
  mark_parts (self);
  nx_console_agenda_tick (self);
}

void
nx_console_agenda_tick (NxConsoleAgenda *self)
{
  NxPlan *plan;
  NxSessionTimes times;
  const NxWorkshop *workshop;
  const NxAgendaDay *day;
  g_autofree char *planned = NULL, *expected = NULL, *words = NULL;

  g_return_if_fail (NX_IS_CONSOLE_AGENDA (self));
  if (self->session == NULL || self->day < 0)
    return;
  plan = nx_session_get_plan (self->session);
  workshop = nx_plan_get_workshop (plan);
  day = g_ptr_array_index (workshop->days, (guint) self->day);
  planned = dup_minute (nx_plan_get_end_minute (plan, (guint) self->day));
  if (!nx_session_get_times (self->session, &times))
    words = g_strdup_printf (_("Planned end %s"), planned);
  else
    {
      gint64 late_s = times.expected_end_s - 60 * (gint64) (nx_plan_get_end_minute (plan, (guint) self->day) - day->start_minute);
      guint minute = (guint) MAX (0, (gint64) nx_plan_get_end_minute (plan, (guint) self->day) + late_s / 60);

      expected = dup_minute (minute);
      words = g_strdup_printf (_("Planned end %s · expected %s"), planned, expected);
    }
  gtk_label_set_text (self->end_label, words);
}

static void
nx_console_agenda_dispose (GObject *object)
{
  NxConsoleAgenda *self = NX_CONSOLE_AGENDA (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_CONSOLE_AGENDA);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (nx_console_agenda_parent_class)->dispose (object);
}

static void
nx_console_agenda_finalize (GObject *object)
{
  NxConsoleAgenda *self = NX_CONSOLE_AGENDA (object);

  g_ptr_array_unref (self->days);
  g_ptr_array_unref (self->parts);
  G_OBJECT_CLASS (nx_console_agenda_parent_class)->finalize (object);
}

static void
nx_console_agenda_class_init (NxConsoleAgendaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_console_agenda_dispose;
  G_OBJECT_CLASS (klass)->finalize = nx_console_agenda_finalize;
  signals[SIGNAL_PART] = g_signal_new ("part", NX_TYPE_CONSOLE_AGENDA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_DAY] = g_signal_new ("day", NX_TYPE_CONSOLE_AGENDA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-console-agenda.ui");
  gtk_widget_class_bind_template_child (widget_class, NxConsoleAgenda, days_box);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleAgenda, end_label);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleAgenda, parts_box);
}

static void
nx_console_agenda_init (NxConsoleAgenda *self)
{
  self->day = -1;
  self->days = g_ptr_array_new ();
  self->parts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
nx_console_agenda_set_session (NxConsoleAgenda *self,
                               NxSession       *session)
{
  g_return_if_fail (NX_IS_CONSOLE_AGENDA (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
