/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_zstd_h
#define gamut_zstd_h

#include <stddef.h>
#include <stdint.h>

/* A thin door to libzstd: its streaming decoder and encoder, and frames whole in memory; no files, no policy. */

typedef struct ZSTD_DCtx_s gamut_zstd_decoder;
typedef struct ZSTD_CCtx_s gamut_zstd_encoder;

/* Where a step left the decoder. */
typedef enum {
  GAMUT_ZSTD_WITHIN = 0,    /* within a frame, or before one */
  GAMUT_ZSTD_FRAME_END = 1, /* right behind a frame, all of it written */
  GAMUT_ZSTD_BROKEN = 2,    /* the source is no zstd data; `reason` says why */
  GAMUT_ZSTD_WINDOW = 3,    /* the frame asks for a larger window than 128 MiB */
  GAMUT_ZSTD_NO_MEMORY = 4,
} gamut_zstd_state;

typedef struct {
  gamut_zstd_state state;
  size_t read_count;    /* bytes of the source that are done with */
  size_t written_count; /* bytes of the target that were written */
  const char *reason;   /* a constant of libzstd; NULL unless broken */
} gamut_zstd_step;

/* A new decoder, before a frame; NULL when there is no memory. */
gamut_zstd_decoder *gamut_zstd_open(void);
void gamut_zstd_close(gamut_zstd_decoder *decoder);

/* Decodes until the source is used up, the target is full or the frame ends. Skippable frames are
 * frames without content. After an error the decoder is only good for closing. */
gamut_zstd_step gamut_zstd_decode(
    gamut_zstd_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count);

/* Unpacks one whole frame whose text has exactly `target_count` bytes; 0 if it is no such frame. */
int gamut_zstd_unpack(
    gamut_zstd_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count);

/* A new encoder; NULL when there is no memory. */
gamut_zstd_encoder *gamut_zstd_open_encoder(void);
void gamut_zstd_close_encoder(gamut_zstd_encoder *encoder);

/* A new encoder for `gamut_zstd_encode`, of one frame with a checksum; NULL when there is no memory. */
gamut_zstd_encoder *gamut_zstd_open_stream(int level);

/* Encodes until the source is used up or the target is full. With `finishes` the source is the last:
 * to be called until the frame ends. */
gamut_zstd_step gamut_zstd_encode(
    gamut_zstd_encoder *encoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count, int finishes);

/* How many bytes a frame of `source_count` bytes of text takes at most. */
size_t gamut_zstd_bound(size_t source_count);

/* Packs the source into one frame; how many bytes it has, 0 when there is no memory. The target has
 * room for the bound. */
size_t gamut_zstd_pack(
    gamut_zstd_encoder *encoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count, int level);

#endif
