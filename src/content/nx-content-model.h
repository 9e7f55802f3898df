/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The content model: what the XML of format 1 says, as plain structs. Everything is immutable once
 * loaded and belongs to its root (module, scenario, bank, ...), which is reference counted; a pointer
 * into it is good while the root is held. Strings are UTF-8 in the root's language. `lang` is NULL, or
 * the language tag of a block that fell back to the source language; the reader sets language and
 * direction on that block. `line` is the line in the source file. Arrays hold pointers to the type
 * named in the comment, in document order; they are part of the root: read `len` and g_ptr_array_index (),
 * and give them to no function of GPtrArray (not even to take a reference). Thread: any.
 */

typedef enum { NX_RUN_TEXT, NX_RUN_EM, NX_RUN_STRONG, NX_RUN_TERM, NX_RUN_PRACTICE, NX_RUN_SOURCE, NX_RUN_DOC } NxRunKind;

typedef struct
{
  NxRunKind kind;
  char *text;               /* may be empty for PRACTICE and SOURCE */
  char *ref;                /* id of the term, practice, source or document; NULL otherwise */
} NxRun;

typedef struct
{
  GPtrArray *runs;          /* NxRun */
  char *lang;
} NxInline;

/* The text without marks; footnotes left out. Caller owns. */
char *nx_inline_dup_plain (const NxInline *self);

typedef struct _NxQuestion NxQuestion;

typedef enum
{
  NX_BLOCK_HEADING, NX_BLOCK_P, NX_BLOCK_LIST, NX_BLOCK_TABLE, NX_BLOCK_FIGURE,
  NX_BLOCK_CALLOUT, NX_BLOCK_QUOTE, NX_BLOCK_CASE, NX_BLOCK_CHECKLIST, NX_BLOCK_CHECK, NX_BLOCK_NOTES,
} NxBlockKind;

typedef enum { NX_CALLOUT_FIELD, NX_CALLOUT_LAW, NX_CALLOUT_CAUTION, NX_CALLOUT_RIGHTS } NxCalloutKind;

typedef struct { char *id; NxInline *text; } NxItem;
typedef struct { char *id; GPtrArray *cells; /* NxInline */ } NxRow;

typedef struct
{
  NxBlockKind kind;
  char *id;                 /* NULL only for NOTES */
  char *lang;
  guint line;
  gboolean present;
  char *title;              /* HEADING: its text; CALLOUT, CASE, CHECKLIST: title or NULL */
  NxInline *text;           /* P; TABLE and FIGURE: the caption */
  gboolean numbered;        /* LIST */
  GPtrArray *items;         /* LIST, CHECKLIST: NxItem */
  GPtrArray *head;          /* TABLE: NxInline */
  GPtrArray *rows;          /* TABLE: NxRow */
  char *src, *alt;          /* FIGURE */
  gboolean mirror;          /* FIGURE */
  NxInline *description;    /* FIGURE: the long description */
  NxCalloutKind callout;    /* CALLOUT */
  char *source;             /* QUOTE: source id or NULL */
  GPtrArray *blocks;        /* CALLOUT, QUOTE, CASE, NOTES: NxBlock */
  NxQuestion *question;     /* CHECK */
} NxBlock;

/* ---- Questions ---- */

typedef enum { NX_QUESTION_SINGLE, NX_QUESTION_MULTIPLE } NxQuestionKind;

typedef struct
{
  char *id;
  gboolean right;
  NxInline *text, *feedback;
} NxOption;

struct _NxQuestion
{
  char *id;
  NxQuestionKind kind;
  guint choose;             /* 0: not told */
  char **practices;         /* ids; NULL-terminated, may be empty */
  NxInline *prompt;
  GPtrArray *options;       /* NxOption */
  NxInline *explanation;
  guint line;
};

typedef struct
{
  char *id;
  guint version;
  char *title;
  GPtrArray *questions;     /* NxQuestion */
} NxQuestionBank;

/* ---- Module ---- */

typedef struct
{
  char *id;
  char *title;
  guint minutes;
  char **practices;
  GPtrArray *blocks;        /* NxBlock; NOTES belong to the block before them */
  guint line;
} NxSection;

typedef struct { char *from; guint n; guint line; } NxDraw;

typedef struct
{
  char *id;
  char *title;
  double mastery;           /* scaled score, 0..1 */
  GPtrArray *draws;         /* NxDraw */
} NxTest;

typedef enum { NX_MOVEON_PASSED, NX_MOVEON_COMPLETED, NX_MOVEON_COMPLETED_AND_PASSED, NX_MOVEON_COMPLETED_OR_PASSED, NX_MOVEON_NOT_APPLICABLE } NxMoveOn;

typedef struct
{
  char *id;
  guint version;
  char part;                /* 'a'..'d', 'r' */
  guint minutes;
  NxMoveOn moveon;
  char **practices;
  char *scenario;           /* id or NULL */
  char *title;
  NxInline *summary;
  GPtrArray *sections;      /* NxSection */
  NxTest *test;             /* NULL if the module has none */
} NxModule;

/* ---- Reference ---- */

typedef enum { NX_STATUS_VERIFIED, NX_STATUS_PARTLY, NX_STATUS_UNVERIFIED } NxStatus;

typedef struct
{
  char *id;
  char part;
  char *code;               /* "B4" */
  guint official;           /* 0: no verified number; show the code */
  NxStatus status;
  char *title;
  NxInline *summary;
  char *key_terms;
  GPtrArray *actions, *asks; /* NxItem */
  NxInline *basis;
  guint line;
} NxPractice;

typedef struct { char *lang; char grade; char *text; } NxEquivalent;

typedef struct
{
  char *id, *headword, *part_of_speech;
  NxInline *definition;
  GPtrArray *equivalents;   /* NxEquivalent */
  guint line;
} NxTerm;

typedef struct
{
  char *id;
  char *kind;               /* primary, secondary, copy, abstract, own */
  char *title, *publisher, *year, *address;   /* the last three may be NULL */
  NxInline *status;
  guint line;
} NxSource;

typedef struct { GPtrArray *items; GHashTable *by_id; } NxPracticeSet;  /* NxPractice */
typedef struct { GPtrArray *items; GHashTable *by_id; } NxGlossary;     /* NxTerm */
typedef struct { GPtrArray *items; GHashTable *by_id; } NxSourceSet;    /* NxSource */

typedef struct { char *id, *title, *capacity; char **modules; } NxPath;
typedef struct { GPtrArray *items; } NxPathSet;                          /* NxPath */
typedef struct { char *id, *title; } NxRole;
typedef struct { char *id, *title; GPtrArray *roles; /* NxRole */ } NxCapacity;
typedef struct { GPtrArray *items; } NxRoleSet;                          /* NxCapacity */

typedef struct { char *tag; gboolean is_source; } NxLanguage;
typedef struct { char letter; char *title; } NxPart;

typedef struct
{
  char *id, *version, *activity_base, *title;
  NxInline *summary;
  GPtrArray *languages;     /* NxLanguage */
  GPtrArray *parts;         /* NxPart */
  char **modules, **scenarios, **banks, **workshops;  /* ids */
} NxPack;

/* ---- Scenario ---- */

typedef enum
{
  NX_CONDITION_ALL, NX_CONDITION_ANY, NX_CONDITION_NOT, NX_CONDITION_METER, NX_CONDITION_FLAG,
  NX_CONDITION_CHOSE, NX_CONDITION_HAS, NX_CONDITION_CLOCK, NX_CONDITION_VISITS,
} NxConditionKind;

/* Compiled: references are indexes into the scenario's arrays. */
typedef struct
{
  NxConditionKind kind;
  GPtrArray *children;      /* ALL, ANY, NOT: NxCondition */
  int index;                /* METER, FLAG, HAS (document), VISITS (scene), CHOSE (decision = its scene) */
  int choice;               /* CHOSE */
  int min, max;             /* METER, CLOCK, VISITS; G_MININT / G_MAXINT where open */
  guint line;
} NxCondition;

typedef enum { NX_EFFECT_ADD, NX_EFFECT_SET, NX_EFFECT_GIVE, NX_EFFECT_FLAG, NX_EFFECT_SPEND, NX_EFFECT_LATER } NxEffectKind;

typedef struct
{
  NxEffectKind kind;
  int index;                /* meter, document or flag */
  int value;                /* ADD by, SET to, SPEND by, LATER after */
  GPtrArray *effects;       /* LATER: NxEffect */
  guint line;
} NxEffect;

/* Exactly one of scene and ending is >= 0. */
typedef struct { int scene, ending; NxCondition *when; guint line; } NxTarget;

typedef struct { int from; char *title; } NxBand;

typedef struct
{
  char *id, *title, *icon;
  int min, max, start;
  gboolean rises_better;
  GPtrArray *bands;         /* NxBand, rising; the first starts at min */
} NxMeter;

typedef enum { NX_MARK_APPLIED, NX_MARK_PARTLY, NX_MARK_MISSED } NxMark;
typedef struct { char *practice; NxMark mark; char *text; } NxPracticeMark;

typedef struct
{
  char *id;
  NxInline *text;
  char *cost;               /* NULL if there is none in words */
  NxCondition *when;
  GPtrArray *effects;       /* NxEffect */
  GPtrArray *consequence;   /* NxBlock */
  NxInline *why;
  GPtrArray *marks;         /* NxPracticeMark */
  GPtrArray *targets;       /* NxTarget */
  guint line;
} NxChoice;

typedef struct
{
  char *id, *label;
  int expert;               /* index of the choice */
  NxInline *prompt;
  GPtrArray *choices;       /* NxChoice */
  guint line;
} NxDecision;

typedef struct { NxCondition *when; GPtrArray *blocks; /* NxBlock */ } NxNarrative;

typedef struct
{
  char *id, *title;
  GArray *gives;            /* int: document indexes */
  GPtrArray *narratives;    /* NxNarrative */
  NxDecision *decision;     /* NULL: the scene leads on by `targets` */
  GPtrArray *targets;       /* NxTarget; NULL if there is a decision */
  guint line;
} NxScene;

typedef struct { char *id, *kind, *title, *origin; GPtrArray *blocks; guint line; } NxDocument;

typedef enum { NX_ENDING_GOOD, NX_ENDING_MIXED, NX_ENDING_POOR } NxEndingKind;
typedef struct { char *id, *title; NxEndingKind kind; GPtrArray *blocks, *next; guint line; } NxEnding;

typedef enum { NX_UNIT_HOUR, NX_UNIT_DAY, NX_UNIT_WEEK } NxUnit;

typedef struct
{
  char *id;
  guint version;
  char part;
  guint minutes;
  char **practices;
  char *title, *place;
  NxInline *summary;
  char *role_initials, *role_title;
  GPtrArray *role_text, *about;   /* NxBlock */
  NxUnit unit;
  int limit;                /* story clock units */
  int timeout_ending;
  int start;                /* scene index */
  GPtrArray *meters, *flags /* char* */, *documents, *scenes, *endings;
} NxScenario;

/* ---- Workshop ---- */

/* People in a workshop: 17 in the room and 8 remote. Larger ones are split into groups that share a screen. */
#define NX_WORKSHOP_PEOPLE_MAX 25

typedef enum
{
  NX_AGENDA_SLIDES,         /* the marked blocks of a section or a module */
  NX_AGENDA_WORDS,          /* a slide of the agenda's own */
  NX_AGENDA_VOTE,           /* one question put to everybody */
  NX_AGENDA_PLAY,           /* a scenario played by the group */
  NX_AGENDA_TRIAL,          /* the test of a module, before or after */
  NX_AGENDA_GROUPS,         /* work in groups */
  NX_AGENDA_BOARD, NX_AGENDA_COMMITMENTS, NX_AGENDA_EVALUATION, NX_AGENDA_BREAK,
  NX_N_AGENDA_PART_KINDS
} NxAgendaPartKind;

typedef struct
{
  char *id;
  NxAgendaPartKind kind;
  guint minutes;
  char *title;              /* NULL: the content's own */
  char *module;             /* SLIDES, TRIAL; VOTE on a check: id */
  char *section;            /* SLIDES: id, NULL for the whole module */
  char *bank, *question;    /* VOTE: ids; the question is of the bank, or of a check of the module */
  char *scenario;           /* PLAY: id */
  gboolean after;           /* TRIAL: after the workshop, not before */
  guint group_size;         /* GROUPS */
  GPtrArray *blocks;        /* WORDS, GROUPS: NxBlock (P, LIST, NOTES), perhaps none; NULL otherwise */
  guint line;
} NxAgendaPart;

/* "slides", "words", …: the name of its element in the XML. */
const char *nx_agenda_part_kind_get_element (NxAgendaPartKind kind);

typedef struct { char *id, *title; GPtrArray *parts; /* NxAgendaPart */ guint line; } NxAgendaSession;
typedef struct { char *id, *title; guint start_minute; /* after midnight */ GPtrArray *sessions; /* NxAgendaSession */ guint line; } NxAgendaDay;

typedef struct
{
  char *id;
  guint version;
  char *title;
  NxInline *summary;
  GPtrArray *days;          /* NxAgendaDay */
} NxWorkshop;

#define NX_DECLARE_CONTENT(Type, prefix) \
  Type *prefix##_ref (Type *self); \
  void prefix##_unref (Type *self); \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, prefix##_unref)

NX_DECLARE_CONTENT (NxModule, nx_module)
NX_DECLARE_CONTENT (NxQuestionBank, nx_question_bank)
NX_DECLARE_CONTENT (NxScenario, nx_scenario)
NX_DECLARE_CONTENT (NxPracticeSet, nx_practice_set)
NX_DECLARE_CONTENT (NxGlossary, nx_glossary)
NX_DECLARE_CONTENT (NxSourceSet, nx_source_set)
NX_DECLARE_CONTENT (NxPathSet, nx_path_set)
NX_DECLARE_CONTENT (NxRoleSet, nx_role_set)
NX_DECLARE_CONTENT (NxPack, nx_pack)
NX_DECLARE_CONTENT (NxWorkshop, nx_workshop)

/* Look-ups; borrowed, NULL if there is none. */
const NxSection *nx_module_get_section (const NxModule *self, const char *id, guint *out_index);
/* The question of the check by that id, in whatever section it stands. */
const NxQuestion *nx_module_get_check (const NxModule *self, const char *id);
const NxQuestion *nx_question_bank_get_question (const NxQuestionBank *self, const char *id);
const NxOption *nx_question_get_option (const NxQuestion *self, const char *id, guint *out_index);
const NxPractice *nx_practice_set_get (const NxPracticeSet *self, const char *id);
const NxTerm *nx_glossary_get (const NxGlossary *self, const char *id);
const NxSource *nx_source_set_get (const NxSourceSet *self, const char *id);
int nx_scenario_find_scene (const NxScenario *self, const char *id);      /* -1 if none; likewise below */
int nx_scenario_find_ending (const NxScenario *self, const char *id);
int nx_scenario_find_document (const NxScenario *self, const char *id);
int nx_decision_find_choice (const NxDecision *self, const char *id);

G_END_DECLS
