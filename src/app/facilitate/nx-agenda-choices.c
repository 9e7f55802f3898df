/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the list of what parts of an agenda may show, with its titles. */

#include "config.h"

#include "nx-agenda-choices.h"

#include <glib/gi18n.h>

typedef struct
{
  NxLibrary *library;
  char *lang;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->library);
  g_free (asked->lang);
  g_free (asked);
}

static void
choice_free (gpointer data)
{
  NxAgendaChoice *choice = data;

  g_free (choice->like.module);
  g_free (choice->like.section);
  g_free (choice->like.bank);
  g_free (choice->like.question);
  g_free (choice->like.scenario);
  g_free (choice->title);
  g_free (choice);
}

static NxAgendaChoice *
add (GPtrArray       *choices,
     NxAgendaPartKind kind,
     const char      *title)
{
  NxAgendaChoice *choice = g_new0 (NxAgendaChoice, 1);

  choice->like.kind = kind;
  choice->title = g_strdup (title);
  g_ptr_array_add (choices, choice);
  return choice;
}

/* ---- On the worker ---- */

static gboolean
has_slides (const NxSection *section)
{
  for (guint i = 0; i < section->blocks->len; i++)
    if (((const NxBlock *) g_ptr_array_index (section->blocks, i))->present)
      return TRUE;
  return FALSE;
}

static void
add_checks (GPtrArray       *choices,
            const NxModule  *module,
            const NxSection *section)
{
  for (guint i = 0; i < section->blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (section->blocks, i);
      g_autofree char *prompt = NULL;
      NxAgendaChoice *choice;

      if (block->kind != NX_BLOCK_CHECK)
        continue;
      prompt = nx_inline_dup_plain (block->question->prompt);
      choice = add (choices, NX_AGENDA_VOTE, prompt);
      choice->like.module = g_strdup (module->id);
      choice->like.question = g_strdup (block->question->id);
    }
}

static void
add_test (GPtrArray      *choices,
          const NxModule *module)
{
  g_autofree char *before = g_strdup_printf (_("%s, before the workshop"), module->test->title);
  g_autofree char *after = g_strdup_printf (_("%s, after the workshop"), module->test->title);
  NxAgendaChoice *choice;

  add (choices, NX_AGENDA_TRIAL, before)->like.module = g_strdup (module->id);
  choice = add (choices, NX_AGENDA_TRIAL, after);
  choice->like.module = g_strdup (module->id);
  choice->like.after = TRUE;
}

static void
add_module (GPtrArray      *choices,
            const NxModule *module)
{
  gboolean any = FALSE;

  for (guint i = 0; i < module->sections->len; i++)
    {
      const NxSection *section = g_ptr_array_index (module->sections, i);

      add_checks (choices, module, section);
      if (has_slides (section))
        {
          /* Translators: a module, and one of its sections. */
          g_autofree char *title = g_strdup_printf (C_("agenda", "%s: %s"), module->title, section->title);
          NxAgendaChoice *choice = add (choices, NX_AGENDA_SLIDES, title);

          choice->like.module = g_strdup (module->id);
          choice->like.section = g_strdup (section->id);
          any = TRUE;
        }
    }
  if (any)
    add (choices, NX_AGENDA_SLIDES, module->title)->like.module = g_strdup (module->id);
  if (module->test != NULL)
    add_test (choices, module);
}

static void
add_bank (GPtrArray            *choices,
          const NxQuestionBank *bank)
{
  for (guint i = 0; i < bank->questions->len; i++)
    {
      const NxQuestion *question = g_ptr_array_index (bank->questions, i);
      g_autofree char *prompt = nx_inline_dup_plain (question->prompt);
      NxAgendaChoice *choice = add (choices, NX_AGENDA_VOTE, prompt);

      choice->like.bank = g_strdup (bank->id);
      choice->like.question = g_strdup (question->id);
    }
}

static void
load (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  const Asked *asked = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxPack) pack = nx_library_load_pack (asked->library, asked->lang, &error);
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (choice_free);

  if (pack == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  for (guint i = 0; pack->banks[i] != NULL; i++)
    {
      g_autoptr (NxQuestionBank) bank = nx_library_load_bank (asked->library, pack->banks[i], asked->lang, NULL);

      if (bank != NULL)
        add_bank (choices, bank);
    }
  for (guint i = 0; pack->modules[i] != NULL; i++)
    {
      g_autoptr (NxModule) module = nx_library_load_module (asked->library, pack->modules[i], asked->lang, NULL);

      if (module != NULL)
        add_module (choices, module);
    }
  for (guint i = 0; pack->scenarios[i] != NULL; i++)
    {
      g_autoptr (NxScenario) scenario = nx_library_load_scenario (asked->library, pack->scenarios[i], asked->lang, NULL);

      if (scenario != NULL)
        add (choices, NX_AGENDA_PLAY, scenario->title)->like.scenario = g_strdup (scenario->id);
    }
  g_task_return_pointer (task, g_steal_pointer (&choices), (GDestroyNotify) g_ptr_array_unref);
}

void
nx_agenda_choices_load_async (NxLibrary          *library,
                              const char         *lang,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);

  asked->library = g_object_ref (library);
  asked->lang = g_strdup (lang);
  g_task_set_source_tag (task, nx_agenda_choices_load_async);
  g_task_set_task_data (task, asked, asked_free);
  g_task_run_in_thread (task, load);
}

GPtrArray *
nx_agenda_choices_load_finish (GAsyncResult *result,
                               GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Asking ---- */

const NxAgendaChoice *
nx_agenda_choices_find (GPtrArray          *choices,
                        const NxAgendaPart *part)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const NxAgendaChoice *choice = g_ptr_array_index (choices, i);
      const NxAgendaPart *like = &choice->like;

      if (like->kind == part->kind && like->after == part->after && g_strcmp0 (like->module, part->module) == 0 &&
          g_strcmp0 (like->section, part->section) == 0 && g_strcmp0 (like->bank, part->bank) == 0 &&
          g_strcmp0 (like->question, part->question) == 0 && g_strcmp0 (like->scenario, part->scenario) == 0)
        return choice;
    }
  return NULL;
}

gboolean
nx_agenda_kind_has_choices (NxAgendaPartKind kind)
{
  return kind == NX_AGENDA_SLIDES || kind == NX_AGENDA_VOTE || kind == NX_AGENDA_PLAY || kind == NX_AGENDA_TRIAL;
}

const char *
nx_agenda_kind_get_name (NxAgendaPartKind kind)
{
  static const char *const names[] = {
    NC_("part of an agenda", "Slides"), NC_("part of an agenda", "Slide of your own"), NC_("part of an agenda", "Vote"),
    NC_("part of an agenda", "Scenario"), NC_("part of an agenda", "Test"), NC_("part of an agenda", "Work in groups"),
    NC_("part of an agenda", "Gaps and collaboration"), NC_("part of an agenda", "Commitments"),
    NC_("part of an agenda", "Evaluation"), NC_("part of an agenda", "Break"),
  };
  G_STATIC_ASSERT (G_N_ELEMENTS (names) == NX_N_AGENDA_PART_KINDS);

  return g_dpgettext2 (NULL, "part of an agenda", names[kind]);
}
