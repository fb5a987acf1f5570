/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_zlib_h
#define gamut_zlib_h

#include <stddef.h>
#include <stdint.h>

/* A thin door to zlib's decoder of the bare deflate data in zip archives, and its checksum: no files, no policy. */

typedef struct gamut_deflate_decoder gamut_deflate_decoder;

/* Where a step left the decoder. */
typedef enum {
  GAMUT_DEFLATE_WITHIN = 0,    /* within the data */
  GAMUT_DEFLATE_END = 1,       /* right behind the data, all of it written */
  GAMUT_DEFLATE_BROKEN = 2,    /* the source is no deflate data; `reason` says why */
  GAMUT_DEFLATE_NO_MEMORY = 3,
} gamut_deflate_state;

typedef struct {
  gamut_deflate_state state;
  size_t read_count;    /* bytes of the source that are done with */
  size_t written_count; /* bytes of the target that were written */
  const char *reason;   /* a constant of zlib; NULL unless broken */
} gamut_deflate_step;

/* A new decoder; NULL when there is no memory. */
gamut_deflate_decoder *gamut_deflate_open(void);
void gamut_deflate_close(gamut_deflate_decoder *decoder);

/* Decodes until the source is used up, the target is full or the data end; of more than 1 GiB
 * of either, the first 1 GiB. After an error the decoder is only good for closing. */
gamut_deflate_step gamut_deflate_decode(
    gamut_deflate_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count);

/* CRC-32 of `count` more bytes behind those whose CRC-32 is `crc`; that of no bytes is 0. */
uint32_t gamut_crc32(uint32_t crc, const uint8_t *bytes, size_t count);
/* CRC-32 of bytes of CRC-32 `first` and then `second_count` bytes of CRC-32 `second`. */
uint32_t gamut_crc32_combine(uint32_t first, uint32_t second, size_t second_count);

#endif
