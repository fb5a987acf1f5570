/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_zstd.h"

#include <zstd.h>

gamut_zstd_decoder *gamut_zstd_open(void) {
  ZSTD_DCtx *decoder = ZSTD_createDCtx();
  /* Stated, so that no other version of the library has another bound: 2^27 bytes. */
  if (decoder) ZSTD_DCtx_setParameter(decoder, ZSTD_d_windowLogMax, 27);
  return decoder;
}

void gamut_zstd_close(gamut_zstd_decoder *decoder) { ZSTD_freeDCtx(decoder); }

int gamut_zstd_unpack(
    gamut_zstd_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count) {
  return ZSTD_decompressDCtx(decoder, target, target_count, source, source_count) == target_count;
}

gamut_zstd_encoder *gamut_zstd_open_encoder(void) { return ZSTD_createCCtx(); }

void gamut_zstd_close_encoder(gamut_zstd_encoder *encoder) { ZSTD_freeCCtx(encoder); }

size_t gamut_zstd_bound(size_t source_count) { return ZSTD_compressBound(source_count); }

size_t gamut_zstd_pack(
    gamut_zstd_encoder *encoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count, int level) {
  size_t count =
      ZSTD_compressCCtx(encoder, target, target_count, source, source_count, level);
  return ZSTD_isError(count) ? 0 : count;
}
