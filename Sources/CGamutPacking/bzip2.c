/* SPDX-License-Identifier: Apache-2.0 */
#include "coders.h"

#include <bzlib.h>
#include <stdlib.h>

static void *open_decoder(void) {
  bz_stream *stream = calloc(1, sizeof *stream);
  if (stream && BZ2_bzDecompressInit(stream, 0, 0) != BZ_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}

static void close_decoder(void *state) {
  BZ2_bzDecompressEnd(state);
  free(state);
}

static void give(
    bz_stream *stream, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count) {
  stream->next_in = (char *)source; /* libbz2 does not write to it */
  stream->avail_in = (unsigned)source_count;
  stream->next_out = (char *)target;
  stream->avail_out = (unsigned)target_count;
}

static gamut_packing_step decode(
    void *state, const uint8_t *source, size_t source_count, uint8_t *target, size_t target_count,
    int finishes) {
  bz_stream *stream = state;
  gamut_packing_step step = {GAMUT_WITHIN, 0, 0, NULL};
  (void)finishes;
  give(stream, source, source_count, target, target_count);
  int result = BZ2_bzDecompress(stream);
  step.read_count = source_count - stream->avail_in;
  step.written_count = target_count - stream->avail_out;
  if (result == BZ_STREAM_END) {
    /* It has no way to begin anew but this. */
    BZ2_bzDecompressEnd(stream);
    step.state =
        BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK ? GAMUT_FRAME_END : GAMUT_NO_MEMORY;
  } else if (result == BZ_MEM_ERROR) {
    step.state = GAMUT_NO_MEMORY;
  } else if (result != BZ_OK) {
    step.state = GAMUT_BROKEN;
    step.reason = "invalid data";
  }
  return step;
}

static void *open_encoder(void) {
  bz_stream *stream = calloc(1, sizeof *stream);
  if (stream && BZ2_bzCompressInit(stream, 9, 0, 0) != BZ_OK) {
    free(stream);
    return NULL;
  }
  return stream;
}

static void close_encoder(void *state) {
  BZ2_bzCompressEnd(state);
  free(state);
}

static gamut_packing_step encode(
    void *state, const uint8_t *source, size_t source_count, uint8_t *target, size_t target_count,
    int finishes) {
  bz_stream *stream = state;
  gamut_packing_step step = {GAMUT_WITHIN, 0, 0, NULL};
  give(stream, source, source_count, target, target_count);
  /* A call that makes no progress is an error of its own to libbz2; what it reports beside is none of
   * calls that are right. */
  if (BZ2_bzCompress(stream, finishes ? BZ_FINISH : BZ_RUN) == BZ_STREAM_END)
    step.state = GAMUT_FRAME_END;
  step.read_count = source_count - stream->avail_in;
  step.written_count = target_count - stream->avail_out;
  return step;
}

const gamut_coder gamut_bzip2_decoder = {open_decoder, close_decoder, decode};
const gamut_coder gamut_bzip2_encoder = {open_encoder, close_encoder, encode};
