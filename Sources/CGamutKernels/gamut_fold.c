/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_kernels.h"

#include <string.h>

#if defined(__x86_64__)

#include <immintrin.h>

#define BLOCK 64
/* What a block may be read beyond: a word is copied sixteen bytes at a time. */
#define REACH 16
/* What a block may write: a space behind each of its bytes, and the reach of the last copy. */
#define BLOCK_BYTES (2 * BLOCK + REACH)

#define AVX2 __attribute__((target("avx2,bmi,bmi2")))

/* Bit i of each mask tells of byte i of a block. */
struct masks {
  uint64_t other;  /* 0x80 and above */
  uint64_t letter; /* A-Z, a-z */
  uint64_t run;    /* letters and digits */
  uint64_t single; /* symbols and * % @ # \ : words by themselves */
  uint64_t joiner; /* - / & */
};

/* A byte's class is lower[its lower half] & upper[its upper half]. Bits 0-5 are the singles of the
 * rows 0x20 to 0x70, bit 6 the joiners, all of row 0x20. */
AVX2 static inline void classify_half(__m256i bytes, uint32_t out[5]) {
  const __m256i lower = _mm256_setr_epi8(
      0x14, 0, 0, 0x01, 0x01, 0x01, 0x40, 0, 0, 0, 0x01, 0x01, 0x2A, 0x42, 0x2A, 0x40, 0x14, 0, 0,
      0x01, 0x01, 0x01, 0x40, 0, 0, 0, 0x01, 0x01, 0x2A, 0x42, 0x2A, 0x40);
  const __m256i upper = _mm256_setr_epi8(
      0, 0, 0x41, 0x02, 0x04, 0x08, 0x10, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x41, 0x02, 0x04,
      0x08, 0x10, 0x20, 0, 0, 0, 0, 0, 0, 0, 0);
  const __m256i half = _mm256_set1_epi8(0x0F);
  __m256i class = _mm256_and_si256(
      _mm256_shuffle_epi8(lower, _mm256_and_si256(bytes, half)),
      _mm256_shuffle_epi8(upper, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half)));
  __m256i letter = _mm256_sub_epi8(
      _mm256_or_si256(bytes, _mm256_set1_epi8(0x20)), _mm256_set1_epi8('a'));
  letter = _mm256_cmpeq_epi8(_mm256_min_epu8(letter, _mm256_set1_epi8(25)), letter);
  __m256i digit = _mm256_sub_epi8(bytes, _mm256_set1_epi8('0'));
  digit = _mm256_cmpeq_epi8(_mm256_min_epu8(digit, _mm256_set1_epi8(9)), digit);
  __m256i single = _mm256_cmpgt_epi8(
      _mm256_and_si256(class, _mm256_set1_epi8(0x3F)), _mm256_setzero_si256());
  out[0] = (uint32_t)_mm256_movemask_epi8(bytes);
  out[1] = (uint32_t)_mm256_movemask_epi8(letter);
  out[2] = out[1] | (uint32_t)_mm256_movemask_epi8(digit);
  out[3] = (uint32_t)_mm256_movemask_epi8(single);
  out[4] = (uint32_t)_mm256_movemask_epi8(_mm256_slli_epi16(class, 1));
}

AVX2 static inline struct masks classify(const uint8_t *block) {
  uint32_t low[5], high[5];
  classify_half(_mm256_loadu_si256((const __m256i *)block), low);
  classify_half(_mm256_loadu_si256((const __m256i *)(block + 32)), high);
#define BOTH(i) ((uint64_t)high[i] << 32 | low[i])
  return (struct masks){BOTH(0), BOTH(1), BOTH(2), BOTH(3), BOTH(4)};
#undef BOTH
}

/* The ASCII letters of sixteen bytes in lower case. */
AVX2 static inline __m128i lower_case(__m128i bytes) {
  __m128i place = _mm_sub_epi8(bytes, _mm_set1_epi8('A'));
  __m128i upper = _mm_cmpeq_epi8(_mm_min_epu8(place, _mm_set1_epi8(25)), place);
  return _mm_or_si128(bytes, _mm_and_si128(upper, _mm_set1_epi8(0x20)));
}

AVX2 static struct gamut_fold fold(
    const uint8_t *text, size_t count, uint8_t *bytes, size_t byte_room, uint32_t *ends,
    size_t end_room, struct gamut_fold state) {
  uint8_t tail[BLOCK + REACH + BLOCK + REACH];
  int is_tail = 0;
  size_t left = count - state.position;
  const uint8_t *block = text + state.position;
  uint64_t after_letter =
      state.position > 0 && (uint8_t)((text[state.position - 1] | 0x20) - 'a') < 26;
  while (left > 0 && state.output + BLOCK_BYTES <= byte_room &&
         state.word_count + BLOCK <= end_room) {
    if (left < BLOCK + REACH && !is_tail) {
      /* The end of the text, with spaces behind it. */
      memcpy(tail, block, left);
      memset(tail + left, ' ', sizeof tail - left);
      block = tail;
      is_tail = 1;
    }
    struct masks m = classify(block);
    size_t length = m.other ? (size_t)__builtin_ctzll(m.other) : BLOCK;
    if (length == 0) break;
    uint64_t joiner = m.joiner & ~((m.letter << 1 | after_letter) & m.letter >> 1);
    uint64_t starts = (m.run & ~(m.run << 1)) | m.single | joiner;
    size_t stop = length;
    if (left > length) {
      /* What touches the end waits for what follows: a word for its end, a joiner for a letter, a
       * symbol for a mark that it may compose with. */
      uint64_t last = 1ull << (length - 1);
      if (m.run & last) {
        stop = 63 - (size_t)__builtin_clzll(starts & (last | (last - 1)));
      } else if ((m.single | m.joiner) & last) {
        stop = length - 1;
      }
      if (stop == 0) break;
    }
    uint64_t words = stop == 64 ? starts : starts & ((1ull << stop) - 1);
    while (words) {
      size_t start = (size_t)__builtin_ctzll(words);
      uint64_t rest = ~(m.run >> start);
      size_t size = m.run >> start & 1 ? (rest ? (size_t)__builtin_ctzll(rest) : 64) : 1;
      words &= words - 1;
      uint8_t *target = bytes + state.output;
      size_t copied = 0;
      do {
        __m128i part = _mm_loadu_si128((const __m128i *)(block + start + copied));
        _mm_storeu_si128((__m128i *)(target + copied), lower_case(part));
        copied += 16;
      } while (copied < size);
      target[size] = ' ';
      state.output += size;
      ends[state.word_count++] = (uint32_t)state.output++;
    }
    if (stop > left) stop = left;
    after_letter = m.letter >> (stop - 1) & 1;
    block += stop;
    left -= stop;
    state.position += stop;
  }
  return state;
}

struct gamut_fold gamut_fold_ascii(
    const uint8_t *text, size_t count, uint8_t *bytes, size_t byte_room, uint32_t *ends,
    size_t end_room, struct gamut_fold state) {
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return state;
  return fold(text, count, bytes, byte_room, ends, end_room, state);
}

#else

struct gamut_fold gamut_fold_ascii(
    const uint8_t *text, size_t count, uint8_t *bytes, size_t byte_room, uint32_t *ends,
    size_t end_room, struct gamut_fold state) {
  (void)text, (void)count, (void)bytes, (void)byte_room, (void)ends, (void)end_room;
  return state;
}

#endif
