/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_zlib_h
#define gamut_zlib_h

#include <stddef.h>
#include <stdint.h>

/* A thin door to zlib's decoder of gzip members: no files, no policy. */

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
void gamut_gzip_close(gamut_gzip_decoder *decoder);

/* Decodes until the source is used up, the target is full or the member ends; of more than 1 GiB
 * of either, the first 1 GiB. After an error the decoder is only good for closing. */
gamut_gzip_step gamut_gzip_decode(
    gamut_gzip_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count);

#endif
