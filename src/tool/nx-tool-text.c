/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns how text looks on a terminal. It knows blocks and columns, and no scenario. */

#include "config.h"

#include "nx-tool-text.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define MIN_COLUMNS 40
#define MAX_COLUMNS 90       /* longer lines are hard to read */
#define USUAL_COLUMNS 78     /* a pipe, or a terminal that does not say */

static int
get_columns (void)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return USUAL_COLUMNS;
  return CLAMP (size.ws_col, MIN_COLUMNS, MAX_COLUMNS);
}

/* Columns that @text takes: wide East Asian letters two, marks none. */
static int
measure (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

void
nx_tool_print_wrapped (const char *text,
                       const char *first,
                       const char *rest)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  int columns = get_columns ();
  int used = measure (first);
  gboolean line_is_empty = TRUE;

  g_print ("%s", first);
  for (guint i = 0; words[i] != NULL; i++)
    {
      int width = measure (words[i]);

      if (!line_is_empty && used + 1 + width > columns)
        {
          g_print ("\n%s", rest);
          used = measure (rest);
          line_is_empty = TRUE;
        }
      g_print ("%s%s", line_is_empty ? "" : " ", words[i]);
      used += width + (line_is_empty ? 0 : 1);
      line_is_empty = FALSE;
    }
  g_print ("\n");
}

void
nx_tool_print_heading (const char *text)
{
  gboolean terminal = isatty (STDOUT_FILENO);

  g_print ("\n%s%s%s\n\n", terminal ? "\033[1m" : "", text, terminal ? "\033[0m" : "");
}

static void
print_inline (const NxInline *text,
              const char     *first,
              const char     *rest)
{
  g_autofree char *plain = nx_inline_dup_plain (text);

  nx_tool_print_wrapped (plain, first, rest);
}

static void
print_items (const NxBlock *block)
{
  for (guint i = 0; i < block->items->len; i++)
    {
      const NxItem *item = g_ptr_array_index (block->items, i);
      g_autofree char *mark = block->numbered ? g_strdup_printf ("  %u. ", i + 1) : g_strdup ("  • ");

      print_inline (item->text, mark, "     ");
    }
  g_print ("\n");
}

static void
print_row (GPtrArray *cells)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < cells->len; i++)
    {
      g_autofree char *plain = nx_inline_dup_plain (g_ptr_array_index (cells, i));
      g_string_append_printf (line, "%s%s", i > 0 ? " | " : "", plain);
    }
  nx_tool_print_wrapped (line->str, "  ", "      ");
}

static void
print_table (const NxBlock *block)
{
  print_inline (block->text, "", "");
  print_row (block->head);
  for (guint i = 0; i < block->rows->len; i++)
    print_row (((const NxRow *) g_ptr_array_index (block->rows, i))->cells);
  g_print ("\n");
}

static void
print_block (const NxBlock *block)
{
  switch (block->kind)
    {
    case NX_BLOCK_HEADING:
      nx_tool_print_heading (block->title);
      break;
    case NX_BLOCK_P:
      print_inline (block->text, "", "");
      g_print ("\n");
      break;
    case NX_BLOCK_LIST:
    case NX_BLOCK_CHECKLIST:
      if (block->title != NULL)
        nx_tool_print_wrapped (block->title, "", "");
      print_items (block);
      break;
    case NX_BLOCK_TABLE:
      print_table (block);
      break;
    case NX_BLOCK_FIGURE:
      print_inline (block->text, "", "");
      print_inline (block->description, "", "");
      g_print ("\n");
      break;
    case NX_BLOCK_CALLOUT:
    case NX_BLOCK_CASE:
    case NX_BLOCK_QUOTE:
      if (block->title != NULL)
        nx_tool_print_wrapped (block->title, "", "");
      nx_tool_print_blocks (block->blocks);
      break;
    case NX_BLOCK_CHECK:
    case NX_BLOCK_NOTES:
    default:
      /* Neither stands in a scenario. */
      break;
    }
}

void
nx_tool_print_blocks (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    print_block (g_ptr_array_index (blocks, i));
}

char *
nx_tool_read_line (const char *prompt)
{
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  g_print ("%s", prompt);
  fflush (stdout);
  length = getline (&line, &size, stdin);
  if (length < 0)
    {
      free (line);
      return NULL;
    }
  if (length > 0 && line[length - 1] == '\n')
    line[length - 1] = '\0';
  if (!g_utf8_validate (line, -1, NULL))
    line[0] = '\0';
  return line;
}
