/* SPDX-License-Identifier: Apache-2.0 */
#include "coders.h"

#include <stdlib.h>
#include <zlib.h>

/* 15: the largest window there is, 32 KiB; 16: gzip around it and nothing else. */
enum { window_bits = 15 + 16 };

static void *open_decoder(void) {
  z_stream *stream = calloc(1, sizeof *stream);
  if (stream && inflateInit2(stream, window_bits) != Z_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}

static void close_decoder(void *state) {
  inflateEnd(state);
  free(state);
}

static void give(
    z_stream *stream, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count) {
  stream->next_in = (Bytef *)source; /* zlib does not write to it */
  stream->avail_in = (uInt)source_count;
  stream->next_out = target;
  stream->avail_out = (uInt)target_count;
}

static gamut_packing_step decode(
    void *state, const uint8_t *source, size_t source_count, uint8_t *target, size_t target_count,
    int finishes) {
  z_stream *stream = state;
  gamut_packing_step step = {GAMUT_WITHIN, 0, 0, NULL};
  (void)finishes;
  give(stream, source, source_count, target, target_count);
  switch (inflate(stream, Z_NO_FLUSH)) {
  case Z_OK:
  case Z_BUF_ERROR: /* neither a byte to read nor room to write: no error */
    break;
  case Z_STREAM_END:
    step.state = GAMUT_FRAME_END;
    break;
  case Z_MEM_ERROR:
    step.state = GAMUT_NO_MEMORY;
    break;
  default:
    step.state = GAMUT_BROKEN;
    step.reason = stream->msg ? stream->msg : "invalid data";
  }
  step.read_count = source_count - stream->avail_in;
  step.written_count = target_count - stream->avail_out;
  if (step.state == GAMUT_FRAME_END) inflateReset(stream);
  return step;
}

static void *open_encoder(void) {
  z_stream *stream = calloc(1, sizeof *stream);
  /* 6: the level of the program; 8: the memory that zlib takes by default. */
  if (stream &&
      deflateInit2(stream, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}

static void close_encoder(void *state) {
  deflateEnd(state);
  free(state);
}

static gamut_packing_step encode(
    void *state, const uint8_t *source, size_t source_count, uint8_t *target, size_t target_count,
    int finishes) {
  z_stream *stream = state;
  gamut_packing_step step = {GAMUT_WITHIN, 0, 0, NULL};
  give(stream, source, source_count, target, target_count);
  if (deflate(stream, finishes ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_END)
    step.state = GAMUT_FRAME_END;
  step.read_count = source_count - stream->avail_in;
  step.written_count = target_count - stream->avail_out;
  return step;
}

const gamut_coder gamut_gzip_decoder = {open_decoder, close_decoder, decode};
const gamut_coder gamut_gzip_encoder = {open_encoder, close_encoder, encode};
