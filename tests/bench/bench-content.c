/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * bench-content PACK ROUNDS: loads the whole pack, and beside it walks over the same bytes with a bare
 * xmlTextReader, in turns, so that a change of the machine's speed meets both alike. A line a round:
 * bytes=N load_ns=N walk_ns=N. Both read the files anew each time.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>

#include "nx-content.h"

typedef struct
{
  const char *folder;
  GPtrArray *paths;           /* of every XML file, relative to the folder */
} Pack;

static gint64
now_ns (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return time.tv_sec * G_GINT64_CONSTANT (1000000000) + time.tv_nsec;
}

static void
add_all (GPtrArray  *paths,
         const char *kind,
         char      **ids)
{
  for (gsize i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (paths, g_strdup_printf ("%s/%s.xml", kind, ids[i]));
}

static GPtrArray *
list_paths (const NxPack *pack)
{
  static const char *const single[] = { "pack.xml", "paths.xml", "roles.xml", "practices.xml", "glossary.xml", "sources.xml" };
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (single); i++)
    g_ptr_array_add (paths, g_strdup (single[i]));
  add_all (paths, "modules", pack->modules);
  add_all (paths, "scenarios", pack->scenarios);
  add_all (paths, "questions", pack->banks);
  return paths;
}

/* The floor: every node of every file is seen, nothing is kept. Returns the bytes. */
static gsize
walk (const Pack *pack)
{
  gsize total = 0;

  for (guint i = 0; i < pack->paths->len; i++)
    {
      g_autofree char *path = g_build_filename (pack->folder, g_ptr_array_index (pack->paths, i), NULL);
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      xmlTextReader *reader;
      gsize size;
      int more;

      if (!g_file_get_contents (path, &text, &size, &error))
        {
          g_printerr ("%s\n", error->message);
          exit (EXIT_FAILURE);
        }
      reader = xmlReaderForMemory (text, (int) size, NULL, NULL, XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT);
      while ((more = xmlTextReaderRead (reader)) == 1)
        ;
      g_assert_cmpint (more, ==, 0);
      xmlFreeTextReader (reader);
      total += size;
    }
  return total;
}

/* Loads by id and by nothing; what they return is counted and freed by its own function. */
typedef gpointer (*LoadFile) (NxLibrary   *library,
                              const char  *id,
                              const char  *language,
                              GError     **error);
typedef gpointer (*LoadSingle) (NxLibrary   *library,
                                const char  *language,
                                GError     **error);

static gpointer
must (gpointer loaded,
      GError  *error)
{
  if (loaded == NULL)
    {
      g_printerr ("%s\n", error->message);
      exit (EXIT_FAILURE);
    }
  return loaded;
}

static void
load_files (NxLibrary      *library,
            char          **ids,
            LoadFile        load,
            GDestroyNotify  unref)
{
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      GError *error = NULL;

      unref (must (load (library, ids[i], "en", &error), error));
    }
}

static void
load_single (NxLibrary      *library,
             LoadSingle      load,
             GDestroyNotify  unref)
{
  GError *error = NULL;

  unref (must (load (library, "en", &error), error));
}

static void
load (const Pack *pack)
{
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_folder (pack->folder);
  GError *error = NULL;
  g_autoptr (NxLibrary) library = must (nx_library_new (source, &error), error);
  g_autoptr (NxPack) model = must (nx_library_load_pack (library, "en", &error), error);

  load_single (library, (LoadSingle) nx_library_load_paths, (GDestroyNotify) nx_path_set_unref);
  load_single (library, (LoadSingle) nx_library_load_roles, (GDestroyNotify) nx_role_set_unref);
  load_single (library, (LoadSingle) nx_library_load_practices, (GDestroyNotify) nx_practice_set_unref);
  load_single (library, (LoadSingle) nx_library_load_glossary, (GDestroyNotify) nx_glossary_unref);
  load_single (library, (LoadSingle) nx_library_load_sources, (GDestroyNotify) nx_source_set_unref);
  load_files (library, model->modules, (LoadFile) nx_library_load_module, (GDestroyNotify) nx_module_unref);
  load_files (library, model->scenarios, (LoadFile) nx_library_load_scenario, (GDestroyNotify) nx_scenario_unref);
  load_files (library, model->banks, (LoadFile) nx_library_load_bank, (GDestroyNotify) nx_question_bank_unref);
}

static GPtrArray *
list_pack (const char *folder)
{
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_folder (folder);
  GError *error = NULL;
  g_autoptr (NxLibrary) library = must (nx_library_new (source, &error), error);
  g_autoptr (NxPack) model = must (nx_library_load_pack (library, "en", &error), error);

  return list_paths (model);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GPtrArray) paths = NULL;
  Pack pack;
  gint64 n_rounds;

  if (argc != 3 || !g_ascii_string_to_signed (argv[2], 10, 1, 100000, &n_rounds, NULL))
    {
      g_printerr ("usage: bench-content PACK ROUNDS\n");
      return 2;
    }
  paths = list_pack (argv[1]);
  pack = (Pack) { argv[1], paths };
  for (gint64 i = 0; i < n_rounds; i++)
    {
      gint64 start_ns = now_ns ();
      gint64 middle_ns, end_ns;
      gsize size;

      load (&pack);
      middle_ns = now_ns ();
      size = walk (&pack);
      end_ns = now_ns ();
      g_print ("bytes=%" G_GSIZE_FORMAT " load_ns=%" G_GINT64_FORMAT " walk_ns=%" G_GINT64_FORMAT "\n", size, middle_ns - start_ns, end_ns - middle_ns);
    }
  return EXIT_SUCCESS;
}
