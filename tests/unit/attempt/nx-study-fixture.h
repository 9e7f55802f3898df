/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-attempt.h"
#include "records-fixture.h"

G_BEGIN_DECLS

/*
 * What the tests of attempts share: a data folder, a manual clock, a pack, a learner and the study over them. Every act
 * is turned into a blocking one here, so that a test reads as what a person did.
 */

typedef enum
{
  STUDY_SMALL,       /* a writable copy of tests/fixtures/content/good: module "first", scenario "gate" */
  STUDY_CORE,        /* a writable copy of data/packs/core */
  STUDY_BUILT_IN,    /* the built-in resource, with its translations */
} StudyPack;

#define STUDY_NAME "Amina Xiomara Diallo-Okonkwo"
#define STUDY_STATION "Quai Zéphyrine"
#define STUDY_ROLE "invented-role"

typedef struct
{
  RecordsFixture records;
  char *pack;        /* folder, or NULL: built-in */
  NxRecordStore *store;
  NxLibrary *library;
  NxLearner *learner;
  NxProgress *progress;
  NxStudy *study;
} StudyFixture;

/* @data: a StudyPack. Opens the study. */
void study_set_up (StudyFixture *f, gconstpointer data);
void study_tear_down (StudyFixture *f, gconstpointer data);
/* Begins again as the next start of the program does: store, pack and progress are read anew. */
void study_open (StudyFixture *f);
void study_close (StudyFixture *f);
void study_reopen (StudyFixture *f);
/* Replaces text in a file of the pack, which must hold it; seen after the next opening. */
void study_edit_pack (StudyFixture *f, const char *path, const char *from, const char *to);
/* The content language from now on. */
void study_set_language (StudyFixture *f, const char *language);
/* Fills the disk up to the last page, and empties it again. */
void study_fill_disk (StudyFixture *f);
void study_free_disk (StudyFixture *f);

/* The names of all events of the learner so far, but for the two of the profile, in order, joined by spaces. */
char *study_dup_log (StudyFixture *f);
/* The words of the verbs of all statements, in order, joined by spaces. */
char *study_dup_verbs (StudyFixture *f);
void study_assert_log (StudyFixture *f, const char *expected);
void study_assert_verbs (StudyFixture *f, const char *expected);
GPtrArray *study_load_events (StudyFixture *f);   /* NxEvent, all of them */
/* The latest event of the type; asserts that there is one; borrowed from @events. */
const NxEventFacts *study_find_last (GPtrArray *events, NxEventType type);
/* That folding again from the first event on gives the progress the attempts have led to. */
void study_assert_progress_rebuilds (StudyFixture *f);

/* For an act: pass study_result_cb and &result, then study_wait (&result); (transfer full). */
void study_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *study_wait (GAsyncResult **result);

/* Acts. The plain ones assert success; the _try_ ones hand out what the finish said. */
NxModuleAttempt *study_open_module (StudyFixture *f, const char *id);
void study_mark_read (NxModuleAttempt *attempt, const char *section);
gboolean study_try_mark_read (NxModuleAttempt *attempt, const char *section, GError **error);
void study_keep_place (NxModuleAttempt *attempt, const char *section, const char *block);
void study_leave_module (NxModuleAttempt *attempt);
NxTestAttempt *study_open_test (StudyFixture *f, const char *module, NxRunAsked asked);
gboolean study_try_answer (NxTestAttempt *attempt, const char *const *response, NxConfidence confidence, GError **error);
/* Answers the present question rightly or wrongly, without going on. */
void study_answer (StudyFixture *f, NxTestAttempt *attempt, gboolean rightly);
void study_next (NxTestAttempt *attempt);
gboolean study_try_next (NxTestAttempt *attempt, GError **error);
/* Answers and goes on until the result; the first @n_wrong questions wrongly. */
void study_finish_test (StudyFixture *f, NxTestAttempt *attempt, guint n_wrong);
NxScenarioAttempt *study_open_scenario (StudyFixture *f, const char *id, NxRunAsked asked);
NxScenarioAttempt *study_try_retry (StudyFixture *f, const char *id, const char *run, int number, GError **error);
NxScenarioAttempt *study_review (StudyFixture *f, const char *id, const char *run);
gboolean study_try_move (NxScenarioAttempt *attempt, int choice, GError **error);
/* @moves: choice ids joined by spaces, "-" to go on; a second passes before each. */
void study_move (StudyFixture *f, NxScenarioAttempt *attempt, const char *moves);
/* Moves at random, by @random, through what is open until an ending, or @limit moves. */
void study_move_at_random (StudyFixture *f, NxScenarioAttempt *attempt, GRand *random, guint limit);
const char *study_get_scene_id (NxScenarioAttempt *attempt);   /* NULL when ended */
const char *study_get_ending_id (NxScenarioAttempt *attempt);  /* NULL while running */

G_END_DECLS
