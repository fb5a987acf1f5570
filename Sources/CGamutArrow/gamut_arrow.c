/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "gamut_arrow.h"

#include <dlfcn.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __APPLE__
#define LIBRARY_NAME "libgamut_arrow.dylib"
#else
#define LIBRARY_NAME "libgamut_arrow.so"
#endif

static const gamut_arrow_functions *functions;
static char problem[2 * PATH_MAX];
static pthread_once_t is_set_up = PTHREAD_ONCE_INIT;

/* Opens the library at `path`; 0 where there is none, so that the next place is tried. One that is
   there and cannot be used ends the search: another would hide what is wrong. */
static int open_at(const char *path) {
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    const char *reason = dlerror();
    if (strchr(path, '/') && access(path, F_OK) != 0) return 0;
    snprintf(problem, sizeof problem, "%s", reason ? reason : path);
    return strchr(path, '/') != NULL;
  }
  /* C has no other way from an object pointer to a function's; POSIX asks for this one. */
  gamut_arrow_entry_type entry = NULL;
  *(void **)&entry = dlsym(handle, "gamut_arrow_entry");
  const gamut_arrow_functions *const found = entry ? entry() : NULL;
  if (found && found->version == GAMUT_ARROW_VERSION) {
    problem[0] = 0;
    functions = found;
  } else {
    snprintf(problem, sizeof problem, "%s is of another version of gamut", path);
  }
  return 1;
}

/* Looks near the file at `path`. */
static int open_near(const char *path) {
  static const char *const places[] = {
      "/" LIBRARY_NAME, "/../lib/gamut/" LIBRARY_NAME, "/../arrow/" LIBRARY_NAME,
      "/../../arrow/" LIBRARY_NAME, "/../../../arrow/" LIBRARY_NAME};
  char candidate[PATH_MAX + 64];
  char resolved[PATH_MAX];
  if (!realpath(path, resolved)) return 0;
  char *const slash = strrchr(resolved, '/');
  if (!slash) return 0;
  *slash = 0;
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    snprintf(candidate, sizeof candidate, "%s%s", resolved, places[i]);
    if (access(candidate, F_OK) == 0) return open_at(candidate);
  }
  return 0;
}

static void set_up(void) {
  const char *const named = getenv("GAMUT_ARROW");
  if (named && *named) {
    if (!open_at(named) && !problem[0]) {
      snprintf(problem, sizeof problem, "GAMUT_ARROW names %s, which is not there", named);
    }
    return;
  }
  Dl_info own;
  if (dladdr((const void *)&is_set_up, &own) && own.dli_fname && open_near(own.dli_fname)) return;
#ifndef __APPLE__
  if (open_near("/proc/self/exe")) return;
#endif
  if (!open_at(LIBRARY_NAME)) {
    snprintf(problem, sizeof problem, "%s is not there", LIBRARY_NAME);
  }
}

const gamut_arrow_functions *gamut_arrow_library(void) {
  pthread_once(&is_set_up, set_up);
  return functions;
}

const char *gamut_arrow_problem(void) {
  pthread_once(&is_set_up, set_up);
  return functions ? "" : problem;
}
