/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_zstd_h
#define gamut_zstd_h

#include <stddef.h>
#include <stdint.h>

/* A thin door to libzstd: frames whole in memory; no files, no policy. */

typedef struct ZSTD_DCtx_s gamut_zstd_decoder;
typedef struct ZSTD_CCtx_s gamut_zstd_encoder;

/* A new decoder; NULL when there is no memory. */
gamut_zstd_decoder *gamut_zstd_open(void);
void gamut_zstd_close(gamut_zstd_decoder *decoder);

/* Unpacks one whole frame whose text has exactly `target_count` bytes; 0 if it is no such frame. */
int gamut_zstd_unpack(
    gamut_zstd_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count);

/* A new encoder; NULL when there is no memory. */
gamut_zstd_encoder *gamut_zstd_open_encoder(void);
void gamut_zstd_close_encoder(gamut_zstd_encoder *encoder);

/* How many bytes a frame of `source_count` bytes of text takes at most. */
size_t gamut_zstd_bound(size_t source_count);

/* Packs the source into one frame; how many bytes it has, 0 when there is no memory. The target has
 * room for the bound. */
size_t gamut_zstd_pack(
    gamut_zstd_encoder *encoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count, int level);

#endif
