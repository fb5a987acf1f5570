/* SPDX-License-Identifier: Apache-2.0 */
/* Makes the n-th call of the system fail that the program or libgamut_arrow itself makes: preloaded
 * with GAMUT_FAULT_AT=n and GAMUT_FAULT_NUMBER=errno. Calls of other libraries are left alone. With
 * GAMUT_FAULT_COUNT=path the number of calls is written there at the end. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static uintptr_t first, last;
static long fails_at = -1;
static int number = EIO;
static _Atomic long calls;

static int find(struct dl_phdr_info *info, size_t size, void *data) {
  (void)size, (void)data;
  for (int i = 0; i < info->dlpi_phnum; i++) {
    if (info->dlpi_phdr[i].p_type != PT_LOAD || !(info->dlpi_phdr[i].p_flags & PF_X)) continue;
    first = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
    last = first + info->dlpi_phdr[i].p_memsz;
  }
  return 1; /* the first entry is the program */
}

__attribute__((constructor)) static void start(void) {
  dl_iterate_phdr(find, NULL);
  if (getenv("GAMUT_FAULT_AT")) fails_at = atol(getenv("GAMUT_FAULT_AT"));
  if (getenv("GAMUT_FAULT_NUMBER")) number = atoi(getenv("GAMUT_FAULT_NUMBER"));
}

__attribute__((destructor)) static void end(void) {
  if (!getenv("GAMUT_FAULT_COUNT")) return;
  FILE *file = fopen(getenv("GAMUT_FAULT_COUNT"), "w");
  if (file) fprintf(file, "%ld\n", atomic_load(&calls)), fclose(file);
}

/* Whether this call is to fail. */
static int fails(void *caller) {
  uintptr_t place = (uintptr_t)caller;
  if (place < first || place >= last) {
    Dl_info info;
    if (!dladdr(caller, &info) || !strstr(info.dli_fname, "libgamut_")) return 0;
  }
  return atomic_fetch_add(&calls, 1) + 1 == fails_at;
}

#define FAILS(result)                             \
  if (fails(__builtin_return_address(0))) {       \
    errno = number;                               \
    return result;                                \
  }
#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

#define OPEN(name)                                                              \
  int name(const char *path, int flags, ...) {                                  \
    FAILS(-1)                                                                   \
    va_list rest;                                                               \
    va_start(rest, flags);                                                      \
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0;   \
    va_end(rest);                                                               \
    return REAL(int, name, const char *, int, ...)(path, flags, mode);          \
  }
OPEN(open)
OPEN(open64)

#define CALL(type, name, bad, params, types, args) \
  type name params {                               \
    FAILS(bad)                                     \
    return ((type(*) types)dlsym(RTLD_NEXT, #name)) args; \
  }
#define P(...) (__VA_ARGS__)
CALL(ssize_t, write, -1, P(int d, const void *b, size_t n), P(int, const void *, size_t), P(d, b, n))
CALL(ssize_t, read, -1, P(int d, void *b, size_t n), P(int, void *, size_t), P(d, b, n))
CALL(ssize_t, pread, -1, P(int d, void *b, size_t n, off_t o), P(int, void *, size_t, off_t), P(d, b, n, o))
CALL(ssize_t, pwrite, -1, P(int d, const void *b, size_t n, off_t o), P(int, const void *, size_t, off_t), P(d, b, n, o))
CALL(int, fsync, -1, P(int d), P(int), P(d))
CALL(int, rename, -1, P(const char *a, const char *b), P(const char *, const char *), P(a, b))
CALL(int, unlink, -1, P(const char *a), P(const char *), P(a))
CALL(int, ftruncate, -1, P(int d, off_t n), P(int, off_t), P(d, n))
CALL(off_t, lseek, -1, P(int d, off_t n, int w), P(int, off_t, int), P(d, n, w))
CALL(int, flock, -1, P(int d, int o), P(int, int), P(d, o))
CALL(int, fchmod, -1, P(int d, mode_t m), P(int, mode_t), P(d, m))
CALL(int, mkdir, -1, P(const char *a, mode_t m), P(const char *, mode_t), P(a, m))
CALL(int, stat, -1, P(const char *a, struct stat *s), P(const char *, struct stat *), P(a, s))
CALL(int, lstat, -1, P(const char *a, struct stat *s), P(const char *, struct stat *), P(a, s))
CALL(int, fstat, -1, P(int d, struct stat *s), P(int, struct stat *), P(d, s))
CALL(ssize_t, readlink, -1, P(const char *a, char *b, size_t n), P(const char *, char *, size_t), P(a, b, n))
CALL(void *, mmap, MAP_FAILED, P(void *a, size_t n, int p, int f, int d, off_t o),
     P(void *, size_t, int, int, int, off_t), P(a, n, p, f, d, o))
CALL(int, access, -1, P(const char *a, int m), P(const char *, int), P(a, m))
CALL(int, madvise, -1, P(void *a, size_t n, int w), P(void *, size_t, int), P(a, n, w))
CALL(int, poll, -1, P(struct pollfd *a, nfds_t n, int w), P(struct pollfd *, nfds_t, int), P(a, n, w))
CALL(DIR *, opendir, NULL, P(const char *a), P(const char *), P(a))
CALL(struct dirent *, readdir, NULL, P(DIR *a), P(DIR *), P(a))
CALL(char *, realpath, NULL, P(const char *a, char *b), P(const char *, char *), P(a, b))
CALL(long, sysconf, -1, P(int n), P(int), P(n))
CALL(int, posix_fadvise, number, P(int d, off_t o, off_t n, int w), P(int, off_t, off_t, int), P(d, o, n, w))
CALL(int, pthread_create, number,
     P(pthread_t *t, const pthread_attr_t *a, void *(*f)(void *), void *c),
     P(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *), P(t, a, f, c))

int fcntl(int d, int what, ...) {
  FAILS(-1)
  va_list rest;
  va_start(rest, what);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  return REAL(int, fcntl, int, int, ...)(d, what, argument);
}

/* Tried twice, by two ways: both fail. */
int linkat(int d, const char *a, int e, const char *b, int f) {
  static _Atomic int fails_again;
  if (atomic_exchange(&fails_again, 0)) {
    errno = number;
    return -1;
  }
  if (fails(__builtin_return_address(0))) {
    if (f & AT_EMPTY_PATH) fails_again = 1;
    errno = number;
    return -1;
  }
  return REAL(int, linkat, int, const char *, int, const char *, int)(d, a, e, b, f);
}

/* Closed all the same, as close(2) does. */
int close(int d) {
  int (*real)(int) = REAL(int, close, int);
  if (fails(__builtin_return_address(0))) {
    real(d);
    errno = number;
    return -1;
  }
  return real(d);
}

int posix_fallocate(int d, off_t o, off_t n) {
  FAILS(number)
  return REAL(int, posix_fallocate, int, off_t, off_t)(d, o, n);
}
