/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-next-step.h"

const NxPathInfo *
nx_next_step_get_path (NxContext *context)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (context);
  NxLearner *learner = nx_context_get_learner (context);

  if (catalogue == NULL || learner == NULL)
    return NULL;
  return nx_catalogue_get_path (catalogue, learner->profile->capacity);
}

/* The scenario or module touched last, as long as it is not over. */
static gboolean
find_last (NxContext  *context,
           NxNextStep *step)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (context);
  NxProgress *progress = nx_context_get_progress (context);
  gboolean is_scenario = FALSE;
  const char *last = progress != NULL ? nx_progress_get_last (progress, &is_scenario, &step->when_us) : NULL;

  if (last == NULL)
    return FALSE;
  step->first_visit = FALSE;
  if (is_scenario)
    {
      const NxScenarioProgress *scenario = nx_progress_get_scenario (progress, last);

      step->scenario = nx_catalogue_get_scenario (catalogue, last);
      step->kind = NX_NEXT_SCENARIO;
      step->resumed = scenario != NULL && scenario->open_run != NULL && step->scenario != NULL && step->scenario->error == NULL;
    }
  else
    {
      const NxModuleProgress *module = nx_progress_get_module (progress, last);

      step->module = nx_catalogue_get_module (catalogue, last);
      step->kind = NX_NEXT_MODULE;
      step->resumed = module != NULL && step->module != NULL && step->module->error == NULL && (!module->completed || module->open_test != NULL);
    }
  return step->resumed;
}

/* The first module that is sound and not done. */
static const NxModuleInfo *
find_open_module (NxContext *context,
                  GPtrArray *modules)
{
  NxProgress *all = nx_context_get_progress (context);

  for (guint i = 0; i < modules->len; i++)
    {
      const NxModuleInfo *info = g_ptr_array_index (modules, i);
      const NxModuleProgress *progress = all != NULL ? nx_progress_get_module (all, info->id) : NULL;

      if (info->error == NULL && (progress == NULL || !progress->completed))
        return info;
    }
  return NULL;
}

NxNextStep
nx_next_step_find (NxContext *context)
{
  NxNextStep step = { .kind = NX_NEXT_NOTHING, .first_visit = TRUE };
  NxCatalogue *catalogue = nx_context_get_catalogue (context);
  const NxPathInfo *path = nx_next_step_get_path (context);

  if (catalogue == NULL || find_last (context, &step))
    return step;

  step.when_us = 0;
  step.scenario = NULL;
  step.module = path != NULL ? find_open_module (context, path->modules) : NULL;
  if (step.module == NULL)
    step.module = find_open_module (context, catalogue->modules);
  if (step.module != NULL)
    step.kind = NX_NEXT_MODULE;
  else
    step.kind = catalogue->modules->len > 0 && !step.first_visit ? NX_NEXT_ALL_DONE : NX_NEXT_NOTHING;
  return step;
}
