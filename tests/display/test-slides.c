/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>

#include "nx-core-pack.h"
#include "nx-display-fixture.h"
#include "nx-slide-screen.h"

/* Slides set in type: what stands on them, in every language and colour, and what is drawn. */

/* Smaller than this is no text for 12 metres any more; an author must split the slide. */
#define LEAST_FIT .55

typedef struct
{
  NxLibrary *library;
  NxPlan *plan;
  NxDeck *deck;
  NxBlockAids *aids;
  GtkWidget *widget;
  PangoContext *pango;
  char *lang;
} Deck;

static void
deck_set_up (Deck       *self,
             const char *id,
             const char *lang)
{
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_resource (nx_core_pack_get_resource (), NX_CORE_PACK_PREFIX);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxWorkshop) workshop = NULL;
  g_autoptr (NxGlossary) glossary = NULL;
  g_autoptr (NxSourceSet) sources = NULL;
  g_autoptr (NxModule) module = NULL;

  self->library = nx_library_new (source, &error);
  g_assert_no_error (error);
  workshop = nx_library_load_workshop (self->library, id, lang, &error);
  g_assert_no_error (error);
  self->plan = nx_plan_new (workshop);
  self->deck = nx_deck_new (self->plan, self->library, lang);
  self->lang = g_strdup (lang);
  glossary = nx_library_load_glossary (self->library, lang, NULL);
  sources = nx_library_load_sources (self->library, lang, NULL);
  self->aids = nx_block_aids_new (glossary, sources, NULL, NULL, lang);
  module = nx_library_load_module (self->library, "sharing-between-agencies", lang, &error);
  g_assert_no_error (error);
  nx_block_aids_load_module_figures (self->aids, self->library, module);
  self->widget = g_object_ref_sink (gtk_label_new (NULL));
  self->pango = gtk_widget_create_pango_context (self->widget);
}

static void
deck_tear_down (Deck *self)
{
  g_clear_object (&self->pango);
  g_clear_object (&self->widget);
  nx_block_aids_unref (self->aids);
  nx_deck_free (self->deck);
  nx_plan_free (self->plan);
  g_object_unref (self->library);
  g_free (self->lang);
}

static NxSlideSheet *
set_slide (Deck                 *self,
           guint                 index,
           gboolean              dark,
           const NxSlideContext *context)
{
  NxSlideType type = { .pango = self->pango, .aids = self->aids, .lang = self->lang, .dark = dark };

  return nx_slide_sheet_new (nx_deck_get_slide (self->deck, index), &type, context);
}

/* What the screen shows at 480 × 270, as drawn by the renderer of a weak laptop. */
static GdkTexture *
draw (NxSlideScreen *screen)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  GskRenderer *renderer = gsk_cairo_renderer_new ();
  GdkTexture *texture;
  g_autoptr (GError) error = NULL;

  gdk_paintable_snapshot (GDK_PAINTABLE (screen), snapshot, 480, 270);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  g_assert_true (gsk_renderer_realize (renderer, NULL, &error));
  g_assert_no_error (error);
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, 480, 270));
  gsk_renderer_unrealize (renderer);
  g_object_unref (renderer);
  return texture;
}

/* Pixels that are not as the corner: what is drawn on the paper. */
static guint
count_ink (NxSlideScreen *screen)
{
  g_autoptr (GdkTexture) texture = draw (screen);
  g_autofree guint32 *pixels = g_new (guint32, 480 * 270);
  guint n = 0;

  gdk_texture_download (texture, (guchar *) pixels, 480 * 4);
  for (guint i = 0; i < 480 * 270; i++)
    n += pixels[i] != pixels[0];
  return n;
}

static void
test_every_slide (gconstpointer data)
{
  const char *lang = data;
  Deck deck = { 0 };

  deck_set_up (&deck, "sharing-information", lang);
  for (guint i = 0; i < nx_deck_get_n_slides (deck.deck); i++)
    for (int dark = 0; dark < 2; dark++)
      {
        NxSlideContext context = { .kicker = "Session", .foot = "Workshop", .number = i + 1 };
        g_autoptr (NxSlideSheet) sheet = set_slide (&deck, i, dark, &context);
        g_autoptr (NxSlideScreen) screen = nx_slide_screen_new ();
        guint n_points = nx_deck_get_slide (deck.deck, i)->n_points;
        g_autofree char *bare = nx_slide_sheet_dup_text (sheet, 0);
        g_autofree char *whole = nx_slide_sheet_dup_text (sheet, n_points);

        g_test_message ("slide %u: fit %.2f: %s", i + 1, nx_slide_sheet_get_fit (sheet), whole);
        g_assert_cmpfloat (nx_slide_sheet_get_fit (sheet), >=, LEAST_FIT);
        g_assert_cmpuint (strlen (whole), >, 0);
        g_assert_true (n_points == 0 || strlen (bare) < strlen (whole));
        nx_slide_screen_show (screen, sheet, n_points);
        g_assert_cmpuint (count_ink (screen), >, 500);
      }
  deck_tear_down (&deck);
}

/* Whatever way the presenter's own language is written. */
static void
test_direction (void)
{
  Deck deck = { 0 };
  NxSlideContext context = { .kicker = "Session", .number = 1 };
  guint32 *pixels[2];

  deck_set_up (&deck, "sharing-information", "en");
  for (int rtl = 0; rtl < 2; rtl++)
    {
      g_autoptr (NxSlideScreen) screen = nx_slide_screen_new ();
      g_autoptr (NxSlideSheet) sheet = NULL;
      g_autoptr (GdkTexture) texture = NULL;

      pango_context_set_base_dir (deck.pango, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
      sheet = set_slide (&deck, 0, FALSE, &context);
      nx_slide_screen_show (screen, sheet, G_MAXUINT);
      texture = draw (screen);
      pixels[rtl] = g_new (guint32, 480 * 270);
      gdk_texture_download (texture, (guchar *) pixels[rtl], 480 * 4);
    }
  g_assert_cmpmem (pixels[0], 480 * 270 * 4, pixels[1], 480 * 270 * 4);
  g_free (pixels[0]);
  g_free (pixels[1]);
  deck_tear_down (&deck);
}

static guint
find_slide (Deck       *deck,
            NxSlideKind kind)
{
  for (guint i = 0; i < nx_deck_get_n_slides (deck->deck); i++)
    if (nx_deck_get_slide (deck->deck, i)->kind == kind)
      return i;
  g_assert_not_reached ();
}

/* Until the results are shown, nothing on the slide says who chose what. */
static void
test_vote (void)
{
  Deck deck = { 0 };
  const NxQuestion *question;
  g_autoptr (GPtrArray) options = g_ptr_array_new ();
  g_autoptr (NxVote) vote = NULL;
  NxSlideContext context = { .kicker = "Session", .number = 3, .n_people = 25, .view = NX_SLIDE_VOTE_OPEN };
  g_autofree char *open_before = NULL, *open_after = NULL, *shown = NULL, *right = NULL;
  NxSlideSheet *sheet;
  guint index;

  deck_set_up (&deck, "sharing-information", "en");
  index = find_slide (&deck, NX_SLIDE_QUESTION);
  question = nx_deck_get_slide (deck.deck, index)->question;
  for (guint i = 0; i < question->options->len; i++)
    g_ptr_array_add (options, ((NxOption *) g_ptr_array_index (question->options, i))->id);
  g_ptr_array_add (options, NULL);
  vote = nx_vote_new ((const char *const *) options->pdata, 1);
  context.vote = vote;
  g_assert_true (nx_vote_count_hands (vote, NX_VOTE_ROOM, options->pdata[0], 6));
  g_assert_true (nx_vote_count_hands (vote, NX_VOTE_REMOTE, options->pdata[1], 2));
  sheet = set_slide (&deck, index, FALSE, &context);
  open_before = nx_slide_sheet_dup_text (sheet, 0);
  nx_slide_sheet_unref (sheet);
  g_assert_nonnull (strstr (open_before, "8 of 25 answered"));

  /* The same eight people, otherwise. */
  g_assert_true (nx_vote_count_hands (vote, NX_VOTE_ROOM, options->pdata[0], 1));
  g_assert_true (nx_vote_count_hands (vote, NX_VOTE_ROOM, options->pdata[1], 5));
  sheet = set_slide (&deck, index, FALSE, &context);
  open_after = nx_slide_sheet_dup_text (sheet, 0);
  nx_slide_sheet_unref (sheet);
  g_assert_cmpstr (open_before, ==, open_after);

  nx_vote_show (vote);
  context.view = NX_SLIDE_VOTE_RESULTS;
  sheet = set_slide (&deck, index, FALSE, &context);
  shown = nx_slide_sheet_dup_text (sheet, 0);
  nx_slide_sheet_unref (sheet);
  g_assert_nonnull (strstr (shown, ": 7\n"));
  g_assert_nonnull (strstr (shown, "Room 6"));
  g_assert_nonnull (strstr (shown, "Remote 2"));
  g_assert_null (strstr (shown, "Right:"));

  context.view = NX_SLIDE_VOTE_RIGHT;
  sheet = set_slide (&deck, index, FALSE, &context);
  right = nx_slide_sheet_dup_text (sheet, 0);
  nx_slide_sheet_unref (sheet);
  g_assert_nonnull (strstr (right, "Right:"));
  deck_tear_down (&deck);
}

/* Blank is black, whatever stands below; and a screen tells each change of what it shows. */
static void
count_cb (guint *n)
{
  ++*n;
}

static void
test_screen (void)
{
  Deck deck = { 0 };
  NxSlideContext context = { .number = 1 };
  g_autoptr (NxSlideScreen) screen = nx_slide_screen_new ();
  g_autoptr (NxSlideSheet) sheet = NULL;
  g_autofree char *shown = NULL, *blank = NULL;
  guint n_changes = 0, n_bare, n_points;

  deck_set_up (&deck, "sharing-information", "en");
  sheet = set_slide (&deck, 0, FALSE, &context);
  n_points = nx_deck_get_slide (deck.deck, 0)->n_points;
  g_assert_cmpuint (n_points, >, 0);
  g_signal_connect_swapped (screen, "invalidate-contents", G_CALLBACK (count_cb), &n_changes);
  g_assert_cmpuint (count_ink (screen), ==, 0);
  nx_slide_screen_show (screen, sheet, 0);
  g_assert_cmpuint (n_changes, ==, 1);
  n_bare = count_ink (screen);
  nx_slide_screen_show (screen, sheet, n_points);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpuint (count_ink (screen), >, n_bare);
  nx_slide_screen_show (screen, sheet, n_points);
  g_assert_cmpuint (n_changes, ==, 2);
  shown = nx_slide_screen_dup_text (screen);
  g_assert_cmpuint (strlen (shown), >, 0);
  n_bare = count_ink (screen);
  nx_slide_screen_set_pointer (screen, &GRAPHENE_POINT_INIT (.9f, .9f));
  g_assert_cmpuint (count_ink (screen), >, n_bare);
  nx_slide_screen_set_pointer (screen, NULL);
  g_assert_cmpuint (count_ink (screen), ==, n_bare);
  nx_slide_screen_set_blank (screen, TRUE);
  g_assert_cmpuint (count_ink (screen), ==, 0);
  blank = nx_slide_screen_dup_text (screen);
  g_assert_cmpstr (blank, ==, "");
  nx_display_settle ();
  deck_tear_down (&deck);
}

int
main (int   argc,
      char *argv[])
{
  nx_display_init (&argc, &argv);
  g_test_add_data_func ("/slides/every-slide/en", "en", test_every_slide);
  g_test_add_data_func ("/slides/every-slide/fr", "fr", test_every_slide);
  g_test_add_func ("/slides/direction", test_direction);
  g_test_add_func ("/slides/vote", test_vote);
  g_test_add_func ("/slides/screen", test_screen);
  return g_test_run ();
}
