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

/* Where the folding of a text stands: the next byte to read, the next byte to write, how many words
 * are complete. */
struct gamut_fold {
  size_t position;
  size_t output;
  size_t word_count;
};

/* Folds ASCII from `state.position` on: each word in lower case with a space behind it to `bytes`,
 * its end to `ends`, by the rules of `FoldLoop.runASCII`, its twin. It begins where no word is open
 * and the byte before is ASCII too, or none is; it ends before the word or symbol that touches the
 * first other byte, at the end of the text, where the room is short, or where it began: then the
 * twin goes on. On machines without AVX2 it always does. */
struct gamut_fold gamut_fold_ascii(
    const uint8_t *text, size_t count, uint8_t *bytes, size_t byte_room, uint32_t *ends,
    size_t end_room, struct gamut_fold state);

#endif
