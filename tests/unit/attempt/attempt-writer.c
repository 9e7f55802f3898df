/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * A learner whose computer fails: attempt-writer FOLDER PACK KIND N WHEN does the first N acts of a way through a
 * "module", a "test" or a "scenario" and kills itself, "after" the last of them or "during" the one that follows.
 */

#include "config.h"

#include "nx-study-fixture.h"

#include <signal.h>

typedef struct
{
  StudyFixture f;
  const char *kind;
  gpointer attempt;
} Writer;

static gboolean
is (const Writer *writer,
    const char   *kind)
{
  return g_str_equal (writer->kind, kind);
}

/* ---- A module: opened, a place, one section, the other (which completes it), left ---- */

static void
begin_module (Writer        *writer,
              guint          act,
              GAsyncResult **result)
{
  switch (act)
    {
    case 0:
      nx_module_attempt_open_async (writer->f.study, "first", NULL, study_result_cb, result);
      break;
    case 1:
      nx_module_attempt_keep_place_async (writer->attempt, "more", "law", study_result_cb, result);
      break;
    case 2:
      nx_module_attempt_mark_read_async (writer->attempt, "start", study_result_cb, result);
      break;
    case 3:
      nx_module_attempt_mark_read_async (writer->attempt, "more", study_result_cb, result);
      break;
    default:
      nx_module_attempt_leave_async (writer->attempt, study_result_cb, result);
      break;
    }
}

/* ---- A test of three questions: opened, then answered and gone on from by turns ---- */

static void
begin_test (Writer        *writer,
            guint          act,
            GAsyncResult **result)
{
  const NxQuestion *question;
  g_autoptr (GPtrArray) right = g_ptr_array_new ();

  if (act == 0)
    {
      nx_test_attempt_open_async (writer->f.study, "first", NX_ASK_RESUME, NULL, study_result_cb, result);
      return;
    }
  if (act % 2 == 0)
    {
      nx_test_attempt_next_async (writer->attempt, study_result_cb, result);
      return;
    }
  question = nx_test_attempt_get_question (writer->attempt, nx_test_attempt_get_index (writer->attempt));
  for (guint i = 0; i < question->options->len; i++)
    {
      const NxOption *option = g_ptr_array_index (question->options, i);
      if (option->right)
        g_ptr_array_add (right, option->id);
    }
  g_ptr_array_add (right, NULL);
  nx_test_attempt_answer_async (writer->attempt, (const char *const *) right->pdata, NX_CONFIDENCE_UNSTATED, study_result_cb, result);
}

/* ---- A scenario: opened, gone on in, a document, four decisions of which the last ends it ---- */

static void
begin_scenario (Writer        *writer,
                guint          act,
                GAsyncResult **result)
{
  static const int choices[] = { 0, -1, 0, 1, 2, 3, 0 };

  if (act == 0)
    nx_scenario_attempt_open_async (writer->f.study, "gate", NX_ASK_RESUME, NULL, study_result_cb, result);
  else if (act == 2)
    nx_scenario_attempt_open_document_async (writer->attempt, 0, study_result_cb, result);
  else
    nx_scenario_attempt_move_async (writer->attempt, choices[act], study_result_cb, result);
}

static void
begin (Writer        *writer,
       guint          act,
       GAsyncResult **result)
{
  if (is (writer, "module"))
    begin_module (writer, act, result);
  else if (is (writer, "test"))
    begin_test (writer, act, result);
  else
    begin_scenario (writer, act, result);
}

static void
finish (Writer       *writer,
        guint         act,
        GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  if (act > 0)
    g_task_propagate_boolean (G_TASK (result), &error);
  else if (is (writer, "module"))
    writer->attempt = nx_module_attempt_open_finish (result, &error);
  else if (is (writer, "test"))
    writer->attempt = nx_test_attempt_open_finish (result, &error);
  else
    writer->attempt = nx_scenario_attempt_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
open_as_only_learner (StudyFixture *f,
                      char         *folder,
                      char         *pack)
{
  g_autoptr (NxRecordStore) store = NULL;
  g_autoptr (GPtrArray) learners = NULL;

  f->records.folder = folder;
  f->records.clock = nx_clock_new_manual (TEST_START_US + 60 * G_USEC_PER_SEC, 61 * G_USEC_PER_SEC);
  f->pack = pack;
  store = records_open (&f->records);
  learners = nx_record_store_list_learners (store, NULL);
  f->learner = nx_learner_ref (g_ptr_array_index (learners, 0));
  records_close (g_steal_pointer (&store));
  study_open (f);
}

int
main (int   argc,
      char *argv[])
{
  Writer writer = { 0 };
  GAsyncResult *flying = NULL;
  guint n_acts;

  g_return_val_if_fail (argc == 6, 2);

  writer.kind = argv[3];
  n_acts = (guint) g_ascii_strtoull (argv[4], NULL, 10);
  open_as_only_learner (&writer.f, argv[1], argv[2]);
  for (guint act = 0; act < n_acts; act++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      begin (&writer, act, &result);
      finish (&writer, act, study_wait (&result));
    }
  if (g_str_equal (argv[5], "during"))
    begin (&writer, n_acts, &flying);
  raise (SIGKILL);
  return 1;
}
