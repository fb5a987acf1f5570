/* SPDX-License-Identifier: Apache-2.0 */
#include "gamut_icu.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

/* ICU makes the instance once, under its own lock, and never frees it. */
static const UNormalizer2 *folding(void) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&status);
  return U_SUCCESS(status) ? normalizer : NULL;
}

void gamut_icu_unicode_version(uint8_t version[2]) {
  UVersionInfo info;
  u_getUnicodeVersion(info);
  version[0] = info[0];
  version[1] = info[1];
}

int32_t gamut_icu_set_ranges(const char *pattern, int32_t *ranges, int32_t capacity) {
  UChar text[512];
  UErrorCode status = U_ZERO_ERROR;
  if (strlen(pattern) >= sizeof text / sizeof text[0]) return -1;
  u_charsToUChars(pattern, text, (int32_t)strlen(pattern) + 1);
  USet *set = uset_openPattern(text, -1, &status);
  if (U_FAILURE(status)) return -1;
  int32_t count = uset_getItemCount(set);
  for (int32_t i = 0; i < count && i < capacity; i++) {
    UChar32 first = 0, last = 0;
    uset_getItem(set, i, &first, &last, NULL, 0, &status);
    ranges[2 * i] = first;
    ranges[2 * i + 1] = last;
  }
  uset_close(set);
  return U_SUCCESS(status) ? count : -1;
}

int32_t gamut_icu_script(int32_t code_point) {
  UErrorCode status = U_ZERO_ERROR;
  UScriptCode script = uscript_getScript(code_point, &status);
  return U_SUCCESS(status) ? (int32_t)script : 0;
}

int32_t gamut_icu_script_count(void) { return u_getIntPropertyMaxValue(UCHAR_SCRIPT) + 1; }

const char *gamut_icu_script_name(int32_t number) {
  const char *name = uscript_getName((UScriptCode)number);
  return name ? name : "";
}

const char *gamut_icu_script_code(int32_t number) {
  const char *code = uscript_getShortName((UScriptCode)number);
  return code ? code : "";
}

uint8_t gamut_icu_combining_class(int32_t code_point) { return u_getCombiningClass(code_point); }

bool gamut_icu_has_boundary_before(int32_t code_point) {
  const UNormalizer2 *normalizer = folding();
  return normalizer && unorm2_hasBoundaryBefore(normalizer, code_point);
}

bool gamut_icu_is_folded(int32_t code_point) {
  const UNormalizer2 *normalizer = folding();
  if (!normalizer) return false;
  UChar text[2];
  int32_t count = 0;
  U16_APPEND_UNSAFE(text, count, code_point);
  UErrorCode status = U_ZERO_ERROR;
  return unorm2_quickCheck(normalizer, text, count, &status) == UNORM_YES && U_SUCCESS(status);
}

static int32_t normalize(
    const UNormalizer2 *normalizer, const uint16_t *source, int32_t count, uint16_t *target,
    int32_t capacity) {
  if (!normalizer) return -1;
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = unorm2_normalize(
      normalizer, (const UChar *)source, count, (UChar *)target, capacity, &status);
  return U_SUCCESS(status) || status == U_BUFFER_OVERFLOW_ERROR ? length : -1;
}

int32_t gamut_icu_nfd(const uint16_t *source, int32_t count, uint16_t *target, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFDInstance(&status);
  return normalize(U_SUCCESS(status) ? normalizer : NULL, source, count, target, capacity);
}

int32_t gamut_icu_nfkc_casefold(
    const uint16_t *source, int32_t count, uint16_t *target, int32_t capacity) {
  return normalize(folding(), source, count, target, capacity);
}

int32_t gamut_icu_normal_form(
    int32_t form, const uint16_t *source, int32_t count, uint16_t *target, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = NULL;
  switch (form) {
    case 0: normalizer = unorm2_getNFCInstance(&status); break;
    case 1: normalizer = unorm2_getNFDInstance(&status); break;
    case 2: normalizer = unorm2_getNFKCInstance(&status); break;
    case 3: normalizer = unorm2_getNFKDInstance(&status); break;
  }
  return normalize(U_SUCCESS(status) ? normalizer : NULL, source, count, target, capacity);
}
