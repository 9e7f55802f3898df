/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "nx-record-item.h"

#include <glib/gi18n.h>
#include <string.h>

#include "nx-dates.h"
#include "nx-json.h"
#include "nx-limits.h"
#include "nx-state-pill.h"
#include "nx-statement-words.h"
#include "nx-text.h"

struct _NxRecordItem
{
  GObject parent_instance;
  NxContext *context;
  NxRecordRow *row;
  gboolean has_words;
  char part;
  char *title, *of, *detail, *delivery, *reason, *description;
};

G_DEFINE_FINAL_TYPE (NxRecordItem, nx_record_item, G_TYPE_OBJECT)

/* What the address of a statement's object names. */
typedef struct
{
  char *kind, *file, *element;
} Place;

static void
place_clear (Place *place)
{
  g_free (place->kind);
  g_free (place->file);
  g_free (place->element);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static void
find_place (NxRecordItem *self,
            const char   *iri,
            Place        *out_place)
{
  NxPack *pack = nx_context_get_pack (self->context);
  g_autofree char *id = NULL;

  if (pack == NULL || iri == NULL || !g_str_has_prefix (iri, pack->activity_base))
    return;
  nx_address_parse (iri + strlen (pack->activity_base), &id, &out_place->kind, &out_place->file, &out_place->element);
}

/* A question is named by its prompt, which stands in the statement as the description of its object. */
static char *
dup_prompt (NxRecordItem *self)
{
  g_autoptr (NxJsonDoc) document = nx_json_doc_parse (self->row->body, NX_LIMIT_REPLY_BYTES, NULL);
  const NxJsonValue *object = document != NULL ? nx_json_value_get_member (nx_json_doc_get_root (document), "object") : NULL;
  const NxJsonValue *description = nx_json_value_get_member (nx_json_value_get_member (object, "definition"), "description");
  g_auto (GStrv) languages = description != NULL ? nx_json_value_dup_member_names (description) : NULL;

  return languages != NULL && languages[0] != NULL ? g_strdup (nx_json_get_string (description, languages[0], NULL)) : NULL;
}

/* Title and part from the lessons as they are now, in the language of now; otherwise as the statement says. */
static void
make_title (NxRecordItem          *self,
            const NxStatementView *view)
{
  NxCatalogue *catalogue = nx_context_get_catalogue (self->context);
  g_auto (Place) place = { 0 };

  find_place (self, view != NULL ? view->object_iri : NULL, &place);
  if (catalogue != NULL && place.file != NULL)
    {
      const NxModuleInfo *module = nx_catalogue_get_module (catalogue, place.file);
      const NxScenarioInfo *scenario = nx_catalogue_get_scenario (catalogue, place.file);

      if (g_strcmp0 (place.kind, "scenario") == 0 && scenario != NULL)
        {
          self->title = g_strdup (scenario->title);
          self->part = scenario->part;
        }
      else if (module != NULL)
        {
          self->title = g_strdup (module->title);
          self->part = module->part;
        }
    }
  /* A question or a decision goes by its own name; its module or scenario stands below. */
  if (place.element != NULL && self->title != NULL && view->object_name != NULL && !g_str_equal (view->object_name, self->title))
    {
      self->of = g_steal_pointer (&self->title);
      if (self->row->verb == NX_VERB_ANSWERED)
        self->title = dup_prompt (self);
      if (self->title == NULL)
        self->title = g_strdup (view->object_name);
    }
  if (self->title == NULL)
    self->title = g_strdup (view != NULL && view->object_name != NULL ? view->object_name : _("A record that cannot be read"));
}

static void
make_detail (NxRecordItem          *self,
             const NxStatementView *view)
{
  g_autofree char *verb = nx_statement_dup_verb_words (self->row->verb);
  g_autofree char *score = view != NULL ? nx_statement_dup_score_words (view) : NULL;
  g_autofree char *when = nx_date_words_row (self->row->wall_us);

  if (verb == NULL)
    self->detail = g_strdup (when);
  else if (self->of != NULL)
    {
      g_autofree char *of = nx_text_isolate (self->of);

      /* Translators: what happened, in which module or scenario, when: "Decided · The second manifest · 12 Nov, 08:14". */
      self->detail = g_strdup_printf (_("%s · %s · %s"), verb, of, when);
    }
  else if (score != NULL)
    /* Translators: what happened, the score, when: "Passed · 9 of 10 · 12 Nov, 08:14". */
    self->detail = g_strdup_printf (_("%s · %s · %s"), verb, score, when);
  else
    /* Translators: what happened, when: "Completed · 12 Nov, 08:14". */
    self->detail = g_strdup_printf (_("%s · %s"), verb, when);
}

static void
make_delivery (NxRecordItem *self)
{
  g_autofree char *when = NULL;

  if (self->row->sent_us <= 0)
    return;
  when = nx_date_words_row (self->row->sent_us);
  if (self->row->state == NX_DELIVERY_CONFIRMED)
    /* Translators: when a record was delivered, and that the server was asked for it again and had it. */
    self->delivery = g_strdup_printf (_("%s, read back"), when);
  else
    self->delivery = g_steal_pointer (&when);
}

static void
make_reason (NxRecordItem *self)
{
  g_autofree char *words = NULL;

  if (self->row->state == NX_DELIVERY_CONFLICT)
    self->reason = g_strdup (_("The server already has a different record with this number. It was kept; yours is kept here too."));
  else if (self->row->state == NX_DELIVERY_REFUSED && self->row->reason != NULL && *self->row->reason != '\0')
    {
      words = nx_text_isolate (self->row->reason);
      self->reason = g_strdup_printf (_("The server refused this record: %s. It is kept here; tell your training office."), words);
    }
  else if (self->row->state == NX_DELIVERY_REFUSED)
    self->reason = g_strdup (_("The server could not read this record. It is kept here; tell your training office."));
}

static void
make_words (NxRecordItem *self)
{
  g_autoptr (NxStatementView) view = NULL;
  g_autoptr (GString) description = NULL;

  if (self->has_words)
    return;
  self->has_words = TRUE;
  view = self->row->body != NULL ? nx_statement_view_new (self->row->body, NULL) : NULL;
  make_title (self, view);
  make_detail (self, view);
  make_delivery (self);
  make_reason (self);
  description = g_string_new (self->detail);
  g_string_append_printf (description, ", %s", nx_pill_get_word (self->row->pill));
  if (self->delivery != NULL)
    g_string_append_printf (description, ", %s", self->delivery);
  if (self->reason != NULL)
    g_string_append_printf (description, ". %s", self->reason);
  self->description = g_strdup (description->str);
}

static void
nx_record_item_finalize (GObject *object)
{
  NxRecordItem *self = NX_RECORD_ITEM (object);

  g_clear_object (&self->context);
  nx_record_row_free (self->row);
  g_free (self->title);
  g_free (self->of);
  g_free (self->detail);
  g_free (self->delivery);
  g_free (self->reason);
  g_free (self->description);
  G_OBJECT_CLASS (nx_record_item_parent_class)->finalize (object);
}

static void
nx_record_item_class_init (NxRecordItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nx_record_item_finalize;
}

static void
nx_record_item_init (NxRecordItem *self)
{
}

NxRecordItem *
nx_record_item_new (NxContext   *context,
                    NxRecordRow *row)
{
  NxRecordItem *self = g_object_new (NX_TYPE_RECORD_ITEM, NULL);

  self->context = g_object_ref (context);
  self->row = row;
  return self;
}

const NxRecordRow *
nx_record_item_get_row (NxRecordItem *self)
{
  return self->row;
}

NxRecordGroup
nx_record_item_get_group (NxRecordItem *self)
{
  switch (self->row->pill)
    {
    case NX_PILL_REFUSED: return NX_RECORD_GROUP_ATTENTION;
    case NX_PILL_DELIVERED: return NX_RECORD_GROUP_DELIVERED;
    case NX_PILL_ONLY_HERE: return NX_RECORD_GROUP_ONLY_HERE;
    case NX_PILL_SENDING:
    case NX_PILL_FACILITATOR:
    case NX_PILL_USB:
    case NX_PILL_WAITING:
    default: return NX_RECORD_GROUP_WAITING;
    }
}

const char *
nx_record_item_get_title (NxRecordItem *self)
{
  make_words (self);
  return self->title;
}

const char *
nx_record_item_get_detail (NxRecordItem *self)
{
  make_words (self);
  return self->detail;
}

const char *
nx_record_item_get_delivery (NxRecordItem *self)
{
  make_words (self);
  return self->delivery;
}

const char *
nx_record_item_get_reason (NxRecordItem *self)
{
  make_words (self);
  return self->reason;
}

char
nx_record_item_get_part (NxRecordItem *self)
{
  make_words (self);
  return self->part;
}

const char *
nx_record_item_get_description (NxRecordItem *self)
{
  make_words (self);
  return self->description;
}

const char *
nx_record_group_get_title (NxRecordGroup group)
{
  switch (group)
    {
    case NX_RECORD_GROUP_ATTENTION: return _("Needs your attention");
    case NX_RECORD_GROUP_WAITING: return _("Waiting to be sent");
    case NX_RECORD_GROUP_DELIVERED: return _("Delivered");
    case NX_RECORD_GROUP_ONLY_HERE:
    default: return _("Kept only on this computer");
    }
}
