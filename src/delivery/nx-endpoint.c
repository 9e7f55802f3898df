/* SPDX-FileCopyrightText: 2026 Nexus Trainer contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The address of an LRS, from what a person typed or pasted to the one spelling that is stored. */

#define G_LOG_DOMAIN "nx-delivery"

#include "config.h"

#include "nx-sender.h"

#include <string.h>

/* Longer ones are no addresses that a person was given. */
#define MAX_ENDPOINT_BYTES 2048

static gboolean
refuse (GError    **error,
        const char *what)
{
  g_set_error (error, NX_DELIVERY_ERROR, NX_DELIVERY_ERROR_ADDRESS, "the address %s", what);
  return FALSE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
check (GUri    *uri,
       GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);
  g_autofree char *ascii = host != NULL ? g_hostname_to_ascii (host) : NULL;

  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http"))
    return refuse (error, "does not begin with https://");
  if (ascii == NULL || *ascii == '\0')
    return refuse (error, "names no server");
  if (g_str_equal (scheme, "http") && !is_loopback (host))
    return refuse (error, "is not protected: it must begin with https://");
  if (g_uri_get_userinfo (uri) != NULL)
    return refuse (error, "holds a name or password; they have fields of their own");
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return refuse (error, "holds “?” or “#”");
  return TRUE;
}

/* People paste the address of the statements resource; the endpoint is the folder it is in. */
static char *
dup_path (const char *path)
{
  GString *normal = g_string_new (path);

  while (normal->len > 0 && normal->str[normal->len - 1] == '/')
    g_string_truncate (normal, normal->len - 1);
  if (g_str_has_suffix (normal->str, "/statements"))
    g_string_truncate (normal, normal->len - strlen ("/statements"));
  g_string_append_c (normal, '/');
  return g_string_free (normal, FALSE);
}

static char *
join (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  g_autofree char *path = dup_path (g_uri_get_path (uri));
  g_autofree char *host = g_hostname_to_ascii (g_uri_get_host (uri));
  int default_port = g_str_equal (scheme, "https") ? 443 : 80;
  int port = g_uri_get_port (uri) == default_port ? -1 : g_uri_get_port (uri);

  return g_uri_join (G_URI_FLAGS_ENCODED, scheme, NULL, host, port, path, NULL, NULL);
}

/**
 * nx_endpoint_normalise:
 * @typed: an address as typed: "lrs.example.org/xapi"
 * @error: return location for an error
 *
 * Without a scheme it is https. Plain http is for loopback only; certificates are never waived, so nothing
 * else may go unprotected. A final "statements" is left out.
 *
 * Thread: any; pure.
 * Errors: %NX_DELIVERY_ERROR_ADDRESS
 * Returns: (transfer full): the address with its final slash: "https://lrs.example.org/xapi/"
 */
char *
nx_endpoint_normalise (const char *typed,
                       GError    **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (typed != NULL ? typed : ""));
  g_autofree char *full = NULL;
  g_autoptr (GUri) uri = NULL;

  if (*trimmed == '\0' || strlen (trimmed) > MAX_ENDPOINT_BYTES || strpbrk (trimmed, " \t\r\n") != NULL)
    {
      refuse (error, "is empty, too long or holds a space");
      return NULL;
    }
  full = strstr (trimmed, "://") != NULL ? g_strdup (trimmed) : g_strconcat ("https://", trimmed, NULL);
  uri = g_uri_parse (full, G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL)
    {
      refuse (error, "cannot be read");
      return NULL;
    }
  return check (uri, error) ? join (uri) : NULL;
}
