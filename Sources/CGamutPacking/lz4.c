/* SPDX-License-Identifier: Apache-2.0 */
#include "coders.h"

#include <lz4frame.h>
#include <stdlib.h>
#include <string.h>

static void *open_decoder(void) {
  LZ4F_dctx *decoder = NULL;
  if (LZ4F_isError(LZ4F_createDecompressionContext(&decoder, LZ4F_VERSION))) return NULL;
  return decoder;
}

static void close_decoder(void *state) { LZ4F_freeDecompressionContext(state); }

static gamut_packing_step decode(
    void *state, const uint8_t *source, size_t source_count, uint8_t *target, size_t target_count,
    int finishes) {
  gamut_packing_step step = {GAMUT_WITHIN, 0, 0, NULL};
  (void)finishes;
  while (step.state == GAMUT_WITHIN) {
    size_t read = source_count - step.read_count, written = target_count - step.written_count;
    size_t hint = LZ4F_decompress(
        state, target + step.written_count, &written, source + step.read_count, &read, NULL);
    if (LZ4F_isError(hint)) {
      step.reason = LZ4F_getErrorName(hint);
      step.state = GAMUT_BROKEN;
      return step;
    }
    step.read_count += read;
    step.written_count += written;
    if (hint == 0) step.state = GAMUT_FRAME_END;
    if (step.written_count == target_count || (read == 0 && written == 0)) break;
  }
  return step;
}

/* liblz4 wants room for all that a call may write, so that its frames are made here first. */
enum { piece_count = 1 << 16 };

typedef struct {
  LZ4F_cctx *context;
  LZ4F_preferences_t preferences;
  uint8_t *made;          /* what is made and not handed on yet */
  size_t start, count;    /* where it lies */
  int has_begun, has_ended;
} encoder_state;

static void close_encoder(void *pointer) {
  encoder_state *state = pointer;
  LZ4F_freeCompressionContext(state->context);
  free(state->made);
  free(state);
}

static void *open_encoder(void) {
  encoder_state *state = calloc(1, sizeof *state);
  if (!state) return NULL;
  state->preferences.frameInfo.contentChecksumFlag = LZ4F_contentChecksumEnabled;
  state->preferences.frameInfo.blockSizeID = LZ4F_max4MB; /* that of the program */
  size_t room = LZ4F_compressBound(piece_count, &state->preferences) + LZ4F_HEADER_SIZE_MAX;
  state->made = malloc(room);
  if (!state->made ||
      LZ4F_isError(LZ4F_createCompressionContext(&state->context, LZ4F_VERSION))) {
    close_encoder(state);
    return NULL;
  }
  return state;
}

/* Makes more of the frame; 0 when there is no memory. */
static int make(encoder_state *state, const uint8_t *source, size_t count, int finishes) {
  size_t room = LZ4F_compressBound(piece_count, &state->preferences) + LZ4F_HEADER_SIZE_MAX;
  size_t made;
  state->start = 0;
  if (!state->has_begun) {
    made = LZ4F_compressBegin(state->context, state->made, room, &state->preferences);
    state->has_begun = 1;
  } else if (count > 0) {
    made = LZ4F_compressUpdate(state->context, state->made, room, source, count, NULL);
  } else if (finishes) {
    made = LZ4F_compressEnd(state->context, state->made, room, NULL);
    state->has_ended = 1;
  } else {
    made = 0;
  }
  state->count = LZ4F_isError(made) ? 0 : made;
  return !LZ4F_isError(made);
}

static gamut_packing_step encode(
    void *pointer, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count, int finishes) {
  encoder_state *state = pointer;
  gamut_packing_step step = {GAMUT_WITHIN, 0, 0, NULL};
  while (1) {
    size_t room = target_count - step.written_count;
    size_t count = state->count < room ? state->count : room;
    if (count > 0) memcpy(target + step.written_count, state->made + state->start, count);
    state->start += count;
    state->count -= count;
    step.written_count += count;
    if (state->count > 0) return step;
    if (state->has_ended) {
      step.state = GAMUT_FRAME_END;
      return step;
    }
    size_t left = source_count - step.read_count;
    if (left == 0 && !finishes) return step;
    size_t piece = !state->has_begun ? 0 : left < piece_count ? left : piece_count;
    if (!make(state, source + step.read_count, piece, finishes)) return gamut_step_without_memory();
    step.read_count += piece;
  }
}

const gamut_coder gamut_lz4_decoder = {open_decoder, close_decoder, decode};
const gamut_coder gamut_lz4_encoder = {open_encoder, close_encoder, encode};
