/* SPDX-License-Identifier: Apache-2.0 */
/* simdjson's DOM parser behind C: bytes in, its tape out. No policy, no exceptions. */
#ifndef gamut_json_h
#define gamut_json_h

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Bytes that simdjson may read behind a text. */
enum { GAMUT_JSON_PADDING = 64 };

/* A parser and the memory it reuses; one thread at a time. */
typedef struct gamut_json_parser gamut_json_parser;

/* A parsed document; it lives until the next parse or the end of its parser. */
typedef struct {
  const uint64_t *words;   /* the tape; the value starts at words[1] */
  size_t word_count;       /* words of the tape, both root words included */
  const uint8_t *strings;  /* 4 bytes of length, the bytes, a NUL; 8 readable bytes behind all */
} gamut_json_tape;

/* NULL when there is no memory. */
gamut_json_parser *gamut_json_parser_create(void);

/* NULL does nothing. */
void gamut_json_parser_destroy(gamut_json_parser *parser);

/* Parses `length` bytes, of which `readable_length` ≥ `length` may be read; with less than
   GAMUT_JSON_PADDING behind the text, the text is copied first. Returns 0, or simdjson's error. */
int gamut_json_parse(
    gamut_json_parser *parser, const uint8_t *bytes, size_t length, size_t readable_length,
    gamut_json_tape *tape);

/* Whether `length` bytes are UTF-8. */
int gamut_json_is_utf8(const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif
#endif
