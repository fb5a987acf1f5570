/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_languages.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static struct {
  int (*detect)(const char *text, int count, bool is_plain, bool *is_reliable, int *valid_count);
  const char *(*code)(int);
  const char *(*name)(int);
} library;

static char problem[512];
static pthread_once_t is_set_up = PTHREAD_ONCE_INIT;

static void set_up(void) {
  const char *named = getenv("GAMUT_CLD2");
  /* One library and no other: that of all languages, where it works, would answer otherwise. */
  void *handle = dlopen(named && *named ? named : "libcld2.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!handle) {
    snprintf(
        problem, sizeof problem, "%s", named && *named
            ? dlerror() : "libcld2.so.0 cannot be loaded, expected it installed (Debian: libcld2-0)");
    return;
  }
  /* C has no other way from an object pointer to a function's; POSIX asks for this one. */
  *(void **)&library.detect = dlsym(handle, "_ZN4CLD223DetectLanguageCheckUTF8EPKcibPbPi");
  *(void **)&library.code = dlsym(handle, "_ZN4CLD212LanguageCodeENS_8LanguageE");
  *(void **)&library.name = dlsym(handle, "_ZN4CLD212LanguageNameENS_8LanguageE");
  if (!library.detect || !library.code || !library.name)
    snprintf(problem, sizeof problem, "the libcld2 found lacks functions of CLD2");
}

const char *gamut_languages_problem(void) {
  pthread_once(&is_set_up, set_up);
  return problem[0] ? problem : NULL;
}

int gamut_language_of(const char *text, int count) {
  bool is_reliable = false;
  int valid_count = 0;
  int number = library.detect(text, count, true, &is_reliable, &valid_count);
  return is_reliable && valid_count == count ? number : -1;
}

const char *gamut_language_code(int number) { return library.code(number); }
const char *gamut_language_name(int number) { return library.name(number); }
