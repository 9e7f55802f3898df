/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* nexus-tool agenda: the plan of a workshop with its times, and whether all that it shows is there. */

#include "config.h"

#include "nx-tool.h"

#include <glib/gi18n.h>

#include "nx-agenda.h"
#include "nx-core-pack.h"

typedef struct
{
  char *pack, *language;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->pack);
  g_free (options->language);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static NxLibrary *
open_library (const char *folder,
              GError    **error)
{
  g_autoptr (NxPackSource) source = folder != NULL ? nx_pack_source_new_for_folder (folder)
                                                   : nx_pack_source_new_for_resource (nx_core_pack_get_resource (), NX_CORE_PACK_PREFIX);

  return nx_library_new (source, error);
}

/* @name: the id of a workshop of the pack, the path of an agenda, or NULL for the pack's first. */
static NxAgenda *
load_agenda (NxLibrary  *library,
             const char *name,
             const char *lang,
             GError    **error)
{
  g_autoptr (NxPack) pack = nx_library_load_pack (library, lang, error);

  if (pack == NULL)
    return NULL;
  if (name == NULL && pack->workshops[0] != NULL)
    return nx_agenda_load (library, pack->workshops[0], lang, error);
  if (name != NULL && g_file_test (name, G_FILE_TEST_IS_REGULAR))
    return nx_agenda_load_file (library, name, lang, error);
  return nx_agenda_load (library, name, lang, error);
}

/* ---- What is printed ---- */

static const char *
get_part_title (const NxAgendaPart *part,
                const NxSlide      *first)
{
  if (part->title != NULL)
    return part->title;
  switch (part->kind)
    {
    case NX_AGENDA_VOTE:
      return C_("agenda", "Vote");
    case NX_AGENDA_TRIAL:
      return part->after ? C_("agenda", "Test after the workshop") : C_("agenda", "Test before the workshop");
    case NX_AGENDA_BOARD:
      return C_("agenda", "Gaps and collaboration");
    case NX_AGENDA_COMMITMENTS:
      return C_("agenda", "Commitments");
    case NX_AGENDA_EVALUATION:
      return C_("agenda", "Evaluation");
    case NX_AGENDA_BREAK:
      return C_("agenda", "Break");
    case NX_AGENDA_SLIDES:
    case NX_AGENDA_WORDS:
    case NX_AGENDA_PLAY:
    case NX_AGENDA_GROUPS:
    case NX_N_AGENDA_PART_KINDS:
    default:
      return first->title != NULL ? first->title : part->id;
    }
}

static void
print_part (const NxPlan *plan,
            const NxDeck *deck,
            guint         index)
{
  const NxPlanItem *item = nx_plan_get_item (plan, index);
  guint first = nx_deck_get_first (deck, index);
  guint next = index + 1 < nx_plan_get_n_items (plan) ? nx_deck_get_first (deck, index + 1) : nx_deck_get_n_slides (deck);
  g_autofree char *slides = g_strdup_printf (ngettext ("%u slide", "%u slides", next - first), next - first);
  /* Translators: how long a part of a workshop takes */
  g_autofree char *minutes = g_strdup_printf (ngettext ("%u minute", "%u minutes", item->part->minutes), item->part->minutes);

  g_print ("    %02u:%02u  %s · %s · %s\n", item->begin_minute / 60 % 24, item->begin_minute % 60,
           get_part_title (item->part, nx_deck_get_slide (deck, first)), minutes, slides);
}

static void
print_plan (const NxPlan *plan,
            const NxDeck *deck)
{
  const NxWorkshop *workshop = nx_plan_get_workshop (plan);
  const NxAgendaSession *session = NULL;
  const NxAgendaDay *day = NULL;

  g_print ("%s\n", workshop->title);
  for (guint i = 0; i < nx_plan_get_n_items (plan); i++)
    {
      const NxPlanItem *item = nx_plan_get_item (plan, i);
      guint end = nx_plan_get_end_minute (plan, item->day_index);

      if (item->day != day)
        g_print ("\n%s, %02u:%02u–%02u:%02u\n", item->day->title, item->day->start_minute / 60, item->day->start_minute % 60, end / 60 % 24, end % 60);
      if (item->session != session)
        g_print ("  %s\n", item->session->title);
      day = item->day;
      session = item->session;
      print_part (plan, deck, i);
    }
}

/* One line for each, in the form that editors jump to. */
static void
complain_of_missing (const NxPlan *plan,
                     const NxDeck *deck)
{
  for (guint i = 0; i < nx_deck_get_n_slides (deck); i++)
    {
      const NxSlide *slide = nx_deck_get_slide (deck, i);

      if (slide->kind == NX_SLIDE_MISSING)
        nx_tool_complain ("agenda", _("line %u: %s is not in this pack"), nx_plan_get_item (plan, slide->item)->part->line, slide->missing);
    }
}

NxToolStatus
nx_tool_agenda (char **arguments)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "pack", 0, 0, G_OPTION_ARG_FILENAME, &options.pack, N_("The folder of a pack, instead of the built-in one"), N_("FOLDER") },
    { "language", 0, 0, G_OPTION_ARG_STRING, &options.language, N_("The language of the content"), N_("TAG") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (NxLibrary) library = NULL;
  g_autoptr (NxAgenda) agenda = NULL;
  g_autoptr (GError) error = NULL;
  const char *lang;
  NxToolStatus status;

  if (!nx_tool_parse_options ("agenda", entries, arguments, &status))
    return status;
  if (arguments[0] != NULL && arguments[1] != NULL)
    {
      nx_tool_complain ("agenda", _("expected one workshop or agenda, or nothing for the first of the pack"));
      return NX_TOOL_USAGE;
    }
  lang = options.language != NULL ? options.language : g_get_language_names ()[0];
  library = open_library (options.pack, &error);
  agenda = library != NULL ? load_agenda (library, arguments[0], lang, &error) : NULL;
  if (agenda == NULL)
    {
      nx_tool_complain ("agenda", "%s", error->message);
      return NX_TOOL_FAILED;
    }
  print_plan (nx_agenda_get_plan (agenda), nx_agenda_get_deck (agenda));
  complain_of_missing (nx_agenda_get_plan (agenda), nx_agenda_get_deck (agenda));
  return nx_deck_count_missing (nx_agenda_get_deck (agenda)) == 0 ? NX_TOOL_DONE : NX_TOOL_FAILED;
}
