/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Runs of text as Pango markup with links. Owns the look of a link; what a link opens is the scope's. */

#include "config.h"

#include "nx-inline-label.h"

#include "nx-flow.h"
#include "nx-words.h"

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

/* Colours of links by mode: GtkLabel gives all links of a label one CSS node, so terms and notes cannot differ by style sheet. Sepia reads as light. */
static const struct
{
  const char *term, *link;
} link_colors[] = {
  { "#0d6670", "#1a5fb4" },
  { "#7fd0d8", "#8fbcf5" },
};

struct _NxTextScope
{
  grefcount ref_count;
  NxBlockAids *aids;
  GPtrArray *notes, *terms;
  GHashTable *term_ids;
  NxTextLinkFunc func;
  gpointer user_data;
};

typedef struct
{
  NxRunKind kind;
  char *text;
  NxTextLink *link;             /* NULL for plain runs; owned */
} Piece;

struct _NxInlineLabel
{
  GtkWidget parent_instance;
  GtkLabel *label;
  NxTextScope *scope;
  GPtrArray *pieces;            /* Piece */
  char *prefix;
};

G_DEFINE_FINAL_TYPE (NxInlineLabel, nx_inline_label, GTK_TYPE_WIDGET)

static void
text_link_free (NxTextLink *link)
{
  if (link == NULL)
    return;
  g_free (link->ref);
  g_free (link->text);
  g_free (link);
}

static NxTextLink *
text_link_new (NxRunKind   kind,
               const char *ref,
               const char *text,
               guint       number)
{
  NxTextLink *link = g_new0 (NxTextLink, 1);

  link->kind = kind;
  link->ref = g_strdup (ref);
  link->text = g_strdup (text);
  link->number = number;
  return link;
}

static void
piece_free (Piece *piece)
{
  text_link_free (piece->link);
  g_free (piece->text);
  g_free (piece);
}

/* ---- Scope ---- */

NxTextScope *
nx_text_scope_new (NxBlockAids *aids)
{
  NxTextScope *self = g_new0 (NxTextScope, 1);

  g_ref_count_init (&self->ref_count);
  self->aids = nx_block_aids_ref (aids);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) text_link_free);
  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) text_link_free);
  self->term_ids = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

NxTextScope *
nx_text_scope_ref (NxTextScope *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
nx_text_scope_unref (NxTextScope *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->term_ids);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->terms);
  nx_block_aids_unref (self->aids);
  g_free (self);
}

NxBlockAids *
nx_text_scope_get_aids (NxTextScope *self)
{
  return self->aids;
}

void
nx_text_scope_set_link_func (NxTextScope    *self,
                             NxTextLinkFunc  func,
                             gpointer        user_data)
{
  self->func = func;
  self->user_data = user_data;
}

GPtrArray *
nx_text_scope_get_notes (NxTextScope *self)
{
  return self->notes;
}

GPtrArray *
nx_text_scope_get_terms (NxTextScope *self)
{
  return self->terms;
}

static guint
add_note (NxTextScope *self,
          const NxRun *run)
{
  for (guint i = 0; i < self->notes->len; i++)
    {
      const NxTextLink *note = g_ptr_array_index (self->notes, i);

      /* The same words about the same source are one note. */
      if (g_strcmp0 (note->ref, run->ref) == 0 && g_strcmp0 (note->text, run->text) == 0)
        return note->number;
    }
  g_ptr_array_add (self->notes, text_link_new (NX_RUN_SOURCE, run->ref, run->text, self->notes->len + 1));
  return self->notes->len;
}

static void
add_term (NxTextScope *self,
          const NxRun *run)
{
  NxTextLink *link;

  if (g_hash_table_contains (self->term_ids, run->ref))
    return;
  link = text_link_new (NX_RUN_TERM, run->ref, run->text, 0);
  g_ptr_array_add (self->terms, link);
  g_hash_table_add (self->term_ids, link->ref);
}

/* ---- Label ---- */

static gboolean
is_link (const Piece *piece)
{
  return piece->link != NULL;
}

static void
append_link (GString     *markup,
             const Piece *piece,
             guint        index,
             gboolean     dark)
{
  g_autofree char *text = g_markup_escape_text (piece->text, -1);

  g_string_append_printf (markup, "<a href=\"nx:%u\">", index);
  if (piece->kind == NX_RUN_TERM)
    g_string_append_printf (markup, "<span underline=\"single\" underline_color=\"%s\">%s</span>", link_colors[dark].term, text);
  else if (piece->kind == NX_RUN_SOURCE)
    g_string_append_printf (markup, "<span foreground=\"%s\" weight=\"bold\" size=\"70%%\" rise=\"5pt\" underline=\"none\">%s</span>", link_colors[dark].link, text);
  else
    g_string_append_printf (markup, "<span foreground=\"%s\" underline=\"single\">%s</span>", link_colors[dark].link, text);
  g_string_append (markup, "</a>");
}

static void
update_markup (NxInlineLabel *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autoptr (GString) markup = g_string_new (NULL);

  if (self->prefix != NULL)
    {
      g_autofree char *prefix = g_markup_printf_escaped ("<b>%s</b> ", self->prefix);

      g_string_append (markup, prefix);
    }
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = g_ptr_array_index (self->pieces, i);
      g_autofree char *text = g_markup_escape_text (piece->text, -1);

      if (is_link (piece))
        append_link (markup, piece, i, dark);
      else if (piece->kind == NX_RUN_EM)
        g_string_append_printf (markup, "<i>%s</i>", text);
      else if (piece->kind == NX_RUN_STRONG)
        g_string_append_printf (markup, "<b>%s</b>", text);
      else
        g_string_append (markup, text);
    }
  gtk_label_set_markup (self->label, markup->str);
}

/* The byte where piece @index begins in the label's text. */
static gsize
get_text_offset (NxInlineLabel *self,
                 guint          index)
{
  gsize offset = self->prefix != NULL ? strlen (self->prefix) + 1 : 0;

  for (guint i = 0; i < index; i++)
    {
      const Piece *piece = g_ptr_array_index (self->pieces, i);

      offset += strlen (piece->text);
    }
  return offset;
}

/* GtkLabel does not say where a link is, so it is found by its place in the layout. */
static void
get_link_rectangle (NxInlineLabel *self,
                    guint          index,
                    GdkRectangle  *out)
{
  const Piece *piece = g_ptr_array_index (self->pieces, index);
  PangoLayout *layout = gtk_label_get_layout (self->label);
  gsize start = get_text_offset (self, index);
  PangoRectangle from, to;
  int x, y;

  gtk_label_get_layout_offsets (self->label, &x, &y);
  pango_layout_index_to_pos (layout, (int) start, &from);
  pango_layout_index_to_pos (layout, (int) (start + strlen (piece->text)), &to);
  if (to.y != from.y)           /* the link wraps: its first line's start will do */
    to.x = from.x;
  out->x = x + PANGO_PIXELS (MIN (from.x, to.x));
  out->y = y + PANGO_PIXELS (from.y);
  out->width = MAX (1, abs (PANGO_PIXELS (to.x - from.x)));
  out->height = PANGO_PIXELS (from.height);
}

static gboolean
activate_link_cb (GtkLabel      *label,
                  const char    *uri,
                  NxInlineLabel *self)
{
  guint index = g_str_has_prefix (uri, "nx:") ? (guint) g_ascii_strtoull (uri + 3, NULL, 10) : G_MAXUINT;
  GdkRectangle at;
  const Piece *piece;

  if (index >= self->pieces->len)
    return TRUE;
  piece = g_ptr_array_index (self->pieces, index);
  get_link_rectangle (self, index, &at);
  if (self->scope->func != NULL)
    self->scope->func (GTK_WIDGET (self), piece->link, &at, self->scope->user_data);
  return TRUE;
}

static Piece *
piece_new (NxTextScope *scope,
           const NxRun *run,
           gboolean     with_links)
{
  Piece *piece = g_new0 (Piece, 1);
  const NxPractice *practice;
  g_autofree char *number = NULL;

  piece->kind = run->kind;
  piece->text = g_strdup (run->text != NULL ? run->text : "");
  switch (run->kind)
    {
    case NX_RUN_TERM:
      if (with_links)
        {
          add_term (scope, run);
          piece->link = text_link_new (run->kind, run->ref, run->text, 0);
        }
      break;
    case NX_RUN_SOURCE:
      g_free (piece->text);
      piece->text = NULL;
      if (with_links)
        {
          guint n = add_note (scope, run);

          piece->link = text_link_new (run->kind, run->ref, run->text, n);
          /* U+2060 keeps the number on the line of the word before it. */
          piece->text = g_strdup_printf ("\xe2\x81\xa0%u", n);
        }
      else
        piece->text = g_strdup ("");
      break;
    case NX_RUN_PRACTICE:
      practice = nx_block_aids_get_practice (scope->aids, run->ref);
      if (*piece->text == '\0' && practice != NULL)
        {
          g_free (piece->text);
          piece->text = g_strdup (practice->title);
        }
      if (with_links)
        piece->link = text_link_new (run->kind, run->ref, run->text, 0);
      break;
    case NX_RUN_DOC:
      if (with_links)
        piece->link = text_link_new (run->kind, run->ref, run->text, 0);
      break;
    case NX_RUN_TEXT:
    case NX_RUN_EM:
    case NX_RUN_STRONG:
    default:
      break;
    }
  return piece;
}

static void
nx_inline_label_dispose (GObject *object)
{
  NxInlineLabel *self = NX_INLINE_LABEL (object);
  GtkWidget *child;

  /* The label, and a popover that may still stand on it. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->label = NULL;
  G_OBJECT_CLASS (nx_inline_label_parent_class)->dispose (object);
}

static void
nx_inline_label_finalize (GObject *object)
{
  NxInlineLabel *self = NX_INLINE_LABEL (object);

  g_clear_pointer (&self->scope, nx_text_scope_unref);
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  g_free (self->prefix);
  G_OBJECT_CLASS (nx_inline_label_parent_class)->finalize (object);
}

static void
nx_inline_label_class_init (NxInlineLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /* Whoever walks through a text with Tab reads it; a paragraph that gets the focus is not to be selected whole.
   * (GTK 4.8 also follows a dangling pointer there when what had the focus before is gone.) */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);

  object_class->dispose = nx_inline_label_dispose;
  object_class->finalize = nx_inline_label_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, NX_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inline");
  /* Not PRESENTATION: GTK 4.8 takes all below such a widget out of a screen reader's sight, the text first of all. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GENERIC);
}

static void
nx_inline_label_init (NxInlineLabel *self)
{
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) piece_free);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));
}

static GtkWidget *
inline_label_new (NxTextScope    *scope,
                  const NxInline *text,
                  const char     *prefix,
                  gboolean        with_links)
{
  NxInlineLabel *self = g_object_new (NX_TYPE_INLINE_LABEL, NULL);
  gboolean has_links = FALSE;

  self->scope = nx_text_scope_ref (scope);
  self->prefix = g_strdup (prefix);
  for (guint i = 0; text != NULL && i < text->runs->len; i++)
    {
      Piece *piece = piece_new (scope, g_ptr_array_index (text->runs, i), with_links);

      has_links = has_links || is_link (piece);
      g_ptr_array_add (self->pieces, piece);
    }
  gtk_label_set_selectable (self->label, with_links);
  g_signal_connect_object (self->label, "activate-link", G_CALLBACK (activate_link_cb), self, 0);
  update_markup (self);
  if (has_links)                /* only links carry colours of their own */
    g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_markup), self, G_CONNECT_SWAPPED);
  if (text != NULL && text->lang != NULL)
    nx_widget_set_direction_deep (GTK_WIDGET (self), nx_language_get_direction (text->lang));
  return GTK_WIDGET (self);
}

GtkWidget *
nx_inline_label_new (NxTextScope    *scope,
                     const NxInline *text,
                     const char     *prefix)
{
  g_return_val_if_fail (scope != NULL, NULL);
  return inline_label_new (scope, text, prefix, TRUE);
}

GtkWidget *
nx_inline_label_new_quiet (NxTextScope    *scope,
                           const NxInline *text)
{
  g_return_val_if_fail (scope != NULL, NULL);
  return inline_label_new (scope, text, NULL, FALSE);
}

GtkLabel *
nx_inline_label_get_label (NxInlineLabel *self)
{
  g_return_val_if_fail (NX_IS_INLINE_LABEL (self), NULL);
  return self->label;
}

void
nx_inline_label_add_class (NxInlineLabel *self,
                           const char    *css_class)
{
  g_return_if_fail (NX_IS_INLINE_LABEL (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), css_class);
}
