/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns who learns here: rows, keys, profiles, consent. A change is an event in the learner's own stream. */

#define G_LOG_DOMAIN "nx-records"
#include "config.h"

#include "nx-records-private.h"

#include "nx-ids.h"
#include "nx-json-writer.h"

NxKey *
nx_record_store_load_learner_key (NxRecordStore *self,
                                  const char    *learner,
                                  GError       **error)
{
  return nx_key_store_load (self->keys, learner, error);
}

static NxLearner *
open_learner (NxDbStatement *statement,
              GBytes        *sealed,
              NxKey         *key,
              GError       **error)
{
  const char *id = nx_db_column_text (statement, 0);
  g_autoptr (GBytes) json = nx_envelope_open (key, "learner", id, "profile", sealed, error);
  g_autoptr (NxLearner) learner = NULL;

  if (json == NULL)
    return NULL;
  learner = nx_learner_new ();
  learner->id = g_strdup (id);
  learner->created_us = nx_db_column_integer (statement, 2);
  learner->consent_asked = nx_db_column_integer (statement, 3) != 0;
  learner->consent_completion = nx_db_column_integer (statement, 4) != 0;
  learner->consent_answers = nx_db_column_integer (statement, 5) != 0;
  if (!nx_learner_take_json (learner, json, error))
    return NULL;
  return g_steal_pointer (&learner);
}

/* Whether the row is, value by value, the one that was read last: then there is nothing to unseal. */
static gboolean
is_recent (NxRecordStore *self,
           NxDbStatement *statement,
           GBytes        *sealed,
           NxKey         *key)
{
  const NxLearner *recent = self->recent_learner;

  return recent != NULL && sealed != NULL && key == self->recent_key && g_bytes_equal (sealed, self->recent_profile) &&
         g_strcmp0 (recent->id, nx_db_column_text (statement, 0)) == 0 &&
         recent->created_us == nx_db_column_integer (statement, 2) &&
         recent->consent_asked == (nx_db_column_integer (statement, 3) != 0) &&
         recent->consent_completion == (nx_db_column_integer (statement, 4) != 0) &&
         recent->consent_answers == (nx_db_column_integer (statement, 5) != 0);
}

static void
remember (NxRecordStore *self,
          NxLearner     *learner,
          GBytes        *sealed,
          NxKey         *key)
{
  g_clear_pointer (&self->recent_learner, nx_learner_unref);
  g_clear_pointer (&self->recent_profile, g_bytes_unref);
  g_clear_pointer (&self->recent_key, nx_key_unref);
  self->recent_learner = nx_learner_ref (learner);
  self->recent_profile = g_bytes_ref (sealed);
  self->recent_key = nx_key_ref (key);
}

/*
 * The row at hand in @statement: id, profile, created_us, consent_asked, completion, answers. It is read anew
 * each time, since another process may have changed it; only what was made of the same bytes is used again.
 */
static NxLearner *
learner_from_row (NxRecordStore *self,
                  NxDbStatement *statement,
                  GError       **error)
{
  g_autoptr (GBytes) sealed = nx_db_column_dup_bytes (statement, 1);
  g_autoptr (NxKey) key = nx_record_store_load_learner_key (self, nx_db_column_text (statement, 0), error);
  NxLearner *learner;

  if (key == NULL)
    return NULL;
  if (is_recent (self, statement, sealed, key))
    return nx_learner_ref (self->recent_learner);
  learner = open_learner (statement, sealed, key, error);
  if (learner != NULL)
    remember (self, learner, sealed, key);
  return learner;
}

#define LEARNER_COLUMNS "id, profile, created_us, consent_asked, completion, answers"

NxLearner *
nx_record_store_read_learner (NxRecordStore  *self,
                              NxDbConnection *db,
                              const char     *id,
                              GError        **error)
{
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, "SELECT " LEARNER_COLUMNS " FROM learner WHERE id = ?1", error);
  gboolean row;

  if (statement == NULL)
    return NULL;
  nx_db_bind_text (statement, 1, id);
  if (!nx_db_step (statement, &row, error))
    return NULL;
  if (!row)
    {
      g_set_error (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND, "No learner %s", id);
      return NULL;
    }
  return learner_from_row (self, statement, error);
}

static gboolean
write_learner (NxRecordStore  *self,
               NxDbConnection *db,
               NxLearner      *learner,
               GError        **error)
{
  g_autoptr (NxDbStatement) statement = NULL;
  g_autoptr (NxKey) key = nx_record_store_load_learner_key (self, learner->id, error);
  g_autoptr (GBytes) json = NULL;
  g_autoptr (GBytes) sealed = NULL;

  if (key == NULL)
    return FALSE;
  json = nx_learner_to_json (learner);
  sealed = nx_envelope_seal (key, "learner", learner->id, "profile", json);
  statement = nx_db_prepare (db,
                             "INSERT INTO learner (" LEARNER_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
                             "ON CONFLICT (id) DO UPDATE SET profile = excluded.profile, consent_asked = excluded.consent_asked, "
                             "completion = excluded.completion, answers = excluded.answers",
                             error);
  if (statement == NULL)
    return FALSE;
  nx_db_bind_text (statement, 1, learner->id);
  nx_db_bind_bytes (statement, 2, sealed);
  nx_db_bind_integer (statement, 3, learner->created_us);
  nx_db_bind_integer (statement, 4, learner->consent_asked);
  nx_db_bind_integer (statement, 5, learner->consent_completion);
  nx_db_bind_integer (statement, 6, learner->consent_answers);
  return nx_db_execute (statement, error);
}

/* ---- The events that say so ---- */

static NxEventFacts *
profile_facts (const NxLearner *learner)
{
  NxEventFacts *facts = nx_event_facts_new (NX_EVENT_PROFILE_SAVED);
  g_autoptr (GBytes) json = nx_learner_to_json (learner);

  facts->detail = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  return facts;
}

static NxEventFacts *
consent_facts (const NxLearner *learner)
{
  NxEventFacts *facts = nx_event_facts_new (NX_EVENT_CONSENT_CHANGED);
  g_autoptr (NxJsonWriter) writer = nx_json_writer_new ();
  g_autoptr (GBytes) json = NULL;

  nx_json_writer_begin_object (writer);
  nx_json_writer_member_boolean (writer, "completion", learner->consent_completion);
  nx_json_writer_member_boolean (writer, "answers", learner->consent_answers);
  nx_json_writer_end_object (writer);
  json = nx_json_writer_end (g_steal_pointer (&writer));
  facts->detail = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  return facts;
}

static gboolean
append_facts (NxRecordStore  *self,
              NxDbConnection *db,
              const char     *learner,
              NxEventFacts   *facts,
              GError        **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_event_free);
  NxRecordDraft draft = { .facts = facts };

  return nx_record_store_write_events (self, db, learner, &draft, 1, events, error);
}

/* ---- Listing ---- */

static void
learners_free (gpointer data)
{
  GPtrArray **learners = data;

  g_clear_pointer (learners, g_ptr_array_unref);
  g_free (learners);
}

static gboolean
list_job (NxRecordStore  *self,
          NxDbConnection *db,
          gpointer        data,
          GError        **error)
{
  GPtrArray **out = data;
  g_autoptr (GPtrArray) learners = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_learner_unref);
  g_autoptr (NxDbStatement) statement = nx_db_prepare (db, "SELECT " LEARNER_COLUMNS " FROM learner ORDER BY created_us, id", error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      NxLearner *learner;

      if (!nx_db_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      learner = learner_from_row (self, statement, error);
      if (learner == NULL)
        return FALSE;
      g_ptr_array_add (learners, learner);
    }
  *out = g_steal_pointer (&learners);
  return TRUE;
}

GPtrArray *
nx_record_store_list_learners (NxRecordStore *self,
                               GError       **error)
{
  GPtrArray *learners = NULL;

  nx_record_store_run (self, NX_DB_READ, list_job, &learners, error);
  return learners;
}

void
nx_record_store_list_learners_async (NxRecordStore       *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  nx_record_store_run_async (self, NX_DB_READ, list_job, g_new0 (GPtrArray *, 1), learners_free,
                             nx_record_store_list_learners_async, cancellable, callback, user_data);
}

GPtrArray *
nx_record_store_list_learners_finish (NxRecordStore *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  GPtrArray **learners = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (learners);
}

/* ---- Changing ---- */

typedef struct
{
  char *id;                  /* NULL: a new learner */
  NxProfile *profile;        /* NULL: unchanged */
  gboolean completion, answers;
  NxLearner *learner;        /* out */
} ChangeJob;

static ChangeJob *
change_job_new (const char      *id,
                const NxProfile *profile)
{
  ChangeJob *job = g_new0 (ChangeJob, 1);

  job->id = g_strdup (id);
  job->profile = profile != NULL ? nx_profile_copy (profile) : NULL;
  return job;
}

static void
change_job_free (gpointer data)
{
  ChangeJob *job = data;

  g_free (job->id);
  nx_profile_free (job->profile);
  g_clear_pointer (&job->learner, nx_learner_unref);
  g_free (job);
}

static NxLearner *
change_finish (GAsyncResult *result,
               GError      **error)
{
  ChangeJob *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_steal_pointer (&job->learner);
}

static NxLearner *
change_sync (NxRecordStore *self,
             NxStoreJob     function,
             ChangeJob     *job,
             GError       **error)
{
  NxLearner *learner = NULL;

  if (nx_record_store_run (self, NX_DB_WRITE, function, job, error))
    learner = g_steal_pointer (&job->learner);
  change_job_free (job);
  return learner;
}

static gboolean
refuse_known_staff_id (NxRecordStore  *self,
                       NxDbConnection *db,
                       const char     *except,
                       const char     *staff_id,
                       GError        **error)
{
  g_autoptr (GPtrArray) learners = NULL;

  if (staff_id == NULL)
    return TRUE;
  if (!list_job (self, db, &learners, error))
    return FALSE;
  for (guint i = 0; i < learners->len; i++)
    {
      const NxLearner *learner = g_ptr_array_index (learners, i);
      if (g_strcmp0 (learner->id, except) != 0 && g_strcmp0 (learner->profile->staff_id, staff_id) == 0)
        {
          g_set_error_literal (error, NX_RECORDS_ERROR, NX_RECORDS_ERROR_EXISTS,
                               "A profile with this staff ID already exists on this computer.");
          return FALSE;
        }
    }
  return TRUE;
}

/* The account that stands in the records: the staff ID where the organisation said whose it is, else a random one. */
static gboolean
choose_account (NxDbConnection *db,
                NxLearner      *learner,
                GError        **error)
{
  g_autofree char *home_page = NULL;

  if (!nx_record_store_read_setting (db, "home-page", &home_page, error))
    return FALSE;
  if (home_page != NULL && learner->profile->staff_id != NULL)
    {
      learner->home_page = g_steal_pointer (&home_page);
      learner->account = g_strdup (learner->profile->staff_id);
    }
  else
    {
      learner->home_page = g_strdup (NX_RECORDS_HOME_PAGE);
      learner->account = nx_uuid4_new ();
    }
  return TRUE;
}

static gboolean
create_job (NxRecordStore  *self,
            NxDbConnection *db,
            gpointer        data,
            GError        **error)
{
  ChangeJob *job = data;
  g_autoptr (NxLearner) learner = nx_learner_new ();
  g_autoptr (NxKey) key = NULL;
  g_autoptr (NxEventFacts) profile = NULL;
  g_autoptr (NxEventFacts) consent = NULL;

  if (!refuse_known_staff_id (self, db, NULL, job->profile->staff_id, error))
    return FALSE;
  learner->id = nx_uuid4_new ();
  learner->created_us = nx_clock_get_wall_us (self->clock);
  learner->profile = nx_profile_copy (job->profile);
  learner->consent_asked = TRUE;
  learner->consent_completion = job->completion;
  learner->consent_answers = job->completion && job->answers;
  if (!choose_account (db, learner, error))
    return FALSE;
  /* The key is durable before the first row that needs it; if the transaction fails, a key without rows does no harm. */
  key = nx_key_store_ensure (self->keys, learner->id, error);
  if (key == NULL)
    return FALSE;
  if (!nx_record_store_create_stream (db, learner->id, NX_STREAM_LEARNER, error) ||
      !write_learner (self, db, learner, error))
    return FALSE;
  profile = profile_facts (learner);
  consent = consent_facts (learner);
  if (!append_facts (self, db, learner->id, profile, error) ||
      !append_facts (self, db, learner->id, consent, error) ||
      !nx_record_store_write_setting (db, "last-learner", learner->id, error))
    return FALSE;
  job->learner = g_steal_pointer (&learner);
  return TRUE;
}

NxLearner *
nx_record_store_create_learner (NxRecordStore   *self,
                                const NxProfile *profile,
                                gboolean         completion,
                                gboolean         answers,
                                GError         **error)
{
  ChangeJob *job = change_job_new (NULL, profile);

  job->completion = completion;
  job->answers = answers;
  return change_sync (self, create_job, job, error);
}

void
nx_record_store_create_learner_async (NxRecordStore       *self,
                                      const NxProfile     *profile,
                                      gboolean             completion,
                                      gboolean             answers,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  ChangeJob *job = change_job_new (NULL, profile);

  job->completion = completion;
  job->answers = answers;
  nx_record_store_run_async (self, NX_DB_WRITE, create_job, job, change_job_free,
                             nx_record_store_create_learner_async, cancellable, callback, user_data);
}

NxLearner *
nx_record_store_create_learner_finish (NxRecordStore *self,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  return change_finish (result, error);
}

static gboolean
save_profile_job (NxRecordStore  *self,
                  NxDbConnection *db,
                  gpointer        data,
                  GError        **error)
{
  ChangeJob *job = data;
  g_autoptr (NxLearner) before = nx_record_store_read_learner (self, db, job->id, error);
  g_autoptr (NxLearner) learner = NULL;
  g_autoptr (NxEventFacts) facts = NULL;

  if (before == NULL || !refuse_known_staff_id (self, db, job->id, job->profile->staff_id, error))
    return FALSE;
  /* The actor was fixed with the first event: a new name or staff ID changes no record. */
  learner = nx_learner_copy (before);
  nx_profile_free (learner->profile);
  learner->profile = nx_profile_copy (job->profile);
  facts = profile_facts (learner);
  if (!write_learner (self, db, learner, error) || !append_facts (self, db, learner->id, facts, error))
    return FALSE;
  job->learner = g_steal_pointer (&learner);
  return TRUE;
}

void
nx_record_store_save_profile_async (NxRecordStore       *self,
                                    const char          *learner,
                                    const NxProfile     *profile,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  nx_record_store_run_async (self, NX_DB_WRITE, save_profile_job, change_job_new (learner, profile), change_job_free,
                             nx_record_store_save_profile_async, cancellable, callback, user_data);
}

NxLearner *
nx_record_store_save_profile_finish (NxRecordStore *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  return change_finish (result, error);
}

/* What is not covered any more stays here: waiting deliveries of the class become held. */
static gboolean
hold_class (NxDbConnection *db,
            const char     *learner,
            const char     *class,
            GError        **error)
{
  return nx_records_execute (db, error,
                             "UPDATE delivery SET state = 'held', batch = NULL WHERE state = 'pending' AND statement IN "
                             "(SELECT id FROM statement WHERE stream = ?1 AND class = ?2)",
                             learner, class, NULL);
}

static gboolean
set_consent_job (NxRecordStore  *self,
                 NxDbConnection *db,
                 gpointer        data,
                 GError        **error)
{
  ChangeJob *job = data;
  g_autoptr (NxLearner) before = nx_record_store_read_learner (self, db, job->id, error);
  g_autoptr (NxLearner) learner = NULL;
  g_autoptr (NxEventFacts) facts = NULL;

  if (before == NULL)
    return FALSE;
  learner = nx_learner_copy (before);
  learner->consent_asked = TRUE;
  learner->consent_completion = job->completion;
  learner->consent_answers = job->completion && job->answers;
  facts = consent_facts (learner);
  if (!write_learner (self, db, learner, error) || !append_facts (self, db, learner->id, facts, error))
    return FALSE;
  if (!learner->consent_completion && !hold_class (db, learner->id, "completion", error))
    return FALSE;
  if (!learner->consent_answers && !hold_class (db, learner->id, "answers", error))
    return FALSE;
  job->learner = g_steal_pointer (&learner);
  return TRUE;
}

NxLearner *
nx_record_store_set_consent (NxRecordStore *self,
                             const char    *learner,
                             gboolean       completion,
                             gboolean       answers,
                             GError       **error)
{
  ChangeJob *job = change_job_new (learner, NULL);

  job->completion = completion;
  job->answers = answers;
  return change_sync (self, set_consent_job, job, error);
}

void
nx_record_store_set_consent_async (NxRecordStore       *self,
                                   const char          *learner,
                                   gboolean             completion,
                                   gboolean             answers,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  ChangeJob *job = change_job_new (learner, NULL);

  job->completion = completion;
  job->answers = answers;
  nx_record_store_run_async (self, NX_DB_WRITE, set_consent_job, job, change_job_free,
                             nx_record_store_set_consent_async, cancellable, callback, user_data);
}

NxLearner *
nx_record_store_set_consent_finish (NxRecordStore *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  return change_finish (result, error);
}
