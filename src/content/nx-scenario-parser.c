/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns scenarios: reads them, and compiles ids to indexes and conditions to a tree that cannot fail.
 * A scenario may name what stands further down, so references are noted while reading and resolved at
 * the end. Whether every state can end is src/scenario's to prove.
 */

#include "nx-content-parser.h"

#include <string.h>

/* "At most 100 steps": more cannot be told apart on a screen, and states stay few enough to explore. */
#define METER_STEPS_MAX 100
/* More than a person can weigh; and a state keeps the choices taken as bits of a word. */
#define CHOICES_MAX 32
/* Longer than any story told; keeps clock and `later` sums far from overflow. */
#define CLOCK_MAX 100000

typedef enum { NAME_METER, NAME_FLAG, NAME_DOCUMENT, NAME_SCENE, NAME_ENDING, NAME_DECISION, N_NAMES } NameKind;

static const char *const name_words[N_NAMES] = { "a meter", "a flag", "a document", "a scene", "an ending", "a decision" };

/* A reference to be resolved: into *slot, or appended to @array. */
typedef struct
{
  NameKind kind;
  const char *id;
  int *slot;
  GArray *array;
  const char *choice;       /* NAME_DECISION: the choice within it, into *choice_slot */
  int *choice_slot;
  guint line;
} Reference;

typedef struct
{
  NxXmlReader *reader;
  NxArena *arena;
  NxScenario *scenario;
  GHashTable *names[N_NAMES];  /* id → index; for decisions, the index of the scene */
  GHashTable *block_ids;
  GArray *references;
} Parser;

static const char *const no_names[] = { NULL };

/* ---- Names and references ---- */

static void
define (Parser     *self,
        NameKind    kind,
        const char *id,
        guint       index,
        guint       line)
{
  if (id != NULL && !g_hash_table_insert (self->names[kind], (gpointer) id, GUINT_TO_POINTER (index)))
    nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, line, "expected an id of its own for %s, found “%s” a second time",
                        name_words[kind], id);
}

static Reference *
refer (Parser     *self,
       NameKind    kind,
       const char *attribute,
       const char *value,
       int        *slot)
{
  Reference reference = { kind, nx_xml_reader_id (self->reader, attribute, value), slot, NULL, NULL, NULL, nx_xml_reader_get_line (self->reader) };

  g_array_append_val (self->references, reference);
  return &g_array_index (self->references, Reference, self->references->len - 1);
}

static void
resolve (Parser          *self,
         const Reference *reference)
{
  gpointer found;
  int index;

  if (!g_hash_table_lookup_extended (self->names[reference->kind], reference->id, NULL, &found))
    {
      nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_REFERENCE, reference->line, "expected the id of %s, found “%s”",
                          name_words[reference->kind], reference->id);
      return;
    }
  index = GPOINTER_TO_INT (found);
  if (reference->slot != NULL)
    *reference->slot = index;
  if (reference->array != NULL)
    g_array_append_val (reference->array, index);
  if (reference->choice != NULL)
    {
      const NxScene *scene = g_ptr_array_index (self->scenario->scenes, index);

      *reference->choice_slot = nx_decision_find_choice (scene->decision, reference->choice);
      if (*reference->choice_slot < 0)
        nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_REFERENCE, reference->line, "expected the id of a choice of %s, found “%s”",
                            reference->id, reference->choice);
    }
}

static int
parse_integer (Parser     *self,
               const char *attribute,
               const char *value)
{
  return nx_xml_reader_integer (self->reader, attribute, value, -NX_PARSE_NUMBER_MAX, NX_PARSE_NUMBER_MAX);
}

static int
parse_count (Parser     *self,
             const char *attribute,
             const char *value)
{
  return nx_xml_reader_integer (self->reader, attribute, value, 1, CLOCK_MAX);
}

/* ---- Conditions ---- */

static NxCondition *parse_condition (Parser *self, const char *element);

static void
parse_condition_children (Parser      *self,
                          NxCondition *condition,
                          guint        n_max)
{
  const char *element;

  nx_xml_reader_attributes (self->reader, no_names, 0, NULL);
  condition->children = nx_arena_ptr_array (self->arena);
  while ((element = nx_xml_reader_open_any (self->reader)) != NULL)
    nx_parse_add (self->reader, condition->children, parse_condition (self, element));
  if (condition->children->len == 0 || condition->children->len > n_max)
    nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, condition->line, "expected %s, found %u",
                        n_max == 1 ? "one condition" : "one condition or more", condition->children->len);
}

/* min and max, of which one at least must stand. */
static void
parse_condition_range (Parser      *self,
                       NxCondition *condition,
                       const char  *min,
                       const char  *max)
{
  if (min != NULL)
    condition->min = parse_integer (self, "min", min);
  if (max != NULL)
    condition->max = parse_integer (self, "max", max);
  if (min == NULL && max == NULL)
    nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, condition->line, "expected the attribute min or max, found neither");
}

static void
parse_condition_meter (Parser      *self,
                       NxCondition *condition)
{
  static const char *const names[] = { "ref", "min", "max", NULL };
  const char *values[3];

  nx_xml_reader_attributes (self->reader, names, 1, values);
  refer (self, NAME_METER, "ref", values[0], &condition->index);
  parse_condition_range (self, condition, values[1], values[2]);
}

static void
parse_condition_flag (Parser      *self,
                      NxCondition *condition)
{
  static const char *const names[] = { "ref", NULL };
  const char *values[1];

  nx_xml_reader_attributes (self->reader, names, 1, values);
  refer (self, NAME_FLAG, "ref", values[0], &condition->index);
}

static void
parse_condition_chose (Parser      *self,
                       NxCondition *condition)
{
  static const char *const names[] = { "decision", "choice", NULL };
  const char *values[2];
  Reference *reference;

  nx_xml_reader_attributes (self->reader, names, 2, values);
  reference = refer (self, NAME_DECISION, "decision", values[0], &condition->index);
  reference->choice = nx_xml_reader_id (self->reader, "choice", values[1]);
  reference->choice_slot = &condition->choice;
}

static void
parse_condition_has (Parser      *self,
                     NxCondition *condition)
{
  static const char *const names[] = { "document", NULL };
  const char *values[1];

  nx_xml_reader_attributes (self->reader, names, 1, values);
  refer (self, NAME_DOCUMENT, "document", values[0], &condition->index);
}

static void
parse_condition_clock (Parser      *self,
                       NxCondition *condition)
{
  static const char *const names[] = { "min", "max", NULL };
  const char *values[2];

  nx_xml_reader_attributes (self->reader, names, 0, values);
  parse_condition_range (self, condition, values[0], values[1]);
}

static void
parse_condition_visits (Parser      *self,
                        NxCondition *condition)
{
  static const char *const names[] = { "scene", "min", NULL };
  const char *values[2];

  nx_xml_reader_attributes (self->reader, names, 2, values);
  refer (self, NAME_SCENE, "scene", values[0], &condition->index);
  condition->min = parse_count (self, "min", values[1]);
}

static const char *const condition_elements[] = {
  [NX_CONDITION_ALL] = "all",
  [NX_CONDITION_ANY] = "any",
  [NX_CONDITION_NOT] = "not",
  [NX_CONDITION_METER] = "meter-is",
  [NX_CONDITION_FLAG] = "flag-is-on",
  [NX_CONDITION_CHOSE] = "chose",
  [NX_CONDITION_HAS] = "has",
  [NX_CONDITION_CLOCK] = "clock-is",
  [NX_CONDITION_VISITS] = "visits",
};

static void
parse_condition_content (Parser      *self,
                         NxCondition *condition)
{
  switch (condition->kind)
    {
    case NX_CONDITION_ALL:
    case NX_CONDITION_ANY:
      parse_condition_children (self, condition, G_MAXUINT);
      break;
    case NX_CONDITION_NOT:
      parse_condition_children (self, condition, 1);
      break;
    case NX_CONDITION_METER:
      parse_condition_meter (self, condition);
      break;
    case NX_CONDITION_FLAG:
      parse_condition_flag (self, condition);
      break;
    case NX_CONDITION_CHOSE:
      parse_condition_chose (self, condition);
      break;
    case NX_CONDITION_HAS:
      parse_condition_has (self, condition);
      break;
    case NX_CONDITION_CLOCK:
      parse_condition_clock (self, condition);
      break;
    case NX_CONDITION_VISITS:
    default:
      parse_condition_visits (self, condition);
      break;
    }
}

static NxCondition *
parse_condition (Parser     *self,
                 const char *element)
{
  NxCondition *condition = nx_arena_new0 (self->arena, NxCondition);
  guint kind = 0;

  while (kind < G_N_ELEMENTS (condition_elements) && strcmp (element, condition_elements[kind]) != 0)
    kind++;
  if (kind == G_N_ELEMENTS (condition_elements))
    {
      nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, 0,
                          "expected <all>, <any>, <not>, <meter-is>, <flag-is-on>, <chose>, <has>, <clock-is> or <visits>, found <%s>", element);
      return condition;
    }
  condition->kind = kind;
  condition->line = nx_xml_reader_get_line (self->reader);
  condition->index = condition->choice = -1;
  condition->min = G_MININT;
  condition->max = G_MAXINT;
  parse_condition_content (self, condition);
  nx_xml_reader_close (self->reader);
  return condition;
}

/* <when>, if it comes next; NULL otherwise, which always holds. */
static NxCondition *
parse_when (Parser *self)
{
  NxCondition *condition = NULL;
  const char *element;

  if (!nx_xml_reader_open (self->reader, "when"))
    return NULL;
  nx_xml_reader_attributes (self->reader, no_names, 0, NULL);
  element = nx_xml_reader_open_any (self->reader);
  if (element != NULL)
    condition = parse_condition (self, element);
  else
    nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected a condition, found </when>");
  nx_xml_reader_close (self->reader);
  return condition;
}

/* ---- Effects ---- */

static GPtrArray *parse_effects (Parser *self, gboolean is_now);

static void
parse_effect_later (Parser   *self,
                    NxEffect *effect)
{
  static const char *const names[] = { "after", NULL };
  const char *values[1];

  nx_xml_reader_attributes (self->reader, names, 1, values);
  effect->value = parse_count (self, "after", values[0]);
  effect->effects = parse_effects (self, TRUE);
  nx_xml_reader_close (self->reader);
  if (effect->effects->len == 0)
    nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, effect->line, "expected one effect or more in <later>, found none");
}

static const struct
{
  const char *element;
  NxEffectKind kind;
  gboolean is_now;          /* may stand within <later> */
  const char *names[3];
} effect_elements[] = {
  { "add", NX_EFFECT_ADD, TRUE, { "meter", "by" } },
  { "set", NX_EFFECT_SET, TRUE, { "meter", "to" } },
  { "give", NX_EFFECT_GIVE, TRUE, { "document" } },
  { "flag-on", NX_EFFECT_FLAG, TRUE, { "ref" } },
  { "spend", NX_EFFECT_SPEND, FALSE, { "by" } },
  { "later", NX_EFFECT_LATER, FALSE, { "after" } },
};

static NxEffect *
parse_effect (Parser *self,
              guint   kind)
{
  const char *const *names = effect_elements[kind].names;
  NxEffect *effect = nx_arena_new0 (self->arena, NxEffect);
  const char *values[2];

  effect->kind = effect_elements[kind].kind;
  effect->index = -1;
  effect->line = nx_xml_reader_get_line (self->reader);
  if (effect->kind == NX_EFFECT_LATER)
    {
      parse_effect_later (self, effect);
      return effect;
    }
  nx_xml_reader_attributes (self->reader, names, names[1] != NULL ? 2 : 1, values);
  switch (effect->kind)
    {
    case NX_EFFECT_ADD:
    case NX_EFFECT_SET:
      refer (self, NAME_METER, "meter", values[0], &effect->index);
      effect->value = parse_integer (self, names[1], values[1]);
      break;
    case NX_EFFECT_GIVE:
      refer (self, NAME_DOCUMENT, "document", values[0], &effect->index);
      break;
    case NX_EFFECT_FLAG:
      refer (self, NAME_FLAG, "ref", values[0], &effect->index);
      break;
    case NX_EFFECT_SPEND:
    default:
      effect->value = parse_count (self, "by", values[0]);
      break;
    }
  nx_xml_reader_close (self->reader);
  return effect;
}

static GPtrArray *
parse_effects (Parser   *self,
               gboolean  is_now)
{
  GPtrArray *effects = nx_arena_ptr_array (self->arena);
  guint i = 0;

  while (i < G_N_ELEMENTS (effect_elements))
    if ((!is_now || effect_elements[i].is_now) && nx_xml_reader_open (self->reader, effect_elements[i].element))
      {
        nx_parse_add (self->reader, effects, parse_effect (self, i));
        i = 0;
      }
    else
      i++;
  return effects;
}

/* ---- Targets ---- */

static NxTarget *
parse_target (Parser *self)
{
  static const char *const names[] = { "scene", "ending", NULL };
  NxTarget *target = nx_arena_new0 (self->arena, NxTarget);
  const char *values[2];

  nx_xml_reader_attributes (self->reader, names, 0, values);
  target->line = nx_xml_reader_get_line (self->reader);
  target->scene = target->ending = -1;
  if ((values[0] == NULL) == (values[1] == NULL))
    nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected either the attribute scene or ending on <target>, found %s",
                        values[0] == NULL ? "neither" : "both");
  else if (values[0] != NULL)
    refer (self, NAME_SCENE, "scene", values[0], &target->scene);
  else
    refer (self, NAME_ENDING, "ending", values[1], &target->ending);
  target->when = parse_when (self);
  nx_xml_reader_close (self->reader);
  return target;
}

/* To the end of the open parent. The last target must always hold, so that there is always a way on. */
static GPtrArray *
parse_targets_to_end (Parser *self)
{
  GPtrArray *targets = nx_arena_ptr_array (self->arena);

  if (nx_xml_reader_expect (self->reader, "target"))
    do
      nx_parse_add (self->reader, targets, parse_target (self));
    while (nx_xml_reader_open (self->reader, "target"));
  nx_xml_reader_close (self->reader);
  for (guint i = 0; i < targets->len; i++)
    {
      const NxTarget *target = g_ptr_array_index (targets, i);
      gboolean is_last = i + 1 == targets->len;

      if (is_last != (target->when == NULL))
        nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, target->line,
                            is_last ? "expected the last target to have no condition, found one" :
                                      "expected a condition on every target but the last, found none");
    }
  return targets;
}

/* ---- Blocks ---- */

/* Ids of blocks are the scenario's, as in a module. */
static GPtrArray *
keep_blocks (Parser    *self,
             GPtrArray *blocks)
{
  if (nx_xml_reader_has_failed (self->reader))
    return blocks;
  for (guint i = 0; i < blocks->len; i++)
    {
      const NxBlock *block = g_ptr_array_index (blocks, i);

      nx_parse_unique (self->reader, self->block_ids, block->id, block->line);
      if (block->blocks != NULL)
        keep_blocks (self, block->blocks);
    }
  return blocks;
}

/* ---- Decisions ---- */

static NxPracticeMark *
parse_practice_mark (Parser *self)
{
  static const char *const names[] = { "ref", "mark", "xml:lang", NULL };
  /* In the order of NxMark. */
  static const char *const marks[] = { "applied", "partly", "missed", NULL };
  NxPracticeMark *mark = nx_arena_new0 (self->arena, NxPracticeMark);
  const char *values[3];

  nx_xml_reader_attributes (self->reader, names, 2, values);
  mark->practice = nx_xml_reader_id (self->reader, "ref", values[0]);
  mark->mark = nx_xml_reader_word (self->reader, "mark", values[1], marks);
  mark->text = nx_xml_reader_text (self->reader);
  return mark;
}

static NxChoice *
parse_choice (Parser *self)
{
  static const char *const names[] = { "id", NULL };
  NxChoice *choice = nx_arena_new0 (self->arena, NxChoice);
  const char *values[1];

  nx_xml_reader_attributes (self->reader, names, 1, values);
  choice->line = nx_xml_reader_get_line (self->reader);
  choice->id = nx_xml_reader_id (self->reader, "id", values[0]);
  choice->text = nx_parse_expected_inline (self->reader, "text");
  if (nx_xml_reader_open (self->reader, "cost"))
    choice->cost = nx_parse_text (self->reader);
  choice->when = parse_when (self);
  choice->effects = parse_effects (self, FALSE);
  choice->consequence = keep_blocks (self, nx_parse_expected_blocks (self->reader, "consequence", NX_ALLOW_BLOCK));
  choice->why = nx_parse_expected_inline (self->reader, "why");
  choice->marks = nx_arena_ptr_array (self->arena);
  while (nx_xml_reader_open (self->reader, "practice-mark"))
    nx_parse_add (self->reader, choice->marks, parse_practice_mark (self));
  choice->targets = parse_targets_to_end (self);
  return choice;
}

static NxDecision *
parse_decision (Parser *self,
                guint   scene)
{
  static const char *const names[] = { "id", "expert", NULL };
  NxDecision *decision = nx_arena_new0 (self->arena, NxDecision);
  const char *values[2];
  const char *expert;

  nx_xml_reader_attributes (self->reader, names, 2, values);
  decision->line = nx_xml_reader_get_line (self->reader);
  decision->id = nx_xml_reader_id (self->reader, "id", values[0]);
  define (self, NAME_DECISION, decision->id, scene, decision->line);
  expert = nx_xml_reader_id (self->reader, "expert", values[1]);
  decision->label = nx_parse_expected_text (self->reader, "label");
  decision->prompt = nx_parse_expected_inline (self->reader, "prompt");
  decision->choices = nx_arena_ptr_array (self->arena);
  if (nx_xml_reader_expect (self->reader, "choice"))
    do
      {
        NxChoice *choice = parse_choice (self);

        nx_parse_unique_among (self->reader, decision->choices, choice->id, choice->line);
        nx_parse_add (self->reader, decision->choices, choice);
      }
    while (nx_xml_reader_open (self->reader, "choice"));
  nx_xml_reader_close (self->reader);
  if (decision->choices->len > CHOICES_MAX)
    nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_LIMIT, decision->line, "expected at most %d choices, found %u", CHOICES_MAX,
                        decision->choices->len);
  if (nx_xml_reader_has_failed (self->reader))
    return decision;
  decision->expert = nx_decision_find_choice (decision, expert);
  if (decision->expert < 0)
    nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_REFERENCE, decision->line, "expected the id of a choice of %s in expert, found “%s”",
                        decision->id, expert);
  return decision;
}

/* ---- Scenes, documents, endings ---- */

static NxNarrative *
parse_narrative (Parser *self)
{
  NxNarrative *narrative = nx_arena_new0 (self->arena, NxNarrative);

  nx_xml_reader_attributes (self->reader, no_names, 0, NULL);
  narrative->when = parse_when (self);
  narrative->blocks = keep_blocks (self, nx_parse_blocks_to_end (self->reader, NX_ALLOW_BLOCK));
  return narrative;
}

static void
parse_scene_gives (Parser  *self,
                   NxScene *scene)
{
  static const char *const names[] = { "document", NULL };
  const char *values[1];

  scene->gives = nx_arena_array (self->arena, sizeof (int));
  while (nx_xml_reader_open (self->reader, "give"))
    {
      nx_xml_reader_attributes (self->reader, names, 1, values);
      refer (self, NAME_DOCUMENT, "document", values[0], NULL)->array = scene->gives;
      nx_xml_reader_close (self->reader);
    }
}

static void
parse_scene (Parser *self)
{
  static const char *const names[] = { "id", NULL };
  NxScene *scene = nx_arena_new0 (self->arena, NxScene);
  guint index = self->scenario->scenes->len;
  const char *values[1];

  nx_parse_add (self->reader, self->scenario->scenes, scene);
  nx_xml_reader_attributes (self->reader, names, 1, values);
  scene->line = nx_xml_reader_get_line (self->reader);
  scene->id = nx_xml_reader_id (self->reader, "id", values[0]);
  define (self, NAME_SCENE, scene->id, index, scene->line);
  scene->title = nx_parse_title (self->reader);
  parse_scene_gives (self, scene);
  scene->narratives = nx_arena_ptr_array (self->arena);
  if (nx_xml_reader_expect (self->reader, "narrative"))
    do
      nx_parse_add (self->reader, scene->narratives, parse_narrative (self));
    while (nx_xml_reader_open (self->reader, "narrative"));
  if (nx_xml_reader_open (self->reader, "decision"))
    scene->decision = parse_decision (self, index);
  else if (nx_xml_reader_expect (self->reader, "go"))
    {
      nx_xml_reader_attributes (self->reader, no_names, 0, NULL);
      scene->targets = parse_targets_to_end (self);
    }
  nx_xml_reader_close (self->reader);
}

static void
parse_document (Parser *self)
{
  static const char *const names[] = { "id", "kind", NULL };
  static const char *const kinds[] = { "report", "note", "interview", "chart", "map", "letter", "law", NULL };
  NxDocument *document = nx_arena_new0 (self->arena, NxDocument);
  const char *values[2];

  nx_xml_reader_attributes (self->reader, names, 2, values);
  document->line = nx_xml_reader_get_line (self->reader);
  document->id = nx_xml_reader_id (self->reader, "id", values[0]);
  define (self, NAME_DOCUMENT, document->id, self->scenario->documents->len, document->line);
  document->kind = (char *) kinds[nx_xml_reader_word (self->reader, "kind", values[1], kinds)];
  document->title = nx_parse_title (self->reader);
  document->origin = nx_parse_expected_text (self->reader, "origin");
  document->blocks = keep_blocks (self, nx_parse_blocks_to_end (self->reader, NX_ALLOW_BLOCK));
  nx_parse_add (self->reader, self->scenario->documents, document);
}

static void
parse_ending (Parser *self)
{
  static const char *const names[] = { "id", "kind", NULL };
  static const char *const kinds[] = { "good", "mixed", "poor", NULL };
  NxEnding *ending = nx_arena_new0 (self->arena, NxEnding);
  const char *values[2];

  nx_xml_reader_attributes (self->reader, names, 2, values);
  ending->line = nx_xml_reader_get_line (self->reader);
  ending->id = nx_xml_reader_id (self->reader, "id", values[0]);
  define (self, NAME_ENDING, ending->id, self->scenario->endings->len, ending->line);
  ending->kind = nx_xml_reader_word (self->reader, "kind", values[1], kinds);
  ending->title = nx_parse_title (self->reader);
  ending->blocks = keep_blocks (self, nx_parse_blocks_until (self->reader, "next", NX_ALLOW_BLOCK));
  nx_xml_reader_attributes (self->reader, no_names, 0, NULL);
  ending->next = keep_blocks (self, nx_parse_blocks_to_end (self->reader, NX_ALLOW_BLOCK));
  nx_xml_reader_close (self->reader);
  nx_parse_add (self->reader, self->scenario->endings, ending);
}

/* ---- Clock, meters, flags ---- */

static void
parse_clock (Parser *self)
{
  static const char *const names[] = { "unit", "limit", "timeout", NULL };
  /* In the order of NxUnit. */
  static const char *const units[] = { "hour", "day", "week", NULL };
  const char *values[3];

  if (!nx_xml_reader_expect (self->reader, "clock"))
    return;
  nx_xml_reader_attributes (self->reader, names, 3, values);
  self->scenario->unit = nx_xml_reader_word (self->reader, "unit", values[0], units);
  self->scenario->limit = parse_count (self, "limit", values[1]);
  refer (self, NAME_ENDING, "timeout", values[2], &self->scenario->timeout_ending);
  nx_xml_reader_close (self->reader);
}

static void
parse_bands (Parser  *self,
             NxMeter *meter)
{
  static const char *const names[] = { "from", NULL };
  const char *values[1];
  int at_least = meter->min;

  meter->bands = nx_arena_ptr_array (self->arena);
  if (!nx_xml_reader_expect (self->reader, "band"))
    return;
  do
    {
      NxBand *band = nx_arena_new0 (self->arena, NxBand);

      nx_xml_reader_attributes (self->reader, names, 1, values);
      band->from = parse_integer (self, "from", values[0]);
      if (meter->bands->len == 0 && band->from != meter->min)
        nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected the first band to start at min (%d), found %d", meter->min, band->from);
      if (band->from < at_least || band->from > meter->max)
        nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, 0, "expected a band from %d to %d, found %d", at_least, meter->max, band->from);
      at_least = band->from + 1;
      band->title = nx_parse_title (self->reader);
      nx_xml_reader_close (self->reader);
      nx_parse_add (self->reader, meter->bands, band);
    }
  while (nx_xml_reader_open (self->reader, "band"));
}

static void
parse_meter (Parser *self)
{
  static const char *const names[] = { "id", "min", "max", "start", "rises", "icon", NULL };
  static const char *const rises[] = { "worse", "better", NULL };
  static const char *const icons[] = { "trust", "risk", "law", "effect", "safety", NULL };
  NxMeter *meter = nx_arena_new0 (self->arena, NxMeter);
  guint line = nx_xml_reader_get_line (self->reader);
  const char *values[6];

  nx_xml_reader_attributes (self->reader, names, 6, values);
  meter->id = nx_xml_reader_id (self->reader, "id", values[0]);
  define (self, NAME_METER, meter->id, self->scenario->meters->len, line);
  meter->min = parse_integer (self, "min", values[1]);
  meter->max = parse_integer (self, "max", values[2]);
  meter->start = parse_integer (self, "start", values[3]);
  meter->rises_better = nx_xml_reader_word (self->reader, "rises", values[4], rises);
  meter->icon = (char *) icons[nx_xml_reader_word (self->reader, "icon", values[5], icons)];
  if (meter->max <= meter->min || meter->max - meter->min > METER_STEPS_MAX)
    nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, line, "expected a meter of 1 to %d steps, found %d to %d", METER_STEPS_MAX, meter->min, meter->max);
  if (meter->start < meter->min || meter->start > meter->max)
    nx_xml_reader_fail (self->reader, NX_CONTENT_ERROR_SCHEMA, line, "expected start from %d to %d, found %d", meter->min, meter->max, meter->start);
  meter->title = nx_parse_title (self->reader);
  parse_bands (self, meter);
  nx_xml_reader_close (self->reader);
  nx_parse_add (self->reader, self->scenario->meters, meter);
}

static void
parse_flag (Parser *self)
{
  static const char *const names[] = { "id", NULL };
  const char *values[1];
  char *id;

  nx_xml_reader_attributes (self->reader, names, 1, values);
  id = nx_xml_reader_id (self->reader, "id", values[0]);
  define (self, NAME_FLAG, id, self->scenario->flags->len, nx_xml_reader_get_line (self->reader));
  nx_parse_add (self->reader, self->scenario->flags, id);
  nx_xml_reader_close (self->reader);
}

/* ---- The document ---- */

static void
parse_scenario_attributes (Parser *self)
{
  static const char *const names[] = { "id", "version", "kind", "part", "minutes", "practices", "start", NULL };
  static const char *const kinds[] = { "branching", NULL };
  NxScenario *scenario = self->scenario;
  const char *values[7];

  nx_xml_reader_attributes (self->reader, names, 7, values);
  scenario->id = nx_xml_reader_id (self->reader, "id", values[0]);
  scenario->version = nx_xml_reader_integer (self->reader, "version", values[1], 1, NX_PARSE_NUMBER_MAX);
  nx_xml_reader_word (self->reader, "kind", values[2], kinds);
  scenario->part = nx_parse_part (self->reader, values[3]);
  scenario->minutes = nx_xml_reader_integer (self->reader, "minutes", values[4], 1, NX_PARSE_NUMBER_MAX);
  scenario->practices = nx_xml_reader_ids (self->reader, "practices", values[5]);
  refer (self, NAME_SCENE, "start", values[6], &scenario->start);
}

static void
parse_role_and_about (Parser *self)
{
  static const char *const names[] = { "initials", NULL };
  NxScenario *scenario = self->scenario;
  const char *values[1];

  if (nx_xml_reader_expect (self->reader, "role"))
    {
      nx_xml_reader_attributes (self->reader, names, 1, values);
      scenario->role_initials = nx_xml_reader_copy (self->reader, values[0]);
      scenario->role_title = nx_parse_title (self->reader);
      scenario->role_text = keep_blocks (self, nx_parse_blocks_to_end (self->reader, NX_ALLOW_P));
    }
  scenario->about = keep_blocks (self, nx_parse_expected_blocks (self->reader, "about", NX_ALLOW_P));
}

/* One or more @element, each by @parse. */
static void
parse_each (Parser     *self,
            const char *element,
            void      (*parse) (Parser *),
            gboolean    is_required)
{
  if (is_required && nx_xml_reader_expect (self->reader, element))
    parse (self);
  while (nx_xml_reader_open (self->reader, element))
    parse (self);
}

static void
parse_scenario (Parser *self)
{
  NxScenario *scenario = self->scenario;

  if (!nx_xml_reader_expect (self->reader, "scenario"))
    return;
  parse_scenario_attributes (self);
  scenario->title = nx_parse_title (self->reader);
  scenario->summary = nx_parse_expected_inline (self->reader, "summary");
  scenario->place = nx_parse_expected_text (self->reader, "place");
  parse_role_and_about (self);
  parse_clock (self);
  parse_each (self, "meter", parse_meter, TRUE);
  parse_each (self, "flag", parse_flag, FALSE);
  parse_each (self, "document", parse_document, FALSE);
  parse_each (self, "scene", parse_scene, TRUE);
  parse_each (self, "ending", parse_ending, TRUE);
  nx_xml_reader_close (self->reader);
  for (guint i = 0; i < self->references->len && !nx_xml_reader_has_failed (self->reader); i++)
    resolve (self, &g_array_index (self->references, Reference, i));
}

NxScenario *
nx_scenario_parse (GBytes     *xml,
                   const char *name,
                   GError    **error)
{
  g_autoptr (NxXmlReader) reader = nx_xml_reader_new (xml, name, sizeof (NxScenario));
  g_autoptr (GHashTable) block_ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) references = g_array_new (FALSE, FALSE, sizeof (Reference));
  Parser parser = { reader, nx_xml_reader_get_arena (reader), NULL, { NULL }, block_ids, references };

  parser.scenario = nx_arena_get_root (parser.arena);
  parser.scenario->meters = nx_arena_ptr_array (parser.arena);
  parser.scenario->flags = nx_arena_ptr_array (parser.arena);
  parser.scenario->documents = nx_arena_ptr_array (parser.arena);
  parser.scenario->scenes = nx_arena_ptr_array (parser.arena);
  parser.scenario->endings = nx_arena_ptr_array (parser.arena);
  for (guint i = 0; i < N_NAMES; i++)
    parser.names[i] = g_hash_table_new (g_str_hash, g_str_equal);
  parse_scenario (&parser);
  for (guint i = 0; i < N_NAMES; i++)
    g_hash_table_unref (parser.names[i]);
  return nx_xml_reader_finish (reader, error);
}
