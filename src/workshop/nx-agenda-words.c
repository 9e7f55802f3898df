/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the words of a part as a person types them: paragraphs and points to plain lines, and back. */

#include "config.h"

#include "nx-agenda-draft.h"
#include "nx-agenda-editor.h"

#include <string.h>

typedef enum { LINE_EMPTY, LINE_PARAGRAPH, LINE_BULLET, LINE_NUMBER } LineKind;

/* ---- To lines ---- */

static void
append_line (GString        *out,
             const char     *mark,
             const NxInline *text)
{
  g_autofree char *plain = nx_inline_dup_plain (text);

  g_string_append_printf (out, "%s%s\n", mark, plain);
}

static void
append_block (GString       *out,
              const NxBlock *block)
{
  if (block->kind == NX_BLOCK_P)
    append_line (out, "", block->text);
  for (guint i = 0; block->kind == NX_BLOCK_LIST && i < block->items->len; i++)
    {
      g_autofree char *number = block->numbered ? g_strdup_printf ("%u. ", i + 1) : NULL;

      append_line (out, number != NULL ? number : "- ", ((const NxItem *) g_ptr_array_index (block->items, i))->text);
    }
}

static char *
finish_lines (GString *out)
{
  if (out->len > 0)
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

char *
nx_agenda_dup_words (const NxAgendaPart *part)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; part->blocks != NULL && i < part->blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (part->blocks, i);

      if (block->kind == NX_BLOCK_NOTES)
        continue;
      if (out->len > 0)
        g_string_append_c (out, '\n');
      append_block (out, block);
    }
  return finish_lines (out);
}

char *
nx_agenda_dup_notes (const NxAgendaPart *part)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; part->blocks != NULL && i < part->blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (part->blocks, i);

      for (guint n = 0; block->kind == NX_BLOCK_NOTES && n < block->blocks->len; n++)
        append_block (out, g_ptr_array_index (block->blocks, n));
    }
  return finish_lines (out);
}

/* ---- What stood there before, to be found again by its words ---- */

typedef struct
{
  char *plain;
  LineKind kind;
  char *id, *lang;
  NxInline *text;
} Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  g_free (known->plain);
  g_free (known);
}

static void
know (GPtrArray *known,
      LineKind   kind,
      char      *id,
      char      *lang,
      NxInline  *text)
{
  Known *item = g_new0 (Known, 1);

  item->plain = nx_inline_dup_plain (text);
  g_strstrip (item->plain);
  item->kind = kind;
  item->id = id;
  item->lang = lang;
  item->text = text;
  g_ptr_array_add (known, item);
}

static void
know_blocks (GPtrArray       *known,
             const GPtrArray *blocks)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == NX_BLOCK_P)
        know (known, LINE_PARAGRAPH, block->id, block->lang, block->text);
      for (guint n = 0; block->kind == NX_BLOCK_LIST && n < block->items->len; n++)
        {
          const NxItem *item = g_ptr_array_index (block->items, n);

          know (known, LINE_BULLET, item->id, NULL, item->text);
        }
      know_blocks (known, block->blocks);
    }
}

/* Taken out, so that of two equal lines each has its own. */
static gboolean
take_known (GPtrArray  *known,
            LineKind    kind,
            const char *plain,
            Known      *out)
{
  for (guint i = 0; i < known->len; i++)
    {
      Known *item = g_ptr_array_index (known, i);

      if ((item->kind == LINE_PARAGRAPH) == (kind == LINE_PARAGRAPH) && g_str_equal (item->plain, plain))
        {
          *out = *item;
          out->plain = NULL;
          g_ptr_array_remove_index (known, i);
          return TRUE;
        }
    }
  return FALSE;
}

/* ---- From lines ---- */

/* What kind of line it is, and where its words begin. */
static LineKind
look_at_line (const char  *line,
              const char **out_text)
{
  gsize n_digits = strspn (line, "0123456789");

  *out_text = line;
  if (line[0] == '\0')
    return LINE_EMPTY;
  if ((line[0] == '-' || line[0] == '*') && line[1] == ' ')
    {
      *out_text = line + 2;
      return LINE_BULLET;
    }
  if (g_str_has_prefix (line, "• "))
    {
      *out_text = line + strlen ("• ");
      return LINE_BULLET;
    }
  if (n_digits > 0 && n_digits <= 3 && (line[n_digits] == '.' || line[n_digits] == ')') && line[n_digits + 1] == ' ')
    {
      *out_text = line + n_digits + 2;
      return LINE_NUMBER;
    }
  return LINE_PARAGRAPH;
}

typedef struct
{
  NxAgendaDraft *draft;
  GPtrArray *known;         /* Known */
  GPtrArray *lists;         /* const NxBlock: those of before, in their order */
  guint n_lists;            /* made so far */
  GPtrArray *blocks;        /* in the arena */
  NxBlock *list;            /* the list that the next point joins; NULL if none */
} Reading;

static NxBlock *
add_block (Reading     *self,
           NxBlockKind  kind)
{
  NxBlock *block = nx_arena_new0 (self->draft->arena, NxBlock);

  block->kind = kind;
  nx_arena_add (self->draft->arena, self->blocks, block);
  return block;
}

static void
add_paragraph (Reading    *self,
               const char *text)
{
  NxBlock *block = add_block (self, NX_BLOCK_P);
  Known known;

  if (take_known (self->known, LINE_PARAGRAPH, text, &known))
    {
      block->id = known.id;
      block->lang = known.lang;
      block->text = known.text;
      return;
    }
  block->id = nx_agenda_draft_make_id (self->draft, "p");
  block->text = nx_agenda_draft_make_inline (self->draft, text);
}

static void
open_list (Reading *self,
           gboolean numbered)
{
  const NxBlock *before = self->n_lists < self->lists->len ? g_ptr_array_index (self->lists, self->n_lists) : NULL;

  self->n_lists++;
  self->list = add_block (self, NX_BLOCK_LIST);
  self->list->id = before != NULL ? before->id : nx_agenda_draft_make_id (self->draft, "list");
  self->list->lang = before != NULL ? before->lang : NULL;
  self->list->numbered = numbered;
  self->list->items = nx_arena_ptr_array (self->draft->arena);
}

static void
add_point (Reading    *self,
           LineKind    kind,
           const char *text)
{
  NxItem *item = nx_arena_new0 (self->draft->arena, NxItem);
  Known known;

  if (self->list == NULL || self->list->numbered != (kind == LINE_NUMBER))
    open_list (self, kind == LINE_NUMBER);
  if (take_known (self->known, kind, text, &known))
    {
      item->id = known.id;
      item->text = known.text;
    }
  else
    {
      item->id = nx_agenda_draft_make_id (self->draft, "item");
      item->text = nx_agenda_draft_make_inline (self->draft, text);
    }
  nx_arena_add (self->draft->arena, self->list->items, item);
}

static void
read_lines (Reading    *self,
            const char *words,
            gboolean    has_points)
{
  g_auto (GStrv) lines = g_strsplit (words, "\n", -1);

  self->list = NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *text;
      LineKind kind = look_at_line (g_strstrip (lines[i]), &text);

      if (!has_points && kind != LINE_EMPTY)
        {
          kind = LINE_PARAGRAPH;
          text = lines[i];
        }
      if (kind == LINE_BULLET || kind == LINE_NUMBER)
        add_point (self, kind, text);
      else
        self->list = NULL;
      if (kind == LINE_PARAGRAPH)
        add_paragraph (self, text);
    }
}

static char *
get_notes_language (const GPtrArray *blocks)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == NX_BLOCK_NOTES)
        return block->lang;
    }
  return NULL;
}

void
nx_agenda_draft_set_words (NxAgendaDraft *self,
                           NxAgendaPart  *part,
                           const char    *words,
                           const char    *notes)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (known_free);
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();
  Reading reading = { .draft = self, .known = known, .lists = lists };
  GPtrArray *blocks = nx_arena_ptr_array (self->arena);
  GPtrArray *note_blocks = nx_arena_ptr_array (self->arena);

  know_blocks (known, part->blocks);
  for (guint i = 0; part->blocks != NULL && i < part->blocks->len; i++)
    if (((const NxBlock *) g_ptr_array_index (part->blocks, i))->kind == NX_BLOCK_LIST)
      g_ptr_array_add (lists, g_ptr_array_index (part->blocks, i));
  reading.blocks = blocks;
  read_lines (&reading, words, TRUE);
  reading.blocks = note_blocks;
  read_lines (&reading, notes, FALSE);
  if (note_blocks->len > 0)
    {
      NxBlock *block = nx_arena_new0 (self->arena, NxBlock);

      block->kind = NX_BLOCK_NOTES;
      block->lang = get_notes_language (part->blocks);
      block->blocks = note_blocks;
      nx_arena_add (self->arena, blocks, block);
    }
  part->blocks = blocks;
}
