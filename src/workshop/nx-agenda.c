/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns the way from an agenda's bytes, wherever they are, to what is presented of them. */

#include "config.h"

#include "nx-agenda.h"

#include <string.h>

/* Where an agenda belongs that no pack has. */
#define OWN "own"

struct _NxAgenda
{
  gatomicrefcount refs;
  char *pack, *address, *version, *hash, *language;
  GBytes *xml;
  NxPlan *plan;
  NxDeck *deck;
};

NxAgenda *
nx_agenda_ref (NxAgenda *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
nx_agenda_unref (NxAgenda *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->deck, nx_deck_free);
  g_clear_pointer (&self->plan, nx_plan_free);
  g_bytes_unref (self->xml);
  g_free (self->pack);
  g_free (self->address);
  g_free (self->version);
  g_free (self->hash);
  g_free (self->language);
  g_free (self);
}

/* @hash: NULL to make it of @xml. */
static NxAgenda *
make_agenda (NxLibrary  *library,
             NxWorkshop *workshop,
             const char *home,
             GBytes     *xml,
             const char *hash,
             const char *lang,
             GError    **error)
{
  g_autoptr (NxPack) pack = nx_library_load_pack (library, lang, error);
  NxAgenda *self;

  if (pack == NULL)
    return NULL;
  self = g_new0 (NxAgenda, 1);
  g_atomic_ref_count_init (&self->refs);
  self->pack = g_strdup (pack->id);
  self->address = nx_address_new (home != NULL ? home : pack->id, "workshop", workshop->id, NULL);
  self->version = g_strdup_printf ("%s/%u", pack->version, workshop->version);
  self->hash = hash != NULL ? g_strdup (hash) : g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, xml);
  self->language = g_strdup (nx_library_match_language (library, lang));
  self->xml = g_bytes_ref (xml);
  self->plan = nx_plan_new (workshop);
  self->deck = nx_deck_new (self->plan, library, lang);
  return self;
}

static char *
pack_path (const char *id)
{
  return g_strdup_printf ("workshops/%s.xml", id);
}

NxAgenda *
nx_agenda_load (NxLibrary  *library,
                const char *id,
                const char *lang,
                GError    **error)
{
  g_autoptr (NxWorkshop) workshop = nx_library_load_workshop (library, id, lang, error);
  g_autofree char *path = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (GBytes) xml = NULL;

  if (workshop == NULL)
    return NULL;
  path = pack_path (id);
  hash = nx_library_dup_hash (library, path, error);
  xml = hash != NULL ? nx_pack_source_load (nx_library_get_source (library), path, error) : NULL;
  return xml != NULL ? make_agenda (library, workshop, NULL, xml, hash, lang, error) : NULL;
}

NxAgenda *
nx_agenda_load_file (NxLibrary  *library,
                     const char *path,
                     const char *lang,
                     GError    **error)
{
  /* Read as any content is, within its limits; a stick that is pulled out is then an error, not the end. */
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_folder (folder);
  g_autoptr (GBytes) xml = nx_pack_source_load (source, name, error);
  g_autoptr (NxWorkshop) workshop = xml != NULL ? nx_workshop_parse (xml, path, error) : NULL;

  return workshop != NULL ? make_agenda (library, workshop, OWN, xml, NULL, lang, error) : NULL;
}

/* The id of the pack's agenda that has the same bytes; NULL if there is none. */
static char *
find_in_pack (NxLibrary          *library,
              const NxEventFacts *started)
{
  g_autofree char *pack = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *hash = NULL;

  if (started->address == NULL || !nx_address_parse (started->address, &pack, &kind, &id, NULL) || strcmp (pack, OWN) == 0)
    return NULL;
  path = pack_path (id);
  hash = nx_library_dup_hash (library, path, NULL);
  return hash != NULL && g_strcmp0 (hash, started->content_hash) == 0 ? g_steal_pointer (&id) : NULL;
}

NxAgenda *
nx_agenda_load_stored (NxLibrary          *library,
                       const NxEventFacts *started,
                       GBytes             *xml,
                       const char         *lang,
                       GError            **error)
{
  g_autofree char *id = find_in_pack (library, started);
  g_autoptr (NxWorkshop) workshop = NULL;
  NxAgenda *self;

  if (id != NULL)
    return nx_agenda_load (library, id, lang, error);
  if (xml == NULL)
    {
      g_set_error_literal (error, NX_CONTENT_ERROR, NX_CONTENT_ERROR_MISSING, "The agenda of this session is not there any more");
      return NULL;
    }
  workshop = nx_workshop_parse (xml, started->address, error);
  self = workshop != NULL ? make_agenda (library, workshop, OWN, xml, started->content_hash, lang, error) : NULL;
  if (self != NULL && started->address != NULL)
    {
      g_free (self->address);
      self->address = g_strdup (started->address);
    }
  return self;
}

NxPlan *
nx_agenda_get_plan (const NxAgenda *self)
{
  return self->plan;
}

NxDeck *
nx_agenda_get_deck (const NxAgenda *self)
{
  return self->deck;
}

const char *
nx_agenda_get_pack (const NxAgenda *self)
{
  return self->pack;
}

const char *
nx_agenda_get_address (const NxAgenda *self)
{
  return self->address;
}

const char *
nx_agenda_get_version (const NxAgenda *self)
{
  return self->version;
}

const char *
nx_agenda_get_hash (const NxAgenda *self)
{
  return self->hash;
}

const char *
nx_agenda_get_language (const NxAgenda *self)
{
  return self->language;
}

GBytes *
nx_agenda_get_xml (const NxAgenda *self)
{
  return self->xml;
}
