/* SPDX-License-Identifier: Apache-2.0 */
#include "coders.h"

#include <lzma.h>
#include <stdlib.h>

/* What level 9 takes, twice over. */
static const uint64_t memory_limit = (uint64_t)1 << 27;

static int begin_decoder(lzma_stream *stream) {
  return lzma_stream_decoder(stream, memory_limit, 0) == LZMA_OK;
}

static void *open_decoder(void) {
  lzma_stream *stream = calloc(1, sizeof *stream); /* LZMA_STREAM_INIT is all zeros */
  if (stream && !begin_decoder(stream)) {
    free(stream);
    return NULL;
  }
  return stream;
}

static void close(void *state) {
  lzma_end(state);
  free(state);
}

static void give(
    lzma_stream *stream, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count) {
  stream->next_in = source;
  stream->avail_in = source_count;
  stream->next_out = target;
  stream->avail_out = target_count;
}

static gamut_packing_step decode(
    void *state, const uint8_t *source, size_t source_count, uint8_t *target, size_t target_count,
    int finishes) {
  lzma_stream *stream = state;
  gamut_packing_step step = {GAMUT_WITHIN, 0, 0, NULL};
  (void)finishes;
  give(stream, source, source_count, target, target_count);
  lzma_ret result = lzma_code(stream, LZMA_RUN);
  step.read_count = source_count - stream->avail_in;
  step.written_count = target_count - stream->avail_out;
  switch (result) {
  case LZMA_OK:
  case LZMA_BUF_ERROR: /* neither a byte to read nor room to write: no error */
    break;
  case LZMA_STREAM_END:
    /* The same stream begins anew, and keeps its memory. */
    step.state = begin_decoder(stream) ? GAMUT_FRAME_END : GAMUT_NO_MEMORY;
    break;
  case LZMA_MEMLIMIT_ERROR:
    step.state = GAMUT_TOO_LARGE;
    break;
  case LZMA_MEM_ERROR:
    step.state = GAMUT_NO_MEMORY;
    break;
  default:
    step.state = GAMUT_BROKEN;
    step.reason = result == LZMA_OPTIONS_ERROR ? "an unknown filter or version"
                  : result == LZMA_FORMAT_ERROR ? "an unknown beginning"
                                                : "invalid data";
  }
  return step;
}

static void *open_encoder(void) {
  lzma_stream *stream = calloc(1, sizeof *stream);
  if (stream && lzma_easy_encoder(stream, LZMA_PRESET_DEFAULT, LZMA_CHECK_CRC64) != LZMA_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}

static gamut_packing_step encode(
    void *state, const uint8_t *source, size_t source_count, uint8_t *target, size_t target_count,
    int finishes) {
  lzma_stream *stream = state;
  gamut_packing_step step = {GAMUT_WITHIN, 0, 0, NULL};
  give(stream, source, source_count, target, target_count);
  lzma_ret result = lzma_code(stream, finishes ? LZMA_FINISH : LZMA_RUN);
  if (result == LZMA_STREAM_END) step.state = GAMUT_FRAME_END;
  else if (result != LZMA_OK && result != LZMA_BUF_ERROR) step.state = GAMUT_NO_MEMORY;
  step.read_count = source_count - stream->avail_in;
  step.written_count = target_count - stream->avail_out;
  return step;
}

const gamut_coder gamut_xz_decoder = {open_decoder, close, decode};
const gamut_coder gamut_xz_encoder = {open_encoder, close, encode};
