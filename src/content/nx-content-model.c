/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns references to roots, and look-ups in what they hold. Knows nothing of XML. */

#include "nx-content-model.h"

#include <string.h>

#include "nx-arena.h"
#include "nx-content-parser.h"

#define DEFINE_CONTENT(Type, prefix) \
  Type *prefix##_ref (Type *self) { nx_arena_ref (nx_arena_of_root (self)); return self; } \
  void prefix##_unref (Type *self) { nx_arena_unref (nx_arena_of_root (self)); }

DEFINE_CONTENT (NxModule, nx_module)
DEFINE_CONTENT (NxQuestionBank, nx_question_bank)
DEFINE_CONTENT (NxScenario, nx_scenario)
DEFINE_CONTENT (NxPracticeSet, nx_practice_set)
DEFINE_CONTENT (NxGlossary, nx_glossary)
DEFINE_CONTENT (NxSourceSet, nx_source_set)
DEFINE_CONTENT (NxPathSet, nx_path_set)
DEFINE_CONTENT (NxRoleSet, nx_role_set)
DEFINE_CONTENT (NxPack, nx_pack)
DEFINE_CONTENT (NxWorkshop, nx_workshop)
DEFINE_CONTENT (NxManifest, nx_manifest)

char *
nx_inline_dup_plain (const NxInline *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->runs->len; i++)
    {
      const NxRun *run = g_ptr_array_index (self->runs, i);

      if (run->kind != NX_RUN_SOURCE)
        g_string_append (text, run->text);
    }
  return g_string_free (text, FALSE);
}

/*
 * Every struct that is looked up begins with its id, so one search serves them all; lists are short
 * (the longest, the sections of a module, has about ten).
 */
static int
find_by_id (const GPtrArray *items,
            const char      *id)
{
  if (id == NULL)
    return -1;
  for (guint i = 0; i < items->len; i++)
    {
      const char *const *item = g_ptr_array_index (items, i);

      if (strcmp (*item, id) == 0)
        return (int) i;
    }
  return -1;
}

G_STATIC_ASSERT (G_STRUCT_OFFSET (NxSection, id) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (NxQuestion, id) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (NxOption, id) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (NxScene, id) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (NxEnding, id) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (NxDocument, id) == 0);
G_STATIC_ASSERT (G_STRUCT_OFFSET (NxChoice, id) == 0);

static gpointer
get_by_id (const GPtrArray *items,
           const char      *id,
           guint           *out_index)
{
  int index = find_by_id (items, id);

  if (index < 0)
    return NULL;
  if (out_index != NULL)
    *out_index = index;
  return g_ptr_array_index (items, index);
}

const NxSection *
nx_module_get_section (const NxModule *self,
                       const char     *id,
                       guint          *out_index)
{
  return get_by_id (self->sections, id, out_index);
}

const NxQuestion *
nx_module_get_check (const NxModule *self,
                     const char     *id)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      const NxSection *section = g_ptr_array_index (self->sections, i);

      for (guint n = 0; n < section->blocks->len; n++)
        {
          const NxBlock *block = g_ptr_array_index (section->blocks, n);

          if (block->kind == NX_BLOCK_CHECK && g_strcmp0 (block->question->id, id) == 0)
            return block->question;
        }
    }
  return NULL;
}

const NxQuestion *
nx_question_bank_get_question (const NxQuestionBank *self,
                               const char           *id)
{
  return get_by_id (self->questions, id, NULL);
}

const NxOption *
nx_question_get_option (const NxQuestion *self,
                        const char       *id,
                        guint            *out_index)
{
  return get_by_id (self->options, id, out_index);
}

const NxPractice *
nx_practice_set_get (const NxPracticeSet *self,
                     const char          *id)
{
  return id == NULL ? NULL : g_hash_table_lookup (self->by_id, id);
}

const NxTerm *
nx_glossary_get (const NxGlossary *self,
                 const char       *id)
{
  return id == NULL ? NULL : g_hash_table_lookup (self->by_id, id);
}

const NxSource *
nx_source_set_get (const NxSourceSet *self,
                   const char        *id)
{
  return id == NULL ? NULL : g_hash_table_lookup (self->by_id, id);
}

int
nx_scenario_find_scene (const NxScenario *self,
                        const char       *id)
{
  return find_by_id (self->scenes, id);
}

int
nx_scenario_find_ending (const NxScenario *self,
                         const char       *id)
{
  return find_by_id (self->endings, id);
}

int
nx_scenario_find_document (const NxScenario *self,
                           const char       *id)
{
  return find_by_id (self->documents, id);
}

int
nx_decision_find_choice (const NxDecision *self,
                         const char       *id)
{
  return find_by_id (self->choices, id);
}
