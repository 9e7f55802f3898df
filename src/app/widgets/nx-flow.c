/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Running text, measured no oftener than it must be. */

#include "config.h"

#include "nx-flow.h"

/* Width of a letter in parts of the font's size: text is narrower than its measure, not wider. Ideographs take all of it. */
#define LETTER_WIDTH .52
#define WIDE_LETTER_WIDTH 1.0
#define BOLD 1.08
/* Enough for a word to be broken in, and for any column there is. */
#define MIN_LETTERS 4

/* ---- Layout ---- */

struct _NxFlowLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (NxFlowLayout, nx_flow_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkWidget *
get_label (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child) && gtk_widget_should_layout (child))
      return child;
  return NULL;
}

/* The size of the font, as wide as its weight makes it. */
static double
get_letter_size_px (GtkWidget *label)
{
  PangoContext *context = gtk_widget_get_pango_context (label);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (pango_font_description_get_weight (font) >= PANGO_WEIGHT_SEMIBOLD)
    size *= BOLD;
  /* GTK's own resolution for points, which follows the text scaling of the desktop. */
  return pango_font_description_get_size_is_absolute (font) ? size : size * pango_cairo_context_get_resolution (context) / 72.0;
}

/* The widths that the label should have in letters of the font, none of them laid out. */
static void
estimate_width (GtkLabel *label,
                double    letter_size_px,
                int      *minimum,
                int      *natural)
{
  int max_letters = gtk_label_get_max_width_chars (label);
  int min_letters = gtk_label_get_width_chars (label);
  double width = 0;

  for (const char *at = gtk_label_get_text (label); *at != '\0'; at = g_utf8_next_char (at))
    width += g_unichar_iswide (g_utf8_get_char (at)) ? WIDE_LETTER_WIDTH : LETTER_WIDTH;
  *minimum = (int) (MIN (width, MAX (min_letters, MIN_LETTERS) * LETTER_WIDTH) * letter_size_px);
  if (max_letters > 0)
    width = MIN (width, max_letters * LETTER_WIDTH);
  *natural = MAX (*minimum, (int) (width * letter_size_px));
}

/* What stands around the text within the label's size: its own margins, and those, the borders and the padding of its style. */
static int
get_space (GtkWidget      *label,
           GtkOrientation  orientation)
{
  GtkStyleContext *style = gtk_widget_get_style_context (label);
  GtkBorder margin, border, padding;

  gtk_style_context_get_margin (style, &margin);
  gtk_style_context_get_border (style, &border);
  gtk_style_context_get_padding (style, &padding);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    return gtk_widget_get_margin_top (label) + gtk_widget_get_margin_bottom (label) + margin.top + margin.bottom +
           border.top + border.bottom + padding.top + padding.bottom;
  return gtk_widget_get_margin_start (label) + gtk_widget_get_margin_end (label) + margin.left + margin.right +
         border.left + border.right + padding.left + padding.right;
}

/*
 * The label's own function is called for the height, since gtk_widget_measure() would ask for the least width first.
 * It is called itself for no width at all, one line, which makes the label count as measured, and which GTK keeps.
 */
static int
measure_height (GtkWidget *label,
                int        width)
{
  int line, height, natural, baseline, natural_baseline;

  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, &line, NULL, NULL, NULL);
  GTK_WIDGET_GET_CLASS (label)->measure (label, GTK_ORIENTATION_VERTICAL, MAX (1, width - get_space (label, GTK_ORIENTATION_HORIZONTAL)),
                                         &height, &natural, &baseline, &natural_baseline);
  return MAX (line, height + get_space (label, GTK_ORIENTATION_VERTICAL));
}

static void
nx_flow_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  GtkWidget *label = get_label (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (label == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      int space = get_space (label, GTK_ORIENTATION_HORIZONTAL);

      estimate_width (GTK_LABEL (label), get_letter_size_px (label), minimum, natural);
      *minimum += space;
      *natural += space;
    }
  else if (for_size < 0)
    gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, minimum, natural, NULL, NULL);
  else
    *minimum = *natural = measure_height (label, for_size);
}

static void
nx_flow_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  GtkWidget *label = get_label (widget);

  if (label != NULL)
    gtk_widget_size_allocate (label, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static GtkSizeRequestMode
nx_flow_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nx_flow_layout_class_init (NxFlowLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->measure = nx_flow_layout_measure;
  manager_class->allocate = nx_flow_layout_allocate;
  manager_class->get_request_mode = nx_flow_layout_get_request_mode;
}

static void
nx_flow_layout_init (NxFlowLayout *self)
{
}

GtkLayoutManager *
nx_flow_layout_new (void)
{
  return g_object_new (NX_TYPE_FLOW_LAYOUT, NULL);
}

/* ---- Widget ---- */

struct _NxFlow
{
  GtkWidget parent_instance;
  GtkLabel *label;
};

static void nx_flow_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NxFlow, nx_flow, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, nx_flow_buildable_init))

static GtkBuildableIface *parent_buildable;

static void
set_label (NxFlow   *self,
           GtkLabel *label)
{
  g_return_if_fail (self->label == NULL);
  self->label = label;
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_parent (GTK_WIDGET (label), GTK_WIDGET (self));
  g_object_bind_property (label, "visible", self, "visible", G_BINDING_SYNC_CREATE);
}

/* In a .ui file the label is the one child, so that it keeps its own id and properties. */
static void
nx_flow_add_child (GtkBuildable *buildable,
                   GtkBuilder   *builder,
                   GObject      *child,
                   const char   *type)
{
  if (GTK_IS_LABEL (child))
    set_label (NX_FLOW (buildable), GTK_LABEL (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
nx_flow_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = nx_flow_add_child;
}

static void
nx_flow_dispose (GObject *object)
{
  NxFlow *self = NX_FLOW (object);
  GtkWidget *child;

  /* The label, and a popover that may still stand on it. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->label = NULL;
  G_OBJECT_CLASS (nx_flow_parent_class)->dispose (object);
}

static void
nx_flow_class_init (NxFlowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_flow_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, NX_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "flow");
  /* Not PRESENTATION: GTK 4.8 takes all below such a widget out of a screen reader's sight, the text first of all. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
nx_flow_init (NxFlow *self)
{
}

GtkWidget *
nx_flow_new_with_label (GtkWidget *label)
{
  NxFlow *self;

  g_return_val_if_fail (GTK_IS_LABEL (label), NULL);
  self = g_object_new (NX_TYPE_FLOW, NULL);
  set_label (self, GTK_LABEL (label));
  return GTK_WIDGET (self);
}

GtkWidget *
nx_flow_new (const char *text,
             const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return nx_flow_new_with_label (label);
}

GtkLabel *
nx_flow_get_label (NxFlow *self)
{
  g_return_val_if_fail (NX_IS_FLOW (self), NULL);
  return self->label;
}
