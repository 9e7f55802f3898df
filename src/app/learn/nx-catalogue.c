/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-catalogue.h"

static void
section_info_free (gpointer data)
{
  NxSectionInfo *info = data;

  g_free (info->id);
  g_free (info->title);
  g_free (info);
}

static void
module_info_free (gpointer data)
{
  NxModuleInfo *info = data;

  g_free (info->id);
  g_free (info->title);
  g_free (info->summary);
  g_strfreev (info->practices);
  g_free (info->scenario);
  g_ptr_array_unref (info->sections);
  g_clear_error (&info->error);
  g_free (info);
}

static void
scenario_info_free (gpointer data)
{
  NxScenarioInfo *info = data;

  g_free (info->id);
  g_free (info->title);
  g_free (info->summary);
  g_free (info->place);
  g_free (info->role);
  g_clear_error (&info->error);
  g_free (info);
}

static void
path_info_free (gpointer data)
{
  NxPathInfo *info = data;

  g_free (info->id);
  g_free (info->title);
  g_free (info->capacity);
  g_ptr_array_unref (info->modules);
  g_free (info);
}

static void
role_info_free (gpointer data)
{
  NxRoleInfo *info = data;

  g_free (info->id);
  g_free (info->title);
  g_free (info);
}

static void
capacity_info_free (gpointer data)
{
  NxCapacityInfo *info = data;

  g_free (info->id);
  g_free (info->title);
  g_ptr_array_unref (info->roles);
  g_free (info);
}

static char *
dup_plain (const NxInline *text)
{
  return text != NULL ? nx_inline_dup_plain (text) : g_strdup ("");
}

static NxModuleInfo *
load_module (NxLibrary  *library,
             const char *id,
             const char *language)
{
  NxModuleInfo *info = g_new0 (NxModuleInfo, 1);
  g_autoptr (NxModule) module = nx_library_load_module (library, id, language, &info->error);

  info->id = g_strdup (id);
  info->sections = g_ptr_array_new_with_free_func (section_info_free);
  if (module == NULL)
    {
      info->title = g_strdup (id);
      info->summary = g_strdup ("");
      info->part = 'r';
      info->practices = g_new0 (char *, 1);
      return info;
    }
  info->title = g_strdup (module->title);
  info->summary = dup_plain (module->summary);
  info->part = module->part;
  info->minutes = module->minutes;
  info->practices = g_strdupv (module->practices);
  info->scenario = g_strdup (module->scenario);
  info->has_test = module->test != NULL;
  info->in_source_only = module->summary != NULL && module->summary->lang != NULL;
  for (guint i = 0; i < module->sections->len; i++)
    {
      const NxSection *section = g_ptr_array_index (module->sections, i);
      NxSectionInfo *each = g_new0 (NxSectionInfo, 1);

      each->id = g_strdup (section->id);
      each->title = g_strdup (section->title);
      each->minutes = section->minutes;
      g_ptr_array_add (info->sections, each);
    }
  return info;
}

static NxScenarioInfo *
load_scenario (NxLibrary  *library,
               const char *id,
               const char *language)
{
  NxScenarioInfo *info = g_new0 (NxScenarioInfo, 1);
  g_autoptr (NxScenario) scenario = nx_library_load_scenario (library, id, language, &info->error);

  info->id = g_strdup (id);
  info->title = g_strdup (scenario != NULL ? scenario->title : id);
  info->summary = dup_plain (scenario != NULL ? scenario->summary : NULL);
  info->part = 'r';
  if (scenario != NULL)
    {
      info->place = g_strdup (scenario->place);
      info->role = g_strdup (scenario->role_title);
      info->part = scenario->part;
      info->minutes = scenario->minutes;
    }
  return info;
}

/* The number of a module within its part, in the pack's order. */
static void
number_modules (NxCatalogue *self)
{
  guint counts[256] = { 0 };

  for (guint i = 0; i < self->modules->len; i++)
    {
      NxModuleInfo *info = g_ptr_array_index (self->modules, i);

      if (info->error == NULL)
        info->number = ++counts[(guchar) info->part];
    }
}

static void
load_paths (NxCatalogue *self,
            NxLibrary   *library)
{
  g_autoptr (NxPathSet) paths = nx_library_load_paths (library, self->language, NULL);

  for (guint i = 0; paths != NULL && i < paths->items->len; i++)
    {
      const NxPath *path = g_ptr_array_index (paths->items, i);
      NxPathInfo *info = g_new0 (NxPathInfo, 1);

      info->id = g_strdup (path->id);
      info->title = g_strdup (path->title);
      info->capacity = g_strdup (path->capacity);
      info->modules = g_ptr_array_new ();
      for (guint n = 0; path->modules[n] != NULL; n++)
        {
          gpointer module = (gpointer) nx_catalogue_get_module (self, path->modules[n]);

          if (module != NULL)
            g_ptr_array_add (info->modules, module);
        }
      g_ptr_array_add (self->paths, info);
    }
}

static void
load_capacities (NxCatalogue *self,
                 NxLibrary   *library)
{
  g_autoptr (NxRoleSet) set = nx_library_load_roles (library, self->language, NULL);

  for (guint i = 0; set != NULL && i < set->items->len; i++)
    {
      const NxCapacity *capacity = g_ptr_array_index (set->items, i);
      NxCapacityInfo *info = g_new0 (NxCapacityInfo, 1);

      info->id = g_strdup (capacity->id);
      info->title = g_strdup (capacity->title);
      info->roles = g_ptr_array_new_with_free_func (role_info_free);
      for (guint n = 0; n < capacity->roles->len; n++)
        {
          const NxRole *role = g_ptr_array_index (capacity->roles, n);
          NxRoleInfo *each = g_new0 (NxRoleInfo, 1);

          each->id = g_strdup (role->id);
          each->title = g_strdup (role->title);
          g_ptr_array_add (info->roles, each);
        }
      g_ptr_array_add (self->capacities, info);
    }
}

NxCatalogue *
nx_catalogue_load (NxLibrary   *library,
                   const char  *language,
                   GError     **error)
{
  g_autoptr (NxPack) pack = nx_library_load_pack (library, language, error);
  NxCatalogue *self;

  if (pack == NULL)
    return NULL;
  self = g_new0 (NxCatalogue, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->language = g_strdup (language);
  self->modules = g_ptr_array_new_with_free_func (module_info_free);
  self->scenarios = g_ptr_array_new_with_free_func (scenario_info_free);
  self->paths = g_ptr_array_new_with_free_func (path_info_free);
  self->capacities = g_ptr_array_new_with_free_func (capacity_info_free);
  for (guint i = 0; pack->modules[i] != NULL; i++)
    g_ptr_array_add (self->modules, load_module (library, pack->modules[i], language));
  for (guint i = 0; pack->scenarios[i] != NULL; i++)
    g_ptr_array_add (self->scenarios, load_scenario (library, pack->scenarios[i], language));
  self->pack = g_steal_pointer (&pack);
  number_modules (self);
  load_paths (self, library);
  load_capacities (self, library);
  return self;
}

NxCatalogue *
nx_catalogue_ref (NxCatalogue *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nx_catalogue_unref (NxCatalogue *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->capacities);
  g_ptr_array_unref (self->modules);
  g_ptr_array_unref (self->scenarios);
  nx_pack_unref (self->pack);
  g_free (self->language);
  g_free (self);
}

const NxModuleInfo *
nx_catalogue_get_module (const NxCatalogue *self,
                         const char        *id)
{
  for (guint i = 0; i < self->modules->len; i++)
    {
      const NxModuleInfo *info = g_ptr_array_index (self->modules, i);

      if (g_strcmp0 (info->id, id) == 0)
        return info;
    }
  return NULL;
}

void
nx_catalogue_get_number (const NxCatalogue *self,
                         const char        *module,
                         guint             *out_number,
                         guint             *out_n_modules)
{
  const NxModuleInfo *wanted = nx_catalogue_get_module (self, module);

  *out_number = *out_n_modules = 0;
  for (guint i = 0; wanted != NULL && i < self->modules->len; i++)
    {
      const NxModuleInfo *info = g_ptr_array_index (self->modules, i);

      if (info->part != wanted->part)
        continue;
      ++*out_n_modules;
      if (info == wanted)
        *out_number = *out_n_modules;
    }
}

const NxScenarioInfo *
nx_catalogue_get_scenario (const NxCatalogue *self,
                           const char        *id)
{
  for (guint i = 0; i < self->scenarios->len; i++)
    {
      const NxScenarioInfo *info = g_ptr_array_index (self->scenarios, i);

      if (g_strcmp0 (info->id, id) == 0)
        return info;
    }
  return NULL;
}

const NxPathInfo *
nx_catalogue_get_path (const NxCatalogue *self,
                       const char        *capacity)
{
  for (guint i = 0; capacity != NULL && i < self->paths->len; i++)
    {
      const NxPathInfo *info = g_ptr_array_index (self->paths, i);

      if (g_strcmp0 (info->capacity, capacity) == 0)
        return info;
    }
  return NULL;
}

const char *
nx_catalogue_get_part_title (const NxCatalogue *self,
                             char               part)
{
  for (guint i = 0; i < self->pack->parts->len; i++)
    {
      const NxPart *each = g_ptr_array_index (self->pack->parts, i);

      if (each->letter == part)
        return each->title;
    }
  return NULL;
}
