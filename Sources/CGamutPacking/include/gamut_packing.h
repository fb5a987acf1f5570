/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_packing_h
#define gamut_packing_h

#include <stddef.h>
#include <stdint.h>

/* One door to the streaming decoders and encoders of zlib, libzstd, liblzma, libbz2 and liblz4: no files, no policy. */

typedef enum {
  GAMUT_GZIP = 0,  /* members, RFC 1952; the window is 32 KiB */
  GAMUT_ZSTD = 1,  /* frames, RFC 8878; a window of at most 128 MiB */
  GAMUT_XZ = 2,    /* streams of the .xz format; at most 128 MiB of memory */
  GAMUT_BZIP2 = 3, /* streams; at most 4 MiB of memory */
  GAMUT_LZ4 = 4,   /* frames; blocks of at most 4 MiB */
} gamut_packing;

/* Where a step left a decoder or an encoder. A frame stands for a member or a stream too. */
typedef enum {
  GAMUT_WITHIN = 0,    /* within a frame, or before one */
  GAMUT_FRAME_END = 1, /* right behind a frame, all of it written */
  GAMUT_BROKEN = 2,    /* the source is no such data; `reason` says why */
  GAMUT_TOO_LARGE = 3, /* the frame asks for more memory than is granted */
  GAMUT_NO_MEMORY = 4,
} gamut_packing_state;

typedef struct {
  gamut_packing_state state;
  size_t read_count;    /* bytes of the source that are done with */
  size_t written_count; /* bytes of the target that were written */
  const char *reason;   /* a constant; NULL unless broken */
} gamut_packing_step;

typedef struct gamut_decoder gamut_decoder;

/* A new decoder, before a frame; NULL when there is no memory. */
gamut_decoder *gamut_decoder_open(gamut_packing packing);
void gamut_decoder_close(gamut_decoder *decoder);

/* Decodes until the source is used up, the target is full or the frame ends; of more than 1 GiB of
 * either, the first 1 GiB. The next call begins a frame where the last one ended one. After an error the
 * decoder is only good for closing. */
gamut_packing_step gamut_decode(
    gamut_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count);

typedef struct gamut_encoder gamut_encoder;

/* A new encoder of one frame, at the level that the format's own program has by default, with a checksum
 * and without names or times; NULL when there is no memory. */
gamut_encoder *gamut_encoder_open(gamut_packing packing);
void gamut_encoder_close(gamut_encoder *encoder);

/* Encodes until the source is used up or the target is full; of more than 1 GiB of either, the first
 * 1 GiB. With `finishes` the source is the last: to be called until the frame ends. */
gamut_packing_step gamut_encode(
    gamut_encoder *encoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count, int finishes);

#endif
