/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the words for what a statement holds. It reads the bytes that are sent, and never asks where they came from. */

#include "config.h"

#include "nx-statement-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "nx-dates.h"
#include "nx-json.h"
#include "nx-language.h"
#include "nx-limits.h"
#include "nx-text.h"

/* ---- Verb, score, time ---- */

static const struct
{
  NxVerb verb;
  const char *words;
} verbs[] = {
  { NX_VERB_INITIALIZED, NC_("verb of a record", "Opened") },
  { NX_VERB_TERMINATED, NC_("verb of a record", "Left") },
  { NX_VERB_ANSWERED, NC_("verb of a record", "Answered") },
  { NX_VERB_PASSED, NC_("verb of a record", "Passed") },
  { NX_VERB_FAILED, NC_("verb of a record", "Not passed") },
  { NX_VERB_COMPLETED, NC_("verb of a record", "Completed") },
  { NX_VERB_RESPONDED, NC_("verb of a record", "Decided") },
  { NX_VERB_SUSPENDED, NC_("verb of a record", "Left early") },
  { NX_VERB_VOIDED, NC_("verb of a record", "Taken back") },
};

char *
nx_statement_dup_verb_words (NxVerb verb)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (verbs[i].verb == verb)
      return g_strdup (g_dpgettext2 (NULL, "verb of a record", verbs[i].words));
  return NULL;
}

static char *
dup_verb_words_of_iri (const NxStatementView *view)
{
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_strcmp0 (nx_verb_get_iri (verbs[i].verb), view->verb_iri) == 0)
      return nx_statement_dup_verb_words (verbs[i].verb);
  return g_strdup (view->verb_display);
}

char *
nx_statement_dup_score_words (const NxStatementView *view)
{
  if (view->raw >= 0 && view->max > 0)
    return g_strdup_printf (_("%d of %d"), view->raw, view->max);
  if (!isnan (view->scaled))
    return g_strdup_printf (_("%d%%"), (int) (view->scaled * 100 + 0.5));
  return NULL;
}

static char *
dup_time_words (const char *timestamp)
{
  g_autoptr (GDateTime) time = timestamp != NULL ? g_date_time_new_from_iso8601 (timestamp, NULL) : NULL;

  if (time == NULL)
    return g_strdup (timestamp);
  return nx_date_words_row (g_date_time_to_unix (time) * G_USEC_PER_SEC);
}

/* "PT1H2M3.5S" → "1 h 2 min": to the minute, or to the second below one. */
static char *
dup_duration_words (const char *iso)
{
  double seconds = 0, number;
  const char *at = iso != NULL && g_str_has_prefix (iso, "PT") ? iso + 2 : NULL;
  guint minutes;

  while (at != NULL && *at != '\0')
    {
      char *end;

      number = g_ascii_strtod (at, &end);
      if (end == at || strchr ("HMS", *end) == NULL || *end == '\0')
        return g_strdup (iso);
      seconds += number * (*end == 'H' ? 3600 : *end == 'M' ? 60 : 1);
      at = end + 1;
    }
  if (at == NULL)
    return g_strdup (iso);
  minutes = (guint) (seconds / 60 + 0.5);
  if (seconds < 60)
    return g_strdup_printf (ngettext ("%u second", "%u seconds", (gulong) seconds), (guint) seconds);
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
  return g_strdup_printf (_("%u h %u min"), minutes / 60, minutes % 60);
}

/* ---- Lines ---- */

/* What is read, and where the lines go. */
typedef struct
{
  const NxJsonValue *statement, *object, *definition, *result, *context;
  const NxStatementView *view;
  const NxCatalogue *catalogue;
  GPtrArray *lines;
} Reading;

static void
line_free (gpointer data)
{
  NxStatementLine *line = data;

  g_free (line->name);
  g_free (line->value);
  g_free (line);
}

static void
add (Reading    *self,
     const char *name,
     const char *value)
{
  NxStatementLine *line;

  if (value == NULL || *value == '\0')
    return;
  line = g_new0 (NxStatementLine, 1);
  line->name = g_strdup (name);
  line->value = g_strdup (value);
  g_ptr_array_add (self->lines, line);
}

static void
add_number (Reading    *self,
            const char *name,
            gint64      value)
{
  g_autofree char *words = value >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : NULL;

  add (self, name, words);
}

static const NxJsonValue *
get (const NxJsonValue *object,
     const char        *name)
{
  return object != NULL ? nx_json_value_get_member (object, name) : NULL;
}

/* The text of a language map, which has one entry in what we write. Caller owns. */
static char *
dup_text (const NxJsonValue *object,
          const char        *name)
{
  const NxJsonValue *map = get (object, name);
  g_auto (GStrv) languages = map != NULL ? nx_json_value_dup_member_names (map) : NULL;

  return languages != NULL && languages[0] != NULL ? g_strdup (nx_json_get_string (map, languages[0], NULL)) : NULL;
}

/* The member of "extensions" whose name ends in @name, whatever the pack's base; NULL if there is none. */
static const NxJsonValue *
get_extension (const NxJsonValue *holder,
               const char        *name)
{
  const NxJsonValue *extensions = get (holder, "extensions");
  g_auto (GStrv) names = extensions != NULL ? nx_json_value_dup_member_names (extensions) : NULL;

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      const char *slash = strrchr (names[i], '/');

      if (slash != NULL && g_str_equal (slash + 1, name))
        return nx_json_value_get_member (extensions, names[i]);
    }
  return NULL;
}

static const char *
get_extension_string (const NxJsonValue *holder,
                      const char        *name)
{
  const NxJsonValue *value = get_extension (holder, name);

  return value != NULL ? nx_json_value_get_string (value, NULL) : NULL;
}

static gint64
get_extension_integer (const NxJsonValue *holder,
                       const char        *name)
{
  const NxJsonValue *value = get_extension (holder, name);

  return value != NULL ? nx_json_value_get_integer (value, -1) : -1;
}

/* The last part of an address names what it stands for: ".../scenario/night-shift#all-safe" → "all-safe". */
static const char *
get_last_part (const char *iri)
{
  const char *mark = iri != NULL ? strrchr (iri, '#') : NULL;

  if (mark == NULL)
    mark = iri != NULL ? strrchr (iri, '/') : NULL;
  return mark != NULL ? mark + 1 : iri;
}

/* ---- Who and what ---- */

static void
add_who (Reading *self)
{
  const NxJsonValue *account = get (get (self->statement, "actor"), "account");
  const char *name = account != NULL ? nx_json_get_string (account, "name", NULL) : NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autofree char *words = NULL;

  if (name == NULL)
    return;
  a = nx_text_isolate (name);
  b = nx_text_isolate (nx_json_get_string (account, "homePage", ""));
  /* Translators: an account and the address of the organisation or program that gave it. */
  words = g_strdup_printf (_("%s at %s. Not your name."), a, b);
  add (self, C_("part of a record", "Who"), words);
}

static gboolean
is_interaction (Reading *self)
{
  return self->definition != NULL && get (self->definition, "interactionType") != NULL;
}

/* A question and a decision are known by what they ask. */
static void
add_what (Reading *self)
{
  g_autofree char *description = dup_text (self->definition, "description");

  if (is_interaction (self) && description != NULL)
    {
      add (self, C_("part of a record", "With what"), description);
      add (self, C_("part of a record", "Its name in the lessons"), self->view->object_name);
      return;
    }
  add (self, C_("part of a record", "With what"), self->view->object_name);
  add (self, C_("part of a record", "In short"), description);
}

static const char *
get_related (Reading    *self,
             const char *relation)
{
  const NxJsonValue *list = get (get (self->context, "contextActivities"), relation);

  return list != NULL && nx_json_value_get_n_elements (list) > 0
           ? nx_json_get_string (nx_json_value_get_element (list, 0), "id", NULL)
           : NULL;
}

/* The module or scenario, or the test of one, around what the record is about. */
static void
add_part_of (Reading *self)
{
  const char *iri = get_related (self, "parent");
  const char *base = self->catalogue != NULL ? self->catalogue->pack->activity_base : NULL;
  g_autofree char *pack = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *file = NULL;
  g_autofree char *element = NULL;
  const NxModuleInfo *module;
  const NxScenarioInfo *scenario;

  if (iri == NULL || base == NULL || !g_str_has_prefix (iri, base) ||
      !nx_address_parse (iri + strlen (base), &pack, &kind, &file, &element))
    return;
  module = nx_catalogue_get_module (self->catalogue, file);
  scenario = nx_catalogue_get_scenario (self->catalogue, file);
  if (g_str_equal (kind, "scenario") && scenario != NULL)
    add (self, C_("part of a record", "Part of"), scenario->title);
  else if (module != NULL)
    add (self, C_("part of a record", "Part of"), module->title);
}

/* ---- How it went ---- */

/* What the options with these ids say, a line for each; an option without words by its id. */
static char *
dup_choices (Reading           *self,
             const char *const *ids)
{
  const NxJsonValue *choices = get (self->definition, "choices");
  guint n = choices != NULL ? nx_json_value_get_n_elements (choices) : 0;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      const NxJsonValue *choice = nx_json_value_get_element (choices, i);
      const char *id = nx_json_get_string (choice, "id", NULL);

      if (id != NULL && (ids == NULL || g_strv_contains (ids, id)))
        {
          char *text = dup_text (choice, "description");

          g_ptr_array_add (words, text != NULL ? text : g_strdup (id));
        }
    }
  g_ptr_array_add (words, NULL);
  return g_strjoinv ("\n", (char **) words->pdata);
}

static void
add_choices (Reading    *self,
             const char *name,
             const char *response)
{
  g_auto (GStrv) ids = response != NULL ? g_strsplit (response, "[,]", -1) : NULL;
  g_autofree char *words = ids != NULL ? dup_choices (self, (const char *const *) ids) : NULL;

  add (self, name, words != NULL && *words != '\0' ? words : response);
}

static void
add_answer (Reading *self)
{
  const NxJsonValue *patterns = get (self->definition, "correctResponsesPattern");
  const NxJsonValue *success = get (self->result, "success");
  gboolean judged = patterns != NULL && success != NULL;
  g_autofree char *all = NULL;

  if (!is_interaction (self))
    return;
  all = dup_choices (self, NULL);
  add_choices (self, judged ? C_("part of a record", "Your answer") : C_("part of a record", "Your choice"), self->view->response);
  if (judged)
    add (self, C_("part of a record", "Judged"),
         nx_json_value_get_boolean (success, FALSE) ? C_("judgement in a record", "Right") : C_("judgement in a record", "Not right"));
  if (patterns != NULL && nx_json_value_get_n_elements (patterns) > 0)
    add_choices (self, C_("part of a record", "What is right"), nx_json_value_get_string (nx_json_value_get_element (patterns, 0), NULL));
  add (self, C_("part of a record", "What could be chosen"), all);
}

static void
add_score (Reading *self)
{
  g_autofree char *score = nx_statement_dup_score_words (self->view);
  const NxJsonValue *mastery = get_extension (self->context, "masteryscore");
  g_autofree char *mark = NULL;

  if (mastery != NULL)
    mark = g_strdup_printf (_("%d%%"), (int) (nx_json_value_get_decimal (mastery, 0) * 100 + 0.5));
  add (self, C_("part of a record", "Score"), score);
  add (self, C_("part of a record", "Pass mark"), mark);
}

static void
add_way (Reading *self)
{
  add_number (self, C_("part of a record", "Number of the decision"), get_extension_integer (self->context, "step"));
  add (self, C_("part of a record", "What came next"), get_last_part (get_extension_string (self->result, "next-node")));
  add (self, C_("part of a record", "Ending"), get_last_part (self->view->ending_iri));
  add_number (self, C_("part of a record", "Decisions"), get_extension_integer (self->result, "decisions"));
}

/* ---- Where and with what ---- */

static const char *
get_capacity_title (Reading *self)
{
  const char *id = get_extension_string (self->context, "capacity");

  for (guint i = 0; self->catalogue != NULL && i < self->catalogue->capacities->len; i++)
    {
      const NxCapacityInfo *capacity = g_ptr_array_index (self->catalogue->capacities, i);

      if (g_strcmp0 (capacity->id, id) == 0)
        return capacity->title;
    }
  return id;
}

static void
add_circumstances (Reading *self)
{
  const char *language = self->context != NULL ? nx_json_get_string (self->context, "language", NULL) : NULL;
  const char *platform = self->context != NULL ? nx_json_get_string (self->context, "platform", NULL) : NULL;
  const char *native = language != NULL ? nx_language_get_native_name (language) : NULL;

  add (self, C_("part of a record", "Standing capacity"), get_capacity_title (self));
  add (self, C_("part of a record", "Language"), native != NULL ? native : language);
  add (self, C_("part of a record", "Program"), platform);
  add (self, C_("part of a record", "Version of the lessons"), get_extension_string (self->context, "content-version"));
  if (get_extension (self->context, "clock-suspect") != NULL)
    add (self, C_("part of a record", "Date"), _("The date of the computer may have been wrong."));
}

/* Numbers and addresses, which only say that two records belong together or which rules they follow. */
static void
add_marks (Reading *self)
{
  const char *addresses[] = {
    self->view->object_iri, self->view->ending_iri, get_extension_string (self->result, "next-node"), get_related (self, "parent"),
    get_related (self, "grouping"), get_related (self, "category"), self->view->type_iri, self->view->verb_iri,
  };
  g_autoptr (GString) all = g_string_new (NULL);

  add (self, C_("part of a record", "Number of this run"), self->context != NULL ? nx_json_get_string (self->context, "registration", NULL) : NULL);
  add (self, C_("part of a record", "Number of this sitting"), get_extension_string (self->context, "sessionid"));
  add (self, C_("part of a record", "Number of this computer"), get_extension_string (self->context, "device"));
  add (self, C_("part of a record", "Number of the record"), self->view->id);
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    if (addresses[i] != NULL)
      g_string_append_printf (all, "%s%s", all->len > 0 ? "\n" : "", addresses[i]);
  add (self, C_("part of a record", "Addresses that say what, part of what, and by which rules"), all->str);
}

GPtrArray *
nx_statement_list_words (GBytes            *body,
                         const NxCatalogue *catalogue)
{
  g_autoptr (NxStatementView) view = nx_statement_view_new (body, NULL);
  g_autoptr (NxJsonDoc) document = nx_json_doc_parse (body, NX_LIMIT_REPLY_BYTES, NULL);
  Reading self = { .view = view, .catalogue = catalogue, .lines = g_ptr_array_new_with_free_func (line_free) };
  g_autofree char *verb = NULL;
  g_autofree char *when = NULL;
  g_autofree char *duration = NULL;

  if (view == NULL || document == NULL)
    return self.lines;
  self.statement = nx_json_doc_get_root (document);
  self.object = get (self.statement, "object");
  self.definition = get (self.object, "definition");
  self.result = get (self.statement, "result");
  self.context = get (self.statement, "context");
  verb = dup_verb_words_of_iri (view);
  when = dup_time_words (view->timestamp);
  duration = dup_duration_words (view->duration);

  add_who (&self);
  add (&self, C_("part of a record", "What happened"), verb);
  add_what (&self);
  add_part_of (&self);
  add (&self, C_("part of a record", "When"), when);
  add_score (&self);
  add_answer (&self);
  add_way (&self);
  add (&self, C_("part of a record", "Duration"), duration);
  add_circumstances (&self);
  add_marks (&self);
  return self.lines;
}
