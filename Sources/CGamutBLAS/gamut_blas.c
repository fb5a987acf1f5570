/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "gamut_blas.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

/* OpenBLAS's own names, with the types declared for GamutLinear. */
static struct {
  __typeof__(&gamut_sgemm) sgemm;
  __typeof__(&gamut_dgemm) dgemm;
  __typeof__(&gamut_dsyrk) dsyrk;
  __typeof__(&gamut_dsyevd) dsyevd;
  __typeof__(&gamut_sgesdd) sgesdd;
  __typeof__(&gamut_blas_set_num_threads) set_num_threads;
  __typeof__(&gamut_blas_get_corename) get_corename;
  /* OpenBLAS calls these when it is loaded; the second reads OPENBLAS_CORETYPE, the only way to name the
   * kernels. An OpenBLAS for one processor has none. */
  void (*quit)(void);
  void (*init)(void);
} library;

static char problem[512];
static pthread_once_t is_set_up = PTHREAD_ONCE_INIT;

static void *open_library(void) {
  const char *named = getenv("GAMUT_OPENBLAS");
  if (named && *named) {
    void *handle = dlopen(named, RTLD_NOW | RTLD_LOCAL);
    if (!handle) snprintf(problem, sizeof problem, "GAMUT_OPENBLAS: %s", dlerror());
    return handle;
  }
#ifdef __APPLE__
  static const char *const names[] = {
      "libopenblas.0.dylib", "libopenblas.dylib", "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
      "/usr/local/opt/openblas/lib/libopenblas.dylib"};
  static const char hint[] = "libopenblas.dylib cannot be loaded, expected it installed";
#else
  /* The first is that of a Python wheel, beside the library of ours in it; no system has it. */
  static const char *const names[] = {"libscipy_openblas.so", "libopenblas.so.0", "libopenblas.so"};
  static const char hint[] =
      "libopenblas.so.0 cannot be loaded, expected it installed (Debian: libopenblas0)";
#endif
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    void *handle = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (handle) return handle;
  }
  snprintf(problem, sizeof problem, "%s", hint);
  return NULL;
}

/* Wheels have OpenBLAS with its functions renamed, so that two copies in a process never meet. */
static void *function(void *handle, const char *name) {
  char renamed[64];
  void *found = dlsym(handle, name);
  if (found) return found;
  snprintf(renamed, sizeof renamed, "scipy_%s", name);
  return dlsym(handle, renamed);
}

/* C has no other way from an object pointer to a function's; POSIX asks for this one. */
#define FIND(field, name) (*(void **)&library.field = function(handle, name))
#define NEED(field, name)                                                      \
  if (!FIND(field, name)) {                                                    \
    snprintf(problem, sizeof problem, "the OpenBLAS found has no %s", name);   \
    return;                                                                    \
  }

static void set_up(void) {
  void *handle = open_library();
  if (!handle) return;
  NEED(sgemm, "cblas_sgemm")
  NEED(dgemm, "cblas_dgemm")
  NEED(dsyrk, "cblas_dsyrk")
  NEED(dsyevd, "dsyevd_")
  NEED(sgesdd, "sgesdd_")
  NEED(set_num_threads, "openblas_set_num_threads")
  NEED(get_corename, "openblas_get_corename")
  FIND(quit, "gotoblas_dynamic_quit");
  FIND(init, "gotoblas_dynamic_init");
}

const char *gamut_blas_problem(void) {
  pthread_once(&is_set_up, set_up);
  return problem[0] ? problem : NULL;
}

void gamut_sgemm(int order, int transA, int transB, int m, int n, int k, float alpha, const float *a,
                 int lda, const float *b, int ldb, float beta, float *c, int ldc) {
  library.sgemm(order, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

void gamut_dgemm(int order, int transA, int transB, int m, int n, int k, double alpha, const double *a,
                 int lda, const double *b, int ldb, double beta, double *c, int ldc) {
  library.dgemm(order, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
}

void gamut_dsyrk(int order, int uplo, int trans, int n, int k, double alpha, const double *a, int lda,
                 double beta, double *c, int ldc) {
  library.dsyrk(order, uplo, trans, n, k, alpha, a, lda, beta, c, ldc);
}

void gamut_dsyevd(const char *jobz, const char *uplo, const int *n, double *a, const int *lda,
                  double *w, double *work, const int *lwork, int *iwork, const int *liwork, int *info,
                  size_t jobz_length, size_t uplo_length) {
  library.dsyevd(jobz, uplo, n, a, lda, w, work, lwork, iwork, liwork, info, jobz_length, uplo_length);
}

void gamut_sgesdd(const char *jobz, const int *m, const int *n, float *a, const int *lda, float *s,
                  float *u, const int *ldu, float *vt, const int *ldvt, float *work, const int *lwork,
                  int *iwork, int *info, size_t jobz_length) {
  library.sgesdd(jobz, m, n, a, lda, s, u, ldu, vt, ldvt, work, lwork, iwork, info, jobz_length);
}

void gamut_blas_set_num_threads(int count) { library.set_num_threads(count); }
char *gamut_blas_get_corename(void) { return library.get_corename(); }

const char *gamut_blas_core_of_processor(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    return "SkylakeX";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "Haswell";
#endif
  return NULL;
}

void gamut_blas_choose_core(const char *core) {
  static const char name[] = "OPENBLAS_CORETYPE";
  if (!library.quit || !library.init || getenv(name)) return;
  if (setenv(name, core, 0) != 0) return;
  library.quit();
  library.init();
  unsetenv(name);
}
