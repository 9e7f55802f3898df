/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Owns who takes part as a value, and its form in an event. */

#include "config.h"

#include "nx-session-state.h"

#include <string.h>

#include "nx-json-writer.h"
#include "nx-json.h"

#define MAX_DETAIL_BYTES (64 * 1024)

NxParticipant *
nx_participant_new (const char  *id,
                    const char  *name,
                    const char  *capacity,
                    const char  *station,
                    NxVotePlace  place)
{
  NxParticipant *self = g_new0 (NxParticipant, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->capacity = g_strdup (capacity);
  self->station = g_strdup (station);
  self->place = place;
  return self;
}

NxParticipant *
nx_participant_copy (const NxParticipant *self)
{
  return nx_participant_new (self->id, self->name, self->capacity, self->station, self->place);
}

void
nx_participant_free (NxParticipant *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->capacity);
  g_free (self->station);
  g_free (self);
}

char *
nx_participant_to_detail (const NxParticipant *self)
{
  NxJsonWriter *writer = nx_json_writer_new ();
  g_autoptr (GBytes) json = NULL;

  nx_json_writer_begin_object (writer);
  nx_json_writer_member_string (writer, "name", self->name);
  nx_json_writer_member_string (writer, "capacity", self->capacity);
  nx_json_writer_member_string (writer, "station", self->station);
  nx_json_writer_member_string (writer, "place", nx_vote_place_to_id (self->place));
  nx_json_writer_end_object (writer);
  json = nx_json_writer_end (writer);
  return g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
}

NxParticipant *
nx_participant_from_detail (const char *id,
                            const char *detail)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (detail, strlen (detail));
  g_autoptr (NxJsonDoc) doc = nx_json_doc_parse (bytes, MAX_DETAIL_BYTES, NULL);
  const NxJsonValue *root = doc != NULL ? nx_json_doc_get_root (doc) : NULL;
  const char *name = nx_json_get_string (root, "name", NULL);
  NxVotePlace place;

  if (name == NULL || *name == '\0' || !nx_vote_place_from_id (nx_json_get_string (root, "place", NULL), &place))
    return NULL;
  return nx_participant_new (id, name, nx_json_get_string (root, "capacity", NULL), nx_json_get_string (root, "station", NULL), place);
}
