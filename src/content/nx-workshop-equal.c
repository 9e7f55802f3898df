/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns whether two workshops say the same. Compares the models, not the XML, so that it can also judge who wrote that. */

#include "nx-content.h"

typedef gboolean (*EqualFunc) (gconstpointer one, gconstpointer other);

/* Both may be NULL: then nothing stands there in either. */
static gboolean
are_all_equal (const GPtrArray *some,
               const GPtrArray *others,
               EqualFunc        equal)
{
  if (some == NULL || others == NULL)
    return some == others;
  if (some->len != others->len)
    return FALSE;
  for (guint i = 0; i < some->len; i++)
    if (!equal (g_ptr_array_index (some, i), g_ptr_array_index (others, i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_same (const char *one,
         const char *other)
{
  return g_strcmp0 (one, other) == 0;
}

static gboolean
run_equal (gconstpointer one,
           gconstpointer other)
{
  const NxRun *a = one, *b = other;

  return a->kind == b->kind && is_same (a->text, b->text) && is_same (a->ref, b->ref);
}

static gboolean
inline_equal (const NxInline *a,
              const NxInline *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return is_same (a->lang, b->lang) && are_all_equal (a->runs, b->runs, run_equal);
}

static gboolean
item_equal (gconstpointer one,
            gconstpointer other)
{
  const NxItem *a = one, *b = other;

  return is_same (a->id, b->id) && inline_equal (a->text, b->text);
}

/* Of the kinds that an agenda may hold. */
static gboolean
block_equal (gconstpointer one,
             gconstpointer other)
{
  const NxBlock *a = one, *b = other;

  return a->kind == b->kind && is_same (a->id, b->id) && is_same (a->lang, b->lang) && a->present == b->present &&
         a->numbered == b->numbered && inline_equal (a->text, b->text) && are_all_equal (a->items, b->items, item_equal) &&
         are_all_equal (a->blocks, b->blocks, block_equal);
}

static gboolean
part_equal (gconstpointer one,
            gconstpointer other)
{
  const NxAgendaPart *a = one, *b = other;

  return a->kind == b->kind && is_same (a->id, b->id) && a->minutes == b->minutes && is_same (a->title, b->title) &&
         is_same (a->module, b->module) && is_same (a->section, b->section) && is_same (a->bank, b->bank) &&
         is_same (a->question, b->question) && is_same (a->scenario, b->scenario) && a->after == b->after &&
         a->group_size == b->group_size && are_all_equal (a->blocks, b->blocks, block_equal);
}

static gboolean
session_equal (gconstpointer one,
               gconstpointer other)
{
  const NxAgendaSession *a = one, *b = other;

  return is_same (a->id, b->id) && is_same (a->title, b->title) && are_all_equal (a->parts, b->parts, part_equal);
}

static gboolean
day_equal (gconstpointer one,
           gconstpointer other)
{
  const NxAgendaDay *a = one, *b = other;

  return is_same (a->id, b->id) && is_same (a->title, b->title) && a->start_minute == b->start_minute &&
         are_all_equal (a->sessions, b->sessions, session_equal);
}

gboolean
nx_workshop_equal (const NxWorkshop *self,
                   const NxWorkshop *other)
{
  return is_same (self->id, other->id) && self->version == other->version && is_same (self->title, other->title) &&
         inline_equal (self->summary, other->summary) && are_all_equal (self->days, other->days, day_equal);
}
