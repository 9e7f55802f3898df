/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Events: what happened, with the judgement then made. Types are a closed table (nx-event.c holds the
 * one table of types, statements and consent classes); payload names and meanings are frozen per type
 * version. Thread: any; plain data.
 */

typedef enum
{
  NX_EVENT_NONE,
  NX_EVENT_PROFILE_SAVED,
  NX_EVENT_CONSENT_CHANGED,
  NX_EVENT_LANGUAGE_CHANGED,
  NX_EVENT_MODULE_OPENED,
  NX_EVENT_MODULE_LEFT,
  NX_EVENT_SECTION_OPENED,     /* also the reading place: element = section, place = block id */
  NX_EVENT_SECTION_READ,
  NX_EVENT_BOOKMARK_SET,
  NX_EVENT_BOOKMARK_CLEARED,
  NX_EVENT_NOTE_SAVED,
  NX_EVENT_NOTE_DELETED,
  NX_EVENT_CHECK_ANSWERED,     /* knowledge check in the text: not part of any score */
  NX_EVENT_MODULE_COMPLETED,
  NX_EVENT_TEST_STARTED,
  NX_EVENT_QUESTION_ANSWERED,
  NX_EVENT_TEST_FINISHED,
  NX_EVENT_SCENARIO_STARTED,
  NX_EVENT_DOCUMENT_OPENED,
  NX_EVENT_SCENE_PASSED,       /* went on from a scene without a decision */
  NX_EVENT_DECISION_TAKEN,
  NX_EVENT_SCENARIO_ENDED,
  NX_EVENT_SCENARIO_LEFT,
  NX_EVENT_RECORD_TAKEN_BACK,
  NX_EVENT_SESSION_STARTED,    /* a workshop began: address, version, hash, language of its agenda */
  NX_EVENT_DAY_STARTED,        /* element = day */
  NX_EVENT_SLIDE_SHOWN,        /* element = part, step = number of the slide within it, raw = points shown */
  NX_EVENT_SCREEN_CHANGED,     /* response = live, blank or frozen */
  NX_EVENT_TIMER_RESET,        /* element = part */
  NX_EVENT_MINUTES_ADDED,      /* element = part, count = minutes, negative: taken away */
  NX_EVENT_PARTICIPANT_SAVED,  /* target = participant, detail = name, capacity, station, place */
  NX_EVENT_PARTICIPANT_REMOVED, /* target = participant */
  NX_EVENT_ATTENDANCE_MARKED,  /* target = participant, element = DAY/am or DAY/pm, success; unset: not known any more */
  NX_EVENT_VOTE_OPENED,        /* run = the vote, element = part, address = what is asked, items = options, max = how many may be chosen, group = team */
  NX_EVENT_HANDS_COUNTED,      /* run, group = room or remote, response = one option, count */
  NX_EVENT_BALLOT_CAST,        /* run, target = participant, group = room or remote, response */
  NX_EVENT_BALLOT_WITHDRAWN,   /* run, target = participant */
  NX_EVENT_VOTE_CLOSED,        /* run; as the two that follow */
  NX_EVENT_VOTE_SHOWN,
  NX_EVENT_VOTE_HIDDEN,
  NX_EVENT_TEAM_SAVED,         /* element = part, group = team, text = its name, items = participants */
  NX_EVENT_TEAM_REMOVED,       /* element = part, group = team */
  NX_EVENT_DECISION_LOGGED,    /* element = part, place = scene, response = choice, none where the scene has nothing to decide; group = team, NULL: everybody; run = vote it came from; detail = by whom */
  NX_EVENT_DECISION_TAKEN_BACK, /* element = part, group = team: the last one logged there */
  NX_EVENT_SESSION_ENDED,
  NX_N_EVENT_TYPES
} NxEventType;

/* Whose log an event stands in; language-changed may stand in both. */
typedef enum
{
  NX_STREAM_LEARNER = 1 << 0,  /* one person's; sealed with that person's key */
  NX_STREAM_SESSION = 1 << 1,  /* a workshop's; sealed with the device's */
} NxStreamKind;

typedef enum { NX_CONSENT_NEVER, NX_CONSENT_COMPLETION, NX_CONSENT_ANSWERS } NxConsentClass;

typedef enum
{
  NX_VERB_NONE, NX_VERB_INITIALIZED, NX_VERB_TERMINATED, NX_VERB_ANSWERED, NX_VERB_PASSED, NX_VERB_FAILED,
  NX_VERB_COMPLETED, NX_VERB_RESPONDED, NX_VERB_SUSPENDED, NX_VERB_VOIDED,
  NX_N_VERBS
} NxVerb;

typedef struct
{
  NxEventType type;
  const char *name;            /* in the database: "module-opened" */
  int version;                 /* of the payload */
  guint streams;               /* NxStreamKind, where it may stand; one or several */
  NxConsentClass consent;
  NxVerb verb;                 /* of the statement, if the run counts; NONE if never; PASSED stands for passed or failed, by `success` */
} NxEventTypeInfo;

const NxEventTypeInfo *nx_event_type_get_info (NxEventType type);
NxEventType nx_event_type_from_name (const char *name);            /* NONE if unknown */
const char *nx_stream_kind_to_id (NxStreamKind kind);              /* learner session */
const char *nx_consent_class_to_id (NxConsentClass consent);       /* never completion answers */

typedef struct { char *id; int value; } NxMeterValue;
NxMeterValue *nx_meter_value_new (const char *id, int value);
void nx_meter_value_free (NxMeterValue *self);

/* The payload. Unset: NULL, -1, NX_TRISTATE_UNSET or NX_COUNT_UNSET. Owner frees all. */
#define NX_COUNT_UNSET G_MININT
typedef enum { NX_TRISTATE_UNSET = -1, NX_TRISTATE_NO = 0, NX_TRISTATE_YES = 1 } NxTristate;

typedef struct
{
  NxEventType type;
  char *address;               /* of the module, scenario or bank element */
  char *content_version;       /* "PACKVERSION/FILEVERSION", e.g. 2026.11.1/1 */
  char *content_hash;
  char *language;              /* content language at the time, BCP 47 */
  char *registration;          /* UUID of the graded run; NULL outside one */
  char *session;               /* UUID of this opening */
  char *run;                   /* UUID of the test run or scenario run */
  gboolean counts;             /* FALSE: practice, never a statement */
  gint64 duration_us;
  char *element;               /* section, question, scene or document id */
  char *place;                 /* block id */
  char **response;             /* option or choice ids */
  char *confidence;
  int raw, max;
  NxTristate success;
  double mastery;              /* -1 unset */
  guint64 seed;
  char **items;                /* TEST_STARTED: drawn questions, "BANK#QUESTION", in order */
  int step;                    /* number of the decision or question, 1-based */
  int clock;                   /* story clock after */
  GPtrArray *meters;           /* NxMeterValue after; NULL unset; nx_event_facts_add_meter() makes it */
  char *next_scene, *ending;
  char **documents;            /* newly arrived; SCENARIO_STARTED of a retry: opened before that decision */
  char *text;                  /* notes */
  char *target;                /* NOTE_*: note id; RECORD_TAKEN_BACK: statement id; retry: run that is retried; session events: participant */
  char *detail;                /* a JSON object: PROFILE_SAVED, CONSENT_CHANGED, PARTICIPANT_SAVED, DECISION_LOGGED */
  int count;                   /* hands, or minutes, which may be negative */
  char *group;                 /* session events: room or remote, or a team */
  gint64 asleep_us;            /* session events: how long the computer has slept since its boot (nx_clock_get_asleep_us) */
} NxEventFacts;

NxEventFacts *nx_event_facts_new (NxEventType type);
NxEventFacts *nx_event_facts_copy (const NxEventFacts *self);
void nx_event_facts_free (NxEventFacts *self);
void nx_event_facts_add_meter (NxEventFacts *self, const char *id, int value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxEventFacts, nx_event_facts_free)
/* Payload JSON, unset members left out, members in a fixed order. */
GBytes *nx_event_facts_to_json (const NxEventFacts *self);
/* PAYLOAD if a known member has another kind or range; members that this version does not know are ignored. TOO_NEW if @type is no type. */
NxEventFacts *nx_event_facts_from_json (NxEventType type, GBytes *json, GError **error);

typedef enum { NX_CLOCK_TRUSTED, NX_CLOCK_SUSPECT } NxClockConfidence;

/* A stored event. */
typedef struct
{
  char *stream;                /* UUID */
  gint64 seq;                  /* 1, 2, ... within the stream */
  char *id;                    /* UUIDv7 */
  int version;
  gint64 wall_us, monotonic_us;
  char *boot_id;
  NxClockConfidence clock;
  char *program;               /* program version */
  NxEventFacts *facts;
} NxEvent;
NxEvent *nx_event_new (void);
void nx_event_free (NxEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxEvent, nx_event_free)

/* ---- Facts about activities that a statement needs ---- */

typedef enum
{
  NX_ACTIVITY_MODULE, NX_ACTIVITY_ASSESSMENT, NX_ACTIVITY_INTERACTION, NX_ACTIVITY_SIMULATION, NX_ACTIVITY_COURSE, NX_ACTIVITY_MEETING,
} NxActivityType;

typedef struct { char *id, *description; } NxActivityChoice;

typedef struct
{
  char *iri;
  NxActivityType type;
  char *name, *description;     /* in facts->language; description may be NULL */
  GPtrArray *choices;           /* INTERACTION: NxActivityChoice, in the author's order */
  char **correct;               /* INTERACTION with a right answer: option ids; NULL for scenario decisions */
} NxActivity;
NxActivity *nx_activity_new (NxActivityType type, const char *iri, const char *name, const char *description);
/* Adds an option at the end of @choices (made at the first call). */
void nx_activity_add_choice (NxActivity *self, const char *id, const char *description);
NxActivity *nx_activity_copy (const NxActivity *self);
void nx_activity_free (NxActivity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxActivity, nx_activity_free)

/* All that surrounds one statement's object. */
typedef struct
{
  char *base;                   /* activity-base of the pack, with its final slash */
  NxActivity *object;
  NxActivity *parent;           /* NULL if none */
  NxActivity *grouping;         /* the course or pack */
  char *next_iri;               /* DECISION_TAKEN: next scene or ending; SCENARIO_ENDED: the ending */
} NxActivityFacts;
NxActivityFacts *nx_activity_facts_new (const char *base);
NxActivityFacts *nx_activity_facts_copy (const NxActivityFacts *self);
void nx_activity_facts_free (NxActivityFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxActivityFacts, nx_activity_facts_free)

#define NX_EVENT_ERROR (nx_event_error_quark ())
GQuark nx_event_error_quark (void);
typedef enum { NX_EVENT_ERROR_PAYLOAD, NX_EVENT_ERROR_TOO_NEW } NxEventError;

G_END_DECLS
