/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "nx-arena.h"

#include <string.h>

#define ROUND_UP(n) NX_ARENA_ROUND_UP (n)
#define BLOCK_BYTES_MIN 4096
#define BLOCK_BYTES_MAX (8 * 1024)

struct _NxArenaBlock
{
  NxArenaBlock *next;
};

NxArena *
nx_arena_new (gsize root_size,
              gsize size_hint)
{
  gsize head = ROUND_UP (sizeof (NxArena));
  gsize root = ROUND_UP (root_size);
  /* The model of a file takes about as many bytes as the file; larger files come in several blocks. */
  gsize room = CLAMP (ROUND_UP (size_hint), BLOCK_BYTES_MIN, BLOCK_BYTES_MAX);
  /* Zeroed once and whole: cheaper than struct by struct. */
  NxArena *self = g_malloc0 (head + root + room);

  g_atomic_ref_count_init (&self->refs);
  self->at = (char *) self + head + root;
  self->end = self->at + room;
  self->block_bytes = room;
  return self;
}

gpointer
nx_arena_get_root (NxArena *self)
{
  return (char *) self + ROUND_UP (sizeof (NxArena));
}

NxArena *
nx_arena_of_root (gconstpointer root)
{
  return (NxArena *) ((const char *) root - ROUND_UP (sizeof (NxArena)));
}

void
nx_arena_ref (NxArena *self)
{
  g_atomic_ref_count_inc (&self->refs);
}

gboolean
nx_arena_is_last (NxArena *self)
{
  return g_atomic_ref_count_compare (&self->refs, 1);
}

void
nx_arena_unref (NxArena *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_clear_pointer (&self->arrays, g_ptr_array_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  while (self->blocks != NULL)
    {
      NxArenaBlock *block = self->blocks;

      self->blocks = block->next;
      g_free (block);
    }
  g_free (self);
}

gpointer
nx_arena_alloc_elsewhere (NxArena *self,
                          gsize    size)
{
  gsize head = ROUND_UP (sizeof (NxArenaBlock));
  gsize room = MAX (self->block_bytes, size);
  NxArenaBlock *block = g_malloc0 (head + room);
  char *start = (char *) block + head;

  block->next = self->blocks;
  self->blocks = block;
  /* A huge string gets a block of its own; the rest of the current one stays in use. */
  if (room - size > (gsize) (self->end - self->at))
    {
      self->at = start + size;
      self->end = start + room;
    }
  return start;
}

char *
nx_arena_strndup (NxArena    *self,
                  const char *text,
                  gsize       length)
{
  char *copy = nx_arena_alloc (self, length + 1);

  memcpy (copy, text, length);
  return copy;
}

char *
nx_arena_strdup (NxArena    *self,
                 const char *text)
{
  return text == NULL ? NULL : nx_arena_strndup (self, text, strlen (text));
}

/* The public part of a GPtrArray, and what the arena must know to make it longer. */
typedef struct
{
  GPtrArray array;
  guint capacity;
} PtrArray;

GPtrArray *
nx_arena_ptr_array (NxArena *self)
{
  return &nx_arena_new0 (self, PtrArray)->array;
}

void
nx_arena_add (NxArena   *self,
              GPtrArray *array,
              gpointer   item)
{
  PtrArray *own = (PtrArray *) array;

  if (array->len == own->capacity)
    {
      gpointer *longer;

      /* What the shorter one took is lost until the arena goes: less than half, and most arrays hold two items at most. */
      own->capacity = MAX (2, 2 * own->capacity);
      longer = nx_arena_alloc (self, own->capacity * sizeof (gpointer));
      if (array->len > 0)
        memcpy (longer, array->pdata, array->len * sizeof (gpointer));
      array->pdata = longer;
    }
  array->pdata[array->len++] = item;
}

GArray *
nx_arena_array (NxArena *self,
                guint    element_size)
{
  GArray *array = g_array_new (FALSE, FALSE, element_size);

  if (self->arrays == NULL)
    self->arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_ptr_array_add (self->arrays, array);
  return array;
}

GHashTable *
nx_arena_str_table (NxArena *self)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->tables == NULL)
    self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_ptr_array_add (self->tables, table);
  return table;
}
