/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns what may be done to an agenda, and the row of what it has been. Knows nothing of files, and of content only the
 * form of its ids: an agenda may name what is not there.
 */

#include "config.h"

#include "nx-agenda-editor.h"

#include <glib/gi18n.h>

#include "nx-agenda-draft.h"
#include "nx-ids.h"

#define DAY_MINUTES (24 * 60)
/* A new slide of words, until somebody says how long it takes. */
#define NEW_PART_MINUTES 15

typedef struct
{
  NxWorkshop *workshop;
  GBytes *xml;
} Snapshot;

struct _NxAgendaEditor
{
  GObject parent_instance;

  Snapshot *now;
  GQueue past, future;      /* Snapshot; the nearest at the head */
  gsize past_bytes;
};

enum { SIGNAL_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_QUARK (nx-agenda-error-quark, nx_agenda_error)
G_DEFINE_FINAL_TYPE (NxAgendaEditor, nx_agenda_editor, G_TYPE_OBJECT)

/* ---- The row ---- */

static Snapshot *
snapshot_new (NxWorkshop *workshop,
              GBytes     *xml)
{
  Snapshot *snapshot = g_new0 (Snapshot, 1);

  snapshot->workshop = nx_workshop_ref (workshop);
  snapshot->xml = g_bytes_ref (xml);
  return snapshot;
}

static void
snapshot_free (gpointer data)
{
  Snapshot *snapshot = data;

  nx_workshop_unref (snapshot->workshop);
  g_bytes_unref (snapshot->xml);
  g_free (snapshot);
}

/* The model takes about as much as its XML; both are kept. */
static gsize
get_bytes (const Snapshot *snapshot)
{
  return 2 * g_bytes_get_size (snapshot->xml);
}

static void
remember (NxAgendaEditor *self)
{
  self->past_bytes += get_bytes (self->now);
  g_queue_push_head (&self->past, self->now);
  while (self->past.length > NX_AGENDA_UNDO_MAX || (self->past.length > 1 && self->past_bytes > NX_AGENDA_UNDO_BYTES))
    {
      Snapshot *oldest = g_queue_pop_tail (&self->past);

      self->past_bytes -= get_bytes (oldest);
      snapshot_free (oldest);
    }
}

static void
nx_agenda_editor_finalize (GObject *object)
{
  NxAgendaEditor *self = NX_AGENDA_EDITOR (object);

  g_clear_pointer (&self->now, snapshot_free);
  g_queue_clear_full (&self->past, snapshot_free);
  g_queue_clear_full (&self->future, snapshot_free);
  G_OBJECT_CLASS (nx_agenda_editor_parent_class)->finalize (object);
}

static void
nx_agenda_editor_class_init (NxAgendaEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_agenda_editor_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nx_agenda_editor_init (NxAgendaEditor *self)
{
  g_queue_init (&self->past);
  g_queue_init (&self->future);
}

/* ---- Refusing ---- */

static gboolean
refuse (GError    **error,
        const char *why)
{
  g_set_error_literal (error, NX_AGENDA_ERROR, NX_AGENDA_ERROR_REFUSED, why);
  return FALSE;
}

static gboolean
fail_gone (GError **error)
{
  g_set_error_literal (error, NX_AGENDA_ERROR, NX_AGENDA_ERROR_GONE, _("This is no longer in the agenda."));
  return FALSE;
}

/* White space is for the reader to collapse; other control characters have no place in XML. */
static gboolean
check_text (const char *text,
            GError    **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (error, _("This text is damaged."));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c & 0xfffe) == 0xfffe)
        return refuse (error, _("This text holds a character that cannot be kept."));
    }
  return TRUE;
}

static gboolean
check_title (const char *title,
             GError    **error)
{
  if (!check_text (title, error))
    return FALSE;
  if (g_utf8_strlen (title, -1) > NX_AGENDA_TITLE_MAX)
    return refuse (error, _("This title is too long."));
  return TRUE;
}

static gboolean
check_given_title (const char *title,
                   GError    **error)
{
  g_autofree char *stripped = NULL;

  if (!check_title (title, error))
    return FALSE;
  stripped = g_strstrip (g_strdup (title));
  return stripped[0] != '\0' || refuse (error, _("A title is needed."));
}

static gboolean
check_minutes (guint    minutes,
               GError **error)
{
  return (minutes >= 1 && minutes <= DAY_MINUTES) || refuse (error, _("A part takes at least one minute and at most a day."));
}

static gboolean
is_id (const char *id)
{
  return id != NULL && nx_content_id_is_valid (id);
}

/* Whether what its kind shows is named in the form that names have. */
static gboolean
names_content (const NxAgendaPart *part)
{
  switch (part->kind)
    {
    case NX_AGENDA_SLIDES:
      return is_id (part->module) && (part->section == NULL || is_id (part->section));
    case NX_AGENDA_VOTE:
      return is_id (part->question) && (part->bank == NULL ? is_id (part->module) : part->module == NULL && is_id (part->bank));
    case NX_AGENDA_PLAY:
      return is_id (part->scenario);
    case NX_AGENDA_TRIAL:
      return is_id (part->module);
    case NX_AGENDA_WORDS:
    case NX_AGENDA_GROUPS:
    case NX_AGENDA_BOARD:
    case NX_AGENDA_COMMITMENTS:
    case NX_AGENDA_EVALUATION:
    case NX_AGENDA_BREAK:
      return TRUE;
    case NX_N_AGENDA_PART_KINDS:
    default:
      return FALSE;
    }
}

static gboolean
check_part (const NxAgendaPart *part,
            GError            **error)
{
  if (!check_minutes (part->minutes, error) || (part->title != NULL && !check_title (part->title, error)))
    return FALSE;
  if (!names_content (part))
    return refuse (error, _("Choose what this part shows."));
  if (part->kind == NX_AGENDA_GROUPS && (part->group_size < 2 || part->group_size > NX_WORKSHOP_PEOPLE_MAX))
    return refuse (error, _("A group has at least two people, and at most all of them."));
  return TRUE;
}

/* ---- The next one ---- */

static NxWorkshop *
read_draft (NxAgendaDraft *draft,
            GBytes       **out_xml,
            GError       **error)
{
  g_autoptr (GBytes) xml = nx_workshop_write (&draft->workshop);
  g_autoptr (GError) fault = NULL;
  NxWorkshop *workshop = nx_workshop_parse (xml, "agenda", &fault);

  if (workshop == NULL)
    {
      g_debug ("an agenda was refused by its own reader: %s", fault->message);
      refuse (error, g_error_matches (fault, NX_CONTENT_ERROR, NX_CONTENT_ERROR_LIMIT)
                       ? _("The agenda would become too long.") : _("The agenda cannot be kept like this."));
      return NULL;
    }
  *out_xml = g_steal_pointer (&xml);
  return workshop;
}

/* An act that changes nothing is no step. */
static gboolean
take (NxAgendaEditor  *self,
      NxAgendaDraft   *draft,
      GError         **error)
{
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (NxWorkshop) workshop = read_draft (draft, &xml, error);

  if (workshop == NULL)
    return FALSE;
  if (nx_workshop_equal (workshop, self->now->workshop))
    return TRUE;
  remember (self);
  g_queue_clear_full (&self->future, snapshot_free);
  self->now = snapshot_new (workshop, xml);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

static NxAgendaDraft *
begin (NxAgendaEditor *self)
{
  return nx_agenda_draft_new (self->now->workshop);
}

/* From @items at @from to @others, where it stands at @to then. */
static void
move_item (GPtrArray *items,
           guint      from,
           GPtrArray *others,
           guint      to)
{
  gpointer item = g_ptr_array_steal_index (items, from);

  g_ptr_array_insert (others, (int) MIN (to, others->len), item);
}

static void
insert_item (GPtrArray *items,
             guint      index,
             gpointer   item)
{
  g_ptr_array_insert (items, (int) MIN (index, items->len), item);
}

static void
give_id (char      **out_id,
         const char *id)
{
  if (out_id != NULL)
    *out_id = g_strdup (id);
}

/* ---- The agenda ---- */

NxAgendaEditor *
nx_agenda_editor_new (NxWorkshop *workshop)
{
  NxAgendaEditor *self = g_object_new (NX_TYPE_AGENDA_EDITOR, NULL);
  g_autoptr (GBytes) xml = nx_workshop_write (workshop);

  self->now = snapshot_new (workshop, xml);
  return self;
}

NxAgendaEditor *
nx_agenda_editor_new_copy (NxWorkshop  *workshop,
                           const char  *id,
                           const char  *title,
                           GError     **error)
{
  g_autoptr (NxAgendaDraft) draft = nx_agenda_draft_new (workshop);
  g_autoptr (GBytes) xml = NULL;
  g_autoptr (NxWorkshop) copy = NULL;
  NxAgendaEditor *self;

  g_return_val_if_fail (nx_content_id_is_valid (id), NULL);

  if (!check_given_title (title, error))
    return NULL;
  draft->workshop.id = nx_arena_strdup (draft->arena, id);
  draft->workshop.title = nx_arena_strdup (draft->arena, title);
  draft->workshop.version = 1;
  copy = read_draft (draft, &xml, error);
  if (copy == NULL)
    return NULL;
  self = g_object_new (NX_TYPE_AGENDA_EDITOR, NULL);
  self->now = snapshot_new (copy, xml);
  return self;
}

NxWorkshop *
nx_agenda_editor_get_workshop (NxAgendaEditor *self)
{
  g_return_val_if_fail (NX_IS_AGENDA_EDITOR (self), NULL);

  return self->now->workshop;
}

GBytes *
nx_agenda_editor_get_xml (NxAgendaEditor *self)
{
  g_return_val_if_fail (NX_IS_AGENDA_EDITOR (self), NULL);

  return self->now->xml;
}

gboolean
nx_agenda_editor_can_undo (NxAgendaEditor *self)
{
  g_return_val_if_fail (NX_IS_AGENDA_EDITOR (self), FALSE);

  return self->past.length > 0;
}

gboolean
nx_agenda_editor_can_redo (NxAgendaEditor *self)
{
  g_return_val_if_fail (NX_IS_AGENDA_EDITOR (self), FALSE);

  return self->future.length > 0;
}

void
nx_agenda_editor_undo (NxAgendaEditor *self)
{
  g_return_if_fail (NX_IS_AGENDA_EDITOR (self));

  if (self->past.length == 0)
    return;
  g_queue_push_head (&self->future, self->now);
  self->now = g_queue_pop_head (&self->past);
  self->past_bytes -= get_bytes (self->now);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
nx_agenda_editor_redo (NxAgendaEditor *self)
{
  g_return_if_fail (NX_IS_AGENDA_EDITOR (self));

  if (self->future.length == 0)
    return;
  remember (self);
  self->now = g_queue_pop_head (&self->future);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
nx_agenda_editor_set_title (NxAgendaEditor  *self,
                            const char      *title,
                            GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);

  if (!check_given_title (title, error))
    return FALSE;
  draft->workshop.title = nx_arena_strdup (draft->arena, title);
  return take (self, draft, error);
}

gboolean
nx_agenda_editor_set_summary (NxAgendaEditor  *self,
                              const char      *summary,
                              GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  g_autofree char *before = nx_inline_dup_plain (draft->workshop.summary);

  if (!check_text (summary, error))
    return FALSE;
  /* What was only looked at keeps its marks. */
  if (g_str_equal (before, summary))
    return TRUE;
  draft->workshop.summary = nx_agenda_draft_make_inline (draft, summary);
  return take (self, draft, error);
}

/* ---- Days ---- */

gboolean
nx_agenda_editor_add_day (NxAgendaEditor  *self,
                          guint            index,
                          const char      *title,
                          const char      *session_title,
                          guint            start_minute,
                          char           **out_id,
                          GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  const NxAgendaPart words = { .kind = NX_AGENDA_WORDS, .minutes = NEW_PART_MINUTES };
  NxAgendaSession *session;
  NxAgendaDay *day;

  if (!check_given_title (title, error) || !check_given_title (session_title, error))
    return FALSE;
  if (start_minute >= DAY_MINUTES)
    return refuse (error, _("A day begins between 00:00 and 23:59."));
  if (nx_agenda_draft_count_parts (draft) >= NX_AGENDA_PARTS_MAX)
    return refuse (error, _("The agenda would become too long."));
  day = nx_agenda_draft_make_day (draft, title);
  day->start_minute = start_minute;
  session = nx_agenda_draft_make_session (draft, session_title);
  g_ptr_array_add (session->parts, nx_agenda_draft_make_part (draft, &words));
  g_ptr_array_add (day->sessions, session);
  insert_item (draft->workshop.days, index, day);
  if (!take (self, draft, error))
    return FALSE;
  give_id (out_id, day->id);
  return TRUE;
}

gboolean
nx_agenda_editor_set_day_title (NxAgendaEditor  *self,
                                const char      *id,
                                const char      *title,
                                GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaDay *day = nx_agenda_draft_find_day (draft, id, NULL);

  if (day == NULL)
    return fail_gone (error);
  if (!check_given_title (title, error))
    return FALSE;
  day->title = nx_arena_strdup (draft->arena, title);
  return take (self, draft, error);
}

gboolean
nx_agenda_editor_set_day_start (NxAgendaEditor  *self,
                                const char      *id,
                                guint            minute,
                                GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaDay *day = nx_agenda_draft_find_day (draft, id, NULL);

  if (day == NULL)
    return fail_gone (error);
  if (minute >= DAY_MINUTES)
    return refuse (error, _("A day begins between 00:00 and 23:59."));
  day->start_minute = minute;
  return take (self, draft, error);
}

gboolean
nx_agenda_editor_move_day (NxAgendaEditor  *self,
                           const char      *id,
                           guint            index,
                           GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  guint from;

  if (nx_agenda_draft_find_day (draft, id, &from) == NULL)
    return fail_gone (error);
  move_item (draft->workshop.days, from, draft->workshop.days, index);
  return take (self, draft, error);
}

gboolean
nx_agenda_editor_remove_day (NxAgendaEditor  *self,
                             const char      *id,
                             GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  guint index;

  if (nx_agenda_draft_find_day (draft, id, &index) == NULL)
    return fail_gone (error);
  if (draft->workshop.days->len == 1)
    return refuse (error, _("An agenda has one day at least."));
  g_ptr_array_remove_index (draft->workshop.days, index);
  return take (self, draft, error);
}

/* ---- Sessions ---- */

gboolean
nx_agenda_editor_add_session (NxAgendaEditor  *self,
                              const char      *day_id,
                              guint            index,
                              const char      *title,
                              char           **out_id,
                              GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaDay *day = nx_agenda_draft_find_day (draft, day_id, NULL);
  const NxAgendaPart words = { .kind = NX_AGENDA_WORDS, .minutes = NEW_PART_MINUTES };
  NxAgendaSession *session;

  if (day == NULL)
    return fail_gone (error);
  if (!check_given_title (title, error))
    return FALSE;
  if (nx_agenda_draft_count_parts (draft) >= NX_AGENDA_PARTS_MAX)
    return refuse (error, _("The agenda would become too long."));
  session = nx_agenda_draft_make_session (draft, title);
  g_ptr_array_add (session->parts, nx_agenda_draft_make_part (draft, &words));
  insert_item (day->sessions, index, session);
  if (!take (self, draft, error))
    return FALSE;
  give_id (out_id, session->id);
  return TRUE;
}

gboolean
nx_agenda_editor_set_session_title (NxAgendaEditor  *self,
                                    const char      *id,
                                    const char      *title,
                                    GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaSession *session = nx_agenda_draft_find_session (draft, id, NULL, NULL);

  if (session == NULL)
    return fail_gone (error);
  if (!check_given_title (title, error))
    return FALSE;
  session->title = nx_arena_strdup (draft->arena, title);
  return take (self, draft, error);
}

gboolean
nx_agenda_editor_move_session (NxAgendaEditor  *self,
                               const char      *id,
                               const char      *to_day,
                               guint            index,
                               GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaDay *to = nx_agenda_draft_find_day (draft, to_day, NULL);
  NxAgendaDay *day;
  guint from;

  if (to == NULL || nx_agenda_draft_find_session (draft, id, &day, &from) == NULL)
    return fail_gone (error);
  if (day != to && day->sessions->len == 1)
    return refuse (error, _("The day would be left without a session. Move or remove the day."));
  move_item (day->sessions, from, to->sessions, index);
  return take (self, draft, error);
}

gboolean
nx_agenda_editor_remove_session (NxAgendaEditor  *self,
                                 const char      *id,
                                 GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaDay *day;
  guint index;

  if (nx_agenda_draft_find_session (draft, id, &day, &index) == NULL)
    return fail_gone (error);
  if (day->sessions->len == 1)
    return refuse (error, _("The day would be left without a session. Move or remove the day."));
  g_ptr_array_remove_index (day->sessions, index);
  return take (self, draft, error);
}

/* ---- Parts ---- */

gboolean
nx_agenda_editor_add_part (NxAgendaEditor      *self,
                           const char          *session_id,
                           guint                index,
                           const NxAgendaPart  *like,
                           char               **out_id,
                           GError             **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaSession *session = nx_agenda_draft_find_session (draft, session_id, NULL, NULL);
  NxAgendaPart *part;

  if (session == NULL)
    return fail_gone (error);
  if (!check_part (like, error))
    return FALSE;
  if (nx_agenda_draft_count_parts (draft) >= NX_AGENDA_PARTS_MAX)
    return refuse (error, _("The agenda would become too long."));
  part = nx_agenda_draft_make_part (draft, like);
  insert_item (session->parts, index, part);
  if (!take (self, draft, error))
    return FALSE;
  give_id (out_id, part->id);
  return TRUE;
}

gboolean
nx_agenda_editor_set_part (NxAgendaEditor      *self,
                           const char          *id,
                           const NxAgendaPart  *like,
                           GError             **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaPart *part = nx_agenda_draft_find_part (draft, id, NULL, NULL);

  if (part == NULL)
    return fail_gone (error);
  g_return_val_if_fail (part->kind == like->kind, FALSE);
  if (!check_part (like, error))
    return FALSE;
  nx_agenda_draft_fill_part (draft, part, like);
  return take (self, draft, error);
}

gboolean
nx_agenda_editor_set_part_minutes (NxAgendaEditor  *self,
                                   const char      *id,
                                   guint            minutes,
                                   GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaPart *part = nx_agenda_draft_find_part (draft, id, NULL, NULL);

  if (part == NULL)
    return fail_gone (error);
  if (!check_minutes (minutes, error))
    return FALSE;
  part->minutes = minutes;
  return take (self, draft, error);
}

gboolean
nx_agenda_editor_set_part_title (NxAgendaEditor  *self,
                                 const char      *id,
                                 const char      *title,
                                 GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaPart *part = nx_agenda_draft_find_part (draft, id, NULL, NULL);
  g_autofree char *stripped = title != NULL ? g_strstrip (g_strdup (title)) : NULL;

  if (part == NULL)
    return fail_gone (error);
  if (stripped != NULL && !check_title (stripped, error))
    return FALSE;
  part->title = stripped != NULL && stripped[0] != '\0' ? nx_arena_strdup (draft->arena, stripped) : NULL;
  return take (self, draft, error);
}

gboolean
nx_agenda_editor_set_part_words (NxAgendaEditor  *self,
                                 const char      *id,
                                 const char      *words,
                                 const char      *notes,
                                 GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaPart *part = nx_agenda_draft_find_part (draft, id, NULL, NULL);
  g_autofree char *words_before = NULL;
  g_autofree char *notes_before = NULL;

  if (part == NULL)
    return fail_gone (error);
  if (part->kind != NX_AGENDA_WORDS && part->kind != NX_AGENDA_GROUPS)
    return refuse (error, _("This part has no words of its own."));
  if (!check_text (words, error) || !check_text (notes, error))
    return FALSE;
  words_before = nx_agenda_dup_words (part);
  notes_before = nx_agenda_dup_notes (part);
  if (g_str_equal (words, words_before) && g_str_equal (notes, notes_before))
    return TRUE;
  nx_agenda_draft_set_words (draft, part, words, notes);
  return take (self, draft, error);
}

gboolean
nx_agenda_editor_move_part (NxAgendaEditor  *self,
                            const char      *id,
                            const char      *to_session,
                            guint            index,
                            GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaSession *to = nx_agenda_draft_find_session (draft, to_session, NULL, NULL);
  NxAgendaSession *session;
  guint from;

  if (to == NULL || nx_agenda_draft_find_part (draft, id, &session, &from) == NULL)
    return fail_gone (error);
  if (session != to && session->parts->len == 1)
    return refuse (error, _("The session would be left without a part. Move or remove the session."));
  move_item (session->parts, from, to->parts, index);
  return take (self, draft, error);
}

gboolean
nx_agenda_editor_remove_part (NxAgendaEditor  *self,
                              const char      *id,
                              GError         **error)
{
  g_autoptr (NxAgendaDraft) draft = begin (self);
  NxAgendaSession *session;
  guint index;

  if (nx_agenda_draft_find_part (draft, id, &session, &index) == NULL)
    return fail_gone (error);
  if (session->parts->len == 1)
    return refuse (error, _("The session would be left without a part. Move or remove the session."));
  g_ptr_array_remove_index (session->parts, index);
  return take (self, draft, error);
}

/* ---- What stands there ---- */

const NxAgendaDay *
nx_agenda_editor_get_day (NxAgendaEditor *self,
                          const char     *id,
                          guint          *out_index)
{
  const GPtrArray *days = self->now->workshop->days;

  for (guint i = 0; i < days->len; i++)
    {
      const NxAgendaDay *day = g_ptr_array_index (days, i);

      if (!g_str_equal (day->id, id))
        continue;
      if (out_index != NULL)
        *out_index = i;
      return day;
    }
  return NULL;
}

const NxAgendaSession *
nx_agenda_editor_get_session (NxAgendaEditor     *self,
                              const char         *id,
                              const NxAgendaDay **out_day,
                              guint              *out_index)
{
  const GPtrArray *days = self->now->workshop->days;

  for (guint i = 0; i < days->len; i++)
    {
      const NxAgendaDay *day = g_ptr_array_index (days, i);

      for (guint n = 0; n < day->sessions->len; n++)
        {
          const NxAgendaSession *session = g_ptr_array_index (day->sessions, n);

          if (!g_str_equal (session->id, id))
            continue;
          if (out_day != NULL)
            *out_day = day;
          if (out_index != NULL)
            *out_index = n;
          return session;
        }
    }
  return NULL;
}

static const NxAgendaPart *
get_part_of (const NxAgendaSession *session,
             const char            *id,
             guint                 *out_index)
{
  for (guint i = 0; i < session->parts->len; i++)
    {
      const NxAgendaPart *part = g_ptr_array_index (session->parts, i);

      if (!g_str_equal (part->id, id))
        continue;
      if (out_index != NULL)
        *out_index = i;
      return part;
    }
  return NULL;
}

const NxAgendaPart *
nx_agenda_editor_get_part (NxAgendaEditor         *self,
                           const char             *id,
                           const NxAgendaSession **out_session,
                           guint                  *out_index)
{
  const GPtrArray *days = self->now->workshop->days;

  for (guint i = 0; i < days->len; i++)
    {
      const NxAgendaDay *day = g_ptr_array_index (days, i);

      for (guint n = 0; n < day->sessions->len; n++)
        {
          const NxAgendaSession *session = g_ptr_array_index (day->sessions, n);
          const NxAgendaPart *part = get_part_of (session, id, out_index);

          if (part != NULL && out_session != NULL)
            *out_session = session;
          if (part != NULL)
            return part;
        }
    }
  return NULL;
}
