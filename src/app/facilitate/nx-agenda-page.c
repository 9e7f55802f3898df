/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-agenda-page.h"

#include <glib/gi18n.h>

#include "nx-agenda-choices.h"
#include "nx-agenda-dialog.h"
#include "nx-agenda-row.h"
#include "nx-page.h"
#include "nx-plan.h"
#include "nx-widgets.h"
#include "nx-words.h"

#define NEW_PART_MINUTES 15
#define NEW_GROUP_SIZE 4
#define NEW_DAY_START_MINUTE (9 * 60)

struct _NxAgendaPage
{
  AdwBin parent_instance;
  AdwWindowTitle *title;
  NxNotice *notice;
  GtkBox *box;

  NxContext *context;
  NxAgendaEditor *editor;
  GPtrArray *choices;            /* NxAgendaChoice; NULL until they are read */
  GCancellable *cancellable;
  char *outline;                 /* what stands where, as built */
  GHashTable *rows;              /* id of a part → NxAgendaRow, borrowed */
  GHashTable *heads;             /* id of a day or session → its label, borrowed */
  char *wanted;                  /* whose row takes the focus after the next change; NULL for none */
  NxPageLeft left;               /* waits for the last save */
  gpointer left_data;
};

static void agenda_page_init_page (NxPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NxAgendaPage, nx_agenda_page, ADW_TYPE_BIN, G_IMPLEMENT_INTERFACE (NX_TYPE_PAGE, agenda_page_init_page))

/* ---- Menus ---- */

static void
add_act (GMenu      *menu,
         const char *label,
         const char *action,
         const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", id);
  g_menu_append_item (menu, item);
}

static gboolean
can_add (NxAgendaPage    *self,
         NxAgendaPartKind kind)
{
  for (guint i = 0; i < self->choices->len; i++)
    if (((const NxAgendaChoice *) g_ptr_array_index (self->choices, i))->like.kind == kind)
      return TRUE;
  return !nx_agenda_kind_has_choices (kind);
}

/* A kind of which the pack has nothing to show cannot be added. */
static GMenuModel *
create_kinds_menu (NxAgendaPage *self,
                   const char   *id)
{
  GMenu *menu = g_menu_new ();

  for (guint kind = 0; kind < NX_N_AGENDA_PART_KINDS; kind++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (nx_agenda_kind_get_name (kind), NULL);

      if (!can_add (self, kind))
        continue;
      g_menu_item_set_action_and_target (item, "agenda.add-part", "(su)", id, kind);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
add_moves (GMenu      *menu,
           const char *id)
{
  add_act (menu, _("Move _up"), "agenda.up", id);
  add_act (menu, _("Move _down"), "agenda.down", id);
  add_act (menu, _("_Remove"), "agenda.remove", id);
}

static GMenuModel *
create_part_menu (NxAgendaPage *self,
                  const char   *id)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) kinds = create_kinds_menu (self, id);

  add_act (menu, _("_Edit…"), "agenda.edit", id);
  g_menu_append_submenu (menu, _("_Add a part after it"), kinds);
  add_moves (menu, id);
  return G_MENU_MODEL (menu);
}

static GMenuModel *
create_session_menu (NxAgendaPage *self,
                     const char   *id)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) kinds = create_kinds_menu (self, id);

  add_act (menu, _("_Edit…"), "agenda.edit", id);
  g_menu_append_submenu (menu, _("_Add a part"), kinds);
  add_act (menu, _("Add a _session after it"), "agenda.add-session", id);
  add_moves (menu, id);
  return G_MENU_MODEL (menu);
}

static GMenuModel *
create_day_menu (const char *id)
{
  GMenu *menu = g_menu_new ();

  add_act (menu, _("_Edit…"), "agenda.edit", id);
  add_act (menu, _("Add a _session"), "agenda.add-session", id);
  add_act (menu, _("_Add a day after it"), "agenda.add-day", id);
  add_moves (menu, id);
  return G_MENU_MODEL (menu);
}

/* ---- Building ---- */

static GtkWidget *
create_head (NxAgendaPage *self,
             const char   *id,
             const char   *css_class,
             const char   *title,
             GMenuModel   *menu)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "xalign", 0.0, "hexpand", TRUE, NULL);
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *isolated = nx_text_isolate (title);
  g_autofree char *name = g_strdup_printf (_("Menu of %s"), isolated);

  gtk_widget_add_css_class (label, css_class);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  nx_text_name_control (button, name);
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), button);
  gtk_widget_set_margin_top (head, 8);
  g_hash_table_insert (self->heads, g_strdup (id), label);
  g_object_set_data (G_OBJECT (label), "nx-menu", button);
  return head;
}

static void
build_session (NxAgendaPage          *self,
               const NxAgendaSession *session)
{
  g_autoptr (GMenuModel) menu = create_session_menu (self, session->id);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  nx_text_set_accessible (list, session->title, NULL);
  for (guint i = 0; i < session->parts->len; i++)
    {
      const NxAgendaPart *part = g_ptr_array_index (session->parts, i);
      g_autoptr (GMenuModel) part_menu = create_part_menu (self, part->id);
      GtkWidget *row = nx_agenda_row_new (part->id, part_menu);

      g_hash_table_insert (self->rows, g_strdup (part->id), row);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gtk_box_append (self->box, create_head (self, session->id, "heading", session->title, menu));
  gtk_box_append (self->box, list);
}

static void
build (NxAgendaPage *self)
{
  const NxWorkshop *workshop = nx_agenda_editor_get_workshop (self->editor);
  GtkWidget *child;

  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->heads);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  for (guint i = 0; i < workshop->days->len; i++)
    {
      const NxAgendaDay *day = g_ptr_array_index (workshop->days, i);
      g_autoptr (GMenuModel) menu = create_day_menu (day->id);

      gtk_box_append (self->box, create_head (self, day->id, "title-2", day->title, menu));
      for (guint n = 0; n < day->sessions->len; n++)
        build_session (self, g_ptr_array_index (day->sessions, n));
    }
}

/* ---- What stands there now ---- */

static void
set_head (NxAgendaPage *self,
          const char   *id,
          const char   *title,
          const char   *text)
{
  GtkWidget *label = g_hash_table_lookup (self->heads, id);
  g_autofree char *isolated = nx_text_isolate (title);
  g_autofree char *name = g_strdup_printf (_("Menu of %s"), isolated);

  gtk_label_set_label (GTK_LABEL (label), text);
  nx_text_name_control (g_object_get_data (G_OBJECT (label), "nx-menu"), name);
}

static void
set_row (NxAgendaPage     *self,
         const NxPlanItem *item)
{
  const NxAgendaPart *part = item->part;
  const NxAgendaChoice *choice = nx_agenda_choices_find (self->choices, part);
  const char *kind = nx_agenda_kind_get_name (part->kind);
  const char *title = part->title != NULL ? part->title : choice != NULL ? choice->title : kind;

  nx_agenda_row_set (g_hash_table_lookup (self->rows, part->id), title, kind, choice == NULL && nx_agenda_kind_has_choices (part->kind),
                     item->begin_minute, part->minutes);
}

static void
set_heads (NxAgendaPage *self,
           const NxPlan *plan)
{
  const NxWorkshop *workshop = nx_plan_get_workshop (plan);

  nx_text_set_titles (self->title, workshop->title, NULL);
  for (guint i = 0; i < workshop->days->len; i++)
    {
      const NxAgendaDay *day = g_ptr_array_index (workshop->days, i);
      guint end = nx_plan_get_end_minute (plan, i);
      g_autofree char *title = nx_text_isolate (day->title);
      /* Translators: a day of an agenda, and from when to when it lasts. */
      g_autofree char *text = g_strdup_printf (_("%s, %02u:%02u–%02u:%02u"), title, day->start_minute / 60, day->start_minute % 60, end / 60 % 24, end % 60);

      set_head (self, day->id, day->title, text);
      for (guint n = 0; n < day->sessions->len; n++)
        {
          const NxAgendaSession *session = g_ptr_array_index (day->sessions, n);

          set_head (self, session->id, session->title, session->title);
        }
    }
}

/* Changes only if something came, went or moved. */
static char *
dup_outline (const NxPlan *plan)
{
  GString *outline = g_string_new (NULL);

  for (guint i = 0; i < nx_plan_get_n_items (plan); i++)
    {
      const NxPlanItem *item = nx_plan_get_item (plan, i);

      g_string_append_printf (outline, "%s/%s/%s\n", item->day->id, item->session->id, item->part->id);
    }
  return g_string_free (outline, FALSE);
}

/* The part whose row, or something in it, has the focus; NULL if none has. */
static const char *
get_focused_part (NxAgendaPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, NX_TYPE_AGENDA_ROW) : NULL;

  return row != NULL ? nx_agenda_row_get_part (NX_AGENDA_ROW (row)) : NULL;
}

static void
restore_focus (NxAgendaPage *self,
               const char   *part)
{
  GtkWidget *row = part != NULL ? g_hash_table_lookup (self->rows, part) : NULL;

  if (row == NULL || !gtk_widget_grab_focus (row))
    nx_focus_restore (GTK_WIDGET (self->box));
}

static void
refresh (NxAgendaPage *self)
{
  g_autoptr (NxPlan) plan = nx_plan_new (nx_agenda_editor_get_workshop (self->editor));
  g_autofree char *outline = dup_outline (plan);
  g_autofree char *focused = g_strdup (self->wanted != NULL ? self->wanted : get_focused_part (self));
  gboolean is_new = g_strcmp0 (outline, self->outline) != 0;

  if (is_new)
    {
      g_free (self->outline);
      self->outline = g_steal_pointer (&outline);
      build (self);
    }
  for (guint i = 0; i < nx_plan_get_n_items (plan); i++)
    set_row (self, nx_plan_get_item (plan, i));
  set_heads (self, plan);
  if (is_new)
    restore_focus (self, focused);
  g_clear_pointer (&self->wanted, g_free);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "agenda.undo", nx_agenda_editor_can_undo (self->editor));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "agenda.redo", nx_agenda_editor_can_redo (self->editor));
}

/* ---- Saving ---- */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (NxAgendaPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = nx_agenda_store_save_finish (NX_AGENDA_STORE (source), result, &error);

  if (self->notice == NULL)
    return;
  if (saved)
    nx_notice_hide (self->notice);
  else
    {
      /* Translators: what follows says why. */
      g_autofree char *text = g_strdup_printf (_("Your changes are not saved yet. %s"), error->message);

      nx_notice_show (self->notice, "error", text, _("Try again"), "agenda.save");
    }
}

static void
save (NxAgendaPage *self)
{
  nx_agenda_store_save_async (nx_context_get_agendas (self->context), nx_agenda_editor_get_workshop (self->editor)->id,
                              nx_agenda_editor_get_xml (self->editor), saved_cb, g_object_ref (self));
}

static void
changed_cb (NxAgendaPage *self)
{
  refresh (self);
  save (self);
}

static void
idle_cb (NxAgendaPage  *self,
         NxAgendaStore *store)
{
  NxPageLeft left = g_steal_pointer (&self->left);

  g_signal_handlers_disconnect_by_func (store, idle_cb, self);
  if (left != NULL)
    left (self->left_data);
}

static void
agenda_page_leave (NxPage    *page,
                   NxPageLeft done,
                   gpointer   user_data)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (page);
  NxAgendaStore *store = nx_context_get_agendas (self->context);

  if (nx_agenda_store_is_idle (store))
    {
      done (user_data);
      return;
    }
  self->left = done;
  self->left_data = user_data;
  g_signal_connect_object (store, "idle", G_CALLBACK (idle_cb), self, G_CONNECT_SWAPPED);
}

static void
agenda_page_init_page (NxPageInterface *iface)
{
  iface->leave = agenda_page_leave;
}

/* ---- Acts ---- */

/* Says why not, if not. */
static gboolean
tell (NxAgendaPage *self,
      gboolean      done,
      GError       *error)
{
  if (!done)
    {
      g_clear_pointer (&self->wanted, g_free);
      nx_navigate_toast (GTK_WIDGET (self), error->message);
    }
  return done;
}

static void
want (NxAgendaPage *self,
      const char   *part)
{
  g_free (self->wanted);
  self->wanted = g_strdup (part);
}

static void
undo_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  nx_agenda_editor_undo (NX_AGENDA_PAGE (widget)->editor);
}

static void
redo_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  nx_agenda_editor_redo (NX_AGENDA_PAGE (widget)->editor);
}

static void
save_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  save (NX_AGENDA_PAGE (widget));
}

static void
rename_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (widget);

  if (self->choices != NULL)
    nx_agenda_dialog_present (widget, self->editor, self->choices, nx_agenda_editor_get_workshop (self->editor)->id);
}

static void
edit_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (widget);

  nx_agenda_dialog_present (widget, self->editor, self->choices, g_variant_get_string (parameter, NULL));
}

static void
minutes_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (widget);
  g_autoptr (GError) error = NULL;
  const char *part;
  guint minutes;

  g_variant_get (parameter, "(&su)", &part, &minutes);
  tell (self, nx_agenda_editor_set_part_minutes (self->editor, part, minutes, &error), error);
}

/* The session before or after, over the ends of days; NULL if there is none. */
static const NxAgendaSession *
get_session_beside (NxAgendaPage          *self,
                    const NxAgendaSession *session,
                    int                    step)
{
  const NxWorkshop *workshop = nx_agenda_editor_get_workshop (self->editor);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  guint index;

  for (guint i = 0; i < workshop->days->len; i++)
    {
      const NxAgendaDay *day = g_ptr_array_index (workshop->days, i);

      for (guint n = 0; n < day->sessions->len; n++)
        g_ptr_array_add (all, g_ptr_array_index (day->sessions, n));
    }
  if (!g_ptr_array_find (all, session, &index) || (int) index + step < 0 || index + step >= all->len)
    return NULL;
  return g_ptr_array_index (all, index + step);
}

static gboolean
move_part (NxAgendaPage *self,
           const char   *id,
           int           step,
           GError      **error)
{
  const NxAgendaSession *session, *beside;
  guint index;

  nx_agenda_editor_get_part (self->editor, id, &session, &index);
  want (self, id);
  if ((int) index + step >= 0 && index + step < session->parts->len)
    return nx_agenda_editor_move_part (self->editor, id, session->id, index + step, error);
  beside = get_session_beside (self, session, step);
  /* At the very start or end there is nowhere to go. */
  return beside == NULL || nx_agenda_editor_move_part (self->editor, id, beside->id, step < 0 ? beside->parts->len : 0, error);
}

static gboolean
move_session (NxAgendaPage *self,
              const char   *id,
              int           step,
              GError      **error)
{
  const NxWorkshop *workshop = nx_agenda_editor_get_workshop (self->editor);
  const NxAgendaDay *day, *beside;
  guint index, day_index;

  nx_agenda_editor_get_session (self->editor, id, &day, &index);
  if ((int) index + step >= 0 && index + step < day->sessions->len)
    return nx_agenda_editor_move_session (self->editor, id, day->id, index + step, error);
  nx_agenda_editor_get_day (self->editor, day->id, &day_index);
  if ((int) day_index + step < 0 || day_index + step >= workshop->days->len)
    return TRUE;
  beside = g_ptr_array_index (workshop->days, day_index + step);
  return nx_agenda_editor_move_session (self->editor, id, beside->id, step < 0 ? beside->sessions->len : 0, error);
}

static gboolean
move (NxAgendaPage *self,
      const char   *id,
      int           step,
      GError      **error)
{
  guint index;

  if (nx_agenda_editor_get_part (self->editor, id, NULL, NULL) != NULL)
    return move_part (self, id, step, error);
  if (nx_agenda_editor_get_session (self->editor, id, NULL, NULL) != NULL)
    return move_session (self, id, step, error);
  if (nx_agenda_editor_get_day (self->editor, id, &index) == NULL || (int) index + step < 0)
    return TRUE;
  return nx_agenda_editor_move_day (self->editor, id, index + step, error);
}

static void
move_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (widget);
  g_autoptr (GError) error = NULL;

  tell (self, move (self, g_variant_get_string (parameter, NULL), g_str_equal (action, "agenda.up") ? -1 : 1, &error), error);
}

static void
drop_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (widget);
  const NxAgendaSession *from = NULL, *to = NULL;
  g_autoptr (GError) error = NULL;
  const char *part, *target;
  gboolean behind;
  guint from_index, index;

  g_variant_get (parameter, "(&s&sb)", &part, &target, &behind);
  if (nx_agenda_editor_get_part (self->editor, part, &from, &from_index) == NULL ||
      nx_agenda_editor_get_part (self->editor, target, &to, &index) == NULL)
    return;
  index += behind;
  /* Where it stands afterwards: what it leaves behind closes up. */
  if (from == to && from_index < index)
    index--;
  want (self, part);
  tell (self, nx_agenda_editor_move_part (self->editor, part, to->id, index, &error), error);
}

static void
remove_cb (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  const NxAgendaSession *session;
  g_autoptr (GError) error = NULL;
  gboolean done;
  guint index;

  if (nx_agenda_editor_get_part (self->editor, id, &session, &index) != NULL)
    {
      /* The focus goes to what takes its place. */
      if (session->parts->len > 1)
        want (self, ((const NxAgendaPart *) g_ptr_array_index (session->parts, index + 1 < session->parts->len ? index + 1 : index - 1))->id);
      done = nx_agenda_editor_remove_part (self->editor, id, &error);
    }
  else if (nx_agenda_editor_get_session (self->editor, id, NULL, NULL) != NULL)
    done = nx_agenda_editor_remove_session (self->editor, id, &error);
  else
    done = nx_agenda_editor_remove_day (self->editor, id, &error);
  tell (self, done, error);
}

static void
add_part_cb (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (widget);
  NxAgendaPart like = { .minutes = NEW_PART_MINUTES, .group_size = NEW_GROUP_SIZE };
  const NxAgendaSession *session = NULL;
  g_autofree char *added = NULL;
  g_autoptr (GError) error = NULL;
  const char *id;
  guint kind, index = G_MAXUINT;

  g_variant_get (parameter, "(&su)", &id, &kind);
  /* The first that there is; the window that opens then asks which. */
  for (guint i = self->choices->len; i > 0; i--)
    {
      const NxAgendaChoice *choice = g_ptr_array_index (self->choices, i - 1);

      if (choice->like.kind == kind)
        like = choice->like;
    }
  like.kind = kind;
  like.minutes = NEW_PART_MINUTES;
  like.group_size = NEW_GROUP_SIZE;
  if (nx_agenda_editor_get_part (self->editor, id, &session, &index) != NULL)
    index++;
  if (!tell (self, nx_agenda_editor_add_part (self->editor, session != NULL ? session->id : id, index, &like, &added, &error), error))
    return;
  restore_focus (self, added);
  if (kind <= NX_AGENDA_GROUPS)
    nx_agenda_dialog_present (widget, self->editor, self->choices, added);
}

static void
add_session_cb (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  const NxAgendaDay *day = NULL;
  g_autofree char *added = NULL;
  g_autoptr (GError) error = NULL;
  guint index = G_MAXUINT;

  if (nx_agenda_editor_get_session (self->editor, id, &day, &index) != NULL)
    index++;
  if (tell (self, nx_agenda_editor_add_session (self->editor, day != NULL ? day->id : id, index, _("New session"), &added, &error), error))
    nx_agenda_dialog_present (widget, self->editor, self->choices, added);
}

static void
add_day_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (widget);
  g_autofree char *added = NULL;
  g_autoptr (GError) error = NULL;
  guint index = G_MAXUINT - 1;

  nx_agenda_editor_get_day (self->editor, g_variant_get_string (parameter, NULL), &index);
  if (tell (self, nx_agenda_editor_add_day (self->editor, index + 1, _("New day"), _("New session"), NEW_DAY_START_MINUTE, &added, &error), error))
    nx_agenda_dialog_present (widget, self->editor, self->choices, added);
}

/* ---- Life ---- */

static void
choices_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (NxAgendaPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) choices = nx_agenda_choices_load_finish (result, &error);

  if (self->context == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* Without the pack, what it would show is told as missing, and the rest can be edited. */
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices = choices != NULL ? g_steal_pointer (&choices) : g_ptr_array_new ();
  g_clear_pointer (&self->outline, g_free);
  refresh (self);
}

/* At first, and again in another language. */
static void
load_choices (NxAgendaPage *self)
{
  nx_agenda_choices_load_async (nx_context_get_library (self->context), nx_context_get_content_language (self->context), self->cancellable,
                                choices_cb, g_object_ref (self));
}

static void
nx_agenda_page_dispose (GObject *object)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_AGENDA_PAGE);
  g_clear_object (&self->editor);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_agenda_page_parent_class)->dispose (object);
}

static void
nx_agenda_page_finalize (GObject *object)
{
  NxAgendaPage *self = NX_AGENDA_PAGE (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->heads);
  g_free (self->outline);
  g_free (self->wanted);
  G_OBJECT_CLASS (nx_agenda_page_parent_class)->finalize (object);
}

static void
install_acts (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "agenda.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "agenda.redo", NULL, redo_cb);
  gtk_widget_class_install_action (widget_class, "agenda.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "agenda.rename", NULL, rename_cb);
  gtk_widget_class_install_action (widget_class, "agenda.edit", "s", edit_cb);
  gtk_widget_class_install_action (widget_class, "agenda.minutes", "(su)", minutes_cb);
  gtk_widget_class_install_action (widget_class, "agenda.up", "s", move_cb);
  gtk_widget_class_install_action (widget_class, "agenda.down", "s", move_cb);
  gtk_widget_class_install_action (widget_class, "agenda.drop", "(ssb)", drop_cb);
  gtk_widget_class_install_action (widget_class, "agenda.remove", "s", remove_cb);
  gtk_widget_class_install_action (widget_class, "agenda.add-part", "(su)", add_part_cb);
  gtk_widget_class_install_action (widget_class, "agenda.add-session", "s", add_session_cb);
  gtk_widget_class_install_action (widget_class, "agenda.add-day", "s", add_day_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "agenda.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "agenda.redo", NULL);
}

static void
nx_agenda_page_class_init (NxAgendaPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_agenda_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = nx_agenda_page_finalize;
  g_type_ensure (NX_TYPE_ADAPTIVE_BIN);
  g_type_ensure (NX_TYPE_NOTICE);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-agenda-page.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, NxAgendaPage, title);
  gtk_widget_class_bind_template_child (widget_class, NxAgendaPage, notice);
  gtk_widget_class_bind_template_child (widget_class, NxAgendaPage, box);
  install_acts (widget_class);
}

static void
nx_agenda_page_init (NxAgendaPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  nx_text_scale_clamps (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "agenda.undo", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "agenda.redo", FALSE);
}

GtkWidget *
nx_agenda_page_new (NxContext  *context,
                    NxWorkshop *workshop)
{
  NxAgendaPage *self = g_object_new (NX_TYPE_AGENDA_PAGE, NULL);

  self->context = g_object_ref (context);
  self->editor = nx_agenda_editor_new (workshop);
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  nx_text_set_titles (self->title, workshop->title, NULL);
  g_signal_connect_object (context, "language-changed", G_CALLBACK (load_choices), self, G_CONNECT_SWAPPED);
  load_choices (self);
  return GTK_WIDGET (self);
}

NxAgendaEditor *
nx_agenda_page_get_editor (NxAgendaPage *self)
{
  g_return_val_if_fail (NX_IS_AGENDA_PAGE (self), NULL);

  return self->editor;
}
