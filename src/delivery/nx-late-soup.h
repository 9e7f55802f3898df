/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "nx-late-library.h"

G_BEGIN_DECLS

/* libsoup, opened with the first request: see nx-late-library.h. What is called of it: */
#define NX_LATE_SOUP_FUNCTIONS(F) \
  F (soup_date_time_new_from_http_string) \
  F (soup_message_add_flags) \
  F (soup_message_get_request_headers) \
  F (soup_message_get_response_headers) \
  F (soup_message_get_status) \
  F (soup_message_get_tls_peer_certificate) \
  F (soup_message_get_tls_peer_certificate_errors) \
  F (soup_message_headers_get_content_type) \
  F (soup_message_headers_get_one) \
  F (soup_message_headers_replace) \
  F (soup_message_new) \
  F (soup_message_set_request_body_from_bytes) \
  F (soup_session_abort) \
  F (soup_session_new_with_options) \
  F (soup_session_send_async) \
  F (soup_session_send_finish) \
  F (soup_session_set_tls_database) \
  F (soup_status_get_phrase)

typedef struct
{
  NX_LATE_SOUP_FUNCTIONS (NX_LATE_MEMBER)
} NxLateSoup;

gboolean nx_late_soup_load (GError **error);
const NxLateSoup *nx_late_soup (void);

#define soup_date_time_new_from_http_string (nx_late_soup ()->soup_date_time_new_from_http_string)
#define soup_message_add_flags (nx_late_soup ()->soup_message_add_flags)
#define soup_message_get_request_headers (nx_late_soup ()->soup_message_get_request_headers)
#define soup_message_get_response_headers (nx_late_soup ()->soup_message_get_response_headers)
#define soup_message_get_status (nx_late_soup ()->soup_message_get_status)
#define soup_message_get_tls_peer_certificate (nx_late_soup ()->soup_message_get_tls_peer_certificate)
#define soup_message_get_tls_peer_certificate_errors (nx_late_soup ()->soup_message_get_tls_peer_certificate_errors)
#define soup_message_headers_get_content_type (nx_late_soup ()->soup_message_headers_get_content_type)
#define soup_message_headers_get_one (nx_late_soup ()->soup_message_headers_get_one)
#define soup_message_headers_replace (nx_late_soup ()->soup_message_headers_replace)
#define soup_message_new (nx_late_soup ()->soup_message_new)
#define soup_message_set_request_body_from_bytes (nx_late_soup ()->soup_message_set_request_body_from_bytes)
#define soup_session_abort (nx_late_soup ()->soup_session_abort)
#define soup_session_new_with_options (nx_late_soup ()->soup_session_new_with_options)
#define soup_session_send_async (nx_late_soup ()->soup_session_send_async)
#define soup_session_send_finish (nx_late_soup ()->soup_session_send_finish)
#define soup_session_set_tls_database (nx_late_soup ()->soup_session_set_tls_database)
#define soup_status_get_phrase (nx_late_soup ()->soup_status_get_phrase)

G_END_DECLS
