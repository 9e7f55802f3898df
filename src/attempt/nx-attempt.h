/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "nx-assess.h"
#include "nx-content.h"
#include "nx-progress.h"
#include "nx-records.h"
#include "nx-scenario-rules.h"

G_BEGIN_DECLS

/*
 * Attempts: one learner's run through a module, a test or a scenario. They drive the pure rules, record
 * first, then show: an act is async, its event is durable when the callback comes, and only then do the
 * getters answer otherwise. While an answer or a move is under way, a second one is refused with
 * NX_ATTEMPT_ERROR_BUSY. Main-context bound; no GTK. Every *_finish returns FALSE with a records error
 * (FULL, READ_ONLY, ...) when nothing was stored: the state is then as before, and the act can be tried again.
 */

#define NX_ATTEMPT_ERROR (nx_attempt_error_quark ())
GQuark nx_attempt_error_quark (void);
typedef enum
{
  NX_ATTEMPT_ERROR_BUSY,
  NX_ATTEMPT_ERROR_NOT_HERE,     /* the act does not fit the state: answered already, ended, ... */
  NX_ATTEMPT_ERROR_SNAPSHOT,     /* the content version the run began with cannot be found */
} NxAttemptError;

/* What every attempt needs; shared, counted. */
typedef struct _NxStudy NxStudy;
NxStudy *nx_study_new (NxRecordStore *store, NxLibrary *library, NxClock *clock, NxLearner *learner, NxProgress *progress);
NxStudy *nx_study_ref (NxStudy *self);
void nx_study_unref (NxStudy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxStudy, nx_study_unref)
NxRecordStore *nx_study_get_store (NxStudy *self);
NxLibrary *nx_study_get_library (NxStudy *self);
NxLearner *nx_study_get_learner (NxStudy *self);
void nx_study_set_learner (NxStudy *self, NxLearner *learner);   /* the same person, profile or consent changed */
NxProgress *nx_study_get_progress (NxStudy *self);
NxClock *nx_study_get_clock (NxStudy *self);
const char *nx_study_get_language (NxStudy *self);               /* content language */

/* ---- Module ---- */

#define NX_TYPE_MODULE_ATTEMPT (nx_module_attempt_get_type ())
G_DECLARE_FINAL_TYPE (NxModuleAttempt, nx_module_attempt, NX, MODULE_ATTEMPT, GObject)

/* Loads the module (worker), appends MODULE_OPENED, begins a registration if there is none. */
void nx_module_attempt_open_async (NxStudy *study, const char *module, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NxModuleAttempt *nx_module_attempt_open_finish (GAsyncResult *result, GError **error);
/* The read-only twin: nothing is recorded, acts fail with READ_ONLY. Used when the store cannot write. */
void nx_module_attempt_peek_async (NxStudy *study, const char *module, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
const NxModule *nx_module_attempt_get_module (NxModuleAttempt *self);
const char *nx_module_attempt_get_resume_section (NxModuleAttempt *self, const char **out_block);  /* NULL: from the start */
gboolean nx_module_attempt_is_updated (NxModuleAttempt *self);    /* content changed since the last opening */
/* Acts; one finish for all of them. */
void nx_module_attempt_keep_place_async (NxModuleAttempt *self, const char *section, const char *block, GAsyncReadyCallback callback, gpointer user_data);
void nx_module_attempt_mark_read_async (NxModuleAttempt *self, const char *section, GAsyncReadyCallback callback, gpointer user_data);
void nx_module_attempt_bookmark_async (NxModuleAttempt *self, const char *section, const char *block, gboolean set, GAsyncReadyCallback callback, gpointer user_data);
void nx_module_attempt_answer_check_async (NxModuleAttempt *self, const char *section, const NxQuestion *question, const char *const *response, GAsyncReadyCallback callback, gpointer user_data);
void nx_module_attempt_leave_async (NxModuleAttempt *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_module_attempt_act_finish (NxModuleAttempt *self, GAsyncResult *result, GError **error);
/* Reloads the text in the study's present language; place and answers stay. */
void nx_module_attempt_change_language_async (NxModuleAttempt *self, GAsyncReadyCallback callback, gpointer user_data);

/* ---- Test ---- */

#define NX_TYPE_TEST_ATTEMPT (nx_test_attempt_get_type ())
G_DECLARE_FINAL_TYPE (NxTestAttempt, nx_test_attempt, NX, TEST_ATTEMPT, GObject)

typedef enum { NX_ASK_RESUME, NX_ASK_COUNTS, NX_ASK_PRACTICE } NxRunAsked;

/* RESUME continues the open run or, without one, begins a counting one. COUNTS after a pass begins a new registration. */
void nx_test_attempt_open_async (NxStudy *study, const char *module, NxRunAsked kind, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NxTestAttempt *nx_test_attempt_open_finish (GAsyncResult *result, GError **error);
const NxModule *nx_test_attempt_get_module (NxTestAttempt *self);
guint nx_test_attempt_get_n_questions (NxTestAttempt *self);
guint nx_test_attempt_get_index (NxTestAttempt *self);            /* of the question shown; n_questions: the result page */
const NxQuestion *nx_test_attempt_get_question (NxTestAttempt *self, guint index);
const guint *nx_test_attempt_get_order (NxTestAttempt *self, guint index);   /* shown order of the options */
gboolean nx_test_attempt_is_counting (NxTestAttempt *self);
gboolean nx_test_attempt_was_resumed (NxTestAttempt *self);
/* NULL until answered. Borrowed. */
const NxJudgement *nx_test_attempt_get_judgement (NxTestAttempt *self, guint index);
const char *const *nx_test_attempt_get_response (NxTestAttempt *self, guint index);
NxConfidence nx_test_attempt_get_confidence (NxTestAttempt *self, guint index);
void nx_test_attempt_answer_async (NxTestAttempt *self, const char *const *response, NxConfidence confidence, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_test_attempt_answer_finish (NxTestAttempt *self, GAsyncResult *result, GError **error);
/* To the next question; after the last answer it appends TEST_FINISHED (and MODULE_COMPLETED by the rule) first. */
void nx_test_attempt_next_async (NxTestAttempt *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_test_attempt_next_finish (NxTestAttempt *self, GAsyncResult *result, GError **error);
void nx_test_attempt_change_language_async (NxTestAttempt *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_test_attempt_change_language_finish (NxTestAttempt *self, GAsyncResult *result, GError **error);

typedef struct { char *practice; guint raw, max; } NxPracticeScore;
typedef struct
{
  guint raw, max;
  double scaled, mastery;
  gboolean passed, module_completed;
  GPtrArray *practices;          /* NxPracticeScore */
  GArray *certain_but_wrong;     /* guint: indexes of questions */
} NxTestResult;
const NxTestResult *nx_test_attempt_get_result (NxTestAttempt *self);   /* NULL until finished */

/* ---- Scenario ---- */

#define NX_TYPE_SCENARIO_ATTEMPT (nx_scenario_attempt_get_type ())
G_DECLARE_FINAL_TYPE (NxScenarioAttempt, nx_scenario_attempt, NX, SCENARIO_ATTEMPT, GObject)

/* RESUME continues the open run (with the content it began with) or, without one, begins a counting one. */
void nx_scenario_attempt_open_async (NxStudy *study, const char *scenario, NxRunAsked kind, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* A practice run that repeats @run up to decision @number and stands before it. */
void nx_scenario_attempt_retry_async (NxStudy *study, const char *scenario, const char *run, int number, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* A finished run, for its debrief. */
void nx_scenario_attempt_review_async (NxStudy *study, const char *scenario, const char *run, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NxScenarioAttempt *nx_scenario_attempt_open_finish (GAsyncResult *result, GError **error);   /* of all three */

const NxScenario *nx_scenario_attempt_get_scenario (NxScenarioAttempt *self);
const NxScenarioState *nx_scenario_attempt_get_state (NxScenarioAttempt *self);
GPtrArray *nx_scenario_attempt_get_moves (NxScenarioAttempt *self);      /* NxMove, oldest first; borrowed */
const char *nx_scenario_attempt_get_run (NxScenarioAttempt *self);
gboolean nx_scenario_attempt_is_counting (NxScenarioAttempt *self);
int nx_scenario_attempt_get_retry_number (NxScenarioAttempt *self);      /* 0: not a retry */
gboolean nx_scenario_attempt_was_resumed (NxScenarioAttempt *self);
gboolean nx_scenario_attempt_is_old_content (NxScenarioAttempt *self);   /* the pack has a newer version than this run */
gboolean nx_scenario_attempt_is_document_opened (NxScenarioAttempt *self, int document);
/* The consequence of the last decision is to be shown before the next scene (not stored: the state is already past it). */
const NxMove *nx_scenario_attempt_get_last_move (NxScenarioAttempt *self);  /* NULL before the first */
/* @choice: index, or -1 to go on. Ends the run by itself when an ending is reached (DECISION_TAKEN and SCENARIO_ENDED in one transaction). */
void nx_scenario_attempt_move_async (NxScenarioAttempt *self, int choice, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_scenario_attempt_move_finish (NxScenarioAttempt *self, GAsyncResult *result, GError **error);
void nx_scenario_attempt_open_document_async (NxScenarioAttempt *self, int document, GAsyncReadyCallback callback, gpointer user_data);
void nx_scenario_attempt_leave_async (NxScenarioAttempt *self, GAsyncReadyCallback callback, gpointer user_data);
void nx_scenario_attempt_change_language_async (NxScenarioAttempt *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_scenario_attempt_act_finish (NxScenarioAttempt *self, GAsyncResult *result, GError **error);
/* The debrief of an ended run; (transfer full). */
NxDebrief *nx_scenario_attempt_debrief (NxScenarioAttempt *self, GError **error);

G_END_DECLS
