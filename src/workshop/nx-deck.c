/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-deck.h"

struct _NxDeck
{
  GPtrArray *slides;        /* NxSlide */
  GArray *firsts;           /* guint, by item of the plan */
  NxWorkshop *workshop;     /* holds titles and blocks of the agenda */
  GPtrArray *modules;       /* NxModule, as below: what the slides point into */
  GPtrArray *banks;         /* NxQuestionBank */
  GPtrArray *scenarios;     /* NxScenario */
};

/* What making a deck needs besides. */
typedef struct
{
  NxDeck *deck;
  NxLibrary *library;
  const char *lang;
  guint item;
} Making;

static void
slide_free (gpointer data)
{
  NxSlide *slide = data;

  g_ptr_array_unref (slide->blocks);
  g_ptr_array_unref (slide->notes);
  g_free (slide->missing);
  g_free (slide);
}

static NxSlide *
add_slide (Making     *making,
           NxSlideKind kind,
           const char *title)
{
  NxSlide *slide = g_new0 (NxSlide, 1);

  slide->kind = kind;
  slide->item = making->item;
  slide->title = title;
  slide->blocks = g_ptr_array_new ();
  slide->notes = g_ptr_array_new ();
  g_ptr_array_add (making->deck->slides, slide);
  return slide;
}

/* ---- Content: an agenda may outlive what it names ---- */

static void
add_missing (Making     *making,
             const char *kind,
             const char *file,
             const char *element)
{
  NxSlide *slide = add_slide (making, NX_SLIDE_MISSING, NULL);

  slide->missing = element != NULL ? g_strdup_printf ("%s/%s#%s", kind, file, element) : g_strdup_printf ("%s/%s", kind, file);
}

static const NxModule *
load_module (Making     *making,
             const char *id)
{
  NxModule *module = nx_library_load_module (making->library, id, making->lang, NULL);

  if (module != NULL)
    g_ptr_array_add (making->deck->modules, module);
  return module;
}

/* ---- Slides of a module ---- */

static void
add_block (NxSlide       *slide,
           const NxBlock *block)
{
  g_ptr_array_add (slide->blocks, (gpointer) block);
  if (block->kind == NX_BLOCK_LIST || block->kind == NX_BLOCK_CHECKLIST)
    slide->n_points += block->items->len;
}

/* A heading is the title of what follows it up to the next; of nothing, it stands alone. */
static void
add_section (Making          *making,
             const NxSection *section,
             const char      *title)
{
  const char *heading = title != NULL ? title : section->title;
  gboolean heading_is_new = FALSE;
  NxSlide *slide = NULL;

  for (guint i = 0; i < section->blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (section->blocks, i);

      if (block->kind == NX_BLOCK_NOTES)
        {
          if (slide != NULL)
            g_ptr_array_add (slide->notes, (gpointer) block);
          continue;
        }
      if (!block->present)
        continue;
      if (heading_is_new && block->kind == NX_BLOCK_HEADING)
        add_slide (making, NX_SLIDE_BLOCKS, heading);
      heading_is_new = block->kind == NX_BLOCK_HEADING;
      if (heading_is_new)
        {
          heading = block->title;
          continue;
        }
      slide = add_slide (making, block->kind == NX_BLOCK_CHECK ? NX_SLIDE_QUESTION : NX_SLIDE_BLOCKS, heading);
      slide->question = block->question;
      if (block->kind != NX_BLOCK_CHECK)
        add_block (slide, block);
    }
  if (heading_is_new)
    add_slide (making, NX_SLIDE_BLOCKS, heading);
}

static void
add_slides_part (Making             *making,
                 const NxAgendaPart *part)
{
  const NxModule *module = load_module (making, part->module);
  guint n_before = making->deck->slides->len;

  for (guint i = 0; module != NULL && i < module->sections->len; i++)
    {
      const NxSection *section = g_ptr_array_index (module->sections, i);

      if (part->section == NULL || g_str_equal (part->section, section->id))
        add_section (making, section, part->title);
    }
  if (making->deck->slides->len == n_before)
    add_missing (making, "module", part->module, part->section);
}

/* ---- Slides of the agenda ---- */

static void
add_own_part (Making             *making,
              const NxAgendaPart *part)
{
  NxSlide *slide = add_slide (making, NX_SLIDE_BLOCKS, part->title);

  for (guint i = 0; i < part->blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (part->blocks, i);

      if (block->kind == NX_BLOCK_NOTES)
        g_ptr_array_add (slide->notes, (gpointer) block);
      else
        add_block (slide, block);
    }
}

static const NxQuestion *
find_question (Making             *making,
               const NxAgendaPart *part)
{
  NxQuestionBank *bank;

  if (part->module != NULL)
    {
      const NxModule *module = load_module (making, part->module);

      return module != NULL ? nx_module_get_check (module, part->question) : NULL;
    }
  bank = nx_library_load_bank (making->library, part->bank, making->lang, NULL);
  if (bank == NULL)
    return NULL;
  g_ptr_array_add (making->deck->banks, bank);
  return nx_question_bank_get_question (bank, part->question);
}

static void
add_vote_part (Making             *making,
               const NxAgendaPart *part)
{
  const NxQuestion *question = find_question (making, part);

  if (question != NULL)
    add_slide (making, NX_SLIDE_QUESTION, part->title)->question = question;
  else
    add_missing (making, part->bank != NULL ? "questions" : "module", part->bank != NULL ? part->bank : part->module, part->question);
}

static void
add_play_part (Making             *making,
               const NxAgendaPart *part)
{
  NxScenario *scenario = nx_library_load_scenario (making->library, part->scenario, making->lang, NULL);

  if (scenario == NULL)
    {
      add_missing (making, "scenario", part->scenario, NULL);
      return;
    }
  g_ptr_array_add (making->deck->scenarios, scenario);
  add_slide (making, NX_SLIDE_PLAY, part->title != NULL ? part->title : scenario->title)->scenario = scenario;
}

static void
add_trial_part (Making             *making,
                const NxAgendaPart *part)
{
  const NxModule *module = load_module (making, part->module);

  if (module != NULL && module->test != NULL)
    add_slide (making, NX_SLIDE_TRIAL, part->title != NULL ? part->title : module->test->title);
  else
    add_missing (making, "module", part->module, NULL);
}

static void
add_part (Making             *making,
          const NxAgendaPart *part)
{
  switch (part->kind)
    {
    case NX_AGENDA_SLIDES:
      add_slides_part (making, part);
      break;
    case NX_AGENDA_WORDS:
    case NX_AGENDA_GROUPS:
      add_own_part (making, part);
      break;
    case NX_AGENDA_VOTE:
      add_vote_part (making, part);
      break;
    case NX_AGENDA_PLAY:
      add_play_part (making, part);
      break;
    case NX_AGENDA_TRIAL:
      add_trial_part (making, part);
      break;
    case NX_AGENDA_BOARD:
      add_slide (making, NX_SLIDE_BOARD, part->title);
      break;
    case NX_AGENDA_COMMITMENTS:
      add_slide (making, NX_SLIDE_COMMITMENTS, part->title);
      break;
    case NX_AGENDA_EVALUATION:
      add_slide (making, NX_SLIDE_EVALUATION, part->title);
      break;
    case NX_AGENDA_BREAK:
      add_slide (making, NX_SLIDE_BREAK, part->title);
      break;
    case NX_N_AGENDA_PART_KINDS:
    default:
      g_assert_not_reached ();
    }
}

/* ---- The deck ---- */

NxDeck *
nx_deck_new (NxPlan     *plan,
             NxLibrary  *library,
             const char *lang)
{
  NxDeck *self = g_new0 (NxDeck, 1);
  Making making = { .deck = self, .library = library, .lang = lang };

  self->slides = g_ptr_array_new_with_free_func (slide_free);
  self->firsts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->workshop = nx_workshop_ref (nx_plan_get_workshop (plan));
  self->modules = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_module_unref);
  self->banks = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_question_bank_unref);
  self->scenarios = g_ptr_array_new_with_free_func ((GDestroyNotify) nx_scenario_unref);
  for (making.item = 0; making.item < nx_plan_get_n_items (plan); making.item++)
    {
      g_array_append_val (self->firsts, self->slides->len);
      add_part (&making, nx_plan_get_item (plan, making.item)->part);
    }
  return self;
}

void
nx_deck_free (NxDeck *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->slides);
  g_array_unref (self->firsts);
  g_ptr_array_unref (self->modules);
  g_ptr_array_unref (self->banks);
  g_ptr_array_unref (self->scenarios);
  nx_workshop_unref (self->workshop);
  g_free (self);
}

guint
nx_deck_get_n_slides (const NxDeck *self)
{
  return self->slides->len;
}

const NxSlide *
nx_deck_get_slide (const NxDeck *self,
                   guint         index)
{
  g_return_val_if_fail (index < self->slides->len, NULL);

  return g_ptr_array_index (self->slides, index);
}

guint
nx_deck_get_first (const NxDeck *self,
                   guint         item)
{
  g_return_val_if_fail (item < self->firsts->len, 0);

  return g_array_index (self->firsts, guint, item);
}

guint
nx_deck_count_missing (const NxDeck *self)
{
  guint n = 0;

  for (guint i = 0; i < self->slides->len; i++)
    n += nx_deck_get_slide (self, i)->kind == NX_SLIDE_MISSING;
  return n;
}
