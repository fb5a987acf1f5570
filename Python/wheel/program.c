/* SPDX-License-Identifier: Apache-2.0 */
/* The program of the wheel. All of it is in the library, which would be there twice otherwise; it is opened by
   its path, since a wheel's program may need no library that lies in a folder of its own. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

static const char place[] = "/../lib/gamut/libgamut.so";

int main(void) {
  static char path[PATH_MAX + sizeof place];
  const char *name = (const char *)getauxval(AT_EXECFN);
  /* A bare chroot has no /proc; then the name that was executed is what there is. */
  if (!realpath("/proc/self/exe", path) && !(name && realpath(name, path))) {
    fputs("gamut: the program does not find itself: /proc is not there\n", stderr);
    return 2;
  }
  strcpy(strrchr(path, '/'), place);
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  void (*gamut_main)(void) = NULL;
  /* C has no other way from an object pointer to a function's; POSIX asks for this one. */
  if (library) *(void **)&gamut_main = dlsym(library, "gamut_main");
  if (gamut_main) gamut_main();
  fprintf(stderr, "gamut: the wheel is not whole: %s\n", dlerror());
  return 2;
}
