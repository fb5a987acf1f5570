/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_coders_h
#define gamut_coders_h

#include "gamut_packing.h"

/* What each library gives: a state of its own behind a pointer. */
typedef struct {
  void *(*open)(void);
  void (*close)(void *state);
  gamut_packing_step (*step)(
      void *state, const uint8_t *source, size_t source_count, uint8_t *target,
      size_t target_count, int finishes);
} gamut_coder;

extern const gamut_coder gamut_gzip_decoder, gamut_gzip_encoder, gamut_zstd_decoder,
    gamut_zstd_encoder, gamut_xz_decoder, gamut_xz_encoder, gamut_bzip2_decoder,
    gamut_bzip2_encoder, gamut_lz4_decoder, gamut_lz4_encoder;

static inline gamut_packing_step gamut_step_without_memory(void) {
  gamut_packing_step step = {GAMUT_NO_MEMORY, 0, 0, NULL};
  return step;
}

#endif
