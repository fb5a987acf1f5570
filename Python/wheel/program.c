/* SPDX-License-Identifier: Apache-2.0 */
/* The program of the wheel. All of it is in the library, which would be there twice otherwise; it is opened by
   its path, since a wheel's program may need no library that lies in a folder of its own. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
  char path[PATH_MAX + 32];
  ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);
  char *name = length > 0 ? (path[length] = 0, strrchr(path, '/')) : NULL;
  if (name) {
    strcpy(name, "/../lib/gamut/libgamut.so");
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void (*gamut_main)(void) = NULL;
    /* C has no other way from an object pointer to a function's; POSIX asks for this one. */
    if (library) *(void **)&gamut_main = dlsym(library, "gamut_main");
    if (gamut_main) gamut_main();
  }
  fprintf(stderr, "gamut: the wheel is not whole: %s\n", name ? dlerror() : "/proc is not there");
  return 2;
}
