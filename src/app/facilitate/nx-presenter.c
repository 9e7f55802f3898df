/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-presenter.h"

#include <glib/gi18n.h>


/* A slide that is set in type, and all that it was set from: set again only when that is another. */
typedef struct
{
  char *key;                    /* NULL: none yet */
  NxSlideSheet *sheet;
} Setting;

struct _NxPresenter
{
  GObject parent_instance;
  NxSession *session;
  NxBlockAids *aids;
  PangoContext *pango;
  NxSlideScreen *screen, *preview;
  Setting now, next;
  gboolean dark, right;
};

G_DEFINE_FINAL_TYPE (NxPresenter, nx_presenter, G_TYPE_OBJECT)

/* ---- What surrounds a slide ---- */

static NxSlideVoteView
get_view (NxPresenter  *self,
          const NxVote *vote)
{
  switch (nx_vote_get_state (vote))
    {
    case NX_VOTE_OPEN:
      return NX_SLIDE_VOTE_OPEN;
    case NX_VOTE_SHOWN:
      return self->right ? NX_SLIDE_VOTE_RIGHT : NX_SLIDE_VOTE_RESULTS;
    case NX_VOTE_CLOSED:
    default:
      return NX_SLIDE_VOTE_CLOSED;
    }
}

static const NxVote *
find_vote (NxPresenter *self,
           int          slide)
{
  const NxSlide *shown = nx_deck_get_slide (nx_session_get_deck (self->session), (guint) slide);
  g_autofree char *address = nx_session_dup_question_address (self->session, (guint) slide);
  const NxVoteRound *round;

  if (address == NULL)
    return NULL;
  round = nx_session_state_find_audience_vote (nx_session_get_state (self->session), shown->item, address, NULL);
  return round != NULL ? round->vote : NULL;
}

/* NULL where nothing counts down, or another part is under way than the slide's. */
static char *
dup_countdown (NxPresenter   *self,
               const NxSlide *slide)
{
  NxSlidePlace place;
  NxSessionTimes times;

  nx_session_state_get_place (nx_session_get_state (self->session), &place);
  if (slide->kind != NX_SLIDE_BREAK || place.item != (int) slide->item || !nx_session_get_times (self->session, &times))
    return NULL;
  return g_strdup_printf ("%02d:%02d", (int) (MAX (times.left_s, 0) / 60), (int) (MAX (times.left_s, 0) % 60));
}

static char *
dup_foot (NxPresenter      *self,
          const NxPlanItem *item)
{
  const NxWorkshop *workshop = nx_plan_get_workshop (nx_session_get_plan (self->session));

  if (item->day->title == NULL || workshop->days->len < 2)
    return g_strdup (workshop->title);
  /* Translators: at the foot of a slide: the workshop, then the day. */
  return g_strdup_printf (C_("slide", "%s · %s"), workshop->title, item->day->title);
}

static char *
make_key (NxPresenter          *self,
          int                   slide,
          const NxSlideContext *context)
{
  GString *key = g_string_new (NULL);

  g_string_printf (key, "%p %d %d %d %s", (gpointer) nx_session_get_deck (self->session), slide, self->dark, context->view,
                   context->countdown != NULL ? context->countdown : "");
  if (context->vote != NULL && context->view != NX_SLIDE_VOTE_NONE)
    g_string_append_printf (key, " %u/%u", nx_vote_count_people (context->vote, NX_N_VOTE_PLACES), context->n_people);
  if (context->view >= NX_SLIDE_VOTE_RESULTS)
    for (guint i = 0; i < nx_vote_get_n_options (context->vote); i++)
      g_string_append_printf (key, " %u+%u", nx_vote_count (context->vote, i, NX_VOTE_ROOM), nx_vote_count (context->vote, i, NX_VOTE_REMOTE));
  return g_string_free (key, FALSE);
}

static void
set_slide (NxPresenter  *self,
           Setting      *setting,
           int           index,
           const NxVote *vote)
{
  const NxSlide *slide = nx_deck_get_slide (nx_session_get_deck (self->session), (guint) index);
  const NxPlanItem *item = nx_plan_get_item (nx_session_get_plan (self->session), slide->item);
  g_autofree char *countdown = dup_countdown (self, slide);
  g_autofree char *foot = dup_foot (self, item);
  NxSlideContext context = {
    .kicker = item->session->title,
    .foot = foot,
    .number = (guint) index + 1,
    .vote = vote,
    .view = vote != NULL ? get_view (self, vote) : NX_SLIDE_VOTE_NONE,
    .n_people = nx_session_state_get_participants (nx_session_get_state (self->session))->len,
    .countdown = countdown,
  };
  NxSlideType type = {
    .pango = self->pango,
    .aids = self->aids,
    .lang = nx_agenda_get_language (nx_session_get_agenda (self->session)),
    .dark = self->dark,
  };
  g_autofree char *key = make_key (self, index, &context);

  if (g_strcmp0 (key, setting->key) == 0)
    return;
  g_free (setting->key);
  setting->key = g_steal_pointer (&key);
  g_clear_pointer (&setting->sheet, nx_slide_sheet_unref);
  setting->sheet = nx_slide_sheet_new (slide, &type, &context);
}

static void
update (NxPresenter *self)
{
  NxScreen screen = nx_session_state_get_screen (nx_session_get_state (self->session));
  guint points = 0, next_points = 0;
  int slide = nx_session_get_audience_slide (self->session, &points);
  int next = nx_session_get_next_slide (self->session, &next_points);

  if (slide >= 0)
    set_slide (self, &self->now, slide, find_vote (self, slide));
  if (next >= 0)
    set_slide (self, &self->next, next, NULL);
  nx_slide_screen_show (self->screen, slide >= 0 ? self->now.sheet : NULL, points);
  nx_slide_screen_show (self->preview, next >= 0 ? self->next.sheet : NULL, next_points);
  nx_slide_screen_set_blank (self->screen, screen == NX_SCREEN_BLANK);
}

/* ---- Object ---- */

static void
setting_clear (Setting *setting)
{
  g_clear_pointer (&setting->key, g_free);
  g_clear_pointer (&setting->sheet, nx_slide_sheet_unref);
}

static void
nx_presenter_finalize (GObject *object)
{
  NxPresenter *self = NX_PRESENTER (object);

  setting_clear (&self->now);
  setting_clear (&self->next);
  g_object_unref (self->screen);
  g_object_unref (self->preview);
  g_object_unref (self->session);
  g_object_unref (self->pango);
  nx_block_aids_unref (self->aids);
  G_OBJECT_CLASS (nx_presenter_parent_class)->finalize (object);
}

static void
nx_presenter_class_init (NxPresenterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_presenter_finalize;
}

static void
nx_presenter_init (NxPresenter *self)
{
  self->screen = nx_slide_screen_new ();
  self->preview = nx_slide_screen_new ();
}

NxPresenter *
nx_presenter_new (NxSession    *session,
                  NxBlockAids  *aids,
                  PangoContext *pango)
{
  NxPresenter *self = g_object_new (NX_TYPE_PRESENTER, NULL);

  self->session = g_object_ref (session);
  self->aids = nx_block_aids_ref (aids);
  self->pango = g_object_ref (pango);
  g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}

NxSlideScreen *
nx_presenter_get_screen (NxPresenter *self)
{
  g_return_val_if_fail (NX_IS_PRESENTER (self), NULL);

  return self->screen;
}

NxSlideScreen *
nx_presenter_get_preview (NxPresenter *self)
{
  g_return_val_if_fail (NX_IS_PRESENTER (self), NULL);

  return self->preview;
}

gboolean
nx_presenter_get_dark (NxPresenter *self)
{
  g_return_val_if_fail (NX_IS_PRESENTER (self), FALSE);

  return self->dark;
}

void
nx_presenter_set_dark (NxPresenter *self,
                       gboolean     dark)
{
  g_return_if_fail (NX_IS_PRESENTER (self));

  self->dark = !!dark;
  update (self);
}

gboolean
nx_presenter_get_right (NxPresenter *self)
{
  g_return_val_if_fail (NX_IS_PRESENTER (self), FALSE);

  return self->right;
}

void
nx_presenter_set_right (NxPresenter *self,
                        gboolean     right)
{
  g_return_if_fail (NX_IS_PRESENTER (self));

  self->right = !!right;
  update (self);
}

void
nx_presenter_tick (NxPresenter *self)
{
  g_return_if_fail (NX_IS_PRESENTER (self));

  update (self);
}

char *
nx_presenter_dup_title (NxPresenter *self,
                        guint        slide)
{
  const NxSlide *shown;

  g_return_val_if_fail (NX_IS_PRESENTER (self), NULL);
  shown = nx_deck_get_slide (nx_session_get_deck (self->session), slide);
  return nx_slide_dup_title (shown);
}

const NxVoteRound *
nx_presenter_get_vote (NxPresenter *self)
{
  int slide;
  g_autofree char *address = NULL;

  g_return_val_if_fail (NX_IS_PRESENTER (self), NULL);
  slide = nx_session_get_slide (self->session, NULL);
  address = slide >= 0 ? nx_session_dup_question_address (self->session, (guint) slide) : NULL;
  if (address == NULL)
    return NULL;
  return nx_session_state_find_vote (nx_session_get_state (self->session),
                                     nx_deck_get_slide (nx_session_get_deck (self->session), (guint) slide)->item, address, NULL);
}
