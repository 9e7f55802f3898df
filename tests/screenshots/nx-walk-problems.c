/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the way through what a person sees when the data folder is damaged, too new or shut. */

#include "config.h"

#include <adwaita.h>

#include "nx-finding.h"
#include "nx-walk.h"

static gboolean
show_problem (NxWalk     *walk,
              const char *place,
              const char *type_name)
{
  return nx_walk_show_place (walk, place, type_name) && nx_await_type (nx_walk_root (walk), "AdwStatusPage", 0) != NULL;
}

static gboolean
show_learn (NxWalk *walk)
{
  return show_problem (walk, "learn", "NxLearnPage");
}

static gboolean
show_details (NxWalk *walk)
{
  GtkWidget *expander = nx_find_type (nx_walk_root (walk), "GtkExpander", 0);

  if (expander == NULL)
    return FALSE;
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  return TRUE;
}

static gboolean
show_restore (NxWalk *walk)
{
  return nx_press (nx_find_action (nx_walk_root (walk), "app.restore-records")) && nx_walk_await_transient (walk);
}

static gboolean
show_scenarios (NxWalk *walk)
{
  return nx_walk_show_place (walk, "scenarios", "NxScenariosPage");
}

static gboolean
show_record (NxWalk *walk)
{
  return show_problem (walk, "record", "NxRecordPage");
}

const NxStep nx_walk_damaged[] = {
  { "12b-damaged", show_learn },
  { "12c-damaged-details", show_details },
  { "12d-restore-a-backup", show_restore },
  { NULL, NULL },
};

const NxStep nx_walk_newer[] = {
  { "12e-newer", show_learn },
  { NULL, NULL },
};

const NxStep nx_walk_shut[] = {
  { "12f-shut", show_learn },
  { "12g-shut-scenarios", show_scenarios },
  { "12h-shut-record", show_record },
  { NULL, NULL },
};
