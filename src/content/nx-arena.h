/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * NxArena: the memory of one content root (a module, a scenario, a set). The root struct lies right
 * behind the arena's head, so that a pointer to the root finds its arena; everything the root points to is
 * taken from the same blocks and goes with the last reference. A file has thousands of small strings and
 * structs, all born together and dying together: one allocation each would cost more than reading the XML.
 *
 * Thread: filled by one thread, then immutable; references may be taken and given back on any thread.
 */
typedef struct _NxArena NxArena;

/* A new arena with one reference. @root_size: bytes of the root struct, zeroed. @size_hint: bytes of the source file. */
NxArena *nx_arena_new (gsize root_size, gsize size_hint);
gpointer nx_arena_get_root (NxArena *self);
NxArena *nx_arena_of_root (gconstpointer root);

void nx_arena_ref (NxArena *self);
void nx_arena_unref (NxArena *self);
/* Whether the caller holds the only reference. */
gboolean nx_arena_is_last (NxArena *self);

/* Within, for nx_arena_alloc () alone. */
typedef struct _NxArenaBlock NxArenaBlock;
struct _NxArena
{
  gatomicrefcount refs;
  NxArenaBlock *blocks;     /* further blocks; the first one begins with this head */
  char *at, *end;           /* the free part of the newest block */
  gsize block_bytes;
  GPtrArray *arrays;        /* GArray; NULL until there is one */
  GPtrArray *tables;        /* GHashTable; NULL until there is one */
};
/* Enough for pointers and doubles, which is all that the model holds. */
#define NX_ARENA_ROUND_UP(n) (((n) + 7) & ~(gsize) 7)
gpointer nx_arena_alloc_elsewhere (NxArena *self, gsize size);

/* Zeroed, aligned for any plain struct: always a whole number of units, strings too, so that every start is a boundary. */
static inline gpointer
nx_arena_alloc (NxArena *self,
                gsize    size)
{
  gsize rounded = NX_ARENA_ROUND_UP (size);
  char *start = self->at;

  if (G_UNLIKELY (rounded > (gsize) (self->end - start)))
    return nx_arena_alloc_elsewhere (self, rounded);
  self->at += rounded;
  return start;
}

char *nx_arena_strndup (NxArena *self, const char *text, gsize length);
char *nx_arena_strdup (NxArena *self, const char *text);
/*
 * An array within the arena: `len` and `pdata` as everywhere, and nothing behind them, so that it must not be
 * given to any function of GPtrArray. A document has thousands of them, most with one item or two.
 */
GPtrArray *nx_arena_ptr_array (NxArena *self);
void nx_arena_add (NxArena *self, GPtrArray *array, gpointer item);
/* Freed with the arena, never by the holder. */
GArray *nx_arena_array (NxArena *self, guint element_size);
GHashTable *nx_arena_str_table (NxArena *self);

#define nx_arena_new0(arena, Type) ((Type *) nx_arena_alloc ((arena), sizeof (Type)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxArena, nx_arena_unref)

G_END_DECLS
