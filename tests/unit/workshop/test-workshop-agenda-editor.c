/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Editing an agenda: each act, what is refused, undo and redo; and that whatever is done, it stays an agenda. */

#include "nx-agenda-editor.h"

#include <string.h>

#include "nx-xml-tree.h"

static NxWorkshop *
load_fixture (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "fixtures", "content", "good", NULL);
  g_autoptr (NxPackSource) source = nx_pack_source_new_for_folder (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = nx_pack_source_load (source, "workshops/two-days.xml", &error);
  NxWorkshop *workshop;

  g_assert_no_error (error);
  workshop = nx_workshop_parse (xml, "two-days.xml", &error);
  g_assert_no_error (error);
  return workshop;
}

static NxAgendaEditor *
make_agenda (void)
{
  g_autoptr (NxWorkshop) workshop = load_fixture ();

  return nx_agenda_editor_new (workshop);
}

static NxAgendaEditor *
make_agenda_of (const char *parts)
{
  g_autofree char *text = g_strconcat ("<workshop xmlns='urn:nexus-trainer:content:1' id='w' version='1'><title>W</title><summary>W</summary>"
                                       "<day id='d' start='09:00'><title>D</title><session id='s'><title>S</title>", parts,
                                       "</session></day></workshop>", NULL);
  g_autoptr (GBytes) xml = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (NxWorkshop) workshop = nx_workshop_parse (xml, "w.xml", &error);

  g_assert_no_error (error);
  return nx_agenda_editor_new (workshop);
}

/* "one(begin[hello bare] talk[…]) two(…)" */
static char *
dup_outline (NxAgendaEditor *agenda)
{
  const NxWorkshop *workshop = nx_agenda_editor_get_workshop (agenda);
  GString *out = g_string_new (NULL);

  for (guint d = 0; d < workshop->days->len; d++)
    {
      const NxAgendaDay *day = g_ptr_array_index (workshop->days, d);

      g_string_append_printf (out, "%s%s(", d > 0 ? " " : "", day->id);
      for (guint s = 0; s < day->sessions->len; s++)
        {
          const NxAgendaSession *session = g_ptr_array_index (day->sessions, s);

          g_string_append_printf (out, "%s%s[", s > 0 ? " " : "", session->id);
          for (guint p = 0; p < session->parts->len; p++)
            g_string_append_printf (out, "%s%s", p > 0 ? " " : "", ((const NxAgendaPart *) g_ptr_array_index (session->parts, p))->id);
          g_string_append_c (out, ']');
        }
      g_string_append_c (out, ')');
    }
  return g_string_free (out, FALSE);
}

static void
assert_outline (NxAgendaEditor *agenda,
                const char     *expected)
{
  g_autofree char *found = dup_outline (agenda);

  g_assert_cmpstr (found, ==, expected);
}

#define assert_done(act) \
  G_STMT_START { g_autoptr (GError) fault_ = NULL; GError **error = &fault_; gboolean done_ = (act); g_assert_no_error (fault_); g_assert_true (done_); } G_STMT_END
#define assert_refused(act, Code) \
  G_STMT_START { g_autoptr (GError) fault_ = NULL; GError **error = &fault_; gboolean done_ = (act); \
                 g_assert_error (fault_, NX_AGENDA_ERROR, NX_AGENDA_ERROR_##Code); g_assert_false (done_); } G_STMT_END

/* ---- The writer ---- */

static NxWorkshop *
read_back (GBytes *xml)
{
  g_autoptr (GError) error = NULL;
  NxWorkshop *workshop = nx_workshop_parse (xml, "written", &error);

  g_assert_no_error (error);
  return workshop;
}

static void
test_written_is_read_equal (void)
{
  static const char *const parts[] = {
    "<words id='a' minutes='1'><p id='p'>a &lt;b&gt; &amp; &quot;c&quot; 'd'</p></words>",
    "<words id='a' minutes='1' ><title> A  title\n of its own </title><p id='p' present='yes' xml:lang='fr'>x <em>y</em> <strong> z</strong>.</p></words>",
    "<words id='a' minutes='1'><p id='p'><em>x</em><term ref='t'>y</term> <practice ref='p1'/> and <source ref='s1'> says so </source> z</p></words>",
    "<groups id='a' minutes='1440' size='25'><list id='l' kind='number'><item id='i' xml:lang='&#10;x'>one<doc ref='d1'>two</doc></item></list>"
    "<notes xml:lang='ar'><p id='n'>\xd8\xa3\xd9\x87\xd9\x84\xd8\xa7</p></notes></groups>",
    "<words id='a' minutes='1'><title/><p id='p'/></words>",
    "<words id='a' minutes='1'><p id='p'><![CDATA[ <p> ]]> <em>&#13;</em>\xc2\xa0</p></words>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (NxAgendaEditor) agenda = make_agenda_of (parts[i]);
      g_autoptr (NxWorkshop) again = read_back (nx_agenda_editor_get_xml (agenda));

      g_test_message ("%s", parts[i]);
      g_assert_true (nx_workshop_equal (again, nx_agenda_editor_get_workshop (agenda)));
    }
}

/* Each member counts for equality: two agendas that differ in one thing are two. */
static void
test_unequal (void)
{
  static const char *const parts[] = {
    "<words id='a' minutes='1'/>", "<words id='b' minutes='1'/>", "<words id='a' minutes='2'/>", "<groups id='a' minutes='1' size='2'/>",
    "<groups id='a' minutes='1' size='3'/>", "<words id='a' minutes='1'><title>T</title></words>", "<words id='a' minutes='1'><title/></words>",
    "<words id='a' minutes='1'><p id='p'>x</p></words>", "<words id='a' minutes='1'><p id='q'>x</p></words>",
    "<words id='a' minutes='1'><p id='p'>y</p></words>", "<words id='a' minutes='1'><p id='p' xml:lang='fr'>x</p></words>",
    "<words id='a' minutes='1'><p id='p' present='yes'>x</p></words>", "<words id='a' minutes='1'><p id='p'><em>x</em></p></words>",
    "<words id='a' minutes='1'><p id='p'><term ref='t'>x</term></p></words>", "<words id='a' minutes='1'><p id='p'><term ref='u'>x</term></p></words>",
    "<words id='a' minutes='1'><notes><p id='p'>x</p></notes></words>", "<words id='a' minutes='1'><list id='p' kind='bullet'><item id='i'>x</item></list></words>",
    "<words id='a' minutes='1'><list id='p' kind='number'><item id='i'>x</item></list></words>",
    "<words id='a' minutes='1'><list id='p' kind='number'><item id='j'>x</item></list></words>",
    "<slides id='a' minutes='1' module='m'/>", "<slides id='a' minutes='1' module='n'/>", "<slides id='a' minutes='1' module='m' section='s'/>",
    "<slides id='a' minutes='1' module='m' section='t'/>", "<vote id='a' minutes='1' bank='m' question='q'/>", "<vote id='a' minutes='1' module='m' question='q'/>",
    "<vote id='a' minutes='1' bank='m' question='r'/>", "<play id='a' minutes='1' scenario='m'/>", "<play id='a' minutes='1' scenario='n'/>",
    "<trial id='a' minutes='1' module='m' when='before'/>", "<trial id='a' minutes='1' module='m' when='after'/>", "<board id='a' minutes='1'/>",
    "<commitments id='a' minutes='1'/>", "<evaluation id='a' minutes='1'/>", "<break id='a' minutes='1'/>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (guint n = 0; n < G_N_ELEMENTS (parts); n++)
      {
        g_autoptr (NxAgendaEditor) one = make_agenda_of (parts[i]);
        g_autoptr (NxAgendaEditor) other = make_agenda_of (parts[n]);

        g_assert_cmpint (nx_workshop_equal (nx_agenda_editor_get_workshop (one), nx_agenda_editor_get_workshop (other)), ==, i == n);
      }
}

/* ---- Acts ---- */

#define START "one(begin[hello bare before all] talk[some ask check tea]) two(work[small game board after promises day])"

static void
test_moves (void)
{
  g_autoptr (NxAgendaEditor) agenda = make_agenda ();

  assert_outline (agenda, START);
  assert_done (nx_agenda_editor_move_part (agenda, "hello", "begin", 2, error));
  assert_outline (agenda, "one(begin[bare before hello all] talk[some ask check tea]) two(work[small game board after promises day])");
  assert_done (nx_agenda_editor_move_part (agenda, "hello", "work", 0, error));
  assert_outline (agenda, "one(begin[bare before all] talk[some ask check tea]) two(work[hello small game board after promises day])");
  assert_done (nx_agenda_editor_move_session (agenda, "talk", "two", 99, error));
  assert_outline (agenda, "one(begin[bare before all]) two(work[hello small game board after promises day] talk[some ask check tea])");
  assert_done (nx_agenda_editor_move_day (agenda, "two", 0, error));
  assert_outline (agenda, "two(work[hello small game board after promises day] talk[some ask check tea]) one(begin[bare before all])");
  assert_done (nx_agenda_editor_remove_part (agenda, "bare", error));
  assert_done (nx_agenda_editor_remove_session (agenda, "work", error));
  assert_outline (agenda, "two(talk[some ask check tea]) one(begin[before all])");
  assert_done (nx_agenda_editor_remove_day (agenda, "two", error));
  assert_outline (agenda, "one(begin[before all])");
  for (guint i = 0; i < 7; i++)
    nx_agenda_editor_undo (agenda);
  assert_outline (agenda, START);
  g_assert_false (nx_agenda_editor_can_undo (agenda));
  for (guint i = 0; i < 7; i++)
    nx_agenda_editor_redo (agenda);
  assert_outline (agenda, "one(begin[before all])");
  g_assert_false (nx_agenda_editor_can_redo (agenda));
}

static void
count_cb (NxAgendaEditor *agenda,
          guint          *count)
{
  (*count)++;
}

static void
test_texts_and_times (void)
{
  g_autoptr (NxAgendaEditor) agenda = make_agenda ();
  const NxAgendaDay *day;
  guint n_changes = 0;

  g_signal_connect (agenda, "changed", G_CALLBACK (count_cb), &n_changes);
  assert_done (nx_agenda_editor_set_title (agenda, " Three\tdays ", error));
  g_assert_cmpstr (nx_agenda_editor_get_workshop (agenda)->title, ==, "Three days");
  assert_done (nx_agenda_editor_set_summary (agenda, "Was <b>bold</b>", error));
  assert_done (nx_agenda_editor_set_day_title (agenda, "one", "A & B", error));
  assert_done (nx_agenda_editor_set_day_start (agenda, "one", 13 * 60 + 5, error));
  assert_done (nx_agenda_editor_set_session_title (agenda, "begin", "“Begin”", error));
  assert_done (nx_agenda_editor_set_part_minutes (agenda, "hello", 1440, error));
  assert_done (nx_agenda_editor_set_part_title (agenda, "tea", "Tea", error));
  g_assert_cmpuint (n_changes, ==, 7);
  day = nx_agenda_editor_get_day (agenda, "one", NULL);
  g_assert_cmpstr (day->title, ==, "A & B");
  g_assert_cmpuint (day->start_minute, ==, 785);
  g_assert_cmpuint (nx_agenda_editor_get_part (agenda, "hello", NULL, NULL)->minutes, ==, 1440);
  g_assert_cmpstr (nx_agenda_editor_get_part (agenda, "tea", NULL, NULL)->title, ==, "Tea");

  /* The same again is no step. */
  assert_done (nx_agenda_editor_set_part_title (agenda, "tea", "  Tea", error));
  assert_done (nx_agenda_editor_move_part (agenda, "tea", "talk", 3, error));
  g_assert_cmpuint (n_changes, ==, 7);
  assert_done (nx_agenda_editor_set_part_title (agenda, "tea", " ", error));
  g_assert_null (nx_agenda_editor_get_part (agenda, "tea", NULL, NULL)->title);
  g_assert_cmpuint (n_changes, ==, 8);
}

static void
test_adds_every_kind (void)
{
  static const NxAgendaPart likes[] = {
    { .kind = NX_AGENDA_SLIDES, .minutes = 5, .module = (char *) "first" },
    { .kind = NX_AGENDA_SLIDES, .minutes = 5, .module = (char *) "first", .section = (char *) "start", .bank = (char *) "not-its-own" },
    { .kind = NX_AGENDA_WORDS, .minutes = 5, .title = (char *) "Welcome" },
    { .kind = NX_AGENDA_VOTE, .minutes = 5, .bank = (char *) "first", .question = (char *) "q-1" },
    { .kind = NX_AGENDA_VOTE, .minutes = 5, .module = (char *) "first", .question = (char *) "check-one-q" },
    { .kind = NX_AGENDA_PLAY, .minutes = 5, .scenario = (char *) "gone-since" },
    { .kind = NX_AGENDA_TRIAL, .minutes = 5, .module = (char *) "first", .after = TRUE },
    { .kind = NX_AGENDA_GROUPS, .minutes = 5, .group_size = 4 },
    { .kind = NX_AGENDA_BOARD, .minutes = 5 },
    { .kind = NX_AGENDA_COMMITMENTS, .minutes = 5 },
    { .kind = NX_AGENDA_EVALUATION, .minutes = 5 },
    { .kind = NX_AGENDA_BREAK, .minutes = 5 },
  };
  g_autoptr (NxAgendaEditor) agenda = make_agenda ();

  for (guint i = 0; i < G_N_ELEMENTS (likes); i++)
    {
      g_autofree char *id = NULL;
      const NxAgendaPart *part;
      guint index;

      assert_done (nx_agenda_editor_add_part (agenda, "talk", 1, &likes[i], &id, error));
      part = nx_agenda_editor_get_part (agenda, id, NULL, &index);
      g_assert_cmpuint (index, ==, 1);
      g_assert_cmpint (part->kind, ==, likes[i].kind);
      g_assert_cmpstr (part->module, ==, likes[i].module);
      g_assert_cmpstr (part->section, ==, likes[i].section);
      g_assert_cmpstr (part->bank, ==, likes[i].kind == NX_AGENDA_VOTE ? likes[i].bank : NULL);
      g_assert_cmpstr (part->question, ==, likes[i].question);
      g_assert_cmpstr (part->scenario, ==, likes[i].scenario);
      g_assert_cmpint (part->after, ==, likes[i].after);
      g_assert_cmpuint (part->group_size, ==, likes[i].group_size);
    }
}

static void
test_refusals (void)
{
  g_autoptr (NxAgendaEditor) agenda = make_agenda ();
  g_autofree char *long_title = g_strnfill (NX_AGENDA_TITLE_MAX + 1, 'x');
  const NxAgendaPart both = { .kind = NX_AGENDA_VOTE, .minutes = 5, .bank = (char *) "a", .module = (char *) "b", .question = (char *) "c" };
  const NxAgendaPart none = { .kind = NX_AGENDA_SLIDES, .minutes = 5 };
  const NxAgendaPart no_id = { .kind = NX_AGENDA_PLAY, .minutes = 5, .scenario = (char *) "../etc" };
  const NxAgendaPart alone = { .kind = NX_AGENDA_GROUPS, .minutes = 5, .group_size = 1 };
  const NxAgendaPart endless = { .kind = NX_AGENDA_BREAK, .minutes = 1441 };

  assert_refused (nx_agenda_editor_set_title (agenda, " \n", error), REFUSED);
  assert_refused (nx_agenda_editor_set_title (agenda, long_title, error), REFUSED);
  assert_refused (nx_agenda_editor_set_title (agenda, "bell\a", error), REFUSED);
  assert_refused (nx_agenda_editor_set_title (agenda, "\xff", error), REFUSED);
  assert_refused (nx_agenda_editor_set_title (agenda, "\xef\xbf\xbf", error), REFUSED);
  assert_refused (nx_agenda_editor_set_day_start (agenda, "one", 1440, error), REFUSED);
  assert_refused (nx_agenda_editor_set_part_minutes (agenda, "hello", 0, error), REFUSED);
  assert_refused (nx_agenda_editor_add_part (agenda, "talk", 0, &both, NULL, error), REFUSED);
  assert_refused (nx_agenda_editor_add_part (agenda, "talk", 0, &none, NULL, error), REFUSED);
  assert_refused (nx_agenda_editor_add_part (agenda, "talk", 0, &no_id, NULL, error), REFUSED);
  assert_refused (nx_agenda_editor_add_part (agenda, "talk", 0, &alone, NULL, error), REFUSED);
  assert_refused (nx_agenda_editor_add_part (agenda, "talk", 0, &endless, NULL, error), REFUSED);
  assert_refused (nx_agenda_editor_set_part_words (agenda, "tea", "x", "", error), REFUSED);
  assert_refused (nx_agenda_editor_remove_session (agenda, "work", error), REFUSED);
  assert_refused (nx_agenda_editor_move_session (agenda, "work", "one", 0, error), REFUSED);
  assert_refused (nx_agenda_editor_remove_part (agenda, "nobody", error), GONE);
  assert_refused (nx_agenda_editor_move_part (agenda, "hello", "nowhere", 0, error), GONE);
  assert_refused (nx_agenda_editor_remove_day (agenda, "hello", error), GONE);
  assert_done (nx_agenda_editor_remove_day (agenda, "two", error));
  assert_refused (nx_agenda_editor_remove_day (agenda, "one", error), REFUSED);
  nx_agenda_editor_undo (agenda);
  assert_outline (agenda, START);
  g_assert_false (nx_agenda_editor_can_undo (agenda));
}

static void
test_copy (void)
{
  g_autoptr (NxWorkshop) workshop = load_fixture ();
  g_autoptr (GError) error = NULL;
  g_autoptr (NxAgendaEditor) agenda = nx_agenda_editor_new_copy (workshop, "mine", "Mine", &error);
  const NxWorkshop *copy = nx_agenda_editor_get_workshop (agenda);

  g_assert_no_error (error);
  g_assert_cmpstr (copy->id, ==, "mine");
  g_assert_cmpstr (copy->title, ==, "Mine");
  g_assert_cmpuint (copy->version, ==, 1);
  assert_outline (agenda, START);
  g_assert_false (nx_agenda_editor_can_undo (agenda));
}

/* ---- Words ---- */

static void
test_words (void)
{
  static const struct { const char *typed, *shown; } cases[] = {
    { "", "" },
    { "One.", "One." },
    { "  One.  \n\n\n two   words", "One.\n\ntwo words" },
    { "- a\n- b", "- a\n- b" },
    { "* a\n• b\nText\n1) c\n7. d", "- a\n- b\n\nText\n\n1. c\n2. d" },
    { "- a\n\n- b", "- a\n\n- b" },
    { "- a\n1. b", "- a\n\n1. b" },
    { "-5 degrees\n1984. A year", "-5 degrees\n\n1984. A year" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NxAgendaEditor) agenda = make_agenda_of ("<words id='a' minutes='1'><p id='p'>x</p></words>");
      g_autofree char *shown = NULL;
      g_autofree char *notes = NULL;

      assert_done (nx_agenda_editor_set_part_words (agenda, "a", cases[i].typed, "- not a point\n\nBreathe.", error));
      shown = nx_agenda_dup_words (nx_agenda_editor_get_part (agenda, "a", NULL, NULL));
      notes = nx_agenda_dup_notes (nx_agenda_editor_get_part (agenda, "a", NULL, NULL));
      g_assert_cmpstr (shown, ==, cases[i].shown);
      g_assert_cmpstr (notes, ==, "- not a point\nBreathe.");
      /* What is shown is what would be typed. */
      assert_done (nx_agenda_editor_set_part_words (agenda, "a", shown, notes, error));
      nx_agenda_editor_undo (agenda);
      g_assert_false (nx_agenda_editor_can_undo (agenda));
    }
}

/* What was not typed anew keeps id, marks and language. */
static void
test_words_keep (void)
{
  g_autoptr (NxAgendaEditor) agenda = make_agenda_of (
    "<words id='a' minutes='1'><p id='p' xml:lang='fr'>un <em>deux</em></p><list id='l' kind='bullet'><item id='i'>x</item><item id='j'>x</item></list>"
    "<notes xml:lang='en'><p id='n'>slow</p></notes></words>");
  const NxAgendaPart *part;
  const NxBlock *block;

  assert_done (nx_agenda_editor_set_part_words (agenda, "a", "new\n- x\n- y\n- x\n\nun deux", "slow\nslower", error));
  part = nx_agenda_editor_get_part (agenda, "a", NULL, NULL);
  g_assert_cmpuint (part->blocks->len, ==, 4);
  block = g_ptr_array_index (part->blocks, 1);
  g_assert_cmpstr (block->id, ==, "l");
  g_assert_cmpstr (((const NxItem *) g_ptr_array_index (block->items, 0))->id, ==, "i");
  g_assert_cmpstr (((const NxItem *) g_ptr_array_index (block->items, 2))->id, ==, "j");
  block = g_ptr_array_index (part->blocks, 2);
  g_assert_cmpstr (block->id, ==, "p");
  g_assert_cmpstr (block->lang, ==, "fr");
  g_assert_cmpint (((const NxRun *) g_ptr_array_index (block->text->runs, 1))->kind, ==, NX_RUN_EM);
  block = g_ptr_array_index (part->blocks, 3);
  g_assert_cmpstr (block->lang, ==, "en");
  g_assert_cmpstr (((const NxBlock *) g_ptr_array_index (block->blocks, 0))->id, ==, "n");
  nx_agenda_editor_undo (agenda);
  g_assert_false (nx_agenda_editor_can_undo (agenda));
}

/* ---- Whatever is done ---- */

#define N_AGENDAS 60
#define N_ACTS 170   /* under NX_AGENDA_UNDO_MAX, so that all of them can be undone */

static const char *const titles[] = { "Plain", "A & B < C > \"D\" 'E'", "  much   space\n", "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac", "", "x\x01", "]]>", "&#0;" };
static const char *const words[] = { "", "One\ntwo", "- a\n- b\n\nText", "1. a\n2. b\n- c", "<b>&amp;</b>\n\n\n", "a\nb\na\nb", "\r\n- x\r\n" };
static const char *const names[] = { "first", "start", "q-1", "gate", "Not An Id", "nowhere", NULL };

#define ANY(random, list) (list[g_rand_int_range (random, 0, G_N_ELEMENTS (list))])

static const NxAgendaDay *
any_day (NxAgendaEditor *agenda,
         GRand          *random)
{
  const GPtrArray *days = nx_agenda_editor_get_workshop (agenda)->days;

  return g_ptr_array_index (days, g_rand_int_range (random, 0, (int) days->len));
}

static const NxAgendaSession *
any_session (NxAgendaEditor *agenda,
             GRand          *random)
{
  const NxAgendaDay *day = any_day (agenda, random);

  return g_ptr_array_index (day->sessions, g_rand_int_range (random, 0, (int) day->sessions->len));
}

static const NxAgendaPart *
any_part (NxAgendaEditor *agenda,
          GRand          *random)
{
  const NxAgendaSession *session = any_session (agenda, random);

  return g_ptr_array_index (session->parts, g_rand_int_range (random, 0, (int) session->parts->len));
}

static NxAgendaPart
make_any_part (GRand *random)
{
  return (NxAgendaPart) {
    .kind = g_rand_int_range (random, 0, NX_N_AGENDA_PART_KINDS),
    .minutes = g_rand_int_range (random, 0, 1500),
    .title = (char *) ANY (random, titles),
    .module = (char *) ANY (random, names),
    .section = (char *) ANY (random, names),
    .bank = (char *) ANY (random, names),
    .question = (char *) ANY (random, names),
    .scenario = (char *) ANY (random, names),
    .after = g_rand_boolean (random),
    .group_size = g_rand_int_range (random, 0, 28),
  };
}

static gboolean
act (NxAgendaEditor  *agenda,
     GRand           *random,
     GError         **error)
{
  guint index = g_rand_int_range (random, 0, 6);
  const char *title = ANY (random, titles);
  const NxAgendaPart *part = any_part (agenda, random);
  NxAgendaPart like = make_any_part (random);

  switch (g_rand_int_range (random, 0, 22))
    {
    case 0:
      return nx_agenda_editor_set_title (agenda, title, error);
    case 1:
      return nx_agenda_editor_set_summary (agenda, title, error);
    case 2:
      return nx_agenda_editor_add_day (agenda, index, title, "Session", g_rand_int_range (random, 0, 1500), NULL, error);
    case 3:
      return nx_agenda_editor_set_day_title (agenda, any_day (agenda, random)->id, title, error);
    case 4:
      return nx_agenda_editor_set_day_start (agenda, any_day (agenda, random)->id, g_rand_int_range (random, 0, 1500), error);
    case 5:
      return nx_agenda_editor_move_day (agenda, any_day (agenda, random)->id, index, error);
    case 6:
      return nx_agenda_editor_remove_day (agenda, any_day (agenda, random)->id, error);
    case 7:
      return nx_agenda_editor_add_session (agenda, any_day (agenda, random)->id, index, title, NULL, error);
    case 8:
      return nx_agenda_editor_set_session_title (agenda, any_session (agenda, random)->id, title, error);
    case 9:
      return nx_agenda_editor_move_session (agenda, any_session (agenda, random)->id, any_day (agenda, random)->id, index, error);
    case 10:
      return nx_agenda_editor_remove_session (agenda, any_session (agenda, random)->id, error);
    case 11:
    case 12:
    case 13:
      return nx_agenda_editor_add_part (agenda, any_session (agenda, random)->id, index, &like, NULL, error);
    case 14:
      like.kind = part->kind;
      return nx_agenda_editor_set_part (agenda, part->id, &like, error);
    case 15:
      return nx_agenda_editor_set_part_minutes (agenda, part->id, g_rand_int_range (random, 0, 1500), error);
    case 16:
      return nx_agenda_editor_set_part_title (agenda, part->id, title, error);
    case 17:
      return nx_agenda_editor_set_part_words (agenda, part->id, ANY (random, words), ANY (random, words), error);
    case 18:
    case 19:
      return nx_agenda_editor_move_part (agenda, part->id, any_session (agenda, random)->id, index, error);
    case 20:
      return nx_agenda_editor_remove_part (agenda, part->id, error);
    default:
      if (g_rand_boolean (random))
        nx_agenda_editor_undo (agenda);
      else
        nx_agenda_editor_redo (agenda);
      return TRUE;
    }
}

static void
fail_cb (guint       line,
         const char *message,
         gpointer    user_data)
{
  g_printerr ("%u: %s\n%s\n", line, message, (const char *) user_data);
  g_assert_not_reached ();
}

static void
assert_valid (NxAgendaEditor *agenda,
              NxXmlSchema    *schema)
{
  GBytes *xml = nx_agenda_editor_get_xml (agenda);
  g_autoptr (GError) error = NULL;
  g_autoptr (NxXmlTree) tree = nx_xml_tree_new (xml, "agenda", &error);

  g_assert_no_error (error);
  nx_xml_schema_validate (schema, tree, fail_cb, (gpointer) g_bytes_get_data (xml, NULL));
}

static void
assert_read_equal (NxAgendaEditor *agenda)
{
  g_autoptr (NxWorkshop) again = read_back (nx_agenda_editor_get_xml (agenda));

  g_assert_true (nx_workshop_equal (again, nx_agenda_editor_get_workshop (agenda)));
}

static NxXmlSchema *
load_schema (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "schema", "nexus-content.rng", NULL);
  g_autofree char *data = NULL;
  g_autoptr (GBytes) rng = NULL;
  g_autoptr (GError) error = NULL;
  NxXmlSchema *schema;
  gsize size;

  g_file_get_contents (path, &data, &size, &error);
  g_assert_no_error (error);
  rng = g_bytes_new_take (g_steal_pointer (&data), size);
  schema = nx_xml_schema_new (rng, &error);
  g_assert_no_error (error);
  return schema;
}

/* Stays an agenda by the schema, is read as it was written, and goes back step by step to where it began, and forth again. */
static void
test_random_acts (void)
{
  g_autoptr (NxXmlSchema) schema = load_schema ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  guint valid_every = g_getenv ("NX_TEST_LONG") != NULL ? 1 : 25;
  guint n_done = 0, n_refused = 0;

  for (guint i = 0; i < N_AGENDAS; i++)
    {
      g_autoptr (NxWorkshop) start = load_fixture ();
      g_autoptr (NxAgendaEditor) agenda = nx_agenda_editor_new (start);
      g_autoptr (NxWorkshop) end = NULL;

      for (guint n = 0; n < N_ACTS; n++)
        {
          g_autoptr (GError) error = NULL;
          NxWorkshop *before = nx_agenda_editor_get_workshop (agenda);

          if (act (agenda, random, &error))
            n_done++;
          else
            {
              g_assert_true (error->domain == NX_AGENDA_ERROR);
              g_assert_true (nx_agenda_editor_get_workshop (agenda) == before);
              n_refused++;
            }
          assert_read_equal (agenda);
          /* The reader's grammar has judged each already; libxml2's takes some hundred times as long under the sanitizers. */
          if (n % valid_every == 0)
            assert_valid (agenda, schema);
        }
      end = nx_workshop_ref (nx_agenda_editor_get_workshop (agenda));
      while (nx_agenda_editor_can_undo (agenda))
        nx_agenda_editor_undo (agenda);
      g_assert_true (nx_workshop_equal (nx_agenda_editor_get_workshop (agenda), start));
      while (nx_agenda_editor_can_redo (agenda) && nx_agenda_editor_get_workshop (agenda) != end)
        nx_agenda_editor_redo (agenda);
      g_assert_true (nx_agenda_editor_get_workshop (agenda) == end);
    }
  g_test_message ("%u acts done, %u refused", n_done, n_refused);
  g_assert_cmpuint (n_done, >, 5000);
  g_assert_cmpuint (n_refused, >, 500);
}

static void
test_undo_is_bounded (void)
{
  g_autoptr (NxAgendaEditor) agenda = make_agenda ();
  guint n = 0;

  for (guint i = 0; i < NX_AGENDA_UNDO_MAX + 50; i++)
    assert_done (nx_agenda_editor_set_part_minutes (agenda, "hello", 10 + i % 2, error));
  for (; nx_agenda_editor_can_undo (agenda); n++)
    nx_agenda_editor_undo (agenda);
  g_assert_cmpuint (n, ==, NX_AGENDA_UNDO_MAX);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/agenda-editor/written-is-read-equal", test_written_is_read_equal);
  g_test_add_func ("/agenda-editor/unequal", test_unequal);
  g_test_add_func ("/agenda-editor/moves", test_moves);
  g_test_add_func ("/agenda-editor/texts-and-times", test_texts_and_times);
  g_test_add_func ("/agenda-editor/adds-every-kind", test_adds_every_kind);
  g_test_add_func ("/agenda-editor/refusals", test_refusals);
  g_test_add_func ("/agenda-editor/copy", test_copy);
  g_test_add_func ("/agenda-editor/words", test_words);
  g_test_add_func ("/agenda-editor/words-keep", test_words_keep);
  g_test_add_func ("/agenda-editor/random-acts", test_random_acts);
  g_test_add_func ("/agenda-editor/undo-is-bounded", test_undo_is_bounded);
  return g_test_run ();
}
