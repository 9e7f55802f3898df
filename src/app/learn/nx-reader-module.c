/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A module and its attempt, from opening to leaving. Knows no widget. */

#include "config.h"

#include "nx-reader-module.h"

struct _NxReaderModule
{
  GObject parent_instance;
  NxContext *context;
  char *id;
  GCancellable *cancellable;    /* of what is loaded; cancelled when the reader goes */
  NxModuleAttempt *attempt;
  NxReaderActs *acts;
  NxModule *text;               /* held: the attempt drops its own as soon as it has the next language's */
  NxBlockAids *aids;
  gboolean can_save;            /* what the opening that is under way asked for */
  gboolean loading;
  gboolean language_waits;      /* it changed while something was loaded */
  char *kept_section, *kept_block;   /* the place stored last */
};

G_DEFINE_FINAL_TYPE (NxReaderModule, nx_reader_module, G_TYPE_OBJECT)

enum { SIGNAL_LOADED, SIGNAL_UNSAVED, SIGNAL_FAILED, SIGNAL_UNCHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void open_attempt (NxReaderModule *self, gboolean can_save);

/* ---- Loading ---- */

static void
finish_loading (NxReaderModule *self)
{
  self->loading = FALSE;
  if (self->language_waits)
    nx_reader_module_change_language (self);
}

static void
aids_loaded_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (NxReaderModule) self = user_data;
  g_autoptr (NxBlockAids) aids = nx_block_aids_load_finish (result, NULL);
  g_autoptr (NxModule) old_text = NULL;
  g_autoptr (NxBlockAids) old_aids = NULL;

  if (aids == NULL)             /* cancelled: there is no other way to fail */
    return;
  old_text = g_steal_pointer (&self->text);
  old_aids = g_steal_pointer (&self->aids);
  self->text = nx_module_ref ((NxModule *) nx_module_attempt_get_module (self->attempt));
  self->aids = g_steal_pointer (&aids);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0, old_text != NULL);
  finish_loading (self);
}

static void
load_aids (NxReaderModule *self)
{
  NxStudy *study = nx_context_get_study (self->context);

  /* Nobody learns any more, or somebody else: this page is on its way out. */
  if (study == NULL)
    return;
  nx_block_aids_load_async (nx_context_get_library (self->context), nx_study_get_language (study),
                            (NxModule *) nx_module_attempt_get_module (self->attempt), NULL,
                            self->cancellable, aids_loaded_cb, g_object_ref (self));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (NxReaderModule) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (NxModuleAttempt) attempt = nx_module_attempt_open_finish (result, &error);

  if (attempt != NULL)
    {
      g_set_object (&self->attempt, attempt);
      if (self->can_save)
        self->acts = nx_reader_acts_new (self->attempt);
      load_aids (self);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->can_save && error->domain == NX_RECORDS_ERROR)
    {
      g_signal_emit (self, signals[SIGNAL_UNSAVED], 0, error);
      open_attempt (self, FALSE);   /* reading goes on even where nothing can be saved */
      return;
    }
  self->loading = FALSE;
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
open_attempt (NxReaderModule *self,
              gboolean        can_save)
{
  NxStudy *study = nx_context_get_study (self->context);

  self->loading = TRUE;
  self->can_save = can_save;
  if (can_save)
    nx_module_attempt_open_async (study, self->id, self->cancellable, opened_cb, g_object_ref (self));
  else
    nx_module_attempt_peek_async (study, self->id, self->cancellable, opened_cb, g_object_ref (self));
}

void
nx_reader_module_open (NxReaderModule *self)
{
  g_return_if_fail (NX_IS_READER_MODULE (self));
  open_attempt (self, nx_context_can_save (self->context));
}

/* ---- Language ---- */

static void
language_stored_cb (const GError *error,
                    gpointer      user_data)
{
  NxReaderModule *self = user_data;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (error == NULL)
    {
      load_aids (self);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_UNCHANGED], 0, error);
  finish_loading (self);
}

void
nx_reader_module_change_language (NxReaderModule *self)
{
  g_return_if_fail (NX_IS_READER_MODULE (self));
  self->language_waits = self->loading;
  if (self->loading || self->text == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->loading = TRUE;
  if (self->acts != NULL)
    nx_reader_acts_change_language (self->acts, language_stored_cb, G_OBJECT (self));
  else
    open_attempt (self, FALSE);
}

/* ---- Place ---- */

void
nx_reader_module_keep_place (NxReaderModule *self,
                             const char     *section,
                             const char     *block)
{
  g_return_if_fail (NX_IS_READER_MODULE (self));
  if (self->acts == NULL || (g_strcmp0 (section, self->kept_section) == 0 && g_strcmp0 (block, self->kept_block) == 0))
    return;
  g_free (self->kept_section);
  g_free (self->kept_block);
  self->kept_section = g_strdup (section);
  self->kept_block = g_strdup (block);
  nx_reader_acts_keep_place (self->acts, self->kept_section, self->kept_block);
}

/* ---- Leaving ---- */

typedef struct
{
  NxPageLeft done;
  gpointer user_data;
} Leave;

static void
left_cb (const GError *error,
         gpointer      user_data)
{
  Leave *leave = user_data;

  leave->done (leave->user_data);
  g_free (leave);
}

void
nx_reader_module_leave (NxReaderModule *self,
                        NxPageLeft      done,
                        gpointer        user_data)
{
  Leave *leave;

  g_return_if_fail (NX_IS_READER_MODULE (self));
  g_cancellable_cancel (self->cancellable);
  if (self->acts == NULL)
    {
      done (user_data);
      return;
    }
  leave = g_new0 (Leave, 1);
  leave->done = done;
  leave->user_data = user_data;
  nx_reader_acts_leave (self->acts, left_cb, leave);
}

/* ---- Life ---- */

static void
nx_reader_module_dispose (GObject *object)
{
  NxReaderModule *self = NX_READER_MODULE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->acts, nx_reader_acts_unref);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->text, nx_module_unref);
  g_clear_pointer (&self->aids, nx_block_aids_unref);
  g_clear_object (&self->context);
  G_OBJECT_CLASS (nx_reader_module_parent_class)->dispose (object);
}

static void
nx_reader_module_finalize (GObject *object)
{
  NxReaderModule *self = NX_READER_MODULE (object);

  g_object_unref (self->cancellable);
  g_free (self->id);
  g_free (self->kept_section);
  g_free (self->kept_block);
  G_OBJECT_CLASS (nx_reader_module_parent_class)->finalize (object);
}

static void
nx_reader_module_class_init (NxReaderModuleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = nx_reader_module_dispose;
  object_class->finalize = nx_reader_module_finalize;
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", NX_TYPE_READER_MODULE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_UNSAVED] = g_signal_new ("unsaved", NX_TYPE_READER_MODULE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", NX_TYPE_READER_MODULE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_UNCHANGED] = g_signal_new ("unchanged", NX_TYPE_READER_MODULE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
nx_reader_module_init (NxReaderModule *self)
{
  self->cancellable = g_cancellable_new ();
}

NxReaderModule *
nx_reader_module_new (NxContext  *context,
                      const char *id)
{
  NxReaderModule *self = g_object_new (NX_TYPE_READER_MODULE, NULL);

  self->context = g_object_ref (context);
  self->id = g_strdup (id);
  return self;
}

/* ---- What it is ---- */

const char *
nx_reader_module_get_id (NxReaderModule *self)
{
  g_return_val_if_fail (NX_IS_READER_MODULE (self), NULL);
  return self->id;
}

NxModule *
nx_reader_module_get_text (NxReaderModule *self)
{
  g_return_val_if_fail (NX_IS_READER_MODULE (self), NULL);
  return self->text;
}

NxBlockAids *
nx_reader_module_get_aids (NxReaderModule *self)
{
  g_return_val_if_fail (NX_IS_READER_MODULE (self), NULL);
  return self->aids;
}

NxModuleAttempt *
nx_reader_module_get_attempt (NxReaderModule *self)
{
  g_return_val_if_fail (NX_IS_READER_MODULE (self), NULL);
  return self->text != NULL ? self->attempt : NULL;
}

NxReaderActs *
nx_reader_module_get_acts (NxReaderModule *self)
{
  g_return_val_if_fail (NX_IS_READER_MODULE (self), NULL);
  return self->text != NULL ? self->acts : NULL;
}

const NxModuleProgress *
nx_reader_module_get_progress (NxReaderModule *self)
{
  NxProgress *progress;

  g_return_val_if_fail (NX_IS_READER_MODULE (self), NULL);
  progress = nx_context_get_progress (self->context);
  return progress != NULL ? nx_progress_get_module (progress, self->id) : NULL;
}

gboolean
nx_reader_module_is_read (NxReaderModule *self,
                          const char     *section)
{
  const NxModuleProgress *progress = nx_reader_module_get_progress (self);

  return progress != NULL && progress->read != NULL && g_hash_table_contains (progress->read, section);
}

gboolean
nx_reader_module_is_bookmarked (NxReaderModule *self,
                                const char     *section)
{
  const NxModuleProgress *progress = nx_reader_module_get_progress (self);

  return progress != NULL && progress->bookmarks != NULL && g_hash_table_contains (progress->bookmarks, section);
}
