/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * The one table of event types: their names in the database, payload versions, the streams that they may
 * stand in, the consent that lets a statement leave, and the statement's verb. The payload is in
 * nx-event-facts.c; the statement's shape belongs to src/xapi. A name or a version that was released never
 * changes its meaning.
 */

#define G_LOG_DOMAIN "nx-event"

#include "config.h"

#include "nx-event.h"

G_DEFINE_QUARK (nx-event-error-quark, nx_event_error)

#define LEARNER NX_STREAM_LEARNER
#define SESSION NX_STREAM_SESSION
#define BOTH (NX_STREAM_LEARNER | NX_STREAM_SESSION)

/* In the order of the enum; a test holds it to that. */
static const NxEventTypeInfo event_types[NX_N_EVENT_TYPES] = {
  /* type                          name                   version  streams  consent                verb */
  { NX_EVENT_NONE,                 NULL,                    0,     0,       NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_PROFILE_SAVED,        "profile-saved",         1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_CONSENT_CHANGED,      "consent-changed",       1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_LANGUAGE_CHANGED,     "language-changed",      1,     BOTH,    NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_MODULE_OPENED,        "module-opened",         1,     LEARNER, NX_CONSENT_COMPLETION, NX_VERB_INITIALIZED },
  { NX_EVENT_MODULE_LEFT,          "module-left",           1,     LEARNER, NX_CONSENT_COMPLETION, NX_VERB_TERMINATED },
  { NX_EVENT_SECTION_OPENED,       "section-opened",        1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_SECTION_READ,         "section-read",          1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_BOOKMARK_SET,         "bookmark-set",          1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_BOOKMARK_CLEARED,     "bookmark-cleared",      1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_NOTE_SAVED,           "note-saved",            1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_NOTE_DELETED,         "note-deleted",          1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_CHECK_ANSWERED,       "check-answered",        1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_MODULE_COMPLETED,     "module-completed",      1,     LEARNER, NX_CONSENT_COMPLETION, NX_VERB_COMPLETED },
  { NX_EVENT_TEST_STARTED,         "test-started",          1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_QUESTION_ANSWERED,    "question-answered",     1,     LEARNER, NX_CONSENT_ANSWERS,    NX_VERB_ANSWERED },
  { NX_EVENT_TEST_FINISHED,        "test-finished",         1,     LEARNER, NX_CONSENT_COMPLETION, NX_VERB_PASSED },
  { NX_EVENT_SCENARIO_STARTED,     "scenario-started",      1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_DOCUMENT_OPENED,      "document-opened",       1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_SCENE_PASSED,         "scene-passed",          1,     LEARNER, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_DECISION_TAKEN,       "decision-taken",        1,     LEARNER, NX_CONSENT_ANSWERS,    NX_VERB_RESPONDED },
  { NX_EVENT_SCENARIO_ENDED,       "scenario-ended",        1,     LEARNER, NX_CONSENT_COMPLETION, NX_VERB_COMPLETED },
  { NX_EVENT_SCENARIO_LEFT,        "scenario-left",         1,     LEARNER, NX_CONSENT_COMPLETION, NX_VERB_SUSPENDED },
  { NX_EVENT_RECORD_TAKEN_BACK,    "record-taken-back",     1,     LEARNER, NX_CONSENT_COMPLETION, NX_VERB_VOIDED },
  { NX_EVENT_SESSION_STARTED,      "session-started",       1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_DAY_STARTED,          "day-started",           1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_SLIDE_SHOWN,          "slide-shown",           1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_SCREEN_CHANGED,       "screen-changed",        1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_TIMER_RESET,          "timer-reset",           1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_MINUTES_ADDED,        "minutes-added",         1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_PARTICIPANT_SAVED,    "participant-saved",     1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_PARTICIPANT_REMOVED,  "participant-removed",   1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_ATTENDANCE_MARKED,    "attendance-marked",     1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_VOTE_OPENED,          "vote-opened",           1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_HANDS_COUNTED,        "hands-counted",         1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_BALLOT_CAST,          "ballot-cast",           1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_BALLOT_WITHDRAWN,     "ballot-withdrawn",      1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_VOTE_CLOSED,          "vote-closed",           1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_VOTE_SHOWN,           "vote-shown",            1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_VOTE_HIDDEN,          "vote-hidden",           1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_TEAM_SAVED,           "team-saved",            1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_TEAM_REMOVED,         "team-removed",          1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_DECISION_LOGGED,      "decision-logged",       1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_DECISION_TAKEN_BACK,  "decision-taken-back",   1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
  { NX_EVENT_SESSION_ENDED,        "session-ended",         1,     SESSION, NX_CONSENT_NEVER,      NX_VERB_NONE },
};

/**
 * nx_event_type_get_info:
 * @type: an event type
 *
 * Returns: (transfer none): the row of the table for @type; for anything that is not a type, the row of %NX_EVENT_NONE
 */
const NxEventTypeInfo *
nx_event_type_get_info (NxEventType type)
{
  if ((guint) type >= NX_N_EVENT_TYPES)
    return &event_types[NX_EVENT_NONE];
  return &event_types[type];
}

/**
 * nx_event_type_from_name:
 * @name: (nullable): a name as stored
 *
 * Returns: the type, or %NX_EVENT_NONE for a name that this version does not know
 */
NxEventType
nx_event_type_from_name (const char *name)
{
  for (guint i = NX_EVENT_NONE + 1; i < NX_N_EVENT_TYPES; i++)
    if (g_strcmp0 (event_types[i].name, name) == 0)
      return event_types[i].type;
  return NX_EVENT_NONE;
}

/**
 * nx_stream_kind_to_id:
 * @kind: one kind of stream
 *
 * Returns: (transfer none): "learner" or "session", as in the database
 */
const char *
nx_stream_kind_to_id (NxStreamKind kind)
{
  return kind == NX_STREAM_SESSION ? "session" : "learner";
}

/**
 * nx_consent_class_to_id:
 * @consent: a consent class
 *
 * Returns: (transfer none): "never", "completion" or "answers"
 */
const char *
nx_consent_class_to_id (NxConsentClass consent)
{
  switch (consent)
    {
    case NX_CONSENT_COMPLETION:
      return "completion";
    case NX_CONSENT_ANSWERS:
      return "answers";
    case NX_CONSENT_NEVER:
    default:
      return "never";
    }
}

/* An empty stored event; the caller sets its members, @facts included. */
NxEvent *
nx_event_new (void)
{
  return g_new0 (NxEvent, 1);
}

void
nx_event_free (NxEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->stream);
  g_free (self->id);
  g_free (self->boot_id);
  g_free (self->program);
  nx_event_facts_free (self->facts);
  g_free (self);
}
