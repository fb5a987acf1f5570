/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_zlib.h"

#include <stdlib.h>
#include <zlib.h>

struct gamut_gzip_decoder {
  z_stream stream;
};

/* 15: the largest window there is, 32 KiB. */
static gamut_gzip_decoder *open_with(int window_bits) {
  gamut_gzip_decoder *decoder = calloc(1, sizeof *decoder);
  if (decoder && inflateInit2(&decoder->stream, window_bits) != Z_OK) {
    free(decoder);
    return NULL;
  }
  return decoder;
}

/* 16: gzip around it and nothing else. */
gamut_gzip_decoder *gamut_gzip_open(void) { return open_with(15 + 16); }

/* Negative: nothing around it. */
gamut_gzip_decoder *gamut_deflate_open(void) { return open_with(-15); }

void gamut_gzip_close(gamut_gzip_decoder *decoder) {
  if (!decoder) return;
  inflateEnd(&decoder->stream);
  free(decoder);
}

gamut_gzip_step gamut_gzip_decode(
    gamut_gzip_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count) {
  const size_t most = (size_t)1 << 30; /* zlib counts in 32 bits */
  z_stream *stream = &decoder->stream;
  uInt source_room = (uInt)(source_count < most ? source_count : most);
  uInt target_room = (uInt)(target_count < most ? target_count : most);
  gamut_gzip_step step = {GAMUT_GZIP_WITHIN, 0, 0, NULL};
  stream->next_in = (Bytef *)source; /* zlib does not write to it */
  stream->avail_in = source_room;
  stream->next_out = target;
  stream->avail_out = target_room;
  switch (inflate(stream, Z_NO_FLUSH)) {
  case Z_OK:
  case Z_BUF_ERROR: /* neither a byte to read nor room to write: no error */
    break;
  case Z_STREAM_END:
    step.state = GAMUT_GZIP_MEMBER_END;
    break;
  case Z_MEM_ERROR:
    step.state = GAMUT_GZIP_NO_MEMORY;
    break;
  default:
    step.state = GAMUT_GZIP_BROKEN;
    step.reason = stream->msg ? stream->msg : "invalid data";
  }
  step.read_count = source_room - stream->avail_in;
  step.written_count = target_room - stream->avail_out;
  if (step.state == GAMUT_GZIP_MEMBER_END) inflateReset(stream);
  return step;
}

struct gamut_gzip_encoder {
  z_stream stream;
};

gamut_gzip_encoder *gamut_gzip_open_encoder(int level) {
  gamut_gzip_encoder *encoder = calloc(1, sizeof *encoder);
  /* 8: the memory that zlib takes by default. */
  if (encoder && deflateInit2(&encoder->stream, level, Z_DEFLATED, 15 + 16, 8,
                              Z_DEFAULT_STRATEGY) != Z_OK) {
    free(encoder);
    return NULL;
  }
  return encoder;
}

void gamut_gzip_close_encoder(gamut_gzip_encoder *encoder) {
  if (!encoder) return;
  deflateEnd(&encoder->stream);
  free(encoder);
}

gamut_gzip_step gamut_gzip_encode(
    gamut_gzip_encoder *encoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count, int finishes) {
  const size_t most = (size_t)1 << 30; /* zlib counts in 32 bits */
  z_stream *stream = &encoder->stream;
  uInt source_room = (uInt)(source_count < most ? source_count : most);
  uInt target_room = (uInt)(target_count < most ? target_count : most);
  gamut_gzip_step step = {GAMUT_GZIP_WITHIN, 0, 0, NULL};
  stream->next_in = (Bytef *)source; /* zlib does not write to it */
  stream->avail_in = source_room;
  stream->next_out = target;
  stream->avail_out = target_room;
  int is_last = finishes && source_room == source_count;
  if (deflate(stream, is_last ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_END)
    step.state = GAMUT_GZIP_MEMBER_END;
  step.read_count = source_room - stream->avail_in;
  step.written_count = target_room - stream->avail_out;
  return step;
}

uint32_t gamut_crc32(uint32_t crc, const uint8_t *bytes, size_t count) {
  return (uint32_t)crc32_z(crc, bytes, count);
}

uint32_t gamut_crc32_combine(uint32_t first, uint32_t second, size_t second_count) {
  return (uint32_t)crc32_combine(first, second, (z_off_t)second_count);
}
