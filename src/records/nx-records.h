/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "nx-clock.h"
#include "nx-event.h"

G_BEGIN_DECLS

/*
 * NxRecordStore: learners, consent, sessions, append-only events, statements, destinations, deliveries, custody.
 * It owns the data folder: records.db, keys/, backups/. All personal content is sealed (codec 1).
 * Every async function runs on the database's worker and calls back on the caller's thread-default
 * context; what it returns is durable (WAL, synchronous=FULL) when the callback comes. The plain twins
 * block: for the tool and tests. Signal "changed" is emitted on the context the store was opened in,
 * after anything was written by this process, coalesced.
 */

#define NX_RECORDS_ERROR (nx_records_error_quark ())
GQuark nx_records_error_quark (void);
typedef enum
{
  NX_RECORDS_ERROR_TOO_NEW,     /* written by a newer version; nothing was touched */
  NX_RECORDS_ERROR_DAMAGED,     /* database or a row does not match its digest; a copy is made before any repair */
  NX_RECORDS_ERROR_READ_ONLY,
  NX_RECORDS_ERROR_FULL,
  NX_RECORDS_ERROR_KEY,         /* the key file is missing or does not fit */
  NX_RECORDS_ERROR_NOT_FOUND,
  NX_RECORDS_ERROR_EXISTS,      /* a profile with this staff ID exists */
  NX_RECORDS_ERROR_BUSY,
  NX_RECORDS_ERROR_FAILED,
} NxRecordsError;

#define NX_TYPE_RECORD_STORE (nx_record_store_get_type ())
G_DECLARE_FINAL_TYPE (NxRecordStore, nx_record_store, NX, RECORD_STORE, GObject)

/* Opens or creates. A read-only or full folder opens read-only if there is a database to read (nx_record_store_is_read_only), else READ_ONLY / FULL. */
NxRecordStore *nx_record_store_open (const char *folder, NxClock *clock, GError **error);
void nx_record_store_open_async (const char *folder, NxClock *clock, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NxRecordStore *nx_record_store_open_finish (GAsyncResult *result, GError **error);
gboolean nx_record_store_close (NxRecordStore *self, GError **error);
gboolean nx_record_store_is_read_only (NxRecordStore *self);
/* Whether a program that wrote here ended without closing, and no check has passed since: nx_record_store_check_async is due, at every opening until it passes. */
gboolean nx_record_store_was_unclean (NxRecordStore *self);
const char *nx_record_store_get_folder (NxRecordStore *self);
const char *nx_record_store_get_device_id (NxRecordStore *self);
/* quick_check and digests of every row, on the worker; DAMAGED names the first finding. After an unclean end. */
void nx_record_store_check_async (NxRecordStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_record_store_check_finish (NxRecordStore *self, GAsyncResult *result, GError **error);
/* For a folder whose database is DAMAGED and so does not open: copies the file aside (path in @out_copy), then salvages every row whose digest holds into a new database; nothing is deleted. Blocks. */
gboolean nx_record_store_repair (const char *folder, NxClock *clock, char **out_copy, guint *out_n_lost, GError **error);
/* Makes a backup in backups/ (last five and one a week are kept) and restores one (the present file is kept aside). Blocks. */
gboolean nx_record_store_backup (NxRecordStore *self, char **out_path, GError **error);
/* Makes one on a worker if there is anything to keep and the newest backup is over a day old; TRUE also if none was due. */
void nx_record_store_backup_if_due_async (NxRecordStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_record_store_backup_if_due_finish (NxRecordStore *self, GAsyncResult *result, gboolean *out_made, GError **error);
char **nx_record_store_list_backups (const char *folder);
gboolean nx_record_store_restore (const char *folder, const char *backup, GError **error);
/* A small setting of the device (not personal): "last-learner", "endpoint-note". NULL deletes. */
char *nx_record_store_dup_setting (NxRecordStore *self, const char *name);
gboolean nx_record_store_set_setting (NxRecordStore *self, const char *name, const char *value, GError **error);

/* ---- Learners ---- */

typedef struct
{
  char *name;                   /* exactly one of name and staff_id is set */
  char *staff_id;
  char *capacity, *role, *station;   /* ids, ids, free text; may be NULL */
  char *language;               /* content language */
} NxProfile;
NxProfile *nx_profile_new (void);
NxProfile *nx_profile_copy (const NxProfile *self);
void nx_profile_free (NxProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxProfile, nx_profile_free)

typedef struct
{
  char *id;                     /* UUID; also the id of the learner's stream */
  char *home_page, *account;    /* the actor fixed for this learner */
  NxProfile *profile;
  gint64 created_us;
  gboolean consent_asked;       /* a choice was made */
  gboolean consent_completion, consent_answers;
} NxLearner;
NxLearner *nx_learner_ref (NxLearner *self);   /* immutable, counted */
void nx_learner_unref (NxLearner *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxLearner, nx_learner_unref)

GPtrArray *nx_record_store_list_learners (NxRecordStore *self, GError **error);          /* NxLearner */
void nx_record_store_list_learners_async (NxRecordStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nx_record_store_list_learners_finish (NxRecordStore *self, GAsyncResult *result, GError **error);
/* Makes key, row, PROFILE_SAVED and CONSENT_CHANGED in one transaction. Becomes "last-learner". */
NxLearner *nx_record_store_create_learner (NxRecordStore *self, const NxProfile *profile, gboolean completion, gboolean answers, GError **error);
void nx_record_store_create_learner_async (NxRecordStore *self, const NxProfile *profile, gboolean completion, gboolean answers, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NxLearner *nx_record_store_create_learner_finish (NxRecordStore *self, GAsyncResult *result, GError **error);
void nx_record_store_save_profile_async (NxRecordStore *self, const char *learner, const NxProfile *profile, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NxLearner *nx_record_store_save_profile_finish (NxRecordStore *self, GAsyncResult *result, GError **error);
/* Withdrawing makes pending deliveries of that class held; giving makes none of the held ones pending by itself. */
NxLearner *nx_record_store_set_consent (NxRecordStore *self, const char *learner, gboolean completion, gboolean answers, GError **error);
void nx_record_store_set_consent_async (NxRecordStore *self, const char *learner, gboolean completion, gboolean answers, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
NxLearner *nx_record_store_set_consent_finish (NxRecordStore *self, GAsyncResult *result, GError **error);

/* ---- Events ---- */

/* One event to be appended; takes nothing, copies what it keeps before returning. */
typedef struct
{
  const NxEventFacts *facts;           /* NULL: the draft only keeps its snapshot; it makes no event */
  const NxActivityFacts *activity;     /* NULL if the type makes no statement */
  const char *snapshot_path;           /* content file to keep by hash with this event, or NULL */
  GBytes *snapshot;                    /* its bytes; stored once, under snapshot_hash */
  const char *snapshot_hash;           /* NULL: facts->content_hash */
} NxRecordDraft;

/*
 * Appends all drafts to the stream of a learner or a session in one transaction: events, statements, deliveries. Returns the
 * stored events in order (element-type NxEvent). FAILED for a type of event that does not belong into such a stream.
 */
GPtrArray *nx_record_store_append (NxRecordStore *self, const char *stream, const NxRecordDraft *drafts, gsize n_drafts, GError **error);
void nx_record_store_append_async (NxRecordStore *self, const char *stream, const NxRecordDraft *drafts, gsize n_drafts, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nx_record_store_append_finish (NxRecordStore *self, GAsyncResult *result, GError **error);
/* All events of the stream with seq > @after_seq, in order. A row whose digest or seal fails is DAMAGED. */
GPtrArray *nx_record_store_load_events (NxRecordStore *self, const char *stream, gint64 after_seq, GError **error);
void nx_record_store_load_events_async (NxRecordStore *self, const char *stream, gint64 after_seq, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nx_record_store_load_events_finish (NxRecordStore *self, GAsyncResult *result, GError **error);
GBytes *nx_record_store_load_snapshot (NxRecordStore *self, const char *hash, GError **error);

/* ---- Sessions of workshops: streams of their own, sealed with the device's key, for they hold participants' names ---- */

typedef struct
{
  char *id;                     /* UUID of the stream */
  gint64 started_us, last_us;   /* wall time of the first and the last event that are there */
  gboolean ended;
} NxSessionInfo;
void nx_session_info_free (NxSessionInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxSessionInfo, nx_session_info_free)
/* Makes the stream with its first events (SESSION_STARTED first, beside it the agenda as its snapshot) in one transaction. The id is the `stream` of each event returned. */
GPtrArray *nx_record_store_create_session (NxRecordStore *self, const NxRecordDraft *drafts, gsize n_drafts, GError **error);
void nx_record_store_create_session_async (NxRecordStore *self, const NxRecordDraft *drafts, gsize n_drafts, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nx_record_store_create_session_finish (NxRecordStore *self, GAsyncResult *result, GError **error);
/* The last begun first. (element-type NxSessionInfo) */
GPtrArray *nx_record_store_list_sessions (NxRecordStore *self, GError **error);
void nx_record_store_list_sessions_async (NxRecordStore *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nx_record_store_list_sessions_finish (NxRecordStore *self, GAsyncResult *result, GError **error);

/* ---- Projections (reducers): droppable, rebuildable ---- */

typedef struct
{
  const char *name;             /* "progress" */
  int version;                  /* a change of the folded form drops the saved one */
  gpointer (*create) (void);
  void (*apply) (gpointer state, const NxEvent *event);
  GBytes *(*save) (gpointer state);
  gpointer (*load) (GBytes *bytes, GError **error);
  void (*destroy) (gpointer state);
} NxReducer;

/* The state folded from the saved projection and the events after it, or from all events; saves what it folded (sealed) unless read-only. @out_seq: the last event in it. */
gpointer nx_record_store_fold (NxRecordStore *self, const char *stream, const NxReducer *reducer, gint64 *out_seq, GError **error);
void nx_record_store_fold_async (NxRecordStore *self, const char *stream, const NxReducer *reducer, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gpointer nx_record_store_fold_finish (NxRecordStore *self, GAsyncResult *result, gint64 *out_seq, GError **error);
gboolean nx_record_store_drop_projections (NxRecordStore *self, GError **error);

/* ---- Destinations and deliveries ---- */

typedef enum
{
  NX_DELIVERY_HELD, NX_DELIVERY_PENDING, NX_DELIVERY_SENDING, NX_DELIVERY_SENT, NX_DELIVERY_CONFIRMED, NX_DELIVERY_CONFLICT, NX_DELIVERY_REFUSED,
  NX_N_DELIVERY_STATES
} NxDeliveryState;

typedef enum   /* what the person sees, first that holds */
{
  NX_PILL_REFUSED, NX_PILL_DELIVERED, NX_PILL_SENDING, NX_PILL_FACILITATOR, NX_PILL_USB, NX_PILL_WAITING, NX_PILL_ONLY_HERE,
} NxPill;

typedef struct { char *id, *endpoint; gint64 created_us; } NxDestination;
void nx_destination_free (NxDestination *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxDestination, nx_destination_free)
/* The present destination, or NULL without error. */
NxDestination *nx_record_store_dup_destination (NxRecordStore *self, GError **error);
/* Sets the endpoint: another address is another destination; the same one is kept. NULL retires it. Records made before get no delivery by themselves. */
NxDestination *nx_record_store_set_destination (NxRecordStore *self, const char *endpoint, GError **error);
/* At the learner's word: deliveries for earlier statements that consent covers, and held ones become pending. Number made. */
gboolean nx_record_store_release_earlier (NxRecordStore *self, const char *learner, guint *out_n, GError **error);
/* One record: keep only here (pending → held), or send (held, refused → pending). */
gboolean nx_record_store_hold_record (NxRecordStore *self, const char *statement, gboolean hold, GError **error);

typedef struct
{
  char *statement;              /* UUID */
  GBytes *body;                 /* exact bytes */
  guint n_tries;
  gboolean maybe_there;         /* an earlier try ended with an unknown outcome */
  char *batch;                  /* UUID of the batch it was last in, or NULL */
} NxOutgoing;
void nx_outgoing_free (NxOutgoing *self);

/* Sender only, under the sender lock. */
gboolean nx_record_store_recover_sending (NxRecordStore *self, GError **error);    /* sending → pending, maybe_there */
/* The next batch: the members of an unfinished batch first, else the oldest pending ones whose not-before has passed (a voiding statement never together with its target). Marks them sending, durably, before it returns. May be empty. */
GPtrArray *nx_record_store_take_batch (NxRecordStore *self, const char *destination, guint max_n, gsize max_bytes, GError **error);  /* NxOutgoing */
typedef struct
{
  const char *statement;
  NxDeliveryState state;        /* PENDING, SENT, CONFIRMED, CONFLICT or REFUSED */
  gboolean maybe_there;         /* with PENDING */
  gint64 not_before_us;         /* with PENDING: 0, or do not try sooner (clock in the future) */
  int http_status;              /* 0 if none */
  const char *reason;           /* the server's words, for the person; sealed; or NULL */
  GBytes *theirs;               /* with CONFLICT: what the server has */
} NxSettlement;
gboolean nx_record_store_settle (NxRecordStore *self, const char *destination, const NxSettlement *settlements, gsize n, GError **error);
/* Async twins of the four above for the window's sender. */
void nx_record_store_take_batch_async (NxRecordStore *self, const char *destination, guint max_n, gsize max_bytes, gboolean recover, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nx_record_store_take_batch_finish (NxRecordStore *self, GAsyncResult *result, GError **error);
void nx_record_store_settle_async (NxRecordStore *self, const char *destination, const NxSettlement *settlements, gsize n, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_record_store_settle_finish (NxRecordStore *self, GAsyncResult *result, GError **error);
/* While a batch is on its way: reads, checks and opens the statements that the next one would hold now, so that taking it is quick. Marks nothing; what is to be sent is decided by the taking. */
void nx_record_store_read_ahead_async (NxRecordStore *self, const char *destination, guint max_n, gsize max_bytes);
/* How many deliveries are pending for @destination, or left in "sending" by a sender that died. */
gboolean nx_record_store_count_outgoing (NxRecordStore *self, const char *destination, guint *out_n, GError **error);

typedef struct
{
  guint n[NX_N_DELIVERY_STATES];
  guint n_only_here;            /* statements without any delivery */
  gint64 bytes_pending;
  gint64 oldest_pending_us, last_sent_us;   /* 0 if none */
} NxDeliveryCounts;
/* @learner NULL: everyone on this computer. */
gboolean nx_record_store_count (NxRecordStore *self, const char *learner, NxDeliveryCounts *out_counts, GError **error);
void nx_record_store_count_async (NxRecordStore *self, const char *learner, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean nx_record_store_count_finish (NxRecordStore *self, GAsyncResult *result, NxDeliveryCounts *out_counts, GError **error);

/* A row of My record: one statement. */
typedef struct
{
  char *statement;
  char *learner;
  NxEventType type;
  NxVerb verb;
  gint64 wall_us;
  GBytes *body;
  NxDeliveryState state;
  gboolean has_delivery;
  NxPill pill;
  gint64 sent_us;               /* 0 if not */
  guint n_tries;
  int http_status;
  char *reason;                 /* NULL if none */
  GBytes *theirs;               /* CONFLICT */
} NxRecordRow;
void nx_record_row_free (NxRecordRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxRecordRow, nx_record_row_free)
/* Newest first; at most @limit after @offset. */
GPtrArray *nx_record_store_list_records (NxRecordStore *self, const char *learner, guint offset, guint limit, GError **error);
void nx_record_store_list_records_async (NxRecordStore *self, const char *learner, guint offset, guint limit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *nx_record_store_list_records_finish (NxRecordStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
