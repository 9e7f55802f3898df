/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Role and documents. Says how many documents are still to come, never which. */

#include "config.h"

#include "nx-dossier.h"

#include "nx-flow.h"
#include "nx-panel-bin.h"
#include "nx-side-row.h"
#include "nx-text.h"

#include <glib/gi18n.h>

struct _NxDossier
{
  AdwBin parent_instance;
  GtkLabel *role_heading, *dossier_label;
  GtkLabel *initials, *role_title, *role_text, *count_label;
  GtkListBox *list;
  GtkWidget *rest_box;
  GtkLabel *rest_label;
  guint n_documents, n_new;
};

G_DEFINE_FINAL_TYPE (NxDossier, nx_dossier, ADW_TYPE_BIN)

enum { SIGNAL_OPEN, N_SIGNALS };
static guint signals[N_SIGNALS];

const char *
nx_document_get_icon (const NxDocument *document)
{
  static const struct
  {
    const char *kind, *icon;
  } icons[] = {
    { "interview", "nx-interview-symbolic" }, { "chart", "nx-chart-symbolic" }, { "map", "nx-map-symbolic" },
    { "letter", "nx-letter-symbolic" },       { "law", "nx-law-symbolic" },     { "note", "nx-note-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (document->kind, icons[i].kind) == 0)
      return icons[i].icon;
  return "nx-document-symbolic";
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  NxDossier     *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "document")));
}

static void
nx_dossier_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);   /* or the bin would take its child down a second time */
  gtk_widget_dispose_template (GTK_WIDGET (object), NX_TYPE_DOSSIER);
  G_OBJECT_CLASS (nx_dossier_parent_class)->dispose (object);
}

static void
nx_dossier_class_init (NxDossierClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_dossier_dispose;
  signals[SIGNAL_OPEN] = g_signal_new ("open", NX_TYPE_DOSSIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  g_type_ensure (NX_TYPE_FLOW);
  g_type_ensure (NX_TYPE_SIDE_ROW);
  g_type_ensure (NX_TYPE_PANEL_BIN);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-dossier.ui");
  gtk_widget_class_bind_template_child (widget_class, NxDossier, role_heading);
  gtk_widget_class_bind_template_child (widget_class, NxDossier, dossier_label);
  gtk_widget_class_bind_template_child (widget_class, NxDossier, initials);
  gtk_widget_class_bind_template_child (widget_class, NxDossier, role_title);
  gtk_widget_class_bind_template_child (widget_class, NxDossier, role_text);
  gtk_widget_class_bind_template_child (widget_class, NxDossier, count_label);
  gtk_widget_class_bind_template_child (widget_class, NxDossier, list);
  gtk_widget_class_bind_template_child (widget_class, NxDossier, rest_box);
  gtk_widget_class_bind_template_child (widget_class, NxDossier, rest_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
nx_dossier_init (NxDossier *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_row (GtkListBoxRow    *row,
          const NxDocument *document,
          gboolean          is_new)
{
  GtkWidget *box = nx_side_row_new (12);
  GtkWidget *icon = gtk_image_new_from_icon_name (nx_document_get_icon (document));
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  /* Translators: the title of a document that was not opened yet. */
  g_autofree char *name = is_new ? g_strdup_printf (_("%s, new"), document->title) : g_strdup (document->title);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "document-icon");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), nx_flow_new (document->title, "document-title"));
  gtk_box_append (GTK_BOX (words), nx_flow_new (document->origin, "document-origin"));
  nx_side_row_append (NX_SIDE_ROW (box), icon);
  nx_side_row_append (NX_SIDE_ROW (box), words);
  if (is_new)
    {
      GtkWidget *pill = gtk_label_new (C_("document", "New"));

      gtk_widget_add_css_class (pill, "new-pill");
      gtk_widget_set_valign (pill, GTK_ALIGN_START);
      nx_side_row_append (NX_SIDE_ROW (box), pill);
    }
  gtk_list_box_row_set_child (row, box);
  nx_text_set_accessible (GTK_WIDGET (row), name, document->origin);
}

static int
get_document (GtkListBoxRow *row)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "document"));
}

/* The row of a document, at its place in the list. One that is there already stays, and with it the focus. */
static GtkListBoxRow *
ensure_row (NxDossier *self,
            int        position,
            int        document)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, position)) != NULL && get_document (row) < document)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  if (row != NULL && get_document (row) == document)
    return row;
  row = GTK_LIST_BOX_ROW (gtk_list_box_row_new ());
  g_object_set_data (G_OBJECT (row), "document", GINT_TO_POINTER (document));
  gtk_list_box_insert (self->list, GTK_WIDGET (row), position);
  return row;
}

static void
set_role (NxDossier        *self,
          const NxScenario *scenario)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < scenario->role_text->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (scenario->role_text, i);
      g_autofree char *plain = block->kind == NX_BLOCK_P ? nx_inline_dup_plain (block->text) : NULL;

      if (plain == NULL)
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, plain);
    }
  gtk_label_set_text (self->initials, scenario->role_initials);
  gtk_label_set_text (self->role_title, scenario->role_title);
  gtk_label_set_text (self->role_text, text->str);
}

void
nx_dossier_update (NxDossier         *self,
                   NxScenarioAttempt *attempt)
{
  const NxScenario *scenario = nx_scenario_attempt_get_scenario (attempt);
  const NxScenarioState *state = nx_scenario_attempt_get_state (attempt);
  GtkListBoxRow *row;
  guint rest;
  g_autofree char *count = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (NX_IS_DOSSIER (self));
  gtk_label_set_text (self->role_heading, _("Your role"));
  gtk_label_set_text (self->dossier_label, _("Dossier"));
  set_role (self, scenario);
  self->n_documents = self->n_new = 0;
  for (guint i = 0; i < scenario->documents->len; i++)
    {
      gboolean is_new;

      if (!nx_scenario_state_has_document (state, (int) i))
        continue;
      is_new = !nx_scenario_attempt_is_document_opened (attempt, (int) i);
      row = ensure_row (self, (int) self->n_documents, (int) i);
      fill_row (row, g_ptr_array_index (scenario->documents, i), is_new);
      self->n_documents++;
      self->n_new += is_new;
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) self->n_documents)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  rest = scenario->documents->len - self->n_documents;
  count = g_strdup_printf (_("%u of %u"), self->n_documents, scenario->documents->len);
  words = g_strdup_printf (g_dngettext (NULL, "%u more document depends on your decisions", "%u more documents depend on your decisions", rest), rest);
  gtk_label_set_text (self->count_label, count);
  gtk_label_set_text (self->rest_label, words);
  gtk_widget_set_visible (self->rest_box, rest > 0);
}

guint
nx_dossier_get_n_documents (NxDossier *self,
                            guint     *out_n_new)
{
  g_return_val_if_fail (NX_IS_DOSSIER (self), 0);
  if (out_n_new != NULL)
    *out_n_new = self->n_new;
  return self->n_documents;
}

void
nx_dossier_focus (NxDossier *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (NX_IS_DOSSIER (self));
  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
