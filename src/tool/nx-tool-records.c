/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* `nexus-tool records`: what is recorded here and where each record is, for people and for scripts. It changes nothing. */

#define G_LOG_DOMAIN "nexus-tool"
#include "config.h"

#include "nx-tool.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nx-dates.h"
#include "nx-json-writer.h"
#include "nx-records.h"
#include "nx-statement.h"
#include "nx-tool-study.h"

/* Rows read at a time, so that a long history is not held in memory whole. */
#define PAGE_ROWS 500

typedef struct
{
  const char *id;            /* for scripts; never translated */
  const char *word;
} Place;

/* In the order of NxPill; the words are the window's. */
static const Place places[] = {
  [NX_PILL_REFUSED] = { "refused", NC_("record state", "Refused") },
  [NX_PILL_DELIVERED] = { "delivered", NC_("record state", "Delivered") },
  [NX_PILL_SENDING] = { "sending", NC_("record state", "Sending") },
  [NX_PILL_FACILITATOR] = { "facilitator", NC_("record state", "With the facilitator") },
  [NX_PILL_USB] = { "usb", NC_("record state", "On USB file") },
  [NX_PILL_WAITING] = { "waiting", NC_("record state", "Waiting") },
  [NX_PILL_ONLY_HERE] = { "only-here", NC_("record state", "Only here") },
};

static const char *const state_ids[NX_N_DELIVERY_STATES] = {
  [NX_DELIVERY_HELD] = "held",           [NX_DELIVERY_PENDING] = "pending",     [NX_DELIVERY_SENDING] = "sending",
  [NX_DELIVERY_SENT] = "sent",           [NX_DELIVERY_CONFIRMED] = "confirmed", [NX_DELIVERY_CONFLICT] = "conflict",
  [NX_DELIVERY_REFUSED] = "refused",
};

typedef struct
{
  char *data, *learner, *show;
  gboolean json;
} RecordsOptions;

/* ---- For people ---- */

static void
print_row (const NxRecordRow *row)
{
  g_autoptr (NxStatementView) view = row->body != NULL ? nx_statement_view_new (row->body, NULL) : NULL;
  g_autofree char *when = nx_date_words_row (row->wall_us);
  const char *what = view != NULL && view->verb_display != NULL ? view->verb_display : "–";
  const char *object = view != NULL && view->object_name != NULL ? view->object_name : "";

  g_print ("%s  %s  %s  %s", row->statement, when, g_dpgettext2 (NULL, "record state", places[row->pill].word), what);
  if (*object != '\0')
    g_print (" · %s", object);
  if (row->reason != NULL)
    g_print (" · %s", row->reason);
  g_print ("\n");
}

/* ---- For scripts: an object a line ---- */

static void
print_json (const NxRecordRow *row)
{
  NxJsonWriter *writer = nx_json_writer_new ();
  g_autoptr (NxStatementView) view = row->body != NULL ? nx_statement_view_new (row->body, NULL) : NULL;
  g_autoptr (GBytes) line = NULL;

  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "id", row->statement);
  nx_json_writer_member_string (writer, "learner", row->learner);
  nx_json_writer_member_string (writer, "event", nx_event_type_get_info (row->type)->name);
  nx_json_writer_member_string (writer, "place", places[row->pill].id);
  if (row->has_delivery)
    nx_json_writer_member_string (writer, "state", state_ids[row->state]);
  if (view != NULL)
    {
      nx_json_writer_member_string (writer, "timestamp", view->timestamp);
      nx_json_writer_member_string (writer, "verb", view->verb_iri);
      nx_json_writer_member_string (writer, "object", view->object_iri);
      nx_json_writer_member_string (writer, "name", view->object_name);
    }
  nx_json_writer_member_integer (writer, "tries", row->n_tries);
  if (row->sent_us > 0)
    {
      g_autofree char *sent = nx_date_rfc3339 (row->sent_us);

      nx_json_writer_member_string (writer, "sent", sent);
    }
  if (row->http_status > 0)
    nx_json_writer_member_integer (writer, "http-status", row->http_status);
  nx_json_writer_member_string (writer, "reason", row->reason);
  nx_json_writer_end_object (writer);
  line = nx_json_writer_end (writer);
  g_print ("%.*s\n", (int) g_bytes_get_size (line), (const char *) g_bytes_get_data (line, NULL));
}

/* The exact text that is sent, indented; nothing else, so that it can be piped. */
static void
print_statement (const NxRecordRow *row)
{
  g_autofree char *text = row->body != NULL ? nx_statement_dup_pretty (row->body) : g_strdup ("");

  g_print ("%s\n", text);
}

/* ---- All of them, a page at a time ---- */

typedef struct
{
  const RecordsOptions *options;
  guint n_shown;
} Listing;

static void
show_row (Listing           *listing,
          const NxRecordRow *row)
{
  const RecordsOptions *options = listing->options;

  if (options->show != NULL && g_ascii_strcasecmp (options->show, row->statement) != 0)
    return;
  listing->n_shown++;
  if (options->show != NULL)
    print_statement (row);
  else if (options->json)
    print_json (row);
  else
    print_row (row);
}

static gboolean
list (NxRecordStore *store,
      Listing       *listing,
      GError       **error)
{
  for (guint offset = 0;; offset += PAGE_ROWS)
    {
      g_autoptr (GPtrArray) rows =
        nx_record_store_list_records (store, listing->options->learner, offset, PAGE_ROWS, error);

      if (rows == NULL)
        return FALSE;
      for (guint i = 0; i < rows->len; i++)
        show_row (listing, g_ptr_array_index (rows, i));
      if (rows->len < PAGE_ROWS)
        return TRUE;
    }
}

static NxToolStatus
run (const RecordsOptions *options)
{
  g_autofree char *folder = nx_tool_dup_data_folder (options->data);
  g_autoptr (NxClock) clock = nx_clock_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NxRecordStore) store = NULL;
  Listing listing = { options, 0 };

  /* Listing makes nothing: a folder without records is a wrong folder, or nobody has learned here yet. */
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      nx_tool_complain ("records", _("there is no folder %s"), folder);
      return NX_TOOL_FAILED;
    }
  store = nx_record_store_open (folder, clock, &error);
  if (store == NULL || !list (store, &listing, &error) || !nx_record_store_close (store, &error))
    {
      nx_tool_complain ("records", "%s", error->message);
      return NX_TOOL_FAILED;
    }
  if (options->show != NULL && listing.n_shown == 0)
    {
      nx_tool_complain ("records", _("there is no record %s"), options->show);
      return NX_TOOL_FAILED;
    }
  if (listing.n_shown == 0 && !options->json)
    g_print ("%s\n", _("Nothing is recorded yet."));
  return NX_TOOL_DONE;
}

NxToolStatus
nx_tool_records (char **arguments)
{
  RecordsOptions options = { 0 };
  NxToolStatus status = NX_TOOL_USAGE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, N_("Data folder"), N_("FOLDER") },
    { "learner", 0, 0, G_OPTION_ARG_STRING, &options.learner, N_("Only this learner's; everyone's if not given"), N_("ID") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("A JSON object a line, for scripts"), NULL },
    { "show", 0, 0, G_OPTION_ARG_STRING, &options.show, N_("The exact text of one record"), N_("ID") },
    G_OPTION_ENTRY_NULL,
  };

  if (nx_tool_parse_options ("records", entries, arguments, &status))
    {
      if (arguments[0] != NULL)
        nx_tool_complain ("records", "%s", _("it takes no arguments; see --help"));
      else
        status = run (&options);
    }
  g_free (options.data);
  g_free (options.learner);
  g_free (options.show);
  return status;
}
