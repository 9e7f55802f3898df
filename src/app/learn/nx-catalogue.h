/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-content.h"

G_BEGIN_DECLS

/*
 * NxCatalogue: what the places list of a pack: titles, parts, minutes, sections; nothing of the text.
 * Made on a worker, immutable, counted. A module or scenario whose file is broken is listed with its
 * error; the rest works.
 */

typedef struct
{
  char *id, *title;
  guint minutes;
} NxSectionInfo;

typedef struct
{
  char *id, *title, *summary;   /* title: the id if the file is broken */
  char part;
  guint minutes;
  guint number;                 /* within its part, 1-based */
  char **practices;
  char *scenario;               /* id or NULL */
  GPtrArray *sections;          /* NxSectionInfo */
  gboolean has_test;
  gboolean in_source_only;      /* not in the asked language */
  GError *error;                /* NULL if sound */
} NxModuleInfo;

typedef struct
{
  char *id, *title, *summary, *place, *role;
  char part;
  guint minutes;
  GError *error;
} NxScenarioInfo;

typedef struct
{
  char *id, *title, *capacity;  /* capacity may be NULL */
  GPtrArray *modules;           /* NxModuleInfo, borrowed from the catalogue; only those it holds */
} NxPathInfo;

typedef struct
{
  char *id, *title;
  GPtrArray *roles;             /* NxRoleInfo */
} NxCapacityInfo;

typedef struct { char *id, *title; } NxRoleInfo;

typedef struct
{
  gatomicrefcount ref_count;
  char *language;
  NxPack *pack;
  GPtrArray *modules;           /* NxModuleInfo, in the pack's order */
  GPtrArray *scenarios;         /* NxScenarioInfo */
  GPtrArray *paths;             /* NxPathInfo; empty if the file is broken */
  GPtrArray *capacities;        /* NxCapacityInfo */
} NxCatalogue;

/* Blocks: for a worker. NULL only if pack.xml itself is broken. */
NxCatalogue *nx_catalogue_load (NxLibrary *library, const char *language, GError **error);
NxCatalogue *nx_catalogue_ref (NxCatalogue *self);
void nx_catalogue_unref (NxCatalogue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxCatalogue, nx_catalogue_unref)

const NxModuleInfo *nx_catalogue_get_module (const NxCatalogue *self, const char *id);
/* Which module of its part it is, from 1, and how many the part has; both 0 if there is none of that id. */
void nx_catalogue_get_number (const NxCatalogue *self, const char *module, guint *out_number, guint *out_n_modules);
const NxScenarioInfo *nx_catalogue_get_scenario (const NxCatalogue *self, const char *id);
/* The path of a standing capacity; NULL if none. */
const NxPathInfo *nx_catalogue_get_path (const NxCatalogue *self, const char *capacity);
/* The title of a part: "Legal considerations"; NULL if the pack has none. */
const char *nx_catalogue_get_part_title (const NxCatalogue *self, char part);

G_END_DECLS
