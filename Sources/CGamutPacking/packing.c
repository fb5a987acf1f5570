/* SPDX-License-Identifier: Apache-2.0 */
#include "coders.h"

#include <stdlib.h>

static const gamut_coder *const decoders[] = {
    &gamut_gzip_decoder, &gamut_zstd_decoder, &gamut_xz_decoder, &gamut_bzip2_decoder,
    &gamut_lz4_decoder};
static const gamut_coder *const encoders[] = {
    &gamut_gzip_encoder, &gamut_zstd_encoder, &gamut_xz_encoder, &gamut_bzip2_encoder,
    &gamut_lz4_encoder};

/* Some of the libraries count in 32 bits. */
static const size_t most = (size_t)1 << 30;

struct gamut_decoder {
  const gamut_coder *coder;
  void *state;
};

struct gamut_encoder {
  const gamut_coder *coder;
  void *state;
};

gamut_decoder *gamut_decoder_open(gamut_packing packing) {
  gamut_decoder *decoder = malloc(sizeof *decoder);
  if (!decoder) return NULL;
  decoder->coder = decoders[packing];
  decoder->state = decoder->coder->open();
  if (decoder->state) return decoder;
  free(decoder);
  return NULL;
}

void gamut_decoder_close(gamut_decoder *decoder) {
  if (!decoder) return;
  decoder->coder->close(decoder->state);
  free(decoder);
}

gamut_packing_step gamut_decode(
    gamut_decoder *decoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count) {
  return decoder->coder->step(
      decoder->state, source, source_count < most ? source_count : most, target,
      target_count < most ? target_count : most, 0);
}

gamut_encoder *gamut_encoder_open(gamut_packing packing) {
  gamut_encoder *encoder = malloc(sizeof *encoder);
  if (!encoder) return NULL;
  encoder->coder = encoders[packing];
  encoder->state = encoder->coder->open();
  if (encoder->state) return encoder;
  free(encoder);
  return NULL;
}

void gamut_encoder_close(gamut_encoder *encoder) {
  if (!encoder) return;
  encoder->coder->close(encoder->state);
  free(encoder);
}

gamut_packing_step gamut_encode(
    gamut_encoder *encoder, const uint8_t *source, size_t source_count, uint8_t *target,
    size_t target_count, int finishes) {
  return encoder->coder->step(
      encoder->state, source, source_count < most ? source_count : most, target,
      target_count < most ? target_count : most, finishes && source_count <= most);
}
