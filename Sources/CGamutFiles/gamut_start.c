/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "gamut_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int argument_count;
static char **arguments;

#ifdef __GLIBC__
/* glibc hands the arguments to constructors. Swift reads them from /proc, which may be missing, and
 * repairs what is not UTF-8. */
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
  argument_count = count;
  arguments = values;
}
#endif

int gamut_argument_count(void) { return argument_count; }

const char *gamut_argument(int index) {
  return index >= 0 && index < argument_count ? arguments[index] : NULL;
}

int gamut_reserve_streams(void) {
  int closed = 0;
  for (int stream = 0; stream <= 2; stream++) {
    if (fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    /* The lowest free number, which is this one. */
    int opened = open("/dev/null", O_RDWR);
    if (opened < 0) opened = open("/", O_RDONLY);
    if (opened != stream) return -1;
    closed |= 1 << stream;
  }
  return closed;
}

int gamut_nameless_flag(void) {
#ifdef O_TMPFILE
  return O_TMPFILE;
#else
  return 0;
#endif
}

int gamut_link(int number, const char *path) {
#ifdef AT_EMPTY_PATH
  /* Newer systems need no /proc for it. */
  if (linkat(number, "", AT_FDCWD, path, AT_EMPTY_PATH) == 0) return 0;
  if (errno == EEXIST) return -1;
#endif
  char name[32];
  snprintf(name, sizeof name, "/proc/self/fd/%d", number);
  return linkat(AT_FDCWD, name, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}
