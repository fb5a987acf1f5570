/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_encoder_h
#define gamut_encoder_h

#include <stddef.h>

/* The steps of a transformer layer between its matrix products, in single precision. Each works on
 * rows of its own in the order of their index, so results depend on nothing but the rows. Their
 * twins are in `PlainTransformer` of the tests. */

/* Every element x becomes x·Φ(x), Φ the distribution function of the standard normal: GELU with the
 * exact error function, to within 2^-22·|x|. */
void gamut_gelu(float *elements, size_t count);

/* Every row becomes (row - mean) / sqrt(variance + epsilon) · scale + shift. 
 * `column_count` is a multiple of 16. */
void gamut_layer_norm(
    float *rows, size_t row_count, size_t column_count, const float *scale, const float *shift,
    float epsilon);

/* How many floats of scratch `gamut_attention` needs. */
size_t gamut_attention_scratch_count(size_t token_count, size_t head_size);

/* Self-attention of one text. A row of `projections` is the query, the key and the value of a token,
 * each head_count · head_size long; a row of `output` is the heads' weighted sums of values, weights
 * softmax(query · key / sqrt(head_size)). `head_size` is a multiple of 16. */
void gamut_attention(
    const float *projections, size_t token_count, size_t head_count, size_t head_size,
    float *scratch, float *output);

#endif
