/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_zlib.h"

#include <stdlib.h>
#include <zlib.h>

struct gamut_deflate_decoder {
  z_stream stream;
};

/* 15: the largest window there is, 32 KiB; negative: nothing around it. */
gamut_deflate_decoder *gamut_deflate_open(void) {
  gamut_deflate_decoder *decoder = calloc(1, sizeof *decoder);
  if (decoder && inflateInit2(&decoder->stream, -15) != Z_OK) {
    free(decoder);
    return NULL;
  }
  return decoder;
}

void gamut_deflate_close(gamut_deflate_decoder *decoder) {
  if (!decoder) return;
  inflateEnd(&decoder->stream);
  free(decoder);
}

gamut_deflate_step gamut_deflate_decode(
    gamut_deflate_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count) {
  const size_t most = (size_t)1 << 30; /* zlib counts in 32 bits */
  z_stream *stream = &decoder->stream;
  uInt source_room = (uInt)(source_count < most ? source_count : most);
  uInt target_room = (uInt)(target_count < most ? target_count : most);
  gamut_deflate_step step = {GAMUT_DEFLATE_WITHIN, 0, 0, NULL};
  stream->next_in = (Bytef *)source; /* zlib does not write to it */
  stream->avail_in = source_room;
  stream->next_out = target;
  stream->avail_out = target_room;
  switch (inflate(stream, Z_NO_FLUSH)) {
  case Z_OK:
  case Z_BUF_ERROR: /* neither a byte to read nor room to write: no error */
    break;
  case Z_STREAM_END:
    step.state = GAMUT_DEFLATE_END;
    break;
  case Z_MEM_ERROR:
    step.state = GAMUT_DEFLATE_NO_MEMORY;
    break;
  default:
    step.state = GAMUT_DEFLATE_BROKEN;
    step.reason = stream->msg ? stream->msg : "invalid data";
  }
  step.read_count = source_room - stream->avail_in;
  step.written_count = target_room - stream->avail_out;
  if (step.state == GAMUT_DEFLATE_END) inflateReset(stream);
  return step;
}

uint32_t gamut_crc32(uint32_t crc, const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(crc, bytes, count);
}

uint32_t gamut_crc32_combine(uint32_t first, uint32_t second, size_t second_count) {
  return (uint32_t)crc32_combine(first, second, (z_off_t)second_count);
}
