/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_http.h"

/* The checks of argument types are macros around the very names that are redefined below. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct gamut_http_client {
  CURL *curl;
  uint8_t *body;
  size_t length;
  size_t room;
  size_t limit;
  int is_too_long;
  char reason[CURL_ERROR_SIZE];
};

/* libcurl is loaded by the first client rather than with the program: with it come thirty libraries
   (TLS, Kerberos, LDAP) that a program without a server need not wait for, nor even have. */
static struct {
  __typeof__(&curl_global_init) global_init;
  __typeof__(&curl_easy_init) easy_init;
  __typeof__(&curl_easy_cleanup) easy_cleanup;
  __typeof__(&curl_easy_reset) easy_reset;
  CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
  CURLcode (*easy_perform)(CURL *);
  CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
  __typeof__(&curl_easy_strerror) easy_strerror;
  __typeof__(&curl_slist_append) slist_append;
  __typeof__(&curl_slist_free_all) slist_free_all;
} library;
static int is_loaded;
static pthread_once_t is_set_up = PTHREAD_ONCE_INIT;

static void set_up(void) {
#ifdef __APPLE__
  void *handle = dlopen("libcurl.4.dylib", RTLD_NOW | RTLD_LOCAL);
#else
  void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  /* Debian's build with another TLS library has a name of its own. */
  if (!handle) handle = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
#endif
  if (!handle) return;
#define LOAD(name) \
  if (!(library.name = (__typeof__(library.name))dlsym(handle, "curl_" #name))) return
  LOAD(global_init);
  LOAD(easy_init);
  LOAD(easy_cleanup);
  LOAD(easy_reset);
  LOAD(easy_setopt);
  LOAD(easy_perform);
  LOAD(easy_getinfo);
  LOAD(easy_strerror);
  LOAD(slist_append);
  LOAD(slist_free_all);
#undef LOAD
  is_loaded = library.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

int gamut_http_is_available(void) {
  pthread_once(&is_set_up, set_up);
  return is_loaded;
}

gamut_http_client *gamut_http_open(void) {
  if (!gamut_http_is_available()) return NULL;
  gamut_http_client *client = calloc(1, sizeof *client);
  if (!client) return NULL;
  client->curl = library.easy_init();
  if (client->curl) return client;
  free(client);
  return NULL;
}

void gamut_http_close(gamut_http_client *client) {
  if (!client) return;
  library.easy_cleanup(client->curl);
  free(client->body);
  free(client);
}

/* Takes a part of the body; a smaller count than given ends the transfer. */
static size_t take(char *part, size_t size, size_t count, void *context) {
  gamut_http_client *client = context;
  const size_t length = size * count;
  if (length > client->limit - client->length) {
    client->is_too_long = 1;
    return 0;
  }
  if (client->length + length > client->room) {
    size_t room = client->room ? client->room : 1 << 16;
    while (room < client->length + length) room *= 2;
    uint8_t *body = realloc(client->body, room);
    if (!body) return 0;
    client->body = body;
    client->room = room;
  }
  memcpy(client->body + client->length, part, length);
  client->length += length;
  return length;
}

/* Whether the same request would fail again. A handshake that breaks and a proxy's name that is not
   found are passing: a server or a resolver that restarts. A certificate is not. */
static int is_lasting(CURLcode code) {
  switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_NOT_BUILT_IN:
    case CURLE_BAD_FUNCTION_ARGUMENT:
    case CURLE_UNKNOWN_OPTION:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
      return 1;
    default:
      return 0;
  }
}

gamut_http_answer gamut_http_send(gamut_http_client *client, const gamut_http_request *request) {
  gamut_http_answer answer = {.outcome = GAMUT_HTTP_NO_MEMORY, .reason = "no memory"};
  client->length = 0;
  client->limit = request->answer_limit;
  client->is_too_long = 0;
  client->reason[0] = 0;
  CURL *curl = client->curl;
  /* Forgets the options of the last request; connections stay. */
  library.easy_reset(curl);

  /* No waiting for "100 Continue": long bodies are the rule, and many servers never send it. */
  struct curl_slist *headers = library.slist_append(NULL, "Expect:");
  if (!headers) return answer;
  const char *const lines[] = {
      request->body ? "Content-Type: application/json" : NULL, "Accept: application/json",
      request->authorization};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    if (!lines[i]) continue;
    struct curl_slist *longer = library.slist_append(headers, lines[i]);
    if (!longer) {
      library.slist_free_all(headers);
      return answer;
    }
    headers = longer;
  }

  CURLcode code = CURLE_OK;
#define SET(option, value) \
  (void)(code == CURLE_OK && (code = library.easy_setopt(curl, option, value)))
  SET(CURLOPT_ERRORBUFFER, client->reason);
  SET(CURLOPT_URL, request->url);
  SET(CURLOPT_PROTOCOLS_STR, "http,https");
  SET(CURLOPT_FOLLOWLOCATION, 0L);
  SET(CURLOPT_NOSIGNAL, 1L); /* Signals for time limits would hit any thread. */
  SET(CURLOPT_HTTPHEADER, headers);
  SET(CURLOPT_CONNECTTIMEOUT_MS, request->connect_milliseconds);
  SET(CURLOPT_TIMEOUT_MS, request->total_milliseconds);
  /* The certificates of one's own authority, named as for OpenSSL, Python and Go; libcurl itself
     looks at its own list alone. */
  const char *const authorities = getenv("SSL_CERT_FILE");
  if (authorities && *authorities) SET(CURLOPT_CAINFO, authorities);
  SET(CURLOPT_WRITEFUNCTION, take);
  SET(CURLOPT_WRITEDATA, client);
  SET(CURLOPT_USERAGENT, "gamut");
  if (request->user) {
    SET(CURLOPT_USERNAME, request->user);
    SET(CURLOPT_PASSWORD, request->password ? request->password : "");
  }
  if (request->body) {
    SET(CURLOPT_POST, 1L);
    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
    SET(CURLOPT_POSTFIELDS, (const char *)request->body);
  }
#undef SET
  if (code == CURLE_OK) code = library.easy_perform(curl);
  library.slist_free_all(headers);

  answer.body = client->body;
  answer.body_length = client->length;
  library.easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_off_t seconds = 0;
  if (library.easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK) {
    answer.retry_after = seconds;
  }
  answer.reason = "";
  if (code == CURLE_OK) {
    answer.outcome = GAMUT_HTTP_ANSWERED;
  } else if (client->is_too_long) {
    answer.outcome = GAMUT_HTTP_TOO_LONG;
  } else {
    answer.outcome = code == CURLE_OUT_OF_MEMORY ? GAMUT_HTTP_NO_MEMORY
                     : is_lasting(code)          ? GAMUT_HTTP_IMPOSSIBLE
                                                 : GAMUT_HTTP_FAILED;
    answer.reason = client->reason[0] ? client->reason : library.easy_strerror(code);
  }
  return answer;
}
