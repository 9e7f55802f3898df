/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-console-vote.h"

#include <glib/gi18n.h>

#include "nx-text.h"
#include "nx-wrap-layout.h"

/* More hands than a workshop has people are a slip of the finger. */
#define MOST_HANDS 99

struct _NxConsoleVote
{
  AdwBin parent_instance;

  GtkLabel *title_label;
  GtkLabel *count_label;
  GtkLabel *hint_label;
  GtkBox *rows_box;
  GtkButton *main_button;
  GtkButton *again_button;
  GtkButton *right_button;

  NxSession *session;
  NxPresenter *presenter;
  const NxQuestion *question;    /* whose rows these are; NULL: none */
  NxDeck *deck;                  /* compared, never used: another one has other questions */
  GPtrArray *rows;               /* Row */
  gboolean updating;             /* the program sets what a person could set */
  guint n_acts;                  /* under way: until they are through, what a person set stands, not what is recorded */
};

/* One answer. */
typedef struct
{
  NxConsoleVote *self;
  char *option;
  GtkLabel *total;
  GtkLevelBar *bar;
  GtkSpinButton *hands[NX_N_VOTE_PLACES];
} Row;

G_DEFINE_FINAL_TYPE (NxConsoleVote, nx_console_vote, ADW_TYPE_BIN)

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->option);
  g_free (row);
}

/* ---- Acts ---- */

static void update (NxConsoleVote *self);

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (NxConsoleVote) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = nx_session_act_finish (NX_SESSION (source), result, &error);

  self->n_acts--;
  if (self->session == NULL)
    return;
  /* What a person set and nothing holds is set back. */
  update (self);
  if (!done && !g_error_matches (error, NX_SESSION_ERROR, NX_SESSION_ERROR_NOT_HERE))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

/* What the callback of an act is given. */
static gpointer
begin_act (NxConsoleVote *self)
{
  self->n_acts++;
  return g_object_ref (self);
}

static const NxVote *
get_vote (NxConsoleVote *self)
{
  const NxVoteRound *round = self->presenter != NULL ? nx_presenter_get_vote (self->presenter) : NULL;

  return round != NULL ? round->vote : NULL;
}

static void
count_hands_cb (GtkSpinButton *spin,
                Row           *row)
{
  NxConsoleVote *self = row->self;
  const NxVoteRound *round = nx_presenter_get_vote (self->presenter);
  NxVotePlace place = spin == row->hands[NX_VOTE_REMOTE] ? NX_VOTE_REMOTE : NX_VOTE_ROOM;

  if (self->updating || round == NULL)
    return;
  nx_session_count_hands_async (self->session, round->run, place, row->option, (guint) gtk_spin_button_get_value_as_int (spin),
                                acted_cb, begin_act (self));
}

void
nx_console_vote_toggle (NxConsoleVote *self)
{
  const NxVote *vote;

  g_return_if_fail (NX_IS_CONSOLE_VOTE (self));

  if (self->question == NULL)
    return;
  vote = get_vote (self);
  if (vote == NULL)
    nx_session_open_vote_async (self->session, acted_cb, begin_act (self));
  else if (nx_vote_get_state (vote) == NX_VOTE_OPEN)
    nx_session_show_vote_async (self->session, nx_presenter_get_vote (self->presenter)->run, acted_cb, begin_act (self));
  else
    nx_console_vote_toggle_results (self);
}

void
nx_console_vote_toggle_results (NxConsoleVote *self)
{
  const NxVote *vote;

  g_return_if_fail (NX_IS_CONSOLE_VOTE (self));

  vote = get_vote (self);
  if (self->question == NULL || vote == NULL)
    return;
  if (nx_vote_get_state (vote) != NX_VOTE_SHOWN)
    nx_session_show_vote_async (self->session, nx_presenter_get_vote (self->presenter)->run, acted_cb, begin_act (self));
  else
    nx_session_hide_vote_async (self->session, nx_presenter_get_vote (self->presenter)->run, acted_cb, begin_act (self));
}

static void
again_cb (NxConsoleVote *self)
{
  nx_presenter_set_right (self->presenter, FALSE);
  nx_session_open_vote_async (self->session, acted_cb, begin_act (self));
}

static void
right_cb (NxConsoleVote *self)
{
  nx_presenter_set_right (self->presenter, !nx_presenter_get_right (self->presenter));
  update (self);
}

/* ---- Rows ---- */

static GtkWidget *
add_spin (Row        *row,
          NxVotePlace place,
          const char *letter)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *word = gtk_label_new (place == NX_VOTE_ROOM ? C_("vote", "Room") : C_("vote", "Remote"));
  GtkWidget *spin = gtk_spin_button_new_with_range (0, MOST_HANDS, 1);
  /* Translators: hands counted for one answer: "Hands for B, in the room". */
  g_autofree char *name = g_strdup_printf (place == NX_VOTE_ROOM ? _("Hands for %s, in the room") : _("Hands for %s, remote"), letter);

  gtk_widget_add_css_class (word, "caption");
  gtk_widget_add_css_class (word, "secondary");
  nx_text_set_accessible (spin, name, NULL);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 2);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (spin), 2);
  gtk_box_append (GTK_BOX (box), word);
  gtk_box_append (GTK_BOX (box), spin);
  row->hands[place] = GTK_SPIN_BUTTON (spin);
  g_signal_connect (spin, "value-changed", G_CALLBACK (count_hands_cb), row);
  return box;
}

static void
add_row (NxConsoleVote  *self,
         const NxOption *option,
         guint           index)
{
  Row *row = g_new0 (Row, 1);
  g_autofree char *letter = g_strdup_printf ("%c", (char) ('A' + index % 26));
  g_autofree char *plain = nx_inline_dup_plain (option->text);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *hands = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *mark = gtk_label_new (letter), *words = gtk_label_new (plain);

  gtk_widget_set_layout_manager (hands, nx_wrap_layout_new (12, 6));
  row->self = self;
  row->option = g_strdup (option->id);
  row->total = GTK_LABEL (gtk_label_new ("0"));
  row->bar = GTK_LEVEL_BAR (gtk_level_bar_new ());
  gtk_widget_add_css_class (mark, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_widget_set_tooltip_text (words, plain);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row->total), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (row->total), "numeric");
  gtk_box_append (GTK_BOX (head), mark);
  gtk_box_append (GTK_BOX (head), words);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (row->total));
  gtk_box_append (GTK_BOX (hands), add_spin (row, NX_VOTE_ROOM, letter));
  gtk_box_append (GTK_BOX (hands), add_spin (row, NX_VOTE_REMOTE, letter));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->bar));
  gtk_box_append (GTK_BOX (box), hands);
  gtk_box_append (self->rows_box, box);
  g_ptr_array_add (self->rows, row);
}

static void
build_rows (NxConsoleVote *self)
{
  GtkWidget *child;

  /* Their handlers hold the rows. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows_box))) != NULL)
    gtk_box_remove (self->rows_box, child);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; self->question != NULL && i < self->question->options->len; i++)
    add_row (self, g_ptr_array_index (self->question->options, i), i);
}

static void
update_row (NxConsoleVote *self,
            const NxVote  *vote,
            Row           *row,
            guint          index,
            guint          n_people)
{
  guint count = vote != NULL ? nx_vote_count (vote, index, NX_N_VOTE_PLACES) : 0;
  g_autofree char *number = g_strdup_printf ("%u", count);
  /* Translators: how many chose an answer: "9 of 19". */
  g_autofree char *of = g_strdup_printf (C_("vote", "%u of %u"), count, n_people);

  gtk_label_set_text (row->total, number);
  nx_text_set_accessible (GTK_WIDGET (row->total), of, NULL);
  gtk_level_bar_set_value (row->bar, n_people > 0 ? MIN (1, count / (double) n_people) : 0);
  nx_text_set_accessible (GTK_WIDGET (row->bar), of, NULL);
  for (int place = 0; place < NX_N_VOTE_PLACES; place++)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (row->hands[place]), vote != NULL);
      if (self->n_acts == 0)
        gtk_spin_button_set_value (row->hands[place], vote != NULL ? nx_vote_get_hands (vote, index, place) : 0);
    }
}

/* ---- The card ---- */

static void
set_words (NxConsoleVote *self,
           const NxVote  *vote)
{
  guint n = vote != NULL ? nx_vote_count_people (vote, NX_N_VOTE_PLACES) : 0;
  guint n_people = nx_session_state_get_participants (nx_session_get_state (self->session))->len;
  g_autofree char *of = g_strdup_printf (C_("vote", "%u of %u"), n, MAX (n, n_people));
  g_autofree char *alone = g_strdup_printf ("%u", n);

  gtk_label_set_text (self->count_label, vote == NULL ? "" : n_people > 0 ? of : alone);
  if (vote == NULL)
    {
      gtk_label_set_text (self->title_label, _("Vote"));
      gtk_label_set_text (self->hint_label, _("Open the vote, then count the hands."));
      gtk_button_set_label (self->main_button, _("Open the vote"));
      return;
    }
  switch (nx_vote_get_state (vote))
    {
    case NX_VOTE_OPEN:
      gtk_label_set_text (self->title_label, _("Vote open"));
      gtk_label_set_text (self->hint_label, _("Results hidden on the projector"));
      gtk_button_set_label (self->main_button, _("Close and show"));
      break;
    case NX_VOTE_SHOWN:
      gtk_label_set_text (self->title_label, _("Vote closed"));
      gtk_label_set_text (self->hint_label, _("Results on the projector"));
      gtk_button_set_label (self->main_button, _("Hide the results"));
      break;
    case NX_VOTE_CLOSED:
    default:
      gtk_label_set_text (self->title_label, _("Vote closed"));
      gtk_label_set_text (self->hint_label, _("Results hidden on the projector"));
      gtk_button_set_label (self->main_button, _("Show the results"));
    }
}

static void
update (NxConsoleVote *self)
{
  int index = nx_session_get_slide (self->session, NULL);
  NxDeck *deck = nx_session_get_deck (self->session);
  const NxSlide *slide = index >= 0 ? nx_deck_get_slide (deck, (guint) index) : NULL;
  const NxQuestion *question = slide != NULL ? slide->question : NULL;
  const NxVote *vote;

  if (question != self->question || deck != self->deck)
    {
      self->question = question;
      self->deck = deck;
      build_rows (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), question != NULL);
  if (question == NULL)
    return;
  vote = get_vote (self);
  set_words (self, vote);
  gtk_widget_set_visible (GTK_WIDGET (self->again_button), vote != NULL && nx_vote_get_state (vote) != NX_VOTE_OPEN);
  gtk_widget_set_visible (GTK_WIDGET (self->right_button), vote != NULL && nx_vote_get_state (vote) == NX_VOTE_SHOWN);
  gtk_button_set_label (self->right_button, nx_presenter_get_right (self->presenter) ? _("Hide what is right") : _("Show what is right"));
  self->updating = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    update_row (self, vote, g_ptr_array_index (self->rows, i), i, vote != NULL ? nx_vote_count_people (vote, NX_N_VOTE_PLACES) : 0);
  self->updating = FALSE;
}

/* ---- Widget ---- */

static void
nx_console_vote_dispose (GObject *object)
{
  NxConsoleVote *self = NX_CONSOLE_VOTE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NX_TYPE_CONSOLE_VOTE);
  g_clear_object (&self->session);
  g_clear_object (&self->presenter);
  G_OBJECT_CLASS (nx_console_vote_parent_class)->dispose (object);
}

static void
nx_console_vote_finalize (GObject *object)
{
  g_ptr_array_unref (NX_CONSOLE_VOTE (object)->rows);
  G_OBJECT_CLASS (nx_console_vote_parent_class)->finalize (object);
}

static void
nx_console_vote_class_init (NxConsoleVoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nx_console_vote_dispose;
  G_OBJECT_CLASS (klass)->finalize = nx_console_vote_finalize;
  signals[SIGNAL_FAILED] = g_signal_new ("failed", NX_TYPE_CONSOLE_VOTE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_set_template_from_resource (widget_class, NX_RESOURCE_PATH "/ui/nx-console-vote.ui");
  gtk_widget_class_bind_template_child (widget_class, NxConsoleVote, title_label);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleVote, count_label);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleVote, hint_label);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleVote, rows_box);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleVote, main_button);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleVote, again_button);
  gtk_widget_class_bind_template_child (widget_class, NxConsoleVote, right_button);
  gtk_widget_class_bind_template_callback (widget_class, nx_console_vote_toggle);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, right_cb);
}

static void
nx_console_vote_init (NxConsoleVote *self)
{
  self->rows = g_ptr_array_new_with_free_func (row_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
nx_console_vote_set_session (NxConsoleVote *self,
                             NxSession     *session,
                             NxPresenter   *presenter)
{
  g_return_if_fail (NX_IS_CONSOLE_VOTE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->presenter = g_object_ref (presenter);
  g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
