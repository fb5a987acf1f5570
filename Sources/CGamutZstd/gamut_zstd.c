/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_zstd.h"

#include <zstd.h>
#include <zstd_errors.h>

gamut_zstd_decoder *gamut_zstd_open(void) {
  ZSTD_DCtx *decoder = ZSTD_createDCtx();
  /* Stated, so that no other version of the library has another bound: 2^27 bytes. */
  if (decoder) ZSTD_DCtx_setParameter(decoder, ZSTD_d_windowLogMax, 27);
  return decoder;
}

void gamut_zstd_close(gamut_zstd_decoder *decoder) { ZSTD_freeDCtx(decoder); }

gamut_zstd_step gamut_zstd_decode(
    gamut_zstd_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count) {
  ZSTD_inBuffer input = {source, source_count, 0};
  ZSTD_outBuffer output = {target, target_count, 0};
  gamut_zstd_step step = {GAMUT_ZSTD_WITHIN, 0, 0, NULL};
  while (step.state == GAMUT_ZSTD_WITHIN) {
    size_t read_before = input.pos, written_before = output.pos;
    size_t hint = ZSTD_decompressStream(decoder, &output, &input);
    if (ZSTD_isError(hint)) {
      ZSTD_ErrorCode code = ZSTD_getErrorCode(hint);
      step.reason = ZSTD_getErrorString(code);
      step.state = code == ZSTD_error_frameParameter_windowTooLarge ? GAMUT_ZSTD_WINDOW
                   : code == ZSTD_error_memory_allocation           ? GAMUT_ZSTD_NO_MEMORY
                                                                    : GAMUT_ZSTD_BROKEN;
    } else if (hint == 0) {
      step.state = GAMUT_ZSTD_FRAME_END;
    }
    if (output.pos == target_count) break;
    if (input.pos == read_before && output.pos == written_before) break;
  }
  step.read_count = input.pos;
  step.written_count = output.pos;
  return step;
}

int gamut_zstd_unpack(
    gamut_zstd_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count) {
  return ZSTD_decompressDCtx(decoder, target, target_count, source, source_count) == target_count;
}

gamut_zstd_encoder *gamut_zstd_open_encoder(void) { return ZSTD_createCCtx(); }

gamut_zstd_encoder *gamut_zstd_open_stream(int level) {
  ZSTD_CCtx *encoder = ZSTD_createCCtx();
  if (!encoder) return NULL;
  ZSTD_CCtx_setParameter(encoder, ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(encoder, ZSTD_c_checksumFlag, 1);
  return encoder;
}

gamut_zstd_step gamut_zstd_encode(
    gamut_zstd_encoder *encoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count, int finishes) {
  ZSTD_inBuffer input = {source, source_count, 0};
  ZSTD_outBuffer output = {target, target_count, 0};
  gamut_zstd_step step = {GAMUT_ZSTD_WITHIN, 0, 0, NULL};
  size_t left = ZSTD_compressStream2(
      encoder, &output, &input, finishes ? ZSTD_e_end : ZSTD_e_continue);
  if (ZSTD_isError(left)) {
    step.state = GAMUT_ZSTD_NO_MEMORY; /* the only fault of an encoder whose calls are right */
  } else if (finishes && left == 0) {
    step.state = GAMUT_ZSTD_FRAME_END;
  }
  step.read_count = input.pos;
  step.written_count = output.pos;
  return step;
}

void gamut_zstd_close_encoder(gamut_zstd_encoder *encoder) { ZSTD_freeCCtx(encoder); }

size_t gamut_zstd_bound(size_t source_count) { return ZSTD_compressBound(source_count); }

size_t gamut_zstd_pack(
    gamut_zstd_encoder *encoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count, int level) {
  size_t count =
      ZSTD_compressCCtx(encoder, target, target_count, source, source_count, level);
  return ZSTD_isError(count) ? 0 : count;
}
