/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "nx-arena.h"
#include "nx-content.h"

G_BEGIN_DECLS

/*
 * NxXmlReader: content XML, pulled element by element into an arena; the only part of the program that
 * knows libxml2. Made for recursive descent over a strict grammar:
 *
 *   nx_xml_reader_expect (r, "title");            the next child must be <title>; it is then open
 *   title = nx_xml_reader_text (r);               its text, up to and with its end
 *   while (nx_xml_reader_open (r, "option"))      as long as the next child is <option>
 *     ... nx_xml_reader_close (r);                and its end
 *
 * The first fault is kept; after it every look-up says "no" and every text is empty, so that a parser
 * runs out without a check at each step, and nx_xml_reader_finish reports. A fault reads
 * "file:line: expected WHAT, found WHAT".
 *
 * Refused on sight: DOCTYPE, entity references, anything but UTF-8, NUL, another namespace, elements and
 * attributes outside the grammar, and what is larger than nx-limits.h allows.
 * Thread: one at a time; different readers on different threads.
 */
typedef struct _NxXmlReader NxXmlReader;

/* @name stands in messages. The model goes into an arena with a root of @root_size bytes. */
NxXmlReader *nx_xml_reader_new (GBytes     *xml,
                                const char *name,
                                gsize       root_size);
void nx_xml_reader_free (NxXmlReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NxXmlReader, nx_xml_reader_free)

/* The root in its arena; NULL with @error after a fault. (transfer full), frees nothing but hands the arena over. */
gpointer nx_xml_reader_finish (NxXmlReader *self,
                               GError     **error);

NxArena *nx_xml_reader_get_arena (NxXmlReader *self);
gboolean nx_xml_reader_has_failed (NxXmlReader *self);
/* The line of the element opened last. */
guint nx_xml_reader_get_line (NxXmlReader *self);

/* Names are short and mostly differ in their first letter: a call would cost more than the comparison. */
static inline gboolean
nx_xml_is_same (const char *one,
                const char *other)
{
  while (*one == *other && *one != '\0')
    {
      one++;
      other++;
    }
  return *one == *other;
}

/* ---- Elements ---- */

gboolean nx_xml_reader_open (NxXmlReader *self, const char *element);
gboolean nx_xml_reader_expect (NxXmlReader *self, const char *element);
/* Opens whatever child element comes next and says its name; NULL at the end of the parent. Valid until the next call. */
const char *nx_xml_reader_open_any (NxXmlReader *self);
/* Of the element that is open: no more children may follow. */
void nx_xml_reader_close (NxXmlReader *self);

/* ---- Attributes, right after the element was opened ---- */

/*
 * @names: NULL-terminated; the first @n_required must be there, no others than these may be.
 * @values: one for each name, NULL where absent; borrowed, good until the next element or text is read.
 */
void nx_xml_reader_attributes (NxXmlReader       *self,
                               const char *const *names,
                               guint              n_required,
                               const char       **values);
/* Conversions; a fault is kept and a harmless value returned. NULL gives the harmless value without a fault. */
char *nx_xml_reader_id (NxXmlReader *self, const char *attribute, const char *value);
char **nx_xml_reader_ids (NxXmlReader *self, const char *attribute, const char *value);
int nx_xml_reader_integer (NxXmlReader *self, const char *attribute, const char *value, int min, int max);
/* Index of @value in the NULL-terminated @words. */
guint nx_xml_reader_word (NxXmlReader *self, const char *attribute, const char *value, const char *const *words);
char *nx_xml_reader_copy (NxXmlReader *self, const char *value);
/* A decimal with at most four digits after the point, 0..1. */
double nx_xml_reader_share (NxXmlReader *self, const char *attribute, const char *value);

/* ---- Text: white space is collapsed as in HTML ---- */

/* The text of the open element, which may hold nothing else, and its end. In the arena. */
char *nx_xml_reader_text (NxXmlReader *self);

typedef enum
{
  NX_XML_END,               /* the open element ended; it is closed */
  NX_XML_TEXT,              /* *out is the text, in the arena; not empty */
  NX_XML_ELEMENT,           /* *out is the name of the child that is now open */
} NxXmlPiece;

/* What is known of white space within one block of mixed content; zeroed at its start. */
typedef struct
{
  gboolean started;         /* something was written */
  gboolean pending;         /* white space was seen and is not yet written */
} NxXmlSpace;

/* The next piece of mixed content. White space at the end of the block is never written. */
NxXmlPiece nx_xml_reader_next_piece (NxXmlReader *self,
                                     NxXmlSpace  *space,
                                     const char **out);
/* The text of the open inline element as a part of its block, and its end. In the arena. */
char *nx_xml_reader_inline_text (NxXmlReader *self, NxXmlSpace *space);

/* ---- Faults ---- */

/* @line 0: that of the element opened last. */
void nx_xml_reader_fail (NxXmlReader    *self,
                         NxContentError  code,
                         guint           line,
                         const char     *format,
                         ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
