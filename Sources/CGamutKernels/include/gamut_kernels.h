/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_kernels_h
#define gamut_kernels_h

#include <stdbool.h>
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

/* Rows of one side of a product of bytes: `width` signed bytes a row, −128 times their sum, and
 * what the products are compared with. */
struct gamut_byte_rows {
  const int8_t *codes;
  const int32_t *offsets;
  const float *rests;
  const float *limits;
};

/* Panels of 64 rows of the other side, `width` × 64 bytes each: of every four columns those of row
 * 0, then row 1 and so on, each code plus 128. */
struct gamut_byte_panels {
  const uint8_t *codes;
  const float *scales;
  const float *rests;
};

/* How many products of bytes `gamut_byte_products` adds in a nanosecond, about: 400 with AVX-512
 * VNNI, 60 with AVX2 where there is no AVX-512, 0 where it does not run. */
double gamut_byte_product_rate(void);

/* Bit j of `masks[i × panel_count + p]` says whether scale·D + rest·rest ≥ limit, or is not a
 * number, for row `places[i]` and row j of panel p, with D the product of their codes. `width` is
 * a multiple of 4, at most 32,768. Does nothing where the rate is 0. Its twin is in the tests of
 * `ByteRows`. */
void gamut_byte_products(
    struct gamut_byte_rows rows, const uint32_t *places, size_t row_count,
    struct gamut_byte_panels panels, size_t panel_count, size_t width, uint64_t *masks);

/* products[i] = Σ row[k]·rows[listed[i] × columns + k] in double, added in the order of k. The
 * product of two floats is exact in double, so that fused instructions give the same sums as
 * others. Its twin is `ExactProducts.double`. */
void gamut_listed_products(
    const float *row, const float *rows, size_t columns, const uint32_t *listed, size_t count,
    double *products);

/* Keeps of `listed`, in their order, the rows whose product with `row` in float, added in any
 * order, reaches `limit`, and returns how many. Its twin is `ExactProducts.float`. */
size_t gamut_filter_listed(
    const float *row, const float *rows, size_t columns, uint32_t *listed, size_t count, float limit);

#endif
