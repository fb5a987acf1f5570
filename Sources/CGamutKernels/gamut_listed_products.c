/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_kernels.h"

#include <string.h>

#include "gamut_clones.h"

typedef float four_floats __attribute__((vector_size(16), aligned(4)));
typedef float sixteen_floats __attribute__((vector_size(64), aligned(4)));
typedef double four_doubles __attribute__((vector_size(32), aligned(8)));

#define LANES(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)

/* Adds four columns of four rows, one row a lane, in the order of the columns. */
static inline __attribute__((always_inline)) void add_columns(
    const float *const *rows, size_t k, const double *factors, four_doubles *sums) {
  four_floats a, b, c, d;
  memcpy(&a, rows[0] + k, sizeof a);
  memcpy(&b, rows[1] + k, sizeof b);
  memcpy(&c, rows[2] + k, sizeof c);
  memcpy(&d, rows[3] + k, sizeof d);
  four_doubles sum = *sums;
  four_floats ab = LANES(a, b, 0, 4, 1, 5), cd = LANES(c, d, 0, 4, 1, 5);
  sum += __builtin_convertvector(LANES(ab, cd, 0, 1, 4, 5), four_doubles) * factors[0];
  sum += __builtin_convertvector(LANES(ab, cd, 2, 3, 6, 7), four_doubles) * factors[1];
  ab = LANES(a, b, 2, 6, 3, 7);
  cd = LANES(c, d, 2, 6, 3, 7);
  sum += __builtin_convertvector(LANES(ab, cd, 0, 1, 4, 5), four_doubles) * factors[2];
  sum += __builtin_convertvector(LANES(ab, cd, 2, 3, 6, 7), four_doubles) * factors[3];
  *sums = sum;
}

/* Each sum waits for its last addition: eight rows at a time hide that. */
GAMUT_CLONES
void gamut_listed_products(
    const float *row, const float *rows, size_t columns, const uint32_t *listed, size_t count,
    double *products) {
  for (size_t i = 0; i < count; i += 8) {
    size_t left = count - i < 8 ? count - i : 8;
    const float *taken[8];
    for (size_t j = 0; j < 8; j++) taken[j] = rows + listed[i + (j < left ? j : 0)] * columns;
    four_doubles low = {0}, high = {0};
    size_t k = 0;
    for (; k + 4 <= columns; k += 4) {
      double factors[4] = {row[k], row[k + 1], row[k + 2], row[k + 3]};
      add_columns(taken, k, factors, &low);
      if (left > 4) add_columns(taken + 4, k, factors, &high);
    }
    double sums[8];
    memcpy(sums, &low, sizeof low);
    memcpy(sums + 4, &high, sizeof high);
    for (; k < columns; k++) {
      for (size_t j = 0; j < left; j++) sums[j] += (double)row[k] * (double)taken[j][k];
    }
    memcpy(products + i, sums, left * sizeof(double));
  }
}

GAMUT_CLONES
size_t gamut_filter_listed(
    const float *row, const float *rows, size_t columns, uint32_t *listed, size_t count, float limit) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    const float *other = rows + listed[i] * columns;
    sixteen_floats sums = {0};
    size_t k = 0;
    for (; k + 16 <= columns; k += 16) {
      sixteen_floats a, b;
      memcpy(&a, row + k, sizeof a);
      memcpy(&b, other + k, sizeof b);
      sums += a * b;
    }
    float lanes[16];
    memcpy(lanes, &sums, sizeof sums);
    for (size_t width = 8; width > 0; width /= 2) {
      for (size_t j = 0; j < width; j++) lanes[j] += lanes[j + width];
    }
    for (; k < columns; k++) lanes[0] += row[k] * other[k];
    listed[kept] = listed[i];
    kept += lanes[0] >= limit;
  }
  return kept;
}
