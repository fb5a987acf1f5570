// SPDX-License-Identifier: Apache-2.0
#include "gamut_json.h"

#include <new>

#include <simdjson.h>

static_assert(GAMUT_JSON_PADDING == simdjson::SIMDJSON_PADDING, "simdjson changed its padding");

struct gamut_json_parser {
  simdjson::dom::parser parser;
};

gamut_json_parser *gamut_json_parser_create(void) {
  return new (std::nothrow) gamut_json_parser();
}

void gamut_json_parser_destroy(gamut_json_parser *parser) { delete parser; }

int gamut_json_parse(
    gamut_json_parser *parser, const uint8_t *bytes, size_t length, size_t readable_length,
    gamut_json_tape *tape) {
  const bool must_copy = readable_length - length < simdjson::SIMDJSON_PADDING;
  // The form with an error code never throws.
  const simdjson::error_code error = parser->parser.parse(bytes, length, must_copy).error();
  if (error) return static_cast<int>(error);
  tape->words = parser->parser.doc.tape.get();
  tape->word_count = static_cast<size_t>(tape->words[0] & simdjson::internal::JSON_VALUE_MASK);
  tape->strings = parser->parser.doc.string_buf.get();
  return 0;
}

int gamut_json_is_utf8(const uint8_t *bytes, size_t length) {
  return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), length) ? 1 : 0;
}
