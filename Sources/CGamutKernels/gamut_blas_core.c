/* SPDX-License-Identifier: Apache-2.0 */
/* setenv is of POSIX, not of C17. */
#define _POSIX_C_SOURCE 200112L

#include "gamut_blas_core.h"

#include <stdlib.h>

/* OpenBLAS calls these when it is loaded; the second reads OPENBLAS_CORETYPE, the only way to name the
 * kernels. Weak: an OpenBLAS for one processor has none. */
extern void gotoblas_dynamic_quit(void) __attribute__((weak));
extern void gotoblas_dynamic_init(void) __attribute__((weak));

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
  if (!gotoblas_dynamic_quit || !gotoblas_dynamic_init || getenv(name)) return;
  if (setenv(name, core, 0) != 0) return;
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
  unsetenv(name);
}
