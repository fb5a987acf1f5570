/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_byte_products.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

/* Sums stay in registers only where no loop over them is left. */
#define GAMUT_UNROLL _Pragma("clang loop unroll(full)")
#define GAMUT_VNNI __attribute__((target("avx512f,avx512bw,avx512vnni")))

/* `row_count` is a constant where this is inlined. Six rows by four vectors of sixteen are 24
 * sums, which leaves eight of the 32 registers for codes: the loads, four and six for 24 products,
 * keep up. */
GAMUT_VNNI static inline __attribute__((always_inline)) void multiply_rows(
    struct gamut_byte_rows rows, const uint32_t *places, const int row_count,
    struct gamut_byte_panels panel, size_t panel_count, size_t width, uint64_t *masks) {
  __m512i sums[6][4];
  const int8_t *row_codes[6];
  GAMUT_UNROLL
  for (int i = 0; i < row_count; i++) {
    row_codes[i] = rows.codes + places[i] * width;
    GAMUT_UNROLL
    for (int v = 0; v < 4; v++) sums[i][v] = _mm512_set1_epi32(rows.offsets[places[i]]);
  }
  for (size_t k = 0; k < width; k += 4) {
    __m512i codes[4];
    GAMUT_UNROLL
    for (int v = 0; v < 4; v++) {
      codes[v] = _mm512_loadu_si512(panel.codes + 64 * (k + (size_t)v));
    }
    GAMUT_UNROLL
    for (int i = 0; i < row_count; i++) {
      int32_t four;
      memcpy(&four, row_codes[i] + k, 4);
      __m512i row = _mm512_set1_epi32(four);
      GAMUT_UNROLL
      for (int v = 0; v < 4; v++) sums[i][v] = _mm512_dpbusd_epi32(sums[i][v], codes[v], row);
    }
  }
  GAMUT_UNROLL
  for (int i = 0; i < row_count; i++) {
    __m512 rest = _mm512_set1_ps(rows.rests[places[i]]);
    __m512 limit = _mm512_set1_ps(rows.limits[places[i]]);
    uint64_t mask = 0;
    GAMUT_UNROLL
    for (int v = 0; v < 4; v++) {
      __m512 value =
          _mm512_mul_ps(_mm512_cvtepi32_ps(sums[i][v]), _mm512_loadu_ps(panel.scales + 16 * v));
      value = _mm512_fmadd_ps(rest, _mm512_loadu_ps(panel.rests + 16 * v), value);
      mask |= (uint64_t)_mm512_cmp_ps_mask(value, limit, _CMP_NLT_UQ) << (16 * v);
    }
    masks[(size_t)i * panel_count] = mask;
  }
}

/* The panel, 24 KiB at 384 columns, stays in the first-level cache while all rows pass by. */
GAMUT_VNNI void gamut_byte_products_vnni(
    struct gamut_byte_rows rows, const uint32_t *places, size_t row_count,
    struct gamut_byte_panels panels, size_t panel_count, size_t width, uint64_t *masks) {
  for (size_t p = 0; p < panel_count; p++) {
    struct gamut_byte_panels panel = {
        panels.codes + p * 64 * width, panels.scales + p * 64, panels.rests + p * 64};
    size_t i = 0;
    while (i < row_count) {
      uint64_t *target = masks + i * panel_count + p;
      if (row_count - i >= 6) {
        multiply_rows(rows, places + i, 6, panel, panel_count, width, target);
        i += 6;
      } else {
        multiply_rows(rows, places + i, 1, panel, panel_count, width, target);
        i += 1;
      }
    }
  }
}

#endif
