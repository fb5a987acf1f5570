/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_icu_mapping.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

static int32_t encode(int32_t code_point, UChar text[2]) {
  int32_t count = 0;
  U16_APPEND_UNSAFE(text, count, code_point);
  return count;
}

int32_t gamut_icu_canonical_decomposition(int32_t code_point, uint16_t *target, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFDInstance(&status);
  if (U_FAILURE(status)) return -1;
  UChar text[2];
  int32_t count = encode(code_point, text);
  int32_t length = unorm2_normalize(normalizer, text, count, (UChar *)target, capacity, &status);
  return U_SUCCESS(status) ? length : -1;
}

int32_t gamut_icu_lower_case(int32_t code_point, uint16_t *target, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  UChar text[2];
  int32_t count = encode(code_point, text);
  int32_t length = u_strToLower((UChar *)target, capacity, text, count, "", &status);
  return U_SUCCESS(status) ? length : -1;
}
