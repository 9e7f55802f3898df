/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns a session that is under way: its beginning and its taking up again, the row of acts that wait for the disk, and what is
 * told of it. The acts stand in nx-session-acts.c; what they mean for the state is the state's.
 */

#define G_LOG_DOMAIN "nx-workshop"
#include "config.h"

#include "nx-session-private.h"

#include <string.h>

struct _NxSession
{
  GObject parent_instance;

  NxRecordStore *store;
  NxClock *clock;
  NxAgenda *agenda;
  char *id;
  NxSessionState *state;
  GQueue acts;              /* NxSessionAct, in the order of their calls */
  NxSessionAct *running;    /* its events are being stored */
};

G_DEFINE_FINAL_TYPE (NxSession, nx_session, G_TYPE_OBJECT)
G_DEFINE_QUARK (nx-session-error-quark, nx_session_error)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
nx_session_finalize (GObject *object)
{
  NxSession *self = NX_SESSION (object);

  /* Each act holds the session: none can be left. */
  g_assert (g_queue_is_empty (&self->acts) && self->running == NULL);
  g_clear_pointer (&self->state, nx_session_state_free);
  g_clear_pointer (&self->agenda, nx_agenda_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_free (self->id);
  G_OBJECT_CLASS (nx_session_parent_class)->finalize (object);
}

static void
nx_session_class_init (NxSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_session_finalize;

  /**
   * NxSession::changed:
   *
   * The state has taken one or several events of one act, which are stored.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", NX_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nx_session_init (NxSession *self)
{
  g_queue_init (&self->acts);
}

/* ---- Beginning ---- */

/* What a beginning needs, and what comes of it. */
typedef struct
{
  NxRecordStore *store;
  NxClock *clock;
  NxLibrary *library;       /* resume */
  char *id;                 /* resume */
  NxAgenda *agenda;
  NxSessionState *state;
} Beginning;

static Beginning *
beginning_new (NxRecordStore *store,
               NxClock       *clock)
{
  Beginning *self = g_new0 (Beginning, 1);

  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  return self;
}

static void
beginning_free (gpointer data)
{
  Beginning *self = data;

  g_clear_pointer (&self->state, nx_session_state_free);
  g_clear_pointer (&self->agenda, nx_agenda_unref);
  g_clear_object (&self->library);
  g_object_unref (self->store);
  g_object_unref (self->clock);
  g_free (self->id);
  g_free (self);
}

static NxSession *
begin_finish (GAsyncResult *result,
              GError      **error)
{
  Beginning *beginning = g_task_get_task_data (G_TASK (result));
  NxSession *self;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  self = g_object_new (NX_TYPE_SESSION, NULL);
  self->store = g_object_ref (beginning->store);
  self->clock = g_object_ref (beginning->clock);
  self->id = g_steal_pointer (&beginning->id);
  self->agenda = g_steal_pointer (&beginning->agenda);
  self->state = g_steal_pointer (&beginning->state);
  return self;
}

static void
take_events (Beginning *beginning,
             GPtrArray *events)
{
  beginning->state = nx_session_state_new (nx_agenda_get_plan (beginning->agenda));
  for (guint i = 0; i < events->len; i++)
    nx_session_state_apply (beginning->state, g_ptr_array_index (events, i));
}

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Beginning *beginning = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) events = nx_record_store_create_session_finish (NX_RECORD_STORE (source), result, &error);

  if (events == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  beginning->id = g_strdup (((const NxEvent *) g_ptr_array_index (events, 0))->stream);
  take_events (beginning, events);
  g_task_return_boolean (task, TRUE);
}

void
nx_session_start_async (NxRecordStore       *store,
                        NxClock             *clock,
                        NxAgenda            *agenda,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Beginning *beginning = beginning_new (store, clock);
  g_autoptr (NxEventFacts) facts = nx_event_facts_new (NX_EVENT_SESSION_STARTED);
  /* The name of a facilitator's file may tell who that is: it is not kept. */
  NxRecordDraft draft = { .facts = facts, .snapshot = nx_agenda_get_xml (agenda), .snapshot_path = "workshops/agenda.xml" };

  facts->address = g_strdup (nx_agenda_get_address (agenda));
  facts->content_version = g_strdup (nx_agenda_get_version (agenda));
  facts->content_hash = g_strdup (nx_agenda_get_hash (agenda));
  facts->language = g_strdup (nx_agenda_get_language (agenda));
  facts->asleep_us = nx_clock_get_asleep_us (clock);
  beginning->agenda = nx_agenda_ref (agenda);
  g_task_set_source_tag (task, nx_session_start_async);
  g_task_set_task_data (task, beginning, beginning_free);
  g_task_set_check_cancellable (task, FALSE);
  nx_record_store_create_session_async (store, &draft, 1, cancellable, created_cb, task);
}

NxSession *
nx_session_start_finish (GAsyncResult *result,
                         GError      **error)
{
  return begin_finish (result, error);
}

/* The language in which the slides were shown last. */
static const char *
find_language (GPtrArray *events)
{
  const char *language = "";

  for (guint i = 0; i < events->len; i++)
    {
      const NxEventFacts *facts = ((const NxEvent *) g_ptr_array_index (events, i))->facts;

      if ((facts->type == NX_EVENT_SESSION_STARTED || facts->type == NX_EVENT_LANGUAGE_CHANGED) && facts->language != NULL)
        language = facts->language;
    }
  return language;
}

static NxAgenda *
load_agenda (Beginning *beginning,
             GPtrArray *events,
             GError   **error)
{
  const NxEventFacts *started = ((const NxEvent *) g_ptr_array_index (events, 0))->facts;
  g_autoptr (GError) lost = NULL;
  g_autoptr (GError) failed = NULL;
  g_autoptr (GBytes) xml = NULL;
  NxAgenda *agenda;

  if (started->content_hash != NULL)
    xml = nx_record_store_load_snapshot (beginning->store, started->content_hash, &lost);
  agenda = nx_agenda_load_stored (beginning->library, started, xml, find_language (events), &failed);
  /* What became of its bytes says more than that they are not there. */
  if (agenda == NULL)
    g_propagate_error (error, lost != NULL ? g_steal_pointer (&lost) : g_steal_pointer (&failed));
  return agenda;
}

static gboolean
resume (Beginning *beginning,
        GError   **error)
{
  g_autoptr (GPtrArray) events = nx_record_store_load_events (beginning->store, beginning->id, 0, error);

  if (events == NULL)
    return FALSE;
  if (events->len == 0 || ((const NxEvent *) g_ptr_array_index (events, 0))->facts->type != NX_EVENT_SESSION_STARTED)
    {
      g_set_error_literal (error, NX_SESSION_ERROR, NX_SESSION_ERROR_NO_START, "The beginning of this session is lost");
      return FALSE;
    }
  beginning->agenda = load_agenda (beginning, events, error);
  if (beginning->agenda == NULL)
    return FALSE;
  take_events (beginning, events);
  return TRUE;
}

static void
resume_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  GError *error = NULL;

  if (resume (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
nx_session_resume_async (NxRecordStore       *store,
                         NxClock             *clock,
                         NxLibrary           *library,
                         const char          *id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Beginning *beginning = beginning_new (store, clock);

  beginning->library = g_object_ref (library);
  beginning->id = g_strdup (id);
  g_task_set_source_tag (task, nx_session_resume_async);
  g_task_set_task_data (task, beginning, beginning_free);
  g_task_run_in_thread (task, resume_in_thread);
}

NxSession *
nx_session_resume_finish (GAsyncResult *result,
                          GError      **error)
{
  return begin_finish (result, error);
}

/* ---- The row of acts ---- */

NxSessionAct *
nx_session_act_new (NxSession           *self,
                    gpointer             source_tag,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  NxSessionAct *act = g_new0 (NxSessionAct, 1);

  act->task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (act->task, source_tag);
  act->facts = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_event_facts_free);
  return act;
}

NxEventFacts *
nx_session_act_add (NxSessionAct *act,
                    NxEventType   type)
{
  NxEventFacts *facts = nx_event_facts_new (type);

  g_ptr_array_add (act->facts, facts);
  return facts;
}

static void
act_free (NxSessionAct *act)
{
  g_object_unref (act->task);
  g_ptr_array_unref (act->facts);
  g_clear_pointer (&act->agenda, nx_agenda_unref);
  g_free (act->team);
  g_free (act);
}

gboolean
nx_session_refuse (GError **error)
{
  g_set_error_literal (error, NX_SESSION_ERROR, NX_SESSION_ERROR_NOT_HERE, "Not at this point of the session");
  return FALSE;
}

static void
read_clock (NxSession *self,
            NxMoment  *out_now)
{
  out_now->wall_us = nx_clock_get_wall_us (self->clock);
  out_now->monotonic_us = nx_clock_get_monotonic_us (self->clock);
  out_now->asleep_us = nx_clock_get_asleep_us (self->clock);
  out_now->boot_id = nx_clock_get_boot_id (self->clock);
}

/* Whether the state will take it: tried on a copy, so that there is one place that says what can be. */
static gboolean
fits (NxSession    *self,
      NxSessionAct *act)
{
  g_autoptr (NxSessionState) state = NULL;
  NxMoment now;

  if (act->is_sure)
    return !nx_session_state_is_ended (self->state);
  read_clock (self, &now);
  state = nx_session_state_copy (self->state);
  for (guint i = 0; i < act->facts->len; i++)
    {
      const NxEvent event = {
        .wall_us = now.wall_us,
        .monotonic_us = now.monotonic_us,
        .boot_id = (char *) now.boot_id,
        .facts = g_ptr_array_index (act->facts, i),
      };

      if (!nx_session_state_apply (state, &event))
        return FALSE;
    }
  return TRUE;
}

static void go_on (NxSession *self);

static void
take_act (NxSession    *self,
          NxSessionAct *act,
          GPtrArray    *events)
{
  if (act->agenda != NULL)
    {
      nx_session_state_set_plan (self->state, nx_agenda_get_plan (act->agenda));
      nx_agenda_unref (self->agenda);
      self->agenda = nx_agenda_ref (act->agenda);
    }
  for (guint i = 0; i < events->len; i++)
    {
      const NxEvent *event = g_ptr_array_index (events, i);

      if (!nx_session_state_apply (self->state, event))
        g_warning ("event %" G_GINT64_FORMAT " (%s) is stored, but does not fit", event->seq, nx_event_type_get_info (event->facts->type)->name);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
appended_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  NxSessionAct *act = user_data;
  g_autoptr (NxSession) self = g_object_ref (g_task_get_source_object (act->task));
  GError *error = NULL;
  g_autoptr (GPtrArray) events = nx_record_store_append_finish (NX_RECORD_STORE (source), result, &error);

  if (events != NULL)
    take_act (self, act, events);
  /* Still running: what a handler or the callback begins waits behind those that wait already. */
  if (events != NULL)
    g_task_return_boolean (act->task, TRUE);
  else
    g_task_return_error (act->task, error);
  self->running = NULL;
  act_free (act);
  go_on (self);
}

static void
store_act (NxSession    *self,
           NxSessionAct *act)
{
  g_autofree NxRecordDraft *drafts = g_new0 (NxRecordDraft, act->facts->len);

  for (guint i = 0; i < act->facts->len; i++)
    {
      NxEventFacts *facts = g_ptr_array_index (act->facts, i);

      facts->asleep_us = nx_clock_get_asleep_us (self->clock);
      drafts[i].facts = facts;
    }
  self->running = act;
  nx_record_store_append_async (self->store, self->id, drafts, act->facts->len, NULL, appended_cb, act);
}

/* Takes act after act until one has something to store. */
static void
go_on (NxSession *self)
{
  while (self->running == NULL && !g_queue_is_empty (&self->acts))
    {
      NxSessionAct *act = g_queue_pop_head (&self->acts);
      GError *error = NULL;

      if (nx_session_state_is_ended (self->state) && act->is_sure)
        nx_session_refuse (&error);
      else if ((act->prepare == NULL || act->prepare (self, act, &error)) && !fits (self, act))
        nx_session_refuse (&error);
      if (error == NULL && act->facts->len > 0)
        {
          store_act (self, act);
          return;
        }
      /* A callback may begin the next act: it must not find this one half done. */
      self->running = act;
      if (error != NULL)
        g_task_return_error (act->task, error);
      else
        g_task_return_boolean (act->task, TRUE);
      self->running = NULL;
      act_free (act);
    }
}

void
nx_session_do (NxSession    *self,
               NxSessionAct *act)
{
  g_autoptr (NxSession) kept = g_object_ref (self);

  g_queue_push_tail (&self->acts, act);
  go_on (self);
}

gboolean
nx_session_act_finish (NxSession    *self,
                       GAsyncResult *result,
                       GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- What is told ---- */

const char *
nx_session_get_id (NxSession *self)
{
  return self->id;
}

NxAgenda *
nx_session_get_agenda (NxSession *self)
{
  return self->agenda;
}

NxPlan *
nx_session_get_plan (NxSession *self)
{
  return nx_agenda_get_plan (self->agenda);
}

NxDeck *
nx_session_get_deck (NxSession *self)
{
  return nx_agenda_get_deck (self->agenda);
}

const NxSessionState *
nx_session_get_state (NxSession *self)
{
  return self->state;
}

void
nx_session_get_part_slides (NxSession *self,
                            guint      item,
                            guint     *out_first,
                            guint     *out_n)
{
  NxDeck *deck = nx_session_get_deck (self);
  guint n_items = nx_plan_get_n_items (nx_session_get_plan (self));

  *out_first = nx_deck_get_first (deck, item);
  *out_n = (item + 1 < n_items ? nx_deck_get_first (deck, item + 1) : nx_deck_get_n_slides (deck)) - *out_first;
}

/* A module may have fewer slides, and a slide fewer points, than when they were shown. */
static int
find_slide (NxSession          *self,
            const NxSlidePlace *place,
            guint              *out_points)
{
  const NxSlide *slide;
  guint first, n, index;

  if (out_points != NULL)
    *out_points = 0;
  if (place->item < 0)
    return -1;
  nx_session_get_part_slides (self, (guint) place->item, &first, &n);
  index = first + MIN (place->slide, n - 1);
  slide = nx_deck_get_slide (nx_session_get_deck (self), index);
  if (out_points != NULL)
    *out_points = MIN (place->points, slide->n_points);
  return (int) index;
}

int
nx_session_get_slide (NxSession *self,
                      guint     *out_points)
{
  NxSlidePlace place;

  nx_session_state_get_place (self->state, &place);
  return find_slide (self, &place, out_points);
}

int
nx_session_get_audience_slide (NxSession *self,
                               guint     *out_points)
{
  NxSlidePlace place;

  nx_session_state_get_audience_place (self->state, &place);
  return find_slide (self, &place, out_points);
}

static guint
get_day_of_slide (NxSession *self,
                  guint      slide)
{
  return nx_plan_get_item (nx_session_get_plan (self), nx_deck_get_slide (nx_session_get_deck (self), slide)->item)->day_index;
}

int
nx_session_get_next_slide (NxSession *self,
                           guint     *out_points)
{
  NxDeck *deck = nx_session_get_deck (self);
  guint points, first, n;
  int slide = nx_session_get_slide (self, &points);

  if (out_points != NULL)
    *out_points = 0;
  if (slide < 0)
    {
      nx_plan_get_day (nx_session_get_plan (self), (guint) MAX (nx_session_state_get_day (self->state), 0), &first, &n);
      return (int) nx_deck_get_first (deck, first);
    }
  if (points < nx_deck_get_slide (deck, (guint) slide)->n_points)
    {
      if (out_points != NULL)
        *out_points = points + 1;
      return slide;
    }
  if ((guint) slide + 1 == nx_deck_get_n_slides (deck) || get_day_of_slide (self, (guint) slide) != get_day_of_slide (self, (guint) slide + 1))
    return -1;
  return slide + 1;
}

int
nx_session_get_ahead (NxSession *self)
{
  if (nx_session_state_get_screen (self->state) != NX_SCREEN_FROZEN)
    return 0;
  return nx_session_get_slide (self, NULL) - nx_session_get_audience_slide (self, NULL);
}

gboolean
nx_session_get_times (NxSession      *self,
                      NxSessionTimes *out_times)
{
  NxMoment now;

  read_clock (self, &now);
  return nx_session_state_get_times (self->state, &now, out_times);
}

static const NxScenario *
get_scenario (NxSession *self,
              guint      item)
{
  NxDeck *deck = nx_session_get_deck (self);

  g_return_val_if_fail (item < nx_plan_get_n_items (nx_session_get_plan (self)), NULL);

  return nx_deck_get_slide (deck, nx_deck_get_first (deck, item))->scenario;
}

NxGroupPlay *
nx_session_dup_play (NxSession  *self,
                     guint       item,
                     const char *team)
{
  const NxScenario *scenario = get_scenario (self, item);

  return scenario != NULL ? nx_group_play_new (scenario, self->state, item, team) : NULL;
}

char *
nx_session_dup_question_address (NxSession *self,
                                 guint      slide)
{
  const NxSlide *shown = nx_deck_get_slide (nx_session_get_deck (self), slide);
  const NxAgendaPart *part;

  if (shown == NULL || shown->question == NULL)
    return NULL;
  part = nx_plan_get_item (nx_session_get_plan (self), shown->item)->part;
  return nx_address_new (nx_agenda_get_pack (self->agenda), part->bank != NULL ? "questions" : "module",
                         part->bank != NULL ? part->bank : part->module, shown->question->id);
}

char *
nx_session_dup_decision_address (NxSession  *self,
                                 guint       item,
                                 const char *scene)
{
  const NxScenario *scenario = get_scenario (self, item);

  return scenario != NULL ? nx_address_new (nx_agenda_get_pack (self->agenda), "scenario", scenario->id, scene) : NULL;
}

guint
nx_session_get_n_pending (NxSession *self)
{
  return g_queue_get_length (&self->acts) + (self->running != NULL ? 1 : 0);
}
