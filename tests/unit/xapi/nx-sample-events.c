/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-sample-events.h"

#define BASE "https://learn.example.org/xapi/"
#define MODULE_IRI BASE "core/module/safe-handling-1"
#define SCENARIO_IRI BASE "core/scenario/night-shift"
#define SECONDS(s) ((gint64) ((s) * G_USEC_PER_SEC))
/* 2026-11-20T09:02:11.482Z, with microseconds that a timestamp does not show. */
#define WALL_US G_GINT64_CONSTANT (1795165331482999)

typedef struct
{
  const char *name;
  NxEventType type;
  const char *language;
  void (*fill) (NxSampleEvent *self);
} Sample;

static void
set_object (NxSampleEvent *self,
            NxActivityType type,
            const char    *iri,
            const char    *name,
            const char    *description)
{
  self->activity->object = nx_activity_new (type, iri, name, description);
}

static void
set_parent (NxSampleEvent *self,
            NxActivityType type,
            const char    *iri)
{
  self->activity->parent = nx_activity_new (type, iri, NULL, NULL);
}

static void
fill_module_opened (NxSampleEvent *self)
{
  set_object (self, NX_ACTIVITY_MODULE, MODULE_IRI, "Safe handling, part 1", "How to lift, carry and store safely.");
}

static void
fill_module_opened_fr (NxSampleEvent *self)
{
  set_object (self, NX_ACTIVITY_MODULE, MODULE_IRI, "Manutention sûre, 1re partie", "Lever, porter et ranger sans « danger ».");
  self->context.capacity = "police";
  self->context.clock = NX_CLOCK_SUSPECT;
}

static void
fill_module_left (NxSampleEvent *self)
{
  set_object (self, NX_ACTIVITY_MODULE, MODULE_IRI, "Safe handling, part 1", NULL);
  self->facts->duration_us = SECONDS (18 * 60 + 52.77);
}

static void
fill_module_completed (NxSampleEvent *self)
{
  set_object (self, NX_ACTIVITY_MODULE, MODULE_IRI, "Safe handling, part 1", NULL);
  self->facts->duration_us = SECONDS (18 * 60 + 49);
}

static void
add_options (NxSampleEvent *self,
             const char    *correct)
{
  NxActivity *question = self->activity->object;

  nx_activity_add_choice (question, "a", "Arms stretched");
  nx_activity_add_choice (question, "b", "Load close to the body");
  nx_activity_add_choice (question, "c", "One hand only");
  question->correct = g_strsplit (correct, ",", -1);
}

static void
fill_question_answered (NxSampleEvent *self)
{
  set_object (self, NX_ACTIVITY_INTERACTION, BASE "core/questions/safe-handling-1#q3", "Question 3",
              "Which grip keeps your back straight?");
  set_parent (self, NX_ACTIVITY_ASSESSMENT, MODULE_IRI "#test");
  add_options (self, "b");
  self->facts->response = g_strsplit ("b", ",", -1);
  self->facts->success = NX_TRISTATE_YES;
  self->facts->raw = 1;
  self->facts->max = 1;
  self->facts->confidence = g_strdup ("certain");
  self->facts->duration_us = SECONDS (11.25);
}

static void
fill_question_multiple (NxSampleEvent *self)
{
  set_object (self, NX_ACTIVITY_INTERACTION, BASE "core/questions/safe-handling-1#q4", "Question 4",
              "Which grips put the \"load\" on your back?\nChoose all.");
  set_parent (self, NX_ACTIVITY_ASSESSMENT, MODULE_IRI "#test");
  add_options (self, "a,c");
  self->facts->response = g_strsplit ("c,b", ",", -1);
  self->facts->success = NX_TRISTATE_NO;
  self->facts->duration_us = SECONDS (38.9);
}

static void
fill_test (NxSampleEvent *self,
           int            raw)
{
  set_object (self, NX_ACTIVITY_ASSESSMENT, MODULE_IRI "#test", "Safe handling, part 1: test", NULL);
  set_parent (self, NX_ACTIVITY_MODULE, MODULE_IRI);
  self->facts->raw = raw;
  self->facts->max = 12;
  self->facts->mastery = 0.8;
  self->facts->success = raw >= 10 ? NX_TRISTATE_YES : NX_TRISTATE_NO;
  self->facts->duration_us = SECONDS (6 * 60 + 2.4);
}

static void
fill_test_passed (NxSampleEvent *self)
{
  fill_test (self, 11);
}

static void
fill_test_failed (NxSampleEvent *self)
{
  fill_test (self, 6);
}

static void
fill_decision_taken (NxSampleEvent *self)
{
  NxActivity *scene;

  set_object (self, NX_ACTIVITY_INTERACTION, SCENARIO_IRI "#alarm", "The alarm",
              "The alarm sounds while the lift is loaded. What do you do?");
  set_parent (self, NX_ACTIVITY_SIMULATION, SCENARIO_IRI);
  scene = self->activity->object;
  nx_activity_add_choice (scene, "stop", "Stop and lower the load");
  nx_activity_add_choice (scene, "finish", "Finish the lift first");
  nx_activity_add_choice (scene, "leave", NULL);
  self->facts->response = g_strsplit ("stop", ",", -1);
  self->facts->step = 4;
  self->facts->duration_us = SECONDS (22.7);
  nx_event_facts_add_meter (self->facts, "trust", 60);
  self->activity->next_iri = g_strdup (SCENARIO_IRI "#assembly-point");
}

static void
fill_scenario_ended (NxSampleEvent *self)
{
  set_object (self, NX_ACTIVITY_SIMULATION, SCENARIO_IRI, "Night shift", NULL);
  self->facts->duration_us = SECONDS (9 * 60 + 3);
  self->facts->step = 7;
  self->activity->next_iri = g_strdup (SCENARIO_IRI "#all-safe");
}

static void
fill_scenario_left (NxSampleEvent *self)
{
  set_object (self, NX_ACTIVITY_SIMULATION, SCENARIO_IRI, "Night shift", NULL);
  self->facts->duration_us = SECONDS (0);
  self->facts->step = 0;
}

static void
fill_record_taken_back (NxSampleEvent *self)
{
  g_clear_pointer (&self->activity, nx_activity_facts_free);
  self->facts->target = g_strdup ("018c1e0a-0009-4b6e-9c11-000000000009");
}

static const Sample samples[] = {
  { "module-opened", NX_EVENT_MODULE_OPENED, "en-GB", fill_module_opened },
  { "module-opened-fr", NX_EVENT_MODULE_OPENED, "fr", fill_module_opened_fr },
  { "module-left", NX_EVENT_MODULE_LEFT, "en-GB", fill_module_left },
  { "module-completed", NX_EVENT_MODULE_COMPLETED, "en-GB", fill_module_completed },
  { "question-answered", NX_EVENT_QUESTION_ANSWERED, "en-GB", fill_question_answered },
  { "question-answered-multiple", NX_EVENT_QUESTION_ANSWERED, "en-GB", fill_question_multiple },
  { "test-passed", NX_EVENT_TEST_FINISHED, "en-GB", fill_test_passed },
  { "test-failed", NX_EVENT_TEST_FINISHED, "en-GB", fill_test_failed },
  { "decision-taken", NX_EVENT_DECISION_TAKEN, "en-GB", fill_decision_taken },
  { "scenario-ended", NX_EVENT_SCENARIO_ENDED, "en-GB", fill_scenario_ended },
  { "scenario-left", NX_EVENT_SCENARIO_LEFT, "en-GB", fill_scenario_left },
  { "record-taken-back", NX_EVENT_RECORD_TAKEN_BACK, "en-GB", fill_record_taken_back },
};

guint
nx_sample_event_get_n (void)
{
  return G_N_ELEMENTS (samples);
}

NxSampleEvent *
nx_sample_event_new (guint index)
{
  const Sample *sample = &samples[index];
  NxSampleEvent *self = g_new0 (NxSampleEvent, 1);

  self->name = sample->name;
  self->facts = nx_event_facts_new (sample->type);
  self->facts->counts = TRUE;
  self->facts->language = g_strdup (sample->language);
  self->facts->address = g_strdup ("core/module/safe-handling-1");
  self->facts->content_version = g_strdup ("2026.11.2/1");
  self->facts->registration = g_strdup ("6f4f0f3e-0c5b-4d0f-8c38-2f1c1b6f7a10");
  self->facts->session = g_strdup ("b3f2c7ae-6b0d-4c55-9f11-52f0a7b3d901");
  self->activity = nx_activity_facts_new (BASE);
  self->activity->grouping = nx_activity_new (NX_ACTIVITY_COURSE, BASE "core", "Safe handling", NULL);
  self->context.statement_id = "018c1e0a-0001-7b6e-9c11-000000000001";
  self->context.home_page = "https://learn.example.org/people";
  self->context.account = "3f9c1d7e-2a44-4f0b-9b8e-7d6c5b4a3921";
  self->context.device = "0b6b1a52-51c1-4a8e-8a3c-90d1c7f4e655";
  self->context.platform = "Nexus Trainer";
  self->context.wall_us = WALL_US;
  sample->fill (self);
  return self;
}

NxSampleEvent *
nx_sample_event_new_named (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    if (g_str_equal (samples[i].name, name))
      return nx_sample_event_new (i);
  g_assert_not_reached ();
}

void
nx_sample_event_free (NxSampleEvent *self)
{
  if (self == NULL)
    return;
  nx_event_facts_free (self->facts);
  nx_activity_facts_free (self->activity);
  g_free (self);
}

/* The statement, which must be possible. */
GBytes *
nx_sample_event_build (NxSampleEvent *self)
{
  g_autoptr (GError) error = NULL;
  GBytes *statement = nx_statement_build (self->facts, self->activity, &self->context, &error);

  g_assert_no_error (error);
  g_assert_nonnull (statement);
  return statement;
}
