/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A queue of acts. Knows their order; what they mean is the attempt's. */

#include "config.h"

#include "nx-reader-acts.h"

typedef enum { ACT_PLACE, ACT_READ, ACT_BOOKMARK, ACT_CHECK, ACT_LANGUAGE, ACT_LEAVE } ActKind;

typedef struct
{
  ActKind kind;
  char *section, *block, *question;
  gboolean set;
  GStrv response;
  NxReaderActDone done;
  NxReaderAnswerDone answer_done;
  gpointer user_data;
  GObject *owner;               /* held; NULL if user_data is none */
} Act;

struct _NxReaderActs
{
  grefcount ref_count;
  NxModuleAttempt *attempt;
  GQueue queue;                 /* Act; the head is under way while busy */
  gboolean busy;
};

static void
act_free (Act *act)
{
  g_free (act->section);
  g_free (act->block);
  g_free (act->question);
  g_strfreev (act->response);
  g_clear_object (&act->owner);
  g_free (act);
}

NxReaderActs *
nx_reader_acts_new (NxModuleAttempt *attempt)
{
  NxReaderActs *self = g_new0 (NxReaderActs, 1);

  g_ref_count_init (&self->ref_count);
  self->attempt = g_object_ref (attempt);
  g_queue_init (&self->queue);
  return self;
}

NxReaderActs *
nx_reader_acts_ref (NxReaderActs *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
nx_reader_acts_unref (NxReaderActs *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  g_assert (g_queue_is_empty (&self->queue));   /* each act under way holds a reference */
  g_object_unref (self->attempt);
  g_free (self);
}

static void begin_next (NxReaderActs *self);

static void
finish_head (NxReaderActs *self,
             const GError *error)
{
  Act *act = g_queue_pop_head (&self->queue);

  self->busy = FALSE;
  if (act->done != NULL)
    act->done (error, act->user_data);
  if (act->answer_done != NULL)
    act->answer_done (error, act->question, (const char *const *) act->response, act->user_data);
  act_free (act);
  if (!self->busy && !g_queue_is_empty (&self->queue))
    begin_next (self);          /* unless `done` pushed an act that has begun */
  nx_reader_acts_unref (self);
}

static void
act_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  NxReaderActs *self = user_data;
  g_autoptr (GError) error = NULL;

  nx_module_attempt_act_finish (self->attempt, result, &error);
  finish_head (self, error);
}

static void
begin_next (NxReaderActs *self)
{
  Act *act = g_queue_peek_head (&self->queue);
  const NxQuestion *question;

  self->busy = TRUE;
  nx_reader_acts_ref (self);
  switch (act->kind)
    {
    case ACT_PLACE:
      nx_module_attempt_keep_place_async (self->attempt, act->section, act->block, act_cb, self);
      break;
    case ACT_READ:
      nx_module_attempt_mark_read_async (self->attempt, act->section, act_cb, self);
      break;
    case ACT_BOOKMARK:
      nx_module_attempt_bookmark_async (self->attempt, act->section, NULL, act->set, act_cb, self);
      break;
    case ACT_CHECK:
      /* As it is now: a change of language in between replaced it. */
      question = nx_module_get_check (nx_module_attempt_get_module (self->attempt), act->question);
      if (question == NULL)
        {
          g_autoptr (GError) error = g_error_new_literal (NX_ATTEMPT_ERROR, NX_ATTEMPT_ERROR_NOT_HERE, "The question is gone");

          finish_head (self, error);
          return;
        }
      nx_module_attempt_answer_check_async (self->attempt, act->section, question, (const char *const *) act->response, act_cb, self);
      break;
    case ACT_LANGUAGE:
      nx_module_attempt_change_language_async (self->attempt, act_cb, self);
      break;
    case ACT_LEAVE:
    default:
      nx_module_attempt_leave_async (self->attempt, act_cb, self);
      break;
    }
}

static Act *
act_new (ActKind          kind,
         const char      *section,
         NxReaderActDone  done,
         GObject         *owner)
{
  Act *act = g_new0 (Act, 1);

  act->kind = kind;
  act->section = g_strdup (section);
  act->done = done;
  act->user_data = owner;
  act->owner = owner != NULL ? g_object_ref (owner) : NULL;
  return act;
}

static void
push (NxReaderActs *self,
      Act          *act)
{
  g_queue_push_tail (&self->queue, act);
  if (!self->busy)
    begin_next (self);
}

void
nx_reader_acts_keep_place (NxReaderActs *self,
                           const char   *section,
                           const char   *block)
{
  Act *last = g_queue_get_length (&self->queue) > (self->busy ? 1 : 0) ? g_queue_peek_tail (&self->queue) : NULL;
  Act *act;

  if (last != NULL && last->kind == ACT_PLACE)
    {
      g_free (last->section);
      g_free (last->block);
      last->section = g_strdup (section);
      last->block = g_strdup (block);
      return;
    }
  act = act_new (ACT_PLACE, section, NULL, NULL);
  act->block = g_strdup (block);
  push (self, act);
}

void
nx_reader_acts_mark_read (NxReaderActs    *self,
                          const char      *section,
                          NxReaderActDone  done,
                          GObject         *owner)
{
  push (self, act_new (ACT_READ, section, done, owner));
}

void
nx_reader_acts_bookmark (NxReaderActs    *self,
                         const char      *section,
                         gboolean         set,
                         NxReaderActDone  done,
                         GObject         *owner)
{
  Act *act = act_new (ACT_BOOKMARK, section, done, owner);

  act->set = set;
  push (self, act);
}

void
nx_reader_acts_answer_check (NxReaderActs       *self,
                             const char         *section,
                             const NxQuestion   *question,
                             const char *const  *response,
                             NxReaderAnswerDone  done,
                             GObject            *owner)
{
  Act *act = act_new (ACT_CHECK, section, NULL, owner);

  act->answer_done = done;
  act->question = g_strdup (question->id);
  act->response = g_strdupv ((char **) response);
  push (self, act);
}

void
nx_reader_acts_change_language (NxReaderActs    *self,
                                NxReaderActDone  done,
                                GObject         *owner)
{
  push (self, act_new (ACT_LANGUAGE, NULL, done, owner));
}

void
nx_reader_acts_leave (NxReaderActs    *self,
                      NxReaderActDone  done,
                      gpointer         user_data)
{
  Act *act = act_new (ACT_LEAVE, NULL, done, NULL);

  act->user_data = user_data;
  push (self, act);
}
