/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_kernels_h
#define gamut_kernels_h

#include <stddef.h>
#include <stdint.h>

#include "gamut_encoder.h"

/* Slot i becomes the least of high·multipliers[i] + low modulo 2^32 over the `count` hashes, where
 * high and low are the halves of a hash; UINT32_MAX without hashes. `multipliers` holds as many
 * values as the next multiple of 16 from `slot_count`. Its twin is `MinHasher.plainSketch`. */
void gamut_minhash(
    const uint64_t *hashes, size_t count, const uint32_t *multipliers, uint32_t *slots,
    size_t slot_count);

#endif
