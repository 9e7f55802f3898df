/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Verbs: their IRIs, and the words shown beside them. The words are part of the bytes of statements that
 * were sent; changing one here changes only statements made later.
 */

#define G_LOG_DOMAIN "nx-xapi"

#include "config.h"

#include "nx-statement.h"
#include "nx-verb-private.h"

#include <string.h>

#define ADL_VERB(name) "http://adlnet.gov/expapi/verbs/" name

static const char *const verb_iris[NX_N_VERBS] = {
  [NX_VERB_INITIALIZED] = ADL_VERB ("initialized"),
  [NX_VERB_TERMINATED] = ADL_VERB ("terminated"),
  [NX_VERB_ANSWERED] = ADL_VERB ("answered"),
  [NX_VERB_PASSED] = ADL_VERB ("passed"),
  [NX_VERB_FAILED] = ADL_VERB ("failed"),
  [NX_VERB_COMPLETED] = ADL_VERB ("completed"),
  [NX_VERB_RESPONDED] = ADL_VERB ("responded"),
  [NX_VERB_SUSPENDED] = ADL_VERB ("suspended"),
  [NX_VERB_VOIDED] = ADL_VERB ("voided"),
};

typedef struct
{
  const char *en, *fr;
} Words;

static const Words verb_words[NX_N_VERBS] = {
  [NX_VERB_INITIALIZED] = { "opened", "a ouvert" },
  [NX_VERB_TERMINATED] = { "closed", "a fermé" },
  [NX_VERB_ANSWERED] = { "answered", "a répondu" },
  [NX_VERB_PASSED] = { "passed", "a réussi" },
  [NX_VERB_FAILED] = { "failed", "a échoué" },
  [NX_VERB_COMPLETED] = { "completed", "a achevé" },
  [NX_VERB_RESPONDED] = { "decided", "a décidé" },
  [NX_VERB_SUSPENDED] = { "left early", "a interrompu" },
  [NX_VERB_VOIDED] = { "voided", "a annulé" },
};

/* One verb says two things: a module is completed, a scenario is played to its end. */
static const Words scenario_ended_words = { "finished", "a terminé" };

/**
 * nx_verb_get_iri:
 * @verb: a verb
 *
 * Returns: (transfer none) (nullable): its IRI; %NULL for %NX_VERB_NONE
 */
const char *
nx_verb_get_iri (NxVerb verb)
{
  g_return_val_if_fail ((guint) verb < NX_N_VERBS, NULL);
  return verb_iris[verb];
}

static gboolean
is_language (const char *tag,
             const char *language)
{
  gsize length = strlen (language);

  return tag != NULL && g_ascii_strncasecmp (tag, language, length) == 0 &&
         (tag[length] == '\0' || tag[length] == '-');
}

const char *
nx_verb_get_display (NxVerb       verb,
                     NxEventType  type,
                     const char  *language,
                     const char **out_language)
{
  const Words *words = type == NX_EVENT_SCENARIO_ENDED ? &scenario_ended_words : &verb_words[verb];

  if (is_language (language, "fr"))
    {
      *out_language = language;
      return words->fr;
    }
  *out_language = is_language (language, "en") ? language : "en";
  return words->en;
}
