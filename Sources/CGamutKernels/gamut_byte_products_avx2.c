/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_byte_products.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define GAMUT_UNROLL _Pragma("clang loop unroll(full)")
#define GAMUT_AVX2 __attribute__((target("avx2,fma")))

/* Columns whose codes are widened at a time: six rows of them are 6 KiB of the stack. */
enum { widened_columns = 512 };

/* AVX2 has no product of bytes that keeps all bits (`vpmaddubsw` saturates), so codes are widened
 * to 16 bits, and `vpmaddwd` adds the products of two columns: twice the multiplications of a
 * `Float`. Four rows of the panel fill a vector with two sums each. Six rows by two vectors are
 * twelve sums, which leaves four of the sixteen registers for codes. */
enum { group_rows = 6, group_vectors = 2, vector_rows = 4 };

typedef __m256i group_sums[group_rows][group_vectors];

/* Adds the products of `columns` columns; `row_count` is a constant where this is inlined. */
GAMUT_AVX2 static inline __attribute__((always_inline)) void add_products(
    const int16_t (*rows)[widened_columns], const int row_count, const uint8_t *codes, size_t columns,
    group_sums sums) {
  for (size_t k = 0; k < columns; k += 4) {
    __m256i wide[group_vectors];
    GAMUT_UNROLL
    for (int v = 0; v < group_vectors; v++) {
      const void *bytes = codes + 64 * k + 4 * vector_rows * (size_t)v;
      wide[v] = _mm256_cvtepu8_epi16(_mm_loadu_si128(bytes));
    }
    GAMUT_UNROLL
    for (int i = 0; i < row_count; i++) {
      int64_t four;
      memcpy(&four, rows[i] + k, sizeof four);
      __m256i row = _mm256_set1_epi64x(four);
      GAMUT_UNROLL
      for (int v = 0; v < group_vectors; v++) {
        sums[i][v] = _mm256_add_epi32(sums[i][v], _mm256_madd_epi16(wide[v], row));
      }
    }
  }
}

/* The bits of eight rows of the panel from `first` on, whose sums are `low` and `high`. */
GAMUT_AVX2 static inline __attribute__((always_inline)) uint64_t compared(
    struct gamut_byte_rows rows, uint32_t place, struct gamut_byte_panels panel, int first, __m256i low,
    __m256i high) {
  /* Adding neighbours leaves the rows in the order 0 1 4 5 2 3 6 7. */
  __m256i sums = _mm256_permute4x64_epi64(_mm256_hadd_epi32(low, high), 0xD8);
  sums = _mm256_add_epi32(sums, _mm256_set1_epi32(rows.offsets[place]));
  __m256 value = _mm256_mul_ps(_mm256_cvtepi32_ps(sums), _mm256_loadu_ps(panel.scales + first));
  value = _mm256_fmadd_ps(
      _mm256_set1_ps(rows.rests[place]), _mm256_loadu_ps(panel.rests + first), value);
  __m256 reaches = _mm256_cmp_ps(value, _mm256_set1_ps(rows.limits[place]), _CMP_NLT_UQ);
  return (uint64_t)(uint8_t)_mm256_movemask_ps(reaches) << first;
}

GAMUT_AVX2 static inline __attribute__((always_inline)) void multiply_rows(
    struct gamut_byte_rows rows, const uint32_t *places, const int row_count,
    struct gamut_byte_panels panel, size_t panel_count, size_t width, uint64_t *masks) {
  int16_t wide[group_rows][widened_columns];
  uint64_t found[group_rows] = {0};
  for (int first = 0; first < 64; first += group_vectors * vector_rows) {
    group_sums sums;
    GAMUT_UNROLL
    for (int i = 0; i < row_count; i++) {
      GAMUT_UNROLL
      for (int v = 0; v < group_vectors; v++) sums[i][v] = _mm256_setzero_si256();
    }
    for (size_t from = 0; from < width; from += widened_columns) {
      size_t columns = width - from < widened_columns ? width - from : widened_columns;
      /* Few columns are widened once for all of the panel. */
      if (first == 0 || width > widened_columns) {
        for (int i = 0; i < row_count; i++) {
          const int8_t *codes = rows.codes + places[i] * width + from;
          for (size_t k = 0; k < columns; k++) wide[i][k] = codes[k];
        }
      }
      add_products(wide, row_count, panel.codes + 64 * from + 4 * (size_t)first, columns, sums);
    }
    GAMUT_UNROLL
    for (int i = 0; i < row_count; i++) {
      found[i] |= compared(rows, places[i], panel, first, sums[i][0], sums[i][1]);
    }
  }
  for (int i = 0; i < row_count; i++) masks[(size_t)i * panel_count] = found[i];
}

/* The panel, 24 KiB at 384 columns, stays in the first-level cache while all rows pass by. */
GAMUT_AVX2 void gamut_byte_products_avx2(
    struct gamut_byte_rows rows, const uint32_t *places, size_t row_count,
    struct gamut_byte_panels panels, size_t panel_count, size_t width, uint64_t *masks) {
  for (size_t p = 0; p < panel_count; p++) {
    struct gamut_byte_panels panel = {
        panels.codes + p * 64 * width, panels.scales + p * 64, panels.rests + p * 64};
    size_t i = 0;
    while (i < row_count) {
      uint64_t *target = masks + i * panel_count + p;
      if (row_count - i >= group_rows) {
        multiply_rows(rows, places + i, group_rows, panel, panel_count, width, target);
        i += group_rows;
      } else {
        multiply_rows(rows, places + i, 1, panel, panel_count, width, target);
        i += 1;
      }
    }
  }
}

#endif
