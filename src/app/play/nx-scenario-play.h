/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-block-aids.h"
#include "nx-context.h"
#include "nx-page.h"

G_BEGIN_DECLS

/*
 * NxScenarioPlay: the scenario that a player has open: its attempt, its text in the language of the study, what its
 * blocks lean on. One act at a time; while one is under way it is busy, and a change of language waits. Signals:
 *   "loaded" (gboolean again): the text is there; again: the same run, in another language. What the text was before
 *     is held until the handlers have returned.
 *   "failed" (GError *error): it cannot be opened.
 *   "moved": the move is durable, and the attempt stands after it.
 *   "refused" (GError *error): the move or the change of language could not be stored; all is as before.
 *   "document-opened": a document counts as seen.
 *   "busy-changed".
 *   "language-changing": the text will be replaced; what was chosen in it can still be asked for.
 * Main thread.
 */
#define NX_TYPE_SCENARIO_PLAY (nx_scenario_play_get_type ())
G_DECLARE_FINAL_TYPE (NxScenarioPlay, nx_scenario_play, NX, SCENARIO_PLAY, GObject)

/* @id: of the scenario. */
NxScenarioPlay *nx_scenario_play_new (NxContext  *context,
                                      const char *id);
/* Opening will repeat @run up to decision @number, for practice. */
void nx_scenario_play_set_retry (NxScenarioPlay *self,
                                 const char     *run,
                                 int             number);
/* Once; afterwards it does nothing. The context has a study that can save. */
void nx_scenario_play_open (NxScenarioPlay *self,
                            NxRunAsked      asked);
/* @choice: index, or -1 to go on. Not while it is busy. */
void nx_scenario_play_move (NxScenarioPlay *self,
                            int             choice);
/* The document is shown to the person, who has not seen it before. */
void nx_scenario_play_open_document (NxScenarioPlay *self,
                                     int             document);
/* The study's language is another one by now: loads the text again, as soon as that can be. */
void nx_scenario_play_change_language (NxScenarioPlay *self);
/* Nothing is loaded any more; calls @done when it is durable that the person left. */
void nx_scenario_play_leave (NxScenarioPlay *self,
                             NxPageLeft      done,
                             gpointer        user_data);

const char *nx_scenario_play_get_id (NxScenarioPlay *self);
gboolean nx_scenario_play_is_busy (NxScenarioPlay *self);
/* All borrowed; NULL until it is loaded. */
NxScenarioAttempt *nx_scenario_play_get_attempt (NxScenarioPlay *self);
NxScenario *nx_scenario_play_get_scenario (NxScenarioPlay *self);
NxBlockAids *nx_scenario_play_get_aids (NxScenarioPlay *self);

G_END_DECLS
