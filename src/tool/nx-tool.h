/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * nexus-tool: the program without a window. One sub-command is one file nx-tool-NAME.c with one function, and one
 * line in the table of nx-tool-main.c. What a command prints for people goes to standard output, one finding
 * or fact a line; what went wrong goes to standard error, as "nexus-tool NAME: words".
 */
typedef enum
{
  NX_TOOL_DONE = 0,
  NX_TOOL_FAILED = 1,       /* it ran, and the answer is no: findings, not everything sent */
  NX_TOOL_USAGE = 2,        /* it did not run: wrong arguments */
  /* of sync alone */
  NX_TOOL_NO_CONNECTION = 3,
  NX_TOOL_CREDENTIALS = 4,
  NX_TOOL_REFUSED = 5,      /* all went, and some were refused */
  NX_TOOL_LOCKED = 6,       /* another program is sending */
  NX_TOOL_NOT_SET_UP = 7,
} NxToolStatus;

typedef struct
{
  const char *name;
  const char *arguments;    /* "[PACK]"; "" for none */
  const char *summary;      /* one line, marked N_() */
  /* @arguments: without program and command, NULL-terminated. Prints its own errors. */
  NxToolStatus (*run) (char **arguments);
  const char *details;      /* what --help says after the options, marked N_(); NULL for nothing more */
} NxToolCommand;

/* Prints "nexus-tool NAME: words" to standard error. */
void nx_tool_complain (const char *command, const char *format, ...) G_GNUC_PRINTF (2, 3);

/*
 * Reads the options of a command off @arguments (in place), as GOption does, with --help; what is left has no options.
 * FALSE after an error or --help, with the status to return in *@out_status.
 */
gboolean nx_tool_parse_options (const char         *command,
                                const GOptionEntry *entries,
                                char              **arguments,
                                NxToolStatus       *out_status);

NxToolStatus nx_tool_agenda (char **arguments);
NxToolStatus nx_tool_check (char **arguments);
NxToolStatus nx_tool_play (char **arguments);
NxToolStatus nx_tool_records (char **arguments);
NxToolStatus nx_tool_replay (char **arguments);
NxToolStatus nx_tool_sync (char **arguments);

G_END_DECLS
