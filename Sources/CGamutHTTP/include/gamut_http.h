/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_http_h
#define gamut_http_h

#include <stddef.h>
#include <stdint.h>

/* A thin door to libcurl: one request, one answer in memory. Only http and https; a redirect is an
   answer like any other and is never followed, so nothing is sent to a host that was not named. */

/* A connection that is kept between requests, and the last answer; one thread at a time. */
typedef struct gamut_http_client gamut_http_client;

/* What became of a request. */
typedef enum {
  GAMUT_HTTP_ANSWERED = 0,     /* there is a status and a whole body */
  GAMUT_HTTP_FAILED = 1,       /* no whole answer; another attempt may get one */
  GAMUT_HTTP_TOO_LONG = 2,     /* the body is longer than the limit */
  GAMUT_HTTP_IMPOSSIBLE = 3,   /* another attempt would fail alike: a bad address, a certificate */
  GAMUT_HTTP_NO_MEMORY = 4,
} gamut_http_outcome;

/* A request: POST with a body, GET where `body` is NULL. Strings are terminated. */
typedef struct {
  const char *url;            /* without user information */
  const char *authorization;  /* the whole header line, or NULL */
  const char *user;           /* for basic authentication, or NULL */
  const char *password;       /* with `user`; may be NULL */
  const uint8_t *body;
  size_t body_length;
  size_t answer_limit;        /* bytes of the longest body that is taken */
  long connect_milliseconds;  /* time limits: until connected, and in all */
  long total_milliseconds;
} gamut_http_request;

/* The answer lives until the next request or the end of its client. */
typedef struct {
  gamut_http_outcome outcome;
  long status;
  int64_t retry_after;  /* seconds the server asks to wait; 0 where it says nothing */
  const uint8_t *body;
  size_t body_length;
  const char *reason;   /* why there is no answer; empty where there is one */
} gamut_http_answer;

/* Loads libcurl and sets it up at the first call in the process; 0 where it is not installed. */
int gamut_http_is_available(void);

/* NULL when there is no libcurl, or no memory. */
gamut_http_client *gamut_http_open(void);

/* NULL does nothing. */
void gamut_http_close(gamut_http_client *client);

gamut_http_answer gamut_http_send(gamut_http_client *client, const gamut_http_request *request);

#endif
