/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_zlib_h
#define gamut_zlib_h

#include <stddef.h>
#include <stdint.h>

/* A thin door to zlib's decoder, encoder and checksum: no files, no policy. */

typedef struct gamut_gzip_decoder gamut_gzip_decoder;

/* Where a step left the decoder. */
typedef enum {
  GAMUT_GZIP_WITHIN = 0,     /* within a member, or before one */
  GAMUT_GZIP_MEMBER_END = 1, /* right behind a member, all of it written */
  GAMUT_GZIP_BROKEN = 2,     /* the source is no gzip data; `reason` says why */
  GAMUT_GZIP_NO_MEMORY = 3,
} gamut_gzip_state;

typedef struct {
  gamut_gzip_state state;
  size_t read_count;    /* bytes of the source that are done with */
  size_t written_count; /* bytes of the target that were written */
  const char *reason;   /* a constant of zlib; NULL unless broken */
} gamut_gzip_step;

/* A new decoder, before a member; NULL when there is no memory. */
gamut_gzip_decoder *gamut_gzip_open(void);
/* The same for the bare deflate data of zip archives, whose end is that of a member. */
gamut_gzip_decoder *gamut_deflate_open(void);
void gamut_gzip_close(gamut_gzip_decoder *decoder);

/* Decodes until the source is used up, the target is full or the member ends; of more than 1 GiB
 * of either, the first 1 GiB. After an error the decoder is only good for closing. */
gamut_gzip_step gamut_gzip_decode(
    gamut_gzip_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count);

typedef struct gamut_gzip_encoder gamut_gzip_encoder;

/* A new encoder of one member, without a name or a time; NULL when there is no memory. */
gamut_gzip_encoder *gamut_gzip_open_encoder(int level);
void gamut_gzip_close_encoder(gamut_gzip_encoder *encoder);

/* Encodes until the source is used up or the target is full; of more than 1 GiB of either, the first
 * 1 GiB. With `finishes` the source is the last: to be called until the member ends. */
gamut_gzip_step gamut_gzip_encode(
    gamut_gzip_encoder *encoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count, int finishes);

/* CRC-32 of `count` more bytes behind those whose CRC-32 is `crc`; that of no bytes is 0. */
uint32_t gamut_crc32(uint32_t crc, const uint8_t *bytes, size_t count);
/* CRC-32 of bytes of CRC-32 `first` and then `second_count` bytes of CRC-32 `second`. */
uint32_t gamut_crc32_combine(uint32_t first, uint32_t second, size_t second_count);

#endif
