/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The strip of meters. Reads a state; the rules are the scenario's. */

#include "config.h"

#include "nx-meter-strip.h"

#include "nx-segments.h"
#include "nx-scenario-words.h"
#include "nx-text.h"

#include <glib/gi18n.h>

/* A clock with more units than this is shown by proportion. */
#define MAX_TIME_SEGMENTS 12

typedef struct
{
  GtkWidget *box;               /* the cell */
  GtkWidget *body;              /* words and segments: beside each other, or below when narrow */
  GtkLabel *name, *word, *change;
  NxSegments *segments;
} Cell;

struct _NxMeterStrip
{
  GtkWidget parent_instance;
  const NxScenario *scenario;
  GArray *cells;                /* Cell; the first is time */
  NxWidthClass width_class;
};

G_DEFINE_FINAL_TYPE (NxMeterStrip, nx_meter_strip, GTK_TYPE_WIDGET)

static void
clear (NxMeterStrip *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_array_set_size (self->cells, 0);
}

static void
nx_meter_strip_dispose (GObject *object)
{
  clear (NX_METER_STRIP (object));
  G_OBJECT_CLASS (nx_meter_strip_parent_class)->dispose (object);
}

static void
nx_meter_strip_finalize (GObject *object)
{
  g_array_unref (NX_METER_STRIP (object)->cells);
  G_OBJECT_CLASS (nx_meter_strip_parent_class)->finalize (object);
}

static void
nx_meter_strip_class_init (NxMeterStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = nx_meter_strip_dispose;
  object_class->finalize = nx_meter_strip_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "meterstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nx_meter_strip_init (NxMeterStrip *self)
{
  self->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), TRUE);
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static void
add_cell (NxMeterStrip *self,
          const char   *icon_name,
          const char   *title)
{
  Cell cell;
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  cell.box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  cell.body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  cell.name = make_label ("meter-name");
  /* Narrow, a name may take two lines; what it names then still stands in one line across the strip. */
  gtk_label_set_wrap (cell.name, TRUE);
  gtk_label_set_lines (cell.name, 2);
  gtk_label_set_yalign (cell.name, 0);
  gtk_widget_set_vexpand (GTK_WIDGET (cell.name), TRUE);
  cell.word = make_label ("meter-word");
  cell.change = make_label ("meter-change");
  cell.segments = NX_SEGMENTS (nx_segments_new ());
  gtk_label_set_text (cell.name, title);
  gtk_widget_set_tooltip_text (cell.box, title);
  gtk_widget_add_css_class (cell.box, "meter-cell");
  gtk_widget_add_css_class (icon, "meter-icon");
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (cell.segments), GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (cell.body, TRUE);
  gtk_widget_set_valign (cell.body, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (cell.change, PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (second), GTK_WIDGET (cell.word));
  gtk_box_append (GTK_BOX (second), GTK_WIDGET (cell.change));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (cell.name));
  gtk_box_append (GTK_BOX (words), second);
  gtk_box_append (GTK_BOX (cell.body), words);
  gtk_box_append (GTK_BOX (cell.body), GTK_WIDGET (cell.segments));
  gtk_box_append (GTK_BOX (cell.box), icon);
  gtk_box_append (GTK_BOX (cell.box), cell.body);
  gtk_widget_set_parent (cell.box, GTK_WIDGET (self));
  g_array_append_val (self->cells, cell);
}

void
nx_meter_strip_set_scenario (NxMeterStrip     *self,
                             const NxScenario *scenario)
{
  g_return_if_fail (NX_IS_METER_STRIP (self));
  clear (self);
  self->scenario = scenario;
  add_cell (self, "nx-time-symbolic", C_("meter", "Time"));
  for (guint i = 0; i < scenario->meters->len; i++)
    {
      const NxMeter *meter = g_ptr_array_index (scenario->meters, i);

      add_cell (self, nx_meter_get_icon (meter), meter->title);
    }
  nx_meter_strip_set_width_class (self, self->width_class);
}

static void
set_time (NxMeterStrip          *self,
          const NxScenarioState *state,
          gboolean               animate)
{
  Cell *cell = &g_array_index (self->cells, Cell, 0);
  int limit = self->scenario->limit;
  int left = MAX (0, limit - nx_scenario_state_get_clock (state));
  guint n = (guint) CLAMP (limit, 1, MAX_TIME_SEGMENTS);
  g_autofree char *words = nx_units_left_dup_words (self->scenario->unit, left);
  g_autofree char *whole = nx_units_dup_words (self->scenario->unit, limit);
  /* Translators: "7 days left, of 12 days". */
  g_autofree char *value = g_strdup_printf (_("%s, of %s"), words, whole);

  gtk_label_set_text (cell->word, words);
  gtk_widget_set_visible (GTK_WIDGET (cell->change), FALSE);
  nx_segments_set (cell->segments, n, limit > 0 ? (double) left * n / limit : 0, value, animate);
  nx_text_set_accessible (GTK_WIDGET (cell->segments), C_("meter", "Time"), NULL);
}

static const NxMeterChange *
find_change (const NxMove *move,
             int           meter)
{
  for (guint i = 0; move != NULL && i < move->meter_changes->len; i++)
    {
      const NxMeterChange *change = &g_array_index (move->meter_changes, NxMeterChange, i);

      if (change->meter == meter)
        return change;
    }
  return NULL;
}

static void
set_class (GtkWidget         *widget,
           const char *const *classes,
           const char        *chosen)
{
  for (gsize i = 0; classes[i] != NULL; i++)
    gtk_widget_remove_css_class (widget, classes[i]);
  if (chosen != NULL)
    gtk_widget_add_css_class (widget, chosen);
}

static void
set_meter (NxMeterStrip          *self,
           int                    index,
           const NxScenarioState *state,
           const NxMove          *last,
           gboolean               animate)
{
  static const char *const tones[] = { "good", "raised", "high", NULL };
  static const char *const changes[] = { "better", "worse", NULL };
  const NxMeter *meter = g_ptr_array_index (self->scenario->meters, index);
  Cell *cell = &g_array_index (self->cells, Cell, index + 1);
  int value = nx_scenario_state_get_meter (state, index);
  const NxMeterChange *change = find_change (last, index);
  int band_index = 0;
  const NxBand *band = nx_meter_get_band (meter, value, &band_index);
  g_autofree char *by = change != NULL ? nx_change_dup_words (change->after - change->before) : NULL;
  g_autofree char *by_words = change != NULL ? nx_meter_change_dup_spoken (change) : NULL;
  g_autofree char *words = NULL;

  gtk_label_set_text (cell->word, band->title);
  gtk_widget_set_visible (GTK_WIDGET (cell->change), change != NULL);
  gtk_label_set_text (cell->change, by != NULL ? by : "");
  set_class (GTK_WIDGET (cell->change), changes, change != NULL ? nx_meter_change_get_class (meter, change) : NULL);
  set_class (GTK_WIDGET (cell->segments), tones, nx_meter_get_tone (meter, value));
  if (by_words != NULL)
    /* Translators: the word for a meter's value, the value, its greatest value, and "went up by 1". */
    words = g_strdup_printf (_("%s, %d of %u, %s"), band->title, band_index + 1, meter->bands->len, by_words);
  else
    /* Translators: the word for a meter's value, the value, its greatest value. */
    words = g_strdup_printf (_("%s, %d of %u"), band->title, band_index + 1, meter->bands->len);
  nx_segments_set (cell->segments, meter->bands->len, band_index + 1, words, animate);
  nx_text_set_accessible (GTK_WIDGET (cell->segments), meter->title, NULL);
}

void
nx_meter_strip_set_state (NxMeterStrip          *self,
                          const NxScenarioState *state,
                          const NxMove          *last,
                          gboolean               animate)
{
  g_return_if_fail (NX_IS_METER_STRIP (self));
  g_return_if_fail (self->scenario != NULL);
  set_time (self, state, animate);
  for (guint i = 0; i < self->scenario->meters->len; i++)
    set_meter (self, (int) i, state, last, animate);
}

void
nx_meter_strip_set_width_class (NxMeterStrip *self,
                                NxWidthClass  width_class)
{
  gboolean wide = width_class == NX_WIDTH_WIDE;

  g_return_if_fail (NX_IS_METER_STRIP (self));
  self->width_class = width_class;
  for (guint i = 0; i < self->cells->len; i++)
    {
      Cell *cell = &g_array_index (self->cells, Cell, i);

      gtk_orientable_set_orientation (GTK_ORIENTABLE (cell->body), wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
      gtk_box_set_spacing (GTK_BOX (cell->body), wide ? 12 : 4);
      gtk_widget_set_valign (cell->body, wide ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
      gtk_widget_set_visible (gtk_widget_get_first_child (cell->box), width_class != NX_WIDTH_NARROW);
    }
}
