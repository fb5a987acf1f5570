/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_byte_products.h"

#if defined(__x86_64__)

static bool has_vnni(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vnni");
}

/* Floats of AVX-512 are as fast as bytes that AVX2 widens. */
static bool has_avx2_alone(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         !__builtin_cpu_supports("avx512f");
}

double gamut_byte_product_rate(void) {
  return has_vnni() ? 400 : has_avx2_alone() ? 60 : 0;
}

void gamut_byte_products(
    struct gamut_byte_rows rows, const uint32_t *places, size_t row_count,
    struct gamut_byte_panels panels, size_t panel_count, size_t width, uint64_t *masks) {
  if (has_vnni()) {
    gamut_byte_products_vnni(rows, places, row_count, panels, panel_count, width, masks);
  } else if (has_avx2_alone()) {
    gamut_byte_products_avx2(rows, places, row_count, panels, panel_count, width, masks);
  }
}

#else

double gamut_byte_product_rate(void) { return 0; }

void gamut_byte_products(
    struct gamut_byte_rows rows, const uint32_t *places, size_t row_count,
    struct gamut_byte_panels panels, size_t panel_count, size_t width, uint64_t *masks) {}

#endif
