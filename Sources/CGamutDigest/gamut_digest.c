/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_digest.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* What libcrypto calls EVP_MD_CTX is our state: a pointer to it goes back and forth unchanged. */
static struct {
  gamut_sha256 *(*make)(void);
  void (*release)(gamut_sha256 *);
  const void *(*algorithm)(void);
  int (*begin)(gamut_sha256 *, const void *algorithm, void *engine);
  int (*add)(gamut_sha256 *, const void *bytes, size_t count);
  int (*finish)(gamut_sha256 *, unsigned char *digest, unsigned int *count);
} library;

static char problem[512];
static pthread_once_t is_set_up = PTHREAD_ONCE_INIT;

static void *open_library(void) {
  const char *named = getenv("GAMUT_LIBCRYPTO");
  if (named && *named) {
    void *handle = dlopen(named, RTLD_NOW | RTLD_LOCAL);
    if (!handle) snprintf(problem, sizeof problem, "GAMUT_LIBCRYPTO: %s", dlerror());
    return handle;
  }
#ifdef __APPLE__
  /* Not by the name without a version: the system ends a program that loads that one. */
  static const char *const names[] = {"libcrypto.3.dylib", "/opt/homebrew/opt/openssl@3/lib/libcrypto.3.dylib",
                                      "/usr/local/opt/openssl@3/lib/libcrypto.3.dylib"};
  static const char hint[] = "libcrypto.3.dylib cannot be loaded, expected OpenSSL installed";
#else
  static const char *const names[] = {"libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so"};
  static const char hint[] =
      "libcrypto.so.3 cannot be loaded, expected OpenSSL installed (Debian: libssl3)";
#endif
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    void *handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (handle) return handle;
  }
  snprintf(problem, sizeof problem, "%s", hint);
  return NULL;
}

/* C has no other way from an object pointer to a function's; POSIX asks for this one. */
#define NEED(field, name)                                                     \
  if (!(*(void **)&library.field = dlsym(handle, name))) {                    \
    snprintf(problem, sizeof problem, "the libcrypto found has no %s", name); \
    return;                                                                   \
  }

static void set_up(void) {
  void *handle = open_library();
  if (!handle) return;
  NEED(make, "EVP_MD_CTX_new")
  NEED(release, "EVP_MD_CTX_free")
  NEED(algorithm, "EVP_sha256")
  NEED(begin, "EVP_DigestInit_ex")
  NEED(add, "EVP_DigestUpdate")
  NEED(finish, "EVP_DigestFinal_ex")
  /* A configuration may forbid the algorithm, which is better told at once. */
  gamut_sha256 *state = gamut_sha256_open();
  if (!state) snprintf(problem, sizeof problem, "libcrypto refuses SHA-256, by its configuration");
  gamut_sha256_close(state);
}

const char *gamut_digest_problem(void) {
  pthread_once(&is_set_up, set_up);
  return problem[0] ? problem : NULL;
}

gamut_sha256 *gamut_sha256_open(void) {
  gamut_sha256 *state = library.make();
  if (!state || library.begin(state, library.algorithm(), NULL) == 1) return state;
  library.release(state);
  return NULL;
}

int gamut_sha256_add(gamut_sha256 *state, const uint8_t *bytes, size_t count) {
  return count == 0 || library.add(state, bytes, count) == 1;
}

int gamut_sha256_finish(gamut_sha256 *state, uint8_t *digest) {
  unsigned int count = 0;
  return library.finish(state, digest, &count) == 1 && count == GAMUT_SHA256_BYTES;
}

void gamut_sha256_close(gamut_sha256 *state) {
  if (state) library.release(state);
}
