/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/*
 * Owns an open pack: which file answers which question, in which language, and what is kept parsed.
 * Knows nothing of XML.
 *
 * What was parsed is kept while somebody holds it, and a little longer: at the next load of another
 * file, what nobody else holds is let go. The reference works (practices, glossary, sources) and
 * pack.xml stay, since every page asks for them.
 */

#include "nx-content.h"

#include <string.h>

#include "nx-arena.h"
#include "nx-content-parser.h"

typedef gpointer (*ParseFunc) (GBytes *xml, const char *name, GError **error);

typedef struct
{
  gpointer root;
  gboolean stays;
} Kept;

struct _NxLibrary
{
  GObject parent_instance;

  NxPackSource *source;
  NxPack *pack;             /* in the source language; immutable after new () */
  const char *source_language;

  GMutex mutex;             /* guards `kept` */
  GHashTable *kept;         /* path within the pack → Kept */
};

G_DEFINE_FINAL_TYPE (NxLibrary, nx_library, G_TYPE_OBJECT)

static void
kept_free (gpointer data)
{
  Kept *self = data;

  nx_arena_unref (nx_arena_of_root (self->root));
  g_free (self);
}

static void
nx_library_finalize (GObject *object)
{
  NxLibrary *self = NX_LIBRARY (object);

  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->pack, nx_pack_unref);
  g_clear_object (&self->source);
  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (nx_library_parent_class)->finalize (object);
}

static void
nx_library_class_init (NxLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_library_finalize;
}

static void
nx_library_init (NxLibrary *self)
{
  g_mutex_init (&self->mutex);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, kept_free);
}

/* ---- Loading ---- */

static gpointer
load_and_parse (NxLibrary  *self,
                const char *path,
                ParseFunc   parse,
                GError    **error)
{
  g_autoptr (GBytes) xml = nx_pack_source_load (self->source, path, error);
  g_autofree char *name = NULL;

  if (xml == NULL)
    return NULL;
  name = nx_pack_source_dup_display_name (self->source, path);
  return parse (xml, name, error);
}

static gpointer
ref_kept (NxLibrary  *self,
          const char *path)
{
  Kept *kept = g_hash_table_lookup (self->kept, path);

  if (kept == NULL)
    return NULL;
  nx_arena_ref (nx_arena_of_root (kept->root));
  return kept->root;
}

static gboolean
is_unused (gpointer key,
           gpointer value,
           gpointer user_data)
{
  const Kept *kept = value;

  return !kept->stays && nx_arena_is_last (nx_arena_of_root (kept->root));
}

/* Keeps @root (transfer full) and returns a reference; the one already there wins over a second. */
static gpointer
keep (NxLibrary  *self,
      const char *path,
      gpointer    root,
      gboolean    stays)
{
  gpointer earlier = ref_kept (self, path);
  Kept *kept;

  if (earlier != NULL)
    {
      nx_arena_unref (nx_arena_of_root (root));
      return earlier;
    }
  g_hash_table_foreach_remove (self->kept, is_unused, NULL);
  kept = g_new (Kept, 1);
  kept->root = root;
  kept->stays = stays;
  g_hash_table_insert (self->kept, g_strdup (path), kept);
  return ref_kept (self, path);
}

/* Two threads that ask for the same file at once may both parse it; one result is kept. */
static gpointer
load_path (NxLibrary  *self,
           const char *path,
           ParseFunc   parse,
           gboolean    stays,
           GError    **error)
{
  gpointer root;

  g_mutex_lock (&self->mutex);
  root = ref_kept (self, path);
  g_mutex_unlock (&self->mutex);
  if (root != NULL)
    return root;

  root = load_and_parse (self, path, parse, error);
  if (root == NULL)
    return NULL;
  g_mutex_lock (&self->mutex);
  root = keep (self, path, root, stays);
  g_mutex_unlock (&self->mutex);
  return root;
}

/* @path in the tree that serves @lang. */
static char *
dup_localized_path (NxLibrary  *self,
                    const char *path,
                    const char *lang)
{
  const char *tag = nx_library_match_language (self, lang);

  if (strcmp (tag, self->source_language) == 0)
    return g_strdup (path);
  return g_strconcat ("l10n/", tag, "/", path, NULL);
}

/* A pack that was not built yet (an author's folder) has no translated trees: the source serves. */
static gpointer
load_localized (NxLibrary  *self,
                const char *path,
                const char *lang,
                ParseFunc   parse,
                gboolean    stays,
                GError    **error)
{
  g_autofree char *localized = dup_localized_path (self, path, lang);
  g_autoptr (GError) local_error = NULL;
  gpointer root = load_path (self, localized, parse, stays, &local_error);

  if (root != NULL)
    return root;
  if (strcmp (localized, path) != 0 && g_error_matches (local_error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING))
    return load_path (self, path, parse, stays, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gboolean
list_has (char       **ids,
          const char  *id)
{
  return id != NULL && g_strv_contains ((const char *const *) ids, id);
}

/* A file of its own, which pack.xml must name. */
static gpointer
load_listed (NxLibrary  *self,
             const char *folder,
             char      **ids,
             const char *id,
             const char *lang,
             ParseFunc   parse,
             GError    **error)
{
  g_autofree char *path = NULL;

  if (!list_has (ids, id))
    {
      g_set_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING, "pack.xml:0: expected %s/%s.xml to be listed, found it is not", folder,
                   id != NULL ? id : "");
      return NULL;
    }
  path = g_strconcat (folder, "/", id, ".xml", NULL);
  return load_localized (self, path, lang, parse, FALSE, error);
}

NxLibrary *
nx_library_new (NxPackSource *source,
                GError      **error)
{
  g_autoptr (NxLibrary) self = g_object_new (NX_TYPE_LIBRARY, NULL);

  self->source = g_object_ref (source);
  self->pack = load_and_parse (self, "pack.xml", (ParseFunc) nx_pack_parse, error);
  if (self->pack == NULL)
    return NULL;
  for (guint i = 0; i < self->pack->languages->len; i++)
    {
      const NxLanguage *language = g_ptr_array_index (self->pack->languages, i);

      if (language->is_source)
        self->source_language = language->tag;
    }
  nx_pack_unref (keep (self, "pack.xml", nx_pack_ref (self->pack), TRUE));
  return g_steal_pointer (&self);
}

NxPackSource *
nx_library_get_source (NxLibrary *self)
{
  return self->source;
}

NxPack *
nx_library_load_pack (NxLibrary  *self,
                      const char *lang,
                      GError    **error)
{
  return load_localized (self, "pack.xml", lang, (ParseFunc) nx_pack_parse, TRUE, error);
}

NxModule *
nx_library_load_module (NxLibrary  *self,
                        const char *id,
                        const char *lang,
                        GError    **error)
{
  return load_listed (self, "modules", self->pack->modules, id, lang, (ParseFunc) nx_module_parse, error);
}

NxScenario *
nx_library_load_scenario (NxLibrary  *self,
                          const char *id,
                          const char *lang,
                          GError    **error)
{
  return load_listed (self, "scenarios", self->pack->scenarios, id, lang, (ParseFunc) nx_scenario_parse, error);
}

NxQuestionBank *
nx_library_load_bank (NxLibrary  *self,
                      const char *id,
                      const char *lang,
                      GError    **error)
{
  return load_listed (self, "questions", self->pack->banks, id, lang, (ParseFunc) nx_question_bank_parse, error);
}

NxWorkshop *
nx_library_load_workshop (NxLibrary  *self,
                          const char *id,
                          const char *lang,
                          GError    **error)
{
  return load_listed (self, "workshops", self->pack->workshops, id, lang, (ParseFunc) nx_workshop_parse, error);
}

NxPracticeSet *
nx_library_load_practices (NxLibrary  *self,
                           const char *lang,
                           GError    **error)
{
  return load_localized (self, "practices.xml", lang, (ParseFunc) nx_practice_set_parse, TRUE, error);
}

NxGlossary *
nx_library_load_glossary (NxLibrary  *self,
                          const char *lang,
                          GError    **error)
{
  return load_localized (self, "glossary.xml", lang, (ParseFunc) nx_glossary_parse, TRUE, error);
}

NxSourceSet *
nx_library_load_sources (NxLibrary  *self,
                         const char *lang,
                         GError    **error)
{
  return load_localized (self, "sources.xml", lang, (ParseFunc) nx_source_set_parse, TRUE, error);
}

NxPathSet *
nx_library_load_paths (NxLibrary  *self,
                       const char *lang,
                       GError    **error)
{
  return load_localized (self, "paths.xml", lang, (ParseFunc) nx_path_set_parse, FALSE, error);
}

NxRoleSet *
nx_library_load_roles (NxLibrary  *self,
                       const char *lang,
                       GError    **error)
{
  return load_localized (self, "roles.xml", lang, (ParseFunc) nx_role_set_parse, FALSE, error);
}

GBytes *
nx_library_load_figure (NxLibrary  *self,
                        const char *src,
                        const char *lang,
                        GError    **error)
{
  g_autofree char *localized = NULL;
  GBytes *bytes;

  if (!g_str_has_prefix (src, "figures/"))
    {
      g_set_error (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_REFERENCE, "%s:0: expected a path in figures/, found another", src);
      return NULL;
    }
  localized = dup_localized_path (self, src, lang);
  bytes = nx_pack_source_load (self->source, localized, NULL);
  /* A figure without text has no translated copy. */
  return bytes != NULL ? bytes : nx_pack_source_load (self->source, src, error);
}

/* ---- Hashes ---- */

/* The build's list of hashes. An author's folder has none: hashes are then computed as asked for. */
static char *
dup_listed_hash (NxLibrary  *self,
                 const char *path)
{
  g_autoptr (NxManifest) manifest = load_path (self, "manifest.xml", (ParseFunc) nx_manifest_parse, TRUE, NULL);

  return manifest != NULL ? g_strdup (g_hash_table_lookup (manifest->hashes, path)) : NULL;
}

char *
nx_library_dup_hash (NxLibrary  *self,
                     const char *path,
                     GError    **error)
{
  g_autoptr (GBytes) bytes = NULL;
  char *hash = dup_listed_hash (self, path);

  if (hash != NULL)
    return hash;
  bytes = nx_pack_source_load (self->source, path, error);
  return bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;
}

/* ---- Languages ---- */

/* The length of @tag's first part: "fr" of "fr-CA". */
static gsize
get_primary_length (const char *tag)
{
  return strcspn (tag, "-_.@");
}

/* "fr_CD.UTF-8@euro" → "fr-CD" */
static char *
dup_language_tag (const char *lang)
{
  char *tag = g_strndup (lang, strcspn (lang, ".@"));

  g_strdelimit (tag, "_", '-');
  return tag;
}

const char *
nx_library_match_language (NxLibrary  *self,
                           const char *lang)
{
  g_autofree char *wanted = dup_language_tag (lang != NULL ? lang : "");
  const char *found = NULL;

  for (guint i = 0; i < self->pack->languages->len; i++)
    {
      const NxLanguage *language = g_ptr_array_index (self->pack->languages, i);
      gsize length = get_primary_length (language->tag);

      if (g_ascii_strcasecmp (language->tag, wanted) == 0)
        return language->tag;
      if (found == NULL && length == get_primary_length (wanted) && g_ascii_strncasecmp (language->tag, wanted, length) == 0)
        found = language->tag;
    }
  return found != NULL ? found : self->source_language;
}
