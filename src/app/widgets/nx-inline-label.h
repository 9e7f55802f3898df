/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>
#include "nx-block-aids.h"

G_BEGIN_DECLS

/*
 * NxTextScope: one text (a section, a scene, a document): counts its footnotes, collects its terms, and
 * takes the links that its labels hand up. Made by NxBlockView; NxInlineLabels keep it alive.
 */
typedef struct _NxTextScope NxTextScope;

typedef struct
{
  NxRunKind kind;               /* TERM, SOURCE, PRACTICE or DOC */
  char *ref;
  char *text;                   /* as it stands in the sentence; of a SOURCE: what it supports; may be empty */
  guint number;                 /* of a SOURCE: footnote number, from 1; 0 otherwise */
} NxTextLink;

/* @from: the label; @at: where the link stands in it. */
typedef void (*NxTextLinkFunc) (GtkWidget          *from,
                                const NxTextLink   *link,
                                const GdkRectangle *at,
                                gpointer            user_data);

NxTextScope *nx_text_scope_new (NxBlockAids *aids);
NxTextScope *nx_text_scope_ref (NxTextScope *self);
void nx_text_scope_unref (NxTextScope *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxTextScope, nx_text_scope_unref)
NxBlockAids *nx_text_scope_get_aids (NxTextScope *self);
/* NULL stops it. */
void nx_text_scope_set_link_func (NxTextScope    *self,
                                  NxTextLinkFunc  func,
                                  gpointer        user_data);
/* The footnotes in order and the terms in order of first showing (element-type NxTextLink). */
GPtrArray *nx_text_scope_get_notes (NxTextScope *self);
GPtrArray *nx_text_scope_get_terms (NxTextScope *self);

/*
 * NxInlineLabel: one NxInline as a wrapping, selectable label with its links. Terms are underlined in a
 * quiet colour and keep the colour of the text; footnotes are raised numbers.
 */
#define NX_TYPE_INLINE_LABEL (nx_inline_label_get_type ())
G_DECLARE_FINAL_TYPE (NxInlineLabel, nx_inline_label, NX, INLINE_LABEL, GtkWidget)

/* @prefix: bold words before the text ("Figure 3."), or NULL. Copies what it needs of @text. */
GtkWidget *nx_inline_label_new (NxTextScope    *scope,
                                const NxInline *text,
                                const char     *prefix);
/* For text within a control (a choice): no links, no selection. */
GtkWidget *nx_inline_label_new_quiet (NxTextScope    *scope,
                                      const NxInline *text);
GtkLabel *nx_inline_label_get_label (NxInlineLabel *self);
/* A style class of the label inside. */
void nx_inline_label_add_class (NxInlineLabel *self,
                                const char    *css_class);

G_END_DECLS
