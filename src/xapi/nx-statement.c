/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * One event and the facts about its activity become the bytes of one statement ("Learning records",
 * sections 2, 8, 10 and 11). The bytes are final: nothing here depends on the time of the call, the
 * locale or a setting. Which events make a statement is the table's word (nx-event.c), not this file's.
 */

#define G_LOG_DOMAIN "nx-xapi"

#include "config.h"

#include "nx-statement.h"

#include "nx-dates.h"
#include "nx-ids.h"
#include "nx-json-writer.h"
#include "nx-verb-private.h"

#include <string.h>

#define CMI5_EXTENSION(name) "https://w3id.org/xapi/cmi5/context/extensions/" name
#define PROFILE_PATH "profiles/nexus-trainer/v1"
/* The tag for "undetermined" (BCP 47), for content that does not say its language. */
#define LANGUAGE_UNKNOWN "und"
#define SCALED_DIGITS 4

static const char *const activity_type_iris[] = {
  [NX_ACTIVITY_MODULE] = "http://adlnet.gov/expapi/activities/module",
  [NX_ACTIVITY_ASSESSMENT] = "http://adlnet.gov/expapi/activities/assessment",
  [NX_ACTIVITY_INTERACTION] = "http://adlnet.gov/expapi/activities/cmi.interaction",
  [NX_ACTIVITY_SIMULATION] = "http://adlnet.gov/expapi/activities/simulation",
  [NX_ACTIVITY_COURSE] = "http://adlnet.gov/expapi/activities/course",
  [NX_ACTIVITY_MEETING] = "http://adlnet.gov/expapi/activities/meeting",
};

/**
 * nx_statement_get_verb:
 * @facts: what happened
 *
 * Thread: any; pure.
 * Returns: the verb of the statement that the event makes; %NX_VERB_NONE if it makes none: practice, a type
 * without statement, or a finished test without a judgement
 */
NxVerb
nx_statement_get_verb (const NxEventFacts *facts)
{
  NxVerb verb = nx_event_type_get_info (facts->type)->verb;

  /* Taking a record back is about the record, whatever run is going on. */
  if (verb == NX_VERB_VOIDED)
    return facts->target != NULL ? verb : NX_VERB_NONE;
  if (!facts->counts)
    return NX_VERB_NONE;
  if (verb != NX_VERB_PASSED)
    return verb;
  switch (facts->success)
    {
    case NX_TRISTATE_YES:
      return NX_VERB_PASSED;
    case NX_TRISTATE_NO:
      return NX_VERB_FAILED;
    case NX_TRISTATE_UNSET:
    default:
      return NX_VERB_NONE;
    }
}

/* ---- Checks: an LRS refuses a whole batch for one bad statement, so none is made ---- */

static gboolean
refuse (GError    **error,
        const char *what)
{
  g_set_error (error, NX_EVENT_ERROR, NX_EVENT_ERROR_PAYLOAD, "no statement can be made: %s", what);
  return FALSE;
}

static gboolean
check_context (const NxStatementContext *context,
               GError                  **error)
{
  if (!nx_uuid_is_valid (context->statement_id))
    return refuse (error, "the statement id is no UUID");
  if (context->home_page == NULL || g_uri_peek_scheme (context->home_page) == NULL)
    return refuse (error, "the account's home page is no IRI");
  if (context->account == NULL || *context->account == '\0')
    return refuse (error, "the account has no name");
  return TRUE;
}

static gboolean
check_activity (const NxActivity *activity,
                GError          **error)
{
  if (activity->iri == NULL || g_uri_peek_scheme (activity->iri) == NULL)
    return refuse (error, "an activity has no IRI");
  return TRUE;
}

/* Tokens are joined with "[,]": one that holds a bracket or a space would be read as several, or as none. */
static gboolean
check_tokens (char  **tokens,
              GError **error)
{
  for (gsize i = 0; tokens != NULL && tokens[i] != NULL; i++)
    if (tokens[i][0] == '\0' || strpbrk (tokens[i], "[] \t\n") != NULL)
      return refuse (error, "a response is no list of option ids");
  return TRUE;
}

static gboolean
check_score (const NxEventFacts *facts,
             NxVerb              verb,
             GError            **error)
{
  if (verb != NX_VERB_PASSED && verb != NX_VERB_FAILED)
    return TRUE;
  if (facts->max <= 0 || facts->raw < 0 || facts->raw > facts->max)
    return refuse (error, "the score is out of range");
  return TRUE;
}

static gboolean
check (const NxEventFacts       *facts,
       const NxActivityFacts    *activity,
       const NxStatementContext *context,
       NxVerb                    verb,
       GError                  **error)
{
  if (!check_context (context, error))
    return FALSE;
  if (activity == NULL || activity->object == NULL || activity->base == NULL)
    return refuse (error, "nothing is known about its activity");
  if (!g_str_has_suffix (activity->base, "/") || g_uri_peek_scheme (activity->base) == NULL)
    return refuse (error, "the activity base is no IRI ending in a slash");
  if (!check_activity (activity->object, error) ||
      (activity->parent != NULL && !check_activity (activity->parent, error)) ||
      (activity->grouping != NULL && !check_activity (activity->grouping, error)))
    return FALSE;
  if (facts->registration != NULL && !nx_uuid_is_valid (facts->registration))
    return refuse (error, "the registration is no UUID");
  return check_tokens (facts->response, error) && check_tokens (activity->object->correct, error) &&
         check_score (facts, verb, error);
}

/* ---- Parts ---- */

static const char *
get_language (const NxEventFacts *facts)
{
  return facts->language != NULL ? facts->language : LANGUAGE_UNKNOWN;
}

/* A language map of one entry; nothing if there is no text. */
static void
write_text (NxJsonWriter *writer,
            const char   *name,
            const char   *language,
            const char   *text)
{
  if (text == NULL)
    return;
  nx_json_writer_member (writer, name);
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, language, text);
  nx_json_writer_end_object (writer);
}

static void
write_actor (NxJsonWriter             *writer,
             const NxStatementContext *context)
{
  nx_json_writer_member (writer, "actor");
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "objectType", "Agent");
  nx_json_writer_member (writer, "account");
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "homePage", context->home_page);
  nx_json_writer_member_string (writer, "name", context->account);
  nx_json_writer_end_object (writer);
  nx_json_writer_end_object (writer);
}

static void
write_verb (NxJsonWriter *writer,
            NxVerb        verb,
            NxEventType   type,
            const char   *language)
{
  const char *display_language;
  const char *display = nx_verb_get_display (verb, type, language, &display_language);

  nx_json_writer_member (writer, "verb");
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "id", nx_verb_get_iri (verb));
  write_text (writer, "display", display_language, display);
  nx_json_writer_end_object (writer);
}

static void
write_interaction (NxJsonWriter     *writer,
                   const NxActivity *activity,
                   const char       *language)
{
  nx_json_writer_member_string (writer, "interactionType", "choice");
  if (activity->correct != NULL && activity->correct[0] != NULL)
    {
      g_autofree char *pattern = g_strjoinv ("[,]", activity->correct);
      const char *const patterns[] = { pattern, NULL };

      nx_json_writer_member_strv (writer, "correctResponsesPattern", patterns);
    }
  if (activity->choices == NULL || activity->choices->len == 0)
    return;
  nx_json_writer_member (writer, "choices");
  nx_json_writer_begin_array (writer);
  for (guint i = 0; i < activity->choices->len; i++)
    {
      const NxActivityChoice *choice = g_ptr_array_index (activity->choices, i);

      nx_json_writer_begin_object (writer);
      nx_json_writer_member_string (writer, "id", choice->id);
      write_text (writer, "description", language, choice->description);
      nx_json_writer_end_object (writer);
    }
  nx_json_writer_end_array (writer);
}

static void
write_object (NxJsonWriter     *writer,
              const NxActivity *activity,
              const char       *language)
{
  nx_json_writer_member (writer, "object");
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "objectType", "Activity");
  nx_json_writer_member_string (writer, "id", activity->iri);
  nx_json_writer_member (writer, "definition");
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "type", activity_type_iris[activity->type]);
  write_text (writer, "name", language, activity->name);
  write_text (writer, "description", language, activity->description);
  if (activity->type == NX_ACTIVITY_INTERACTION)
    write_interaction (writer, activity, language);
  nx_json_writer_end_object (writer);
  nx_json_writer_end_object (writer);
}

static void
write_score (NxJsonWriter       *writer,
             const NxEventFacts *facts)
{
  nx_json_writer_member (writer, "score");
  nx_json_writer_begin_object (writer);
  nx_json_writer_member (writer, "scaled");
  nx_json_writer_decimal (writer, (double) facts->raw / facts->max, SCALED_DIGITS);
  nx_json_writer_member_integer (writer, "raw", facts->raw);
  nx_json_writer_member_integer (writer, "min", 0);
  nx_json_writer_member_integer (writer, "max", facts->max);
  nx_json_writer_end_object (writer);
}

/* The name of one of our extensions. */
static void
write_extension_name (NxJsonWriter *writer,
                      const char   *base,
                      const char   *name)
{
  g_autofree char *iri = g_strconcat (base, "extensions/", name, NULL);

  nx_json_writer_member (writer, iri);
}

static void
write_extension_string (NxJsonWriter *writer,
                        const char   *base,
                        const char   *name,
                        const char   *value)
{
  if (value == NULL)
    return;
  write_extension_name (writer, base, name);
  nx_json_writer_string (writer, value);
}

static void
write_extension_integer (NxJsonWriter *writer,
                         const char   *base,
                         const char   *name,
                         int           value)
{
  if (value < 0)
    return;
  write_extension_name (writer, base, name);
  nx_json_writer_integer (writer, value);
}

/* What a result says about the way through a scenario; unset members are NULL and -1. */
typedef struct
{
  const char *next_node, *ending;
  int decisions;
} ScenarioResult;

static ScenarioResult
get_scenario_result (const NxEventFacts    *facts,
                     const NxActivityFacts *activity)
{
  ScenarioResult result = { NULL, NULL, -1 };

  if (facts->type == NX_EVENT_DECISION_TAKEN)
    result.next_node = activity->next_iri;
  if (facts->type == NX_EVENT_SCENARIO_ENDED)
    result.ending = activity->next_iri;
  if (facts->type == NX_EVENT_SCENARIO_ENDED || facts->type == NX_EVENT_SCENARIO_LEFT)
    result.decisions = facts->step;
  return result;
}

static gboolean
scenario_result_is_empty (const ScenarioResult *result)
{
  return result->next_node == NULL && result->ending == NULL && result->decisions < 0;
}

static void
write_scenario_result (NxJsonWriter         *writer,
                       const ScenarioResult *result,
                       const char           *base)
{
  nx_json_writer_member (writer, "extensions");
  nx_json_writer_begin_object (writer);
  write_extension_string (writer, base, "next-node", result->next_node);
  write_extension_string (writer, base, "ending", result->ending);
  write_extension_integer (writer, base, "decisions", result->decisions);
  nx_json_writer_end_object (writer);
}

static void
write_duration (NxJsonWriter *writer,
                gint64        duration_us)
{
  g_autofree char *duration = nx_date_iso_duration (duration_us);

  nx_json_writer_member_string (writer, "duration", duration);
}

static void
write_result (NxJsonWriter          *writer,
              const NxEventFacts    *facts,
              const NxActivityFacts *activity,
              NxVerb                 verb)
{
  gboolean is_graded = verb == NX_VERB_PASSED || verb == NX_VERB_FAILED;
  gboolean is_answer = verb == NX_VERB_ANSWERED || verb == NX_VERB_RESPONDED;
  gboolean has_success = (is_graded || verb == NX_VERB_ANSWERED) && facts->success != NX_TRISTATE_UNSET;
  gboolean has_duration = verb != NX_VERB_INITIALIZED && facts->duration_us >= 0;
  ScenarioResult scenario = get_scenario_result (facts, activity);
  g_autofree char *response = NULL;

  if (is_answer && facts->response != NULL && facts->response[0] != NULL)
    response = g_strjoinv ("[,]", facts->response);
  /* An empty object is allowed nowhere in a statement. */
  if (!has_success && !has_duration && response == NULL && verb != NX_VERB_COMPLETED &&
      scenario_result_is_empty (&scenario))
    return;

  nx_json_writer_member (writer, "result");
  nx_json_writer_begin_object (writer);
  if (is_graded)
    write_score (writer, facts);
  if (has_success)
    nx_json_writer_member_boolean (writer, "success", facts->success == NX_TRISTATE_YES);
  if (verb == NX_VERB_COMPLETED)
    nx_json_writer_member_boolean (writer, "completion", TRUE);
  nx_json_writer_member_string (writer, "response", response);
  if (has_duration)
    write_duration (writer, facts->duration_us);
  if (!scenario_result_is_empty (&scenario))
    write_scenario_result (writer, &scenario, activity->base);
  nx_json_writer_end_object (writer);
}

static void
write_activity_reference (NxJsonWriter *writer,
                          const char   *relation,
                          const char   *iri)
{
  nx_json_writer_member (writer, relation);
  nx_json_writer_begin_array (writer);
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "objectType", "Activity");
  nx_json_writer_member_string (writer, "id", iri);
  nx_json_writer_end_object (writer);
  nx_json_writer_end_array (writer);
}

static void
write_context_activities (NxJsonWriter          *writer,
                          const NxActivityFacts *activity)
{
  g_autofree char *profile = g_strconcat (activity->base, PROFILE_PATH, NULL);

  nx_json_writer_member (writer, "contextActivities");
  nx_json_writer_begin_object (writer);
  write_activity_reference (writer, "category", profile);
  if (activity->parent != NULL)
    write_activity_reference (writer, "parent", activity->parent->iri);
  if (activity->grouping != NULL)
    write_activity_reference (writer, "grouping", activity->grouping->iri);
  nx_json_writer_end_object (writer);
}

static gboolean
has_context_extensions (const NxEventFacts       *facts,
                        const NxStatementContext *context,
                        gboolean                  has_mastery,
                        int                       step)
{
  return facts->session != NULL || facts->content_version != NULL || context->device != NULL ||
         context->capacity != NULL || has_mastery || step >= 0 || context->clock == NX_CLOCK_SUSPECT;
}

static void
write_context_extensions (NxJsonWriter             *writer,
                          const NxEventFacts       *facts,
                          const char               *base,
                          const NxStatementContext *context)
{
  gboolean has_mastery = facts->type == NX_EVENT_TEST_FINISHED && facts->mastery >= 0;
  int step = facts->type == NX_EVENT_DECISION_TAKEN ? facts->step : -1;

  if (!has_context_extensions (facts, context, has_mastery, step))
    return;
  nx_json_writer_member (writer, "extensions");
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, CMI5_EXTENSION ("sessionid"), facts->session);
  write_extension_string (writer, base, "content-version", facts->content_version);
  write_extension_string (writer, base, "device", context->device);
  write_extension_string (writer, base, "capacity", context->capacity);
  if (has_mastery)
    {
      nx_json_writer_member (writer, CMI5_EXTENSION ("masteryscore"));
      nx_json_writer_decimal (writer, facts->mastery, SCALED_DIGITS);
    }
  write_extension_integer (writer, base, "step", step);
  if (context->clock == NX_CLOCK_SUSPECT)
    {
      write_extension_name (writer, base, "clock-suspect");
      nx_json_writer_boolean (writer, TRUE);
    }
  nx_json_writer_end_object (writer);
}

static void
write_context (NxJsonWriter             *writer,
               const NxEventFacts       *facts,
               const NxActivityFacts    *activity,
               const NxStatementContext *context)
{
  nx_json_writer_member (writer, "context");
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "registration", facts->registration);
  write_context_activities (writer, activity);
  nx_json_writer_member_string (writer, "platform", context->platform);
  nx_json_writer_member_string (writer, "language", facts->language);
  write_context_extensions (writer, facts, activity->base, context);
  nx_json_writer_end_object (writer);
}

static void
write_timestamp (NxJsonWriter             *writer,
                 const NxStatementContext *context)
{
  g_autofree char *timestamp = nx_date_rfc3339 (context->wall_us);

  nx_json_writer_member_string (writer, "timestamp", timestamp);
}

/* ---- Whole statements ---- */

static GBytes *
end_statement (NxJsonWriter *writer,
               GError      **error)
{
  GBytes *bytes;

  nx_json_writer_end_object (writer);
  bytes = nx_json_writer_end (writer);
  if (bytes == NULL)
    refuse (error, "it cannot be written as JSON");
  return bytes;
}

/**
 * nx_statement_build:
 * @facts: what happened
 * @activity: (nullable): about what; may be %NULL only if the event makes no statement or takes a record back
 * @context: who, where and when
 * @error: return location for an error
 *
 * The same arguments give the same bytes, for ever; they are one line of JSON.
 *
 * Thread: any; pure.
 * Errors: %NX_EVENT_ERROR_PAYLOAD for facts that no LRS would take: no UUID where one belongs, a score out of range, ...
 * Returns: (transfer full) (nullable): the statement; %NULL without error if the event makes none
 */
GBytes *
nx_statement_build (const NxEventFacts       *facts,
                    const NxActivityFacts    *activity,
                    const NxStatementContext *context,
                    GError                  **error)
{
  NxVerb verb = nx_statement_get_verb (facts);
  NxJsonWriter *writer;

  if (verb == NX_VERB_NONE)
    return NULL;
  if (verb == NX_VERB_VOIDED)
    return nx_statement_build_voiding (facts->target, context, error);
  if (!check (facts, activity, context, verb, error))
    return NULL;

  writer = nx_json_writer_new ();
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "id", context->statement_id);
  write_actor (writer, context);
  write_verb (writer, verb, facts->type, facts->language);
  write_object (writer, activity->object, get_language (facts));
  write_result (writer, facts, activity, verb);
  write_context (writer, facts, activity, context);
  write_timestamp (writer, context);
  return end_statement (writer, error);
}

/**
 * nx_statement_build_voiding:
 * @target: id of the statement that is taken back
 * @context: who, and when; the rest is left out, since the object is no activity
 * @error: return location for an error
 *
 * Thread: any; pure.
 * Errors: %NX_EVENT_ERROR_PAYLOAD if @target is no UUID or @context is incomplete
 * Returns: (transfer full): the voiding statement; it cannot itself be voided
 */
GBytes *
nx_statement_build_voiding (const char               *target,
                            const NxStatementContext *context,
                            GError                  **error)
{
  NxJsonWriter *writer;

  if (!check_context (context, error))
    return NULL;
  if (!nx_uuid_is_valid (target))
    {
      refuse (error, "the record to take back has no UUID");
      return NULL;
    }

  writer = nx_json_writer_new ();
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "id", context->statement_id);
  write_actor (writer, context);
  write_verb (writer, NX_VERB_VOIDED, NX_EVENT_RECORD_TAKEN_BACK, "en");
  nx_json_writer_member (writer, "object");
  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "objectType", "StatementRef");
  nx_json_writer_member_string (writer, "id", target);
  nx_json_writer_end_object (writer);
  write_timestamp (writer, context);
  return end_statement (writer, error);
}
