/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns the XML of a workshop that somebody made or changed here. What it writes is what the parser beside it reads: the
 * one grammar, both ways.
 *
 * Written by hand and not by libxml2: its writer indents within running text, where white space means something, and
 * asks after every call whether there was memory, which in this program is never the question.
 */

#include "nx-content-parser.h"

#define INDENT "  "

typedef struct
{
  GString *out;
  guint depth;
} Writing;

/* ---- Words of XML ---- */

/* White space within a value or a text that is not a plain space would be lost or read as one. */
static void
append_escaped (GString    *out,
                const char *text)
{
  for (; *text != '\0'; text++)
    switch (*text)
      {
      case '&':
        g_string_append (out, "&amp;");
        break;
      case '<':
        g_string_append (out, "&lt;");
        break;
      case '>':
        g_string_append (out, "&gt;");
        break;
      case '"':
        g_string_append (out, "&quot;");
        break;
      case '\t':
      case '\n':
      case '\r':
        g_string_append_printf (out, "&#%d;", *text);
        break;
      default:
        g_string_append_c (out, *text);
        break;
      }
}

static void
append_attribute (Writing    *self,
                  const char *name,
                  const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (self->out, " %s=\"", name);
  append_escaped (self->out, value);
  g_string_append_c (self->out, '"');
}

static void
append_number (Writing    *self,
               const char *name,
               guint       value)
{
  g_string_append_printf (self->out, " %s=\"%u\"", name, value);
}

static void
indent (Writing *self)
{
  g_string_append_c (self->out, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->out, INDENT);
}

/* "<NAME" on a line of its own; the attributes follow. */
static void
begin (Writing    *self,
       const char *name)
{
  indent (self);
  g_string_append_printf (self->out, "<%s", name);
}

static void
open_children (Writing *self)
{
  g_string_append_c (self->out, '>');
  self->depth++;
}

static void
close_children (Writing    *self,
                const char *name)
{
  self->depth--;
  indent (self);
  g_string_append_printf (self->out, "</%s>", name);
}

/* ---- Text ---- */

static void
write_run (Writing     *self,
           const NxRun *run)
{
  const char *element = nx_run_kind_get_element (run->kind);

  if (element == NULL)
    {
      append_escaped (self->out, run->text);
      return;
    }
  g_string_append_printf (self->out, "<%s", element);
  append_attribute (self, "ref", run->ref);
  g_string_append_c (self->out, '>');
  append_escaped (self->out, run->text);
  g_string_append_printf (self->out, "</%s>", element);
}

/* What follows the attributes of an element that holds running text, and its end. */
static void
write_inline_content (Writing        *self,
                      const char     *element,
                      const NxInline *text)
{
  g_string_append_c (self->out, '>');
  for (guint i = 0; i < text->runs->len; i++)
    write_run (self, g_ptr_array_index (text->runs, i));
  g_string_append_printf (self->out, "</%s>", element);
}

static void
write_title (Writing    *self,
             const char *title)
{
  if (title == NULL)
    return;
  begin (self, "title");
  g_string_append_c (self->out, '>');
  append_escaped (self->out, title);
  g_string_append (self->out, "</title>");
}

/* ---- Blocks: those that an agenda may hold ---- */

static void
write_item (Writing      *self,
            const NxItem *item)
{
  begin (self, "item");
  append_attribute (self, "id", item->id);
  append_attribute (self, "xml:lang", item->text->lang);
  write_inline_content (self, "item", item->text);
}

static void
write_block (Writing       *self,
             const NxBlock *block)
{
  const char *element = block->kind == NX_BLOCK_P ? "p" : block->kind == NX_BLOCK_LIST ? "list" : "notes";

  g_return_if_fail (block->kind == NX_BLOCK_P || block->kind == NX_BLOCK_LIST || block->kind == NX_BLOCK_NOTES);

  begin (self, element);
  append_attribute (self, "id", block->id);
  if (block->kind == NX_BLOCK_LIST)
    append_attribute (self, "kind", block->numbered ? "number" : "bullet");
  append_attribute (self, "xml:lang", block->lang);
  append_attribute (self, "present", block->present ? "yes" : NULL);
  if (block->kind == NX_BLOCK_P)
    {
      write_inline_content (self, element, block->text);
      return;
    }
  open_children (self);
  for (guint i = 0; block->items != NULL && i < block->items->len; i++)
    write_item (self, g_ptr_array_index (block->items, i));
  for (guint i = 0; block->blocks != NULL && i < block->blocks->len; i++)
    write_block (self, g_ptr_array_index (block->blocks, i));
  close_children (self, element);
}

/* ---- The agenda ---- */

static void
write_part (Writing            *self,
            const NxAgendaPart *part)
{
  const char *element = nx_agenda_part_kind_get_element (part->kind);

  begin (self, element);
  append_attribute (self, "id", part->id);
  append_number (self, "minutes", part->minutes);
  append_attribute (self, "module", part->module);
  append_attribute (self, "section", part->section);
  append_attribute (self, "bank", part->bank);
  append_attribute (self, "question", part->question);
  append_attribute (self, "scenario", part->scenario);
  if (part->kind == NX_AGENDA_GROUPS)
    append_number (self, "size", part->group_size);
  if (part->kind == NX_AGENDA_TRIAL)
    append_attribute (self, "when", part->after ? "after" : "before");
  if (part->title == NULL && (part->blocks == NULL || part->blocks->len == 0))
    {
      g_string_append (self->out, "/>");
      return;
    }
  open_children (self);
  write_title (self, part->title);
  for (guint i = 0; part->blocks != NULL && i < part->blocks->len; i++)
    write_block (self, g_ptr_array_index (part->blocks, i));
  close_children (self, element);
}

static void
write_session (Writing               *self,
               const NxAgendaSession *session)
{
  begin (self, "session");
  append_attribute (self, "id", session->id);
  open_children (self);
  write_title (self, session->title);
  for (guint i = 0; i < session->parts->len; i++)
    write_part (self, g_ptr_array_index (session->parts, i));
  close_children (self, "session");
}

static void
write_day (Writing           *self,
           const NxAgendaDay *day)
{
  begin (self, "day");
  append_attribute (self, "id", day->id);
  g_string_append_printf (self->out, " start=\"%02u:%02u\"", day->start_minute / 60, day->start_minute % 60);
  open_children (self);
  write_title (self, day->title);
  for (guint i = 0; i < day->sessions->len; i++)
    write_session (self, g_ptr_array_index (day->sessions, i));
  close_children (self, "day");
}

GBytes *
nx_workshop_write (const NxWorkshop *self)
{
  Writing writing = { g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"), 0 };

  begin (&writing, "workshop");
  append_attribute (&writing, "xmlns", "urn:nexus-trainer:content:1");
  append_attribute (&writing, "id", self->id);
  append_number (&writing, "version", self->version);
  open_children (&writing);
  write_title (&writing, self->title);
  begin (&writing, "summary");
  append_attribute (&writing, "xml:lang", self->summary->lang);
  write_inline_content (&writing, "summary", self->summary);
  for (guint i = 0; i < self->days->len; i++)
    write_day (&writing, g_ptr_array_index (self->days, i));
  close_children (&writing, "workshop");
  g_string_append_c (writing.out, '\n');
  return g_string_free_to_bytes (writing.out);
}
