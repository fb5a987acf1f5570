/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_encoder.h"

#include <stdint.h>
#include <string.h>

#include "gamut_clones.h"

/* Sixteen numbers at a time; see gamut_clones.h. */
typedef float floats __attribute__((vector_size(64), aligned(4)));
typedef int32_t integers __attribute__((vector_size(64), aligned(4)));

enum { LANES = 16, QUERIES = 4 };

#define INLINE static inline __attribute__((always_inline))

/* Vectors go through pointers: by value they would need one calling convention on every machine. */
INLINE void load(const float *source, floats *value) { memcpy(value, source, sizeof *value); }

INLINE void store(float *target, const floats *value) { memcpy(target, value, sizeof *value); }

/* 2^x for -126 <= x <= 0: the whole part goes into the exponent, the rest, within half, into the
 * Chebyshev polynomial of degree 6. Adding 1.5 · 2^23 rounds to a whole number. */
INLINE void power_of_two(floats *x) {
  const float magic = 12582912.0f;
  floats whole = (*x + magic) - magic;
  floats f = *x - whole;
  floats p = (floats){0} + 0.00015461445f;
  p = p * f + 0.0013400428f;
  p = p * f + 0.009618057f;
  p = p * f + 0.05550327f;
  p = p * f + 0.2402265f;
  p = p * f + 0.6931472f;
  p = p * f + 1.0f;
  integers exponent = __builtin_convertvector(whole, integers);
  *x = (floats)((integers)p + (exponent << 23));
}

/* GELU(x) = max(x, 0) - |x|·Q(|x|), where Q = 1 - Φ. -log2(2·Q(u)) / u is smooth on 0...6: the
 * polynomial is its Chebyshev interpolation of degree 9. Beyond 6, Q is below 2^-29. */
INLINE void gelu(float *elements) {
  floats x, zero = {0};
  load(elements, &x);
  floats magnitude = __builtin_elementwise_max(x, -x);
  floats u = __builtin_elementwise_min(magnitude, zero + 6.0f);
  floats p = zero + 1.8941689e-08f;
  p = p * u - 6.08955e-07f;
  p = p * u + 8.350975e-06f;
  p = p * u - 6.177902e-05f;
  p = p * u + 0.00023206095f;
  p = p * u + 8.972129e-05f;
  p = p * u - 0.0070405393f;
  p = p * u + 0.05248933f;
  p = p * u + 0.45921156f;
  p = p * u + 1.1511045f;
  floats tail = -(p * u);
  power_of_two(&tail);
  floats result = __builtin_elementwise_max(x, zero) - magnitude * (0.5f * tail);
  store(elements, &result);
}

GAMUT_CLONES
void gamut_gelu(float *elements, size_t count) {
  size_t i = 0;
  for (; i + LANES <= count; i += LANES) gelu(elements + i);
  if (i < count) {
    float rest[LANES] = {0};
    memcpy(rest, elements + i, (count - i) * sizeof(float));
    gelu(rest);
    memcpy(elements + i, rest, (count - i) * sizeof(float));
  }
}

/* The lanes in a fixed order, by halves. */
INLINE float sum(const floats *value) {
  float parts[LANES];
  store(parts, value);
  for (int width = LANES / 2; width > 0; width /= 2) {
    for (int i = 0; i < width; i++) parts[i] += parts[i + width];
  }
  return parts[0];
}

INLINE float largest(const floats *value) {
  float parts[LANES];
  store(parts, value);
  for (int width = LANES / 2; width > 0; width /= 2) {
    for (int i = 0; i < width; i++) {
      parts[i] = parts[i] > parts[i + width] ? parts[i] : parts[i + width];
    }
  }
  return parts[0];
}

GAMUT_CLONES
void gamut_layer_norm(
    float *rows, size_t row_count, size_t column_count, const float *scale, const float *shift,
    float epsilon) {
  for (size_t r = 0; r < row_count; r++) {
    float *row = rows + r * column_count;
    floats value, total = {0}, squares = {0};
    for (size_t j = 0; j < column_count; j += LANES) {
      load(row + j, &value);
      total += value;
    }
    const float mean = sum(&total) / (float)column_count;
    for (size_t j = 0; j < column_count; j += LANES) {
      load(row + j, &value);
      floats difference = value - mean;
      squares += difference * difference;
    }
    const float variance = sum(&squares) / (float)column_count;
    const float factor = 1.0f / __builtin_sqrtf(variance + epsilon);
    for (size_t j = 0; j < column_count; j += LANES) {
      floats factors, shifts;
      load(row + j, &value);
      load(scale + j, &factors);
      load(shift + j, &shifts);
      floats unit = (value - mean) * factor;
      value = unit * factors + shifts;
      store(row + j, &value);
    }
  }
}

INLINE size_t padded(size_t count) { return (count + LANES - 1) / LANES * LANES; }

size_t gamut_attention_scratch_count(size_t token_count, size_t head_size) {
  return padded(token_count) * (head_size + QUERIES);
}

/* Weights of the values from scores of base 2: 2^(score - largest); returns one over their sum. */
INLINE float soften(float *scores, size_t count) {
  const size_t end = padded(count);
  for (size_t j = count; j < end; j++) scores[j] = -__builtin_inff();
  floats score, top;
  load(scores, &top);
  for (size_t j = LANES; j < end; j += LANES) {
    load(scores + j, &score);
    top = __builtin_elementwise_max(top, score);
  }
  const float peak = largest(&top);
  floats total = {0}, low = (floats){0} - 126.0f;
  for (size_t j = 0; j < end; j += LANES) {
    load(scores + j, &score);
    floats weight = __builtin_elementwise_max(score - peak, low);
    power_of_two(&weight);
    store(scores + j, &weight);
    total += weight;
  }
  /* What was padded weighs 2^-126 each, which no sum of at least 1 can hold. */
  return 1.0f / sum(&total);
}

/* Four queries against all keys, which lie transposed: key_stride numbers per column of the head. */
INLINE void score(
    const float *const queries[QUERIES], const float *keys, size_t key_stride, size_t head_size,
    float factor, float *scores) {
  for (size_t j = 0; j < key_stride; j += LANES) {
    floats sums[QUERIES] = {{0}};
    for (size_t d = 0; d < head_size; d++) {
      floats key;
      load(keys + d * key_stride + j, &key);
      for (int q = 0; q < QUERIES; q++) sums[q] += key * queries[q][d];
    }
    for (int q = 0; q < QUERIES; q++) {
      floats scaled = sums[q] * factor;
      store(scores + (size_t)q * key_stride + j, &scaled);
    }
  }
}

/* The sums of the values, weighted for four queries; `vector_count` is a constant where this is
 * inlined, so the sums stay in registers. */
INLINE void weigh(
    const float *scores, size_t score_stride, const float *values, size_t value_stride,
    size_t token_count, const float factors[QUERIES], float *const outputs[QUERIES],
    const int vector_count) {
  floats sums[QUERIES][2] = {{{0}}};
  for (size_t j = 0; j < token_count; j++) {
    for (int v = 0; v < vector_count; v++) {
      floats value;
      load(values + j * value_stride + LANES * v, &value);
      for (int q = 0; q < QUERIES; q++) {
        sums[q][v] += value * scores[(size_t)q * score_stride + j];
      }
    }
  }
  for (int q = 0; q < QUERIES; q++) {
    for (int v = 0; v < vector_count; v++) {
      floats weighted = sums[q][v] * factors[q];
      store(outputs[q] + LANES * v, &weighted);
    }
  }
}

INLINE void attend(
    const float *head, size_t token_count, size_t width, size_t head_size, float *scratch,
    float *output) {
  const size_t row = 3 * width, stride = padded(token_count);
  float *keys = scratch, *scores = scratch + head_size * stride;
  for (size_t d = 0; d < head_size; d++) {
    for (size_t j = 0; j < token_count; j++) keys[d * stride + j] = head[j * row + width + d];
    for (size_t j = token_count; j < stride; j++) keys[d * stride + j] = 0;
  }
  const float *values = head + 2 * width;
  const float log2_e = 1.442695041f;
  const float factor = log2_e / __builtin_sqrtf((float)head_size);
  for (size_t i = 0; i < token_count; i += QUERIES) {
    const float *queries[QUERIES];
    float *outputs[QUERIES], factors[QUERIES];
    for (size_t q = 0; q < QUERIES; q++) {
      /* Beyond the last token the last is computed again, to the same numbers. */
      size_t token = i + q < token_count ? i + q : token_count - 1;
      queries[q] = head + token * row;
      outputs[q] = output + token * width;
    }
    score(queries, keys, stride, head_size, factor, scores);
    for (size_t q = 0; q < QUERIES; q++) factors[q] = soften(scores + q * stride, token_count);
    for (size_t d = 0; d < head_size;) {
      float *parts[QUERIES];
      for (size_t q = 0; q < QUERIES; q++) parts[q] = outputs[q] + d;
      if (head_size - d >= 2 * LANES) {
        weigh(scores, stride, values + d, row, token_count, factors, parts, 2);
        d += 2 * LANES;
      } else {
        weigh(scores, stride, values + d, row, token_count, factors, parts, 1);
        d += LANES;
      }
    }
  }
}

GAMUT_CLONES
void gamut_attention(
    const float *projections, size_t token_count, size_t head_count, size_t head_size,
    float *scratch, float *output) {
  const size_t width = head_count * head_size;
  for (size_t h = 0; h < head_count; h++) {
    const size_t place = h * head_size;
    attend(projections + place, token_count, width, head_size, scratch, output + place);
  }
}
