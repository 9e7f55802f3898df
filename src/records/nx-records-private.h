/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-database.h"
#include "nx-keys.h"
#include "nx-records.h"

G_BEGIN_DECLS

/* What the files of this folder share. */

#define NX_RECORDS_APPLICATION_ID 0x4e585452   /* "NXTR" */
/* Where a random account belongs while no organisation named its own (a reserved name that resolves nowhere). */
#define NX_RECORDS_HOME_PAGE "https://nexus-trainer.invalid/people"

extern const NxDbMigration nx_records_migrations[];
extern const guint nx_records_n_migrations;

typedef struct
{
  const char *name;
  const char *columns;       /* a letter for each column: t text, i integer, b blob; any may be NULL */
} NxRecordsTable;
extern const NxRecordsTable nx_records_tables[];
extern const guint nx_records_n_tables;

struct _NxRecordStore
{
  GObject parent_instance;

  char *folder;
  NxClock *clock;
  NxDatabase *db;
  NxKeyStore *keys;
  NxKey *device_key;
  char *device_id;
  GMainContext *context;     /* of the opener: where "changed" is emitted */
  gboolean read_only;
  gint unclean;              /* atomic, boolean: cleared by the worker whose check passed */
  gboolean closed;
  gint changed_scheduled;    /* atomic */

  /* Within jobs only: who was read last, and the sealed profile and key that they were read from. */
  NxLearner *recent_learner;
  GBytes *recent_profile;
  NxKey *recent_key;
  /* Within jobs only: bodies that were opened ahead of their batch, by statement; NULL while there are none. */
  GHashTable *ahead;
};

/* ---- Running jobs ---- */

/* A job of the store: @data is the job's own struct. */
typedef gboolean (*NxStoreJob) (NxRecordStore   *self,
                                NxDbConnection  *db,
                                gpointer         data,
                                GError         **error);

/* Runs it and waits; maps errors to %NX_RECORDS_ERROR; a good write announces "changed". */
gboolean nx_record_store_run (NxRecordStore *self,
                              NxDbJobKind    kind,
                              NxStoreJob     job,
                              gpointer       data,
                              GError       **error);
/* The same, asynchronously; the GTask of the callback owns @data (g_task_get_task_data). */
void nx_record_store_run_async (NxRecordStore       *self,
                                NxDbJobKind          kind,
                                NxStoreJob           job,
                                gpointer             data,
                                GDestroyNotify       destroy,
                                gpointer             source_tag,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);
/* Replaces an error of db, keys or event by one of records, keeping its words. */
void nx_records_map_error (GError **error);

/* ---- Inside jobs ---- */

NxKey *nx_record_store_load_learner_key (NxRecordStore *self,
                                         const char    *learner,
                                         GError       **error);
NxLearner *nx_record_store_read_learner (NxRecordStore  *self,
                                         NxDbConnection *db,
                                         const char     *id,
                                         GError        **error);
/* What the events of a stream are sealed with: its learner's key, or for a session the device's. */
NxKey *nx_record_store_load_stream_key (NxRecordStore  *self,
                                        NxDbConnection *db,
                                        const char     *stream,
                                        GError        **error);
gboolean nx_record_store_create_stream (NxDbConnection *db,
                                        const char     *id,
                                        NxStreamKind    kind,
                                        GError        **error);
/* Appends; the events stored are added to @events (element-type NxEvent). */
gboolean nx_record_store_write_events (NxRecordStore       *self,
                                       NxDbConnection      *db,
                                       const char          *stream,
                                       const NxRecordDraft *drafts,
                                       gsize                n_drafts,
                                       GPtrArray           *events,
                                       GError             **error);
/* Calls @func with each event of @stream after @after_seq, in order; it takes the event. */
typedef gboolean (*NxEventFunc) (NxEvent *event,
                                 gpointer data);
gboolean nx_record_store_each_event (NxRecordStore  *self,
                                     NxDbConnection *db,
                                     const char     *stream,
                                     gint64          after_seq,
                                     NxEventFunc     func,
                                     gpointer        data,
                                     GError        **error);
/* The present destination, or NULL without error. */
NxDestination *nx_record_store_read_destination (NxDbConnection *db,
                                                 GError        **error);
gboolean nx_record_store_read_setting (NxDbConnection *db,
                                       const char     *name,
                                       char          **out_value,
                                       GError        **error);
gboolean nx_record_store_write_setting (NxDbConnection *db,
                                        const char     *name,
                                        const char     *value,
                                        GError        **error);
/* Runs one statement that takes at most four texts. */
gboolean nx_records_execute (NxDbConnection *db,
                             GError        **error,
                             const char     *sql,
                             ...) G_GNUC_NULL_TERMINATED;

/* Digests, in memory as 32 bytes. */
GBytes *nx_records_event_digest (const NxEvent *event,
                                 const char    *type,
                                 GBytes        *payload);
GBytes *nx_records_statement_digest (const char *id,
                                     GBytes     *body);

/* Whether kept content is what its hash says. */
gboolean nx_records_snapshot_is_whole (const char *hash,
                                       GBytes     *bytes);

/* Opens the body of a statement row after its digest was found right. */
GBytes *nx_record_store_open_body (NxRecordStore *self,
                                   const char    *id,
                                   GBytes        *sealed,
                                   GBytes        *digest,
                                   GError       **error);
GBytes *nx_record_store_seal_text (NxRecordStore *self,
                                   const char    *column,
                                   const char    *statement,
                                   const char    *text);

/* A name beside @path that is not taken yet: "PATH.WHAT-20261120-090211". (transfer full) */
char *nx_records_dup_aside_path (const char *path,
                                 const char *what);
/* Moves a database with its journal to another name. */
gboolean nx_records_move_database (const char *from,
                                   const char *to,
                                   GError    **error);

/* SQL: whether the learner of the row of `statement` at hand agreed to its class. */
#define NX_RECORDS_COVERED \
  "EXISTS (SELECT 1 FROM learner WHERE learner.id = statement.stream AND " \
  "CASE statement.class WHEN 'answers' THEN learner.answers ELSE learner.completion END)"
const char *nx_delivery_state_to_id (NxDeliveryState state);
NxDeliveryState nx_delivery_state_from_id (const char *id);

NxLearner *nx_learner_new (void);
GBytes *nx_learner_to_json (const NxLearner *learner);
gboolean nx_learner_take_json (NxLearner *learner,
                               GBytes    *json,
                               GError   **error);
NxLearner *nx_learner_copy (const NxLearner *learner);

G_END_DECLS
