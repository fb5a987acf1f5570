/* SPDX-License-Identifier: Apache-2.0 */
#include "coders.h"

#include <zstd.h>
#include <zstd_errors.h>

static void *open_decoder(void) {
  ZSTD_DCtx *decoder = ZSTD_createDCtx();
  /* Stated, so that no other version of the library has another bound: 2^27 bytes. */
  if (decoder) ZSTD_DCtx_setParameter(decoder, ZSTD_d_windowLogMax, 27);
  return decoder;
}

static void close_decoder(void *state) { ZSTD_freeDCtx(state); }

static gamut_packing_step decode(
    void *state, const uint8_t *source, size_t source_count, uint8_t *target, size_t target_count,
    int finishes) {
  ZSTD_inBuffer input = {source, source_count, 0};
  ZSTD_outBuffer output = {target, target_count, 0};
  gamut_packing_step step = {GAMUT_WITHIN, 0, 0, NULL};
  (void)finishes;
  while (step.state == GAMUT_WITHIN) {
    size_t read_before = input.pos, written_before = output.pos;
    size_t hint = ZSTD_decompressStream(state, &output, &input);
    if (ZSTD_isError(hint)) {
      ZSTD_ErrorCode code = ZSTD_getErrorCode(hint);
      step.reason = ZSTD_getErrorString(code);
      step.state = code == ZSTD_error_frameParameter_windowTooLarge ? GAMUT_TOO_LARGE
                   : code == ZSTD_error_memory_allocation           ? GAMUT_NO_MEMORY
                                                                    : GAMUT_BROKEN;
    } else if (hint == 0) {
      step.state = GAMUT_FRAME_END;
    }
    if (output.pos == target_count) break;
    if (input.pos == read_before && output.pos == written_before) break;
  }
  step.read_count = input.pos;
  step.written_count = output.pos;
  return step;
}

static void *open_encoder(void) {
  ZSTD_CCtx *encoder = ZSTD_createCCtx();
  if (!encoder) return NULL;
  ZSTD_CCtx_setParameter(encoder, ZSTD_c_compressionLevel, 3);
  ZSTD_CCtx_setParameter(encoder, ZSTD_c_checksumFlag, 1);
  return encoder;
}

static void close_encoder(void *state) { ZSTD_freeCCtx(state); }

static gamut_packing_step encode(
    void *state, const uint8_t *source, size_t source_count, uint8_t *target, size_t target_count,
    int finishes) {
  ZSTD_inBuffer input = {source, source_count, 0};
  ZSTD_outBuffer output = {target, target_count, 0};
  gamut_packing_step step = {GAMUT_WITHIN, 0, 0, NULL};
  size_t left = ZSTD_compressStream2(
      state, &output, &input, finishes ? ZSTD_e_end : ZSTD_e_continue);
  if (ZSTD_isError(left)) {
    step.state = GAMUT_NO_MEMORY; /* the only fault of an encoder whose calls are right */
  } else if (finishes && left == 0) {
    step.state = GAMUT_FRAME_END;
  }
  step.read_count = input.pos;
  step.written_count = output.pos;
  return step;
}

const gamut_coder gamut_zstd_decoder = {open_decoder, close_decoder, decode};
const gamut_coder gamut_zstd_encoder = {open_encoder, close_encoder, encode};
