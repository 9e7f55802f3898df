/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What blocks lean on. Knows content only; shows nothing. */

#include "config.h"

#include "nx-block-aids.h"

struct _NxBlockAids
{
  gatomicrefcount ref_count;
  NxGlossary *glossary;
  NxSourceSet *sources;
  NxPracticeSet *practices;
  NxPack *pack;
  char *language;
  GHashTable *figures;          /* src → NxSvg */
};

NxBlockAids *
nx_block_aids_new (NxGlossary    *glossary,
                   NxSourceSet   *sources,
                   NxPracticeSet *practices,
                   NxPack        *pack,
                   const char    *language)
{
  NxBlockAids *self = g_new0 (NxBlockAids, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->glossary = glossary != NULL ? nx_glossary_ref (glossary) : NULL;
  self->sources = sources != NULL ? nx_source_set_ref (sources) : NULL;
  self->practices = practices != NULL ? nx_practice_set_ref (practices) : NULL;
  self->pack = pack != NULL ? nx_pack_ref (pack) : NULL;
  self->language = g_strdup (language);
  self->figures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) nx_svg_unref);
  return self;
}

NxBlockAids *
nx_block_aids_ref (NxBlockAids *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nx_block_aids_unref (NxBlockAids *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->glossary, nx_glossary_unref);
  g_clear_pointer (&self->sources, nx_source_set_unref);
  g_clear_pointer (&self->practices, nx_practice_set_unref);
  g_clear_pointer (&self->pack, nx_pack_unref);
  g_hash_table_unref (self->figures);
  g_free (self->language);
  g_free (self);
}

const NxTerm *
nx_block_aids_get_term (NxBlockAids *self,
                        const char  *id)
{
  return self->glossary != NULL && id != NULL ? nx_glossary_get (self->glossary, id) : NULL;
}

const NxSource *
nx_block_aids_get_source (NxBlockAids *self,
                          const char  *id)
{
  return self->sources != NULL && id != NULL ? nx_source_set_get (self->sources, id) : NULL;
}

const NxPractice *
nx_block_aids_get_practice (NxBlockAids *self,
                            const char  *id)
{
  return self->practices != NULL && id != NULL ? nx_practice_set_get (self->practices, id) : NULL;
}

const char *
nx_block_aids_get_part_title (NxBlockAids *self,
                              char         letter)
{
  if (self->pack == NULL)
    return NULL;
  for (guint i = 0; i < self->pack->parts->len; i++)
    {
      const NxPart *part = g_ptr_array_index (self->pack->parts, i);

      if (part->letter == letter)
        return part->title;
    }
  return NULL;
}

const char *
nx_block_aids_get_language (NxBlockAids *self)
{
  return self->language;
}

char *
nx_practice_dup_number (const NxPractice *practice)
{
  if (practice->official > 0)
    return g_strdup_printf ("%u", practice->official);
  return g_strdup (practice->code);
}

void
nx_block_aids_load_figures (NxBlockAids *self,
                            NxLibrary   *library,
                            GPtrArray   *blocks)
{
  if (blocks == NULL)
    return;
  for (guint i = 0; i < blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (blocks, i);
      g_autoptr (GBytes) bytes = NULL;
      NxSvg *svg;

      if (block->kind != NX_BLOCK_FIGURE || g_hash_table_contains (self->figures, block->src))
        continue;
      bytes = nx_library_load_figure (library, block->src, self->language, NULL);
      svg = bytes != NULL ? nx_svg_new (bytes) : NULL;
      if (svg != NULL)
        g_hash_table_insert (self->figures, g_strdup (block->src), svg);
    }
}

void
nx_block_aids_load_module_figures (NxBlockAids    *self,
                                   NxLibrary      *library,
                                   const NxModule *module)
{
  for (guint i = 0; i < module->sections->len; i++)
    {
      const NxSection *section = g_ptr_array_index (module->sections, i);

      nx_block_aids_load_figures (self, library, section->blocks);
    }
}

static void
load_choice_figures (NxBlockAids      *self,
                     NxLibrary        *library,
                     const NxDecision *decision)
{
  for (guint i = 0; i < decision->choices->len; i++)
    {
      const NxChoice *choice = g_ptr_array_index (decision->choices, i);

      nx_block_aids_load_figures (self, library, choice->consequence);
    }
}

void
nx_block_aids_load_scenario_figures (NxBlockAids      *self,
                                     NxLibrary        *library,
                                     const NxScenario *scenario)
{
  for (guint i = 0; i < scenario->documents->len; i++)
    {
      const NxDocument *document = g_ptr_array_index (scenario->documents, i);

      nx_block_aids_load_figures (self, library, document->blocks);
    }
  for (guint i = 0; i < scenario->scenes->len; i++)
    {
      const NxScene *scene = g_ptr_array_index (scenario->scenes, i);

      for (guint j = 0; j < scene->narratives->len; j++)
        {
          const NxNarrative *narrative = g_ptr_array_index (scene->narratives, j);

          nx_block_aids_load_figures (self, library, narrative->blocks);
        }
      if (scene->decision != NULL)
        load_choice_figures (self, library, scene->decision);
    }
  for (guint i = 0; i < scenario->endings->len; i++)
    {
      const NxEnding *ending = g_ptr_array_index (scenario->endings, i);

      nx_block_aids_load_figures (self, library, ending->blocks);
      nx_block_aids_load_figures (self, library, ending->next);
    }
}

NxSvg *
nx_block_aids_get_figure (NxBlockAids *self,
                          const char  *src)
{
  return g_hash_table_lookup (self->figures, src);
}

/* ---- Loading on a worker ---- */

typedef struct
{
  NxLibrary *library;
  char *language;
  NxModule *module;
  NxScenario *scenario;
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->library);
  g_clear_pointer (&load->module, nx_module_unref);
  g_clear_pointer (&load->scenario, nx_scenario_unref);
  g_free (load->language);
  g_free (load);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Load *load = task_data;
  g_autoptr (NxGlossary) glossary = nx_library_load_glossary (load->library, load->language, NULL);
  g_autoptr (NxSourceSet) sources = nx_library_load_sources (load->library, load->language, NULL);
  g_autoptr (NxPracticeSet) practices = nx_library_load_practices (load->library, load->language, NULL);
  g_autoptr (NxPack) pack = nx_library_load_pack (load->library, load->language, NULL);
  g_autoptr (NxBlockAids) self = nx_block_aids_new (glossary, sources, practices, pack, load->language);

  if (load->module != NULL)
    nx_block_aids_load_module_figures (self, load->library, load->module);
  if (load->scenario != NULL)
    nx_block_aids_load_scenario_figures (self, load->library, load->scenario);
  g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) nx_block_aids_unref);
}

void
nx_block_aids_load_async (NxLibrary           *library,
                          const char          *language,
                          NxModule            *module,
                          NxScenario          *scenario,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->library = g_object_ref (library);
  load->language = g_strdup (language);
  load->module = module != NULL ? nx_module_ref (module) : NULL;
  load->scenario = scenario != NULL ? nx_scenario_ref (scenario) : NULL;
  g_task_set_source_tag (task, nx_block_aids_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  g_task_run_in_thread (task, load_thread);
}

NxBlockAids *
nx_block_aids_load_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
