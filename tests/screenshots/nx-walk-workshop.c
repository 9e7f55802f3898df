/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the way through a workshop: from its agenda to a vote before the audience. */

#include "config.h"

#include <adwaita.h>

#include "nx-console-page.h"
#include "nx-console-vote.h"
#include "nx-finding.h"
#include "nx-walk.h"

static NxConsolePage *
get_console (NxWalk *walk)
{
  return NX_CONSOLE_PAGE (nx_await_type (nx_walk_root (walk), "NxConsolePage", 0));
}

static gboolean
is_stored (gpointer user_data)
{
  return nx_session_get_n_pending (user_data) == 0;
}

/* Until what was asked for is stored. */
static gboolean
await_stored (NxWalk *walk)
{
  return nx_await (is_stored, nx_console_page_get_session (get_console (walk)));
}

static gboolean
can_present (gpointer user_data)
{
  return nx_find_action (nx_walk_root (user_data), "workshop.present") != NULL;
}

static gboolean
show_workshop (NxWalk *walk)
{
  return nx_walk_show_place (walk, "workshop", "NxWorkshopPage") && nx_await (can_present, walk);
}

static gboolean
show_before (NxWalk *walk)
{
  return nx_press (nx_find_action (nx_walk_root (walk), "workshop.present")) && get_console (walk) != NULL;
}

typedef struct
{
  NxSession *session;
  int slide;
  guint points;
} Shown;

static gboolean
has_moved (gpointer user_data)
{
  Shown *before = user_data;
  guint points = 0;
  int slide = nx_session_get_slide (before->session, &points);

  return slide != before->slide || points != before->points;
}

/* A button takes its time to be pressed. */
static gboolean
next (NxWalk *walk)
{
  Shown before = { .session = nx_console_page_get_session (get_console (walk)) };

  before.slide = nx_session_get_slide (before.session, &before.points);
  return nx_press (nx_find_id (nx_walk_root (walk), "next_button")) && nx_await (has_moved, &before) && await_stored (walk);
}

static gboolean
show_slide (NxWalk *walk)
{
  return next (walk) && next (walk) && next (walk);
}

static gboolean
show_vote (NxWalk *walk)
{
  NxSession *session = nx_console_page_get_session (get_console (walk));
  NxDeck *deck = nx_session_get_deck (session);
  GtkWidget *vote = nx_find_type (nx_walk_root (walk), "NxConsoleVote", 0);
  static const int hands[] = { 3, 1, 7, 2, 2, 0, 1, 3 };

  for (int i = 0; i < 100 && nx_deck_get_slide (deck, (guint) nx_session_get_slide (session, NULL))->kind != NX_SLIDE_QUESTION; i++)
    if (!next (walk))
      return FALSE;
  vote = nx_await_type (nx_walk_root (walk), "NxConsoleVote", 0);
  if (vote == NULL)
    return FALSE;
  nx_console_vote_toggle (NX_CONSOLE_VOTE (vote));
  if (!await_stored (walk))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (hands); i++)
    {
      GtkWidget *spin = nx_find_type (vote, "GtkSpinButton", i);

      if (spin != NULL)
        gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), hands[i]);
    }
  return await_stored (walk);
}

static gboolean
show_result (NxWalk *walk)
{
  nx_console_vote_toggle (NX_CONSOLE_VOTE (nx_find_type (nx_walk_root (walk), "NxConsoleVote", 0)));
  return await_stored (walk);
}

static gboolean
show_slide_list (NxWalk *walk)
{
  return nx_press (nx_find_id (nx_walk_root (walk), "list_button")) && nx_walk_await_transient (walk);
}

static gboolean
show_under_way (NxWalk *walk)
{
  nx_walk_clear_table (walk);
  nx_window_pop (walk->window);
  return show_workshop (walk) && nx_await_type (nx_walk_root (walk), "NxOpenSessions", 0) != NULL;
}

const NxStep nx_walk_workshop[] = {
  { "07d-workshop", show_workshop },
  { "07e-presenter-before", show_before },
  { "07f-presenter-slide", show_slide },
  { "07a-presenter-vote", show_vote },
  { "07g-presenter-result", show_result },
  { "07h-presenter-slides", show_slide_list },
  { "07i-workshop-under-way", show_under_way },
  { NULL, NULL },
};
