/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_kernels.h"

#include <string.h>

#include "gamut_clones.h"

typedef uint32_t lanes __attribute__((vector_size(64), aligned(4)));

/* `vector_count` is a constant where this is inlined, so the minima stay in registers: six vectors
 * and their multipliers are what sixteen AVX2 or thirty-two AVX-512 registers can work with. */
static inline __attribute__((always_inline)) void sketch_vectors(
    const uint64_t *hashes, size_t count, const uint32_t *multipliers, uint32_t *slots,
    const int vector_count) {
  lanes minima[6], factors[6];
  for (int v = 0; v < vector_count; v++) {
    memcpy(&factors[v], multipliers + 16 * v, sizeof(lanes));
    minima[v] = ~(lanes){0};
  }
  for (size_t i = 0; i < count; i++) {
    lanes low = (lanes){0} + (uint32_t)hashes[i];
    lanes high = (lanes){0} + (uint32_t)(hashes[i] >> 32);
    for (int v = 0; v < vector_count; v++) {
      minima[v] = __builtin_elementwise_min(minima[v], high * factors[v] + low);
    }
  }
  memcpy(slots, minima, sizeof(lanes) * (size_t)vector_count);
}

GAMUT_CLONES
void gamut_minhash(
    const uint64_t *hashes, size_t count, const uint32_t *multipliers, uint32_t *slots,
    size_t slot_count) {
  uint32_t part[96];
  for (size_t slot = 0; slot < slot_count; slot += 96) {
    size_t left = slot_count - slot < 96 ? slot_count - slot : 96;
    const uint32_t *factors = multipliers + slot;
    switch ((left + 15) / 16) {
      case 1: sketch_vectors(hashes, count, factors, part, 1); break;
      case 2: sketch_vectors(hashes, count, factors, part, 2); break;
      case 3: sketch_vectors(hashes, count, factors, part, 3); break;
      case 4: sketch_vectors(hashes, count, factors, part, 4); break;
      case 5: sketch_vectors(hashes, count, factors, part, 5); break;
      default: sketch_vectors(hashes, count, factors, part, 6); break;
    }
    memcpy(slots + slot, part, left * sizeof(uint32_t));
  }
}
