/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns the step from content to the facts that a record needs: addresses, versions, hashes, and the
 * activities of xAPI with their names and options. It knows nothing of learners or runs.
 */

#include "config.h"

#include "nx-attempt-private.h"

static const char *
folder_of_kind (const char *kind)
{
  return g_str_equal (kind, "scenario") ? "scenarios" : "modules";
}

/**
 * nx_content_file_load:
 * @kind: "module" or "scenario"
 * @language: content language
 *
 * Blocks; for a worker. Errors: %NX_CONTENT_ERROR.
 */
NxContentFile *
nx_content_file_load (NxLibrary  *library,
                      const char *kind,
                      const char *id,
                      const char *language,
                      GError    **error)
{
  g_autoptr (NxContentFile) self = g_new0 (NxContentFile, 1);

  self->language = g_strdup (nx_library_match_language (library, language));
  self->path = g_strdup_printf ("%s/%s.xml", folder_of_kind (kind), id);
  self->pack = nx_library_load_pack (library, language, error);
  if (self->pack == NULL)
    return NULL;
  self->hash = nx_library_dup_hash (library, self->path, error);
  if (self->hash == NULL)
    return NULL;
  self->source = nx_pack_source_load (nx_library_get_source (library), self->path, error);
  if (self->source == NULL)
    return NULL;
  self->address = nx_address_new (self->pack->id, kind, id, NULL);
  return g_steal_pointer (&self);
}

void
nx_content_file_free (NxContentFile *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->pack, nx_pack_unref);
  g_clear_pointer (&self->source, g_bytes_unref);
  g_free (self->language);
  g_free (self->address);
  g_free (self->path);
  g_free (self->hash);
  g_free (self);
}

GBytes *
nx_content_snapshot_load (NxRecordStore *store,
                          const char    *hash,
                          GError       **error)
{
  g_autoptr (GError) local = NULL;
  GBytes *source = nx_record_store_load_snapshot (store, hash, &local);

  if (g_error_matches (local, NX_RECORDS_ERROR, NX_RECORDS_ERROR_NOT_FOUND))
    g_set_error_literal (error, NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_SNAPSHOT, local->message);
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return source;
}

NxEventFacts *
nx_content_file_new_facts (const NxContentFile *self,
                           NxEventType          type,
                           guint                file_version)
{
  NxEventFacts *facts = nx_event_facts_new (type);

  facts->address = g_strdup (self->address);
  facts->content_version = g_strdup_printf ("%s/%u", self->pack->version, file_version);
  facts->content_hash = g_strdup (self->hash);
  facts->language = g_strdup (self->language);
  return facts;
}

char *
nx_content_file_dup_iri (const NxContentFile *self,
                         const char          *element)
{
  if (element == NULL)
    return g_strconcat (self->pack->activity_base, self->address, NULL);
  return g_strconcat (self->pack->activity_base, self->address, "#", element, NULL);
}

static NxActivity *
course_activity (const NxContentFile *self)
{
  g_autofree char *iri = g_strconcat (self->pack->activity_base, self->pack->id, NULL);

  return nx_activity_new (NX_ACTIVITY_COURSE, iri, self->pack->title, NULL);
}

static NxActivityFacts *
facts_new (const NxContentFile *self,
           NxActivity          *object,
           NxActivity          *parent)
{
  NxActivityFacts *facts = nx_activity_facts_new (self->pack->activity_base);

  facts->object = object;
  facts->parent = parent;
  facts->grouping = course_activity (self);
  return facts;
}

static NxActivity *
module_activity (const NxContentFile *file,
                 const NxModule      *module)
{
  g_autofree char *iri = nx_content_file_dup_iri (file, NULL);
  g_autofree char *summary = nx_inline_dup_plain (module->summary);

  return nx_activity_new (NX_ACTIVITY_MODULE, iri, module->title, summary);
}

static NxActivity *
test_activity (const NxContentFile *file,
               const NxModule      *module)
{
  g_autofree char *iri = nx_content_file_dup_iri (file, module->test->id);

  return nx_activity_new (NX_ACTIVITY_ASSESSMENT, iri, module->test->title, NULL);
}

static NxActivity *
scenario_activity (const NxContentFile *file,
                   const NxScenario    *scenario)
{
  g_autofree char *iri = nx_content_file_dup_iri (file, NULL);
  g_autofree char *summary = nx_inline_dup_plain (scenario->summary);

  return nx_activity_new (NX_ACTIVITY_SIMULATION, iri, scenario->title, summary);
}

NxActivityFacts *
nx_activity_facts_for_module (const NxContentFile *file,
                              const NxModule      *module)
{
  return facts_new (file, module_activity (file, module), NULL);
}

NxActivityFacts *
nx_activity_facts_for_test (const NxContentFile *file,
                            const NxModule      *module)
{
  return facts_new (file, test_activity (file, module), module_activity (file, module));
}

static void
add_choice (NxActivity     *activity,
            const char     *id,
            const NxInline *text)
{
  g_autofree char *description = nx_inline_dup_plain (text);

  nx_activity_add_choice (activity, id, description);
}

NxActivityFacts *
nx_activity_facts_for_question (const NxContentFile *file,
                                const NxModule      *module,
                                const char          *bank,
                                const NxQuestion    *question)
{
  g_autofree char *address = nx_address_new (file->pack->id, "questions", bank, question->id);
  g_autofree char *iri = g_strconcat (file->pack->activity_base, address, NULL);
  g_autofree char *prompt = nx_inline_dup_plain (question->prompt);
  g_autoptr (GStrvBuilder) correct = g_strv_builder_new ();
  NxActivity *activity = nx_activity_new (NX_ACTIVITY_INTERACTION, iri, question->id, prompt);

  for (guint i = 0; i < question->options->len; i++)
    {
      const NxOption *option = g_ptr_array_index (question->options, i);
      add_choice (activity, option->id, option->text);
      if (option->right)
        g_strv_builder_add (correct, option->id);
    }
  activity->correct = g_strv_builder_end (correct);
  return facts_new (file, activity, test_activity (file, module));
}

NxActivityFacts *
nx_activity_facts_for_scenario (const NxContentFile *file,
                                const NxScenario    *scenario)
{
  return facts_new (file, scenario_activity (file, scenario), NULL);
}

NxActivityFacts *
nx_activity_facts_for_decision (const NxContentFile *file,
                                const NxScenario    *scenario,
                                const NxScene       *scene)
{
  g_autofree char *iri = nx_content_file_dup_iri (file, scene->id);
  g_autofree char *prompt = nx_inline_dup_plain (scene->decision->prompt);
  NxActivity *activity = nx_activity_new (NX_ACTIVITY_INTERACTION, iri, scene->title, prompt);

  for (guint i = 0; i < scene->decision->choices->len; i++)
    {
      const NxChoice *choice = g_ptr_array_index (scene->decision->choices, i);
      add_choice (activity, choice->id, choice->text);
    }
  return facts_new (file, activity, scenario_activity (file, scenario));
}

gboolean
nx_moveon_is_met (NxMoveOn moveon,
                  gboolean all_read,
                  gboolean passed)
{
  switch (moveon)
    {
    case NX_MOVEON_PASSED:
      return passed;
    case NX_MOVEON_COMPLETED:
      return all_read;
    case NX_MOVEON_COMPLETED_AND_PASSED:
      return all_read && passed;
    case NX_MOVEON_COMPLETED_OR_PASSED:
      return all_read || passed;
    case NX_MOVEON_NOT_APPLICABLE:
      /* The course asks for nothing; "completed" is still only said of a module that was read. */
      return all_read;
    default:
      g_return_val_if_reached (FALSE);
    }
}

gboolean
nx_module_is_all_read (const NxModule *module,
                       GHashTable     *read,
                       const char     *also)
{
  for (guint i = 0; i < module->sections->len; i++)
    {
      const NxSection *section = g_ptr_array_index (module->sections, i);
      if (g_strcmp0 (section->id, also) == 0)
        continue;
      if (read == NULL || !g_hash_table_contains (read, section->id))
        return FALSE;
    }
  return TRUE;
}
