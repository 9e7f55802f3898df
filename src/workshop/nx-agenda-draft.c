/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the copy of a workshop that one act changes. Does not ask whether the change is allowed. */

#include "config.h"

#include "nx-agenda-draft.h"

static void
session_free (gpointer data)
{
  NxAgendaSession *session = data;

  g_ptr_array_unref (session->parts);
  g_free (session);
}

static void
day_free (gpointer data)
{
  NxAgendaDay *day = data;

  g_ptr_array_unref (day->sessions);
  g_free (day);
}

static NxAgendaSession *
copy_session (const NxAgendaSession *session)
{
  NxAgendaSession *copy = g_memdup2 (session, sizeof *session);

  copy->parts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < session->parts->len; i++)
    g_ptr_array_add (copy->parts, g_memdup2 (g_ptr_array_index (session->parts, i), sizeof (NxAgendaPart)));
  return copy;
}

static NxAgendaDay *
copy_day (const NxAgendaDay *day)
{
  NxAgendaDay *copy = g_memdup2 (day, sizeof *day);

  copy->sessions = g_ptr_array_new_with_free_func (session_free);
  for (guint i = 0; i < day->sessions->len; i++)
    g_ptr_array_add (copy->sessions, copy_session (g_ptr_array_index (day->sessions, i)));
  return copy;
}

NxAgendaDraft *
nx_agenda_draft_new (const NxWorkshop *workshop)
{
  NxAgendaDraft *self = g_new0 (NxAgendaDraft, 1);

  self->workshop = *workshop;
  self->arena = nx_arena_new (0, 0);
  self->workshop.days = g_ptr_array_new_with_free_func (day_free);
  for (guint i = 0; i < workshop->days->len; i++)
    g_ptr_array_add (self->workshop.days, copy_day (g_ptr_array_index (workshop->days, i)));
  return self;
}

void
nx_agenda_draft_free (NxAgendaDraft *self)
{
  g_ptr_array_unref (self->workshop.days);
  g_clear_pointer (&self->ids, g_hash_table_unref);
  nx_arena_unref (self->arena);
  g_free (self);
}

/* ---- Finding ---- */

/* Days, sessions and parts begin with their id. */
static gpointer
find (const GPtrArray *items,
      const char      *id,
      guint           *out_index)
{
  for (guint i = 0; i < items->len; i++)
    {
      const char *const *item = g_ptr_array_index (items, i);

      if (g_str_equal (*item, id))
        {
          if (out_index != NULL)
            *out_index = i;
          return (gpointer) item;
        }
    }
  return NULL;
}

G_STATIC_ASSERT (G_STRUCT_OFFSET (NxAgendaDay, id) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (NxAgendaSession, id) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (NxAgendaPart, id) == 0);

NxAgendaDay *
nx_agenda_draft_find_day (NxAgendaDraft *self,
                          const char    *id,
                          guint         *out_index)
{
  return find (self->workshop.days, id, out_index);
}

NxAgendaSession *
nx_agenda_draft_find_session (NxAgendaDraft *self,
                              const char    *id,
                              NxAgendaDay  **out_day,
                              guint         *out_index)
{
  for (guint i = 0; i < self->workshop.days->len; i++)
    {
      NxAgendaDay *day = g_ptr_array_index (self->workshop.days, i);
      NxAgendaSession *session = find (day->sessions, id, out_index);

      if (session != NULL && out_day != NULL)
        *out_day = day;
      if (session != NULL)
        return session;
    }
  return NULL;
}

NxAgendaPart *
nx_agenda_draft_find_part (NxAgendaDraft    *self,
                           const char       *id,
                           NxAgendaSession **out_session,
                           guint            *out_index)
{
  for (guint i = 0; i < self->workshop.days->len; i++)
    {
      NxAgendaDay *day = g_ptr_array_index (self->workshop.days, i);

      for (guint n = 0; n < day->sessions->len; n++)
        {
          NxAgendaSession *session = g_ptr_array_index (day->sessions, n);
          NxAgendaPart *part = find (session->parts, id, out_index);

          if (part != NULL && out_session != NULL)
            *out_session = session;
          if (part != NULL)
            return part;
        }
    }
  return NULL;
}

guint
nx_agenda_draft_count_parts (const NxAgendaDraft *self)
{
  guint n_parts = 0;

  for (guint i = 0; i < self->workshop.days->len; i++)
    {
      const NxAgendaDay *day = g_ptr_array_index (self->workshop.days, i);

      for (guint n = 0; n < day->sessions->len; n++)
        n_parts += ((const NxAgendaSession *) g_ptr_array_index (day->sessions, n))->parts->len;
    }
  return n_parts;
}

/* ---- Ids ---- */

static void
keep_block_ids (GHashTable      *ids,
                const GPtrArray *blocks)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (blocks, i);

      if (block->id != NULL)
        g_hash_table_add (ids, block->id);
      for (guint n = 0; block->items != NULL && n < block->items->len; n++)
        g_hash_table_add (ids, ((const NxItem *) g_ptr_array_index (block->items, n))->id);
      keep_block_ids (ids, block->blocks);
    }
}

static void
keep_session_ids (GHashTable            *ids,
                  const NxAgendaSession *session)
{
  g_hash_table_add (ids, session->id);
  for (guint i = 0; i < session->parts->len; i++)
    {
      const NxAgendaPart *part = g_ptr_array_index (session->parts, i);

      g_hash_table_add (ids, part->id);
      keep_block_ids (ids, part->blocks);
    }
}

static void
gather_ids (NxAgendaDraft *self)
{
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->workshop.days->len; i++)
    {
      const NxAgendaDay *day = g_ptr_array_index (self->workshop.days, i);

      g_hash_table_add (self->ids, day->id);
      for (guint n = 0; n < day->sessions->len; n++)
        keep_session_ids (self->ids, g_ptr_array_index (day->sessions, n));
    }
}

/* By chance, not counted: the id of something that was removed, and that a session may have recorded, does not come back. */
char *
nx_agenda_draft_make_id (NxAgendaDraft *self,
                         const char    *prefix)
{
  if (self->ids == NULL)
    gather_ids (self);
  for (;;)
    {
      g_autofree char *id = g_strdup_printf ("%s-%08x", prefix, g_random_int ());

      if (!g_hash_table_contains (self->ids, id))
        {
          char *kept = nx_arena_strdup (self->arena, id);

          g_hash_table_add (self->ids, kept);
          return kept;
        }
    }
}

/* ---- Making ---- */

NxInline *
nx_agenda_draft_make_inline (NxAgendaDraft *self,
                             const char    *text)
{
  NxInline *made = nx_arena_new0 (self->arena, NxInline);
  NxRun *run = nx_arena_new0 (self->arena, NxRun);

  run->kind = NX_RUN_TEXT;
  run->text = nx_arena_strdup (self->arena, text);
  made->runs = nx_arena_ptr_array (self->arena);
  nx_arena_add (self->arena, made->runs, run);
  return made;
}

NxAgendaDay *
nx_agenda_draft_make_day (NxAgendaDraft *self,
                          const char    *title)
{
  NxAgendaDay *day = g_new0 (NxAgendaDay, 1);

  day->id = nx_agenda_draft_make_id (self, "day");
  day->title = nx_arena_strdup (self->arena, title);
  day->sessions = g_ptr_array_new_with_free_func (session_free);
  return day;
}

NxAgendaSession *
nx_agenda_draft_make_session (NxAgendaDraft *self,
                              const char    *title)
{
  NxAgendaSession *session = g_new0 (NxAgendaSession, 1);

  session->id = nx_agenda_draft_make_id (self, "session");
  session->title = nx_arena_strdup (self->arena, title);
  session->parts = g_ptr_array_new_with_free_func (g_free);
  return session;
}

void
nx_agenda_draft_fill_part (NxAgendaDraft      *self,
                           NxAgendaPart       *part,
                           const NxAgendaPart *like)
{
  NxAgendaPartKind kind = like->kind;
  gboolean has_module = kind == NX_AGENDA_SLIDES || kind == NX_AGENDA_TRIAL || kind == NX_AGENDA_VOTE;
  gboolean has_words = kind == NX_AGENDA_WORDS || kind == NX_AGENDA_GROUPS;

  part->kind = kind;
  part->minutes = like->minutes;
  part->title = like->title != NULL && like->title[0] != '\0' ? nx_arena_strdup (self->arena, like->title) : NULL;
  part->module = has_module ? nx_arena_strdup (self->arena, like->module) : NULL;
  part->section = kind == NX_AGENDA_SLIDES ? nx_arena_strdup (self->arena, like->section) : NULL;
  part->bank = kind == NX_AGENDA_VOTE ? nx_arena_strdup (self->arena, like->bank) : NULL;
  part->question = kind == NX_AGENDA_VOTE ? nx_arena_strdup (self->arena, like->question) : NULL;
  part->scenario = kind == NX_AGENDA_PLAY ? nx_arena_strdup (self->arena, like->scenario) : NULL;
  part->after = kind == NX_AGENDA_TRIAL && like->after;
  part->group_size = kind == NX_AGENDA_GROUPS ? like->group_size : 0;
  if (has_words && part->blocks == NULL)
    part->blocks = nx_arena_ptr_array (self->arena);
}

NxAgendaPart *
nx_agenda_draft_make_part (NxAgendaDraft      *self,
                           const NxAgendaPart *like)
{
  NxAgendaPart *part = g_new0 (NxAgendaPart, 1);

  part->id = nx_agenda_draft_make_id (self, nx_agenda_part_kind_get_element (like->kind));
  nx_agenda_draft_fill_part (self, part, like);
  return part;
}
