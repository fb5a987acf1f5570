/* SPDX-License-Identifier: Apache-2.0 */
/* Prints hashes of all that ICU says of every code point: its properties, its sets, and what CGamutICU asks
   beyond them. Scripts/build-portable links it with the whole ICU and with what is left of it, and goes no further
   unless both print the same. */

#include "gamut_icu.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

enum { LIMIT = 0x110000 };

/* FNV-1a over 64-bit numbers. */
static uint64_t hash;

static void begin(void) { hash = UINT64_C(0xcbf29ce484222325); }

static void add(uint64_t number) { hash = (hash ^ number) * UINT64_C(0x100000001b3); }

static void add_units(const uint16_t *units, int32_t count) {
  add((uint64_t)count);
  for (int32_t i = 0; i < count; i++) add(units[i]);
}

static void print(const char *what) { printf("%s %016llx\n", what, (unsigned long long)hash); }

static void properties(void) {
  begin();
  for (int32_t c = 0; c < LIMIT; c++) {
    for (int32_t p = UCHAR_BINARY_START; p < UCHAR_BINARY_LIMIT; p++) {
      add((uint64_t)u_hasBinaryProperty(c, (UProperty)p));
    }
    for (int32_t p = UCHAR_INT_START; p < UCHAR_INT_LIMIT; p++) {
      add((uint64_t)u_getIntPropertyValue(c, (UProperty)p));
    }
    UVersionInfo age;
    u_charAge(c, age);
    add((uint64_t)(age[0] << 8 | age[1]));
    UScriptCode scripts[64];
    UErrorCode status = U_ZERO_ERROR;
    const int32_t count = uscript_getScriptExtensions(c, scripts, 64, &status);
    add((uint64_t)status << 32 | (uint64_t)count);
    for (int32_t i = 0; i < count && i < 64; i++) add((uint64_t)scripts[i]);
  }
  print("properties");
}

/* By name, as the patterns of GamutUnicode ask: each binary property, each value of each other. */
static void sets(void) {
  static int32_t ranges[2 * 8192];
  begin();
  for (int32_t p = 0; p < UCHAR_INT_LIMIT; p++) {
    if (p == UCHAR_BINARY_LIMIT) p = UCHAR_INT_START;
    const char *const property = u_getPropertyName((UProperty)p, U_LONG_PROPERTY_NAME);
    if (!property) continue;
    const int32_t most = u_getIntPropertyMaxValue((UProperty)p);
    for (int32_t v = u_getIntPropertyMinValue((UProperty)p); v <= most; v++) {
      const char *const value = u_getPropertyValueName((UProperty)p, v, U_LONG_PROPERTY_NAME);
      if (!value) continue;
      char pattern[256];
      snprintf(pattern, sizeof pattern, "[:%s=%s:]", property, value);
      const int32_t count = gamut_icu_set_ranges(pattern, ranges, 8192);
      add((uint64_t)(int64_t)count);
      for (int32_t i = 0; i < 2 * count && i < 2 * 8192; i++) add((uint64_t)ranges[i]);
    }
  }
  for (const char *const *pattern =
           (const char *const[]){"[:L:]", "[[:P:]&[:age=8.0:]]", "[:scx=Hani:]", NULL};
       *pattern; pattern++) {
    const int32_t count = gamut_icu_set_ranges(*pattern, ranges, 8192);
    add((uint64_t)(int64_t)count);
    for (int32_t i = 0; i < 2 * count && i < 2 * 8192; i++) add((uint64_t)ranges[i]);
  }
  print("sets");
}

/* Alone, behind a letter, and before a mark. */
static void mappings(void) {
  static uint16_t target[256];
  begin();
  for (int32_t c = 0; c < LIMIT; c++) {
    if (c >= 0xD800 && c < 0xE000) continue;
    uint16_t text[4] = {'a'};
    int32_t count = 1;
    if (c < 0x10000) {
      text[count++] = (uint16_t)c;
    } else {
      text[count++] = (uint16_t)(0xD7C0 + (c >> 10));
      text[count++] = (uint16_t)(0xDC00 | (c & 0x3FF));
    }
    text[count++] = 0x301;
    for (int32_t first = 0; first < 2; first++) {
      for (int32_t last = count - 1; last <= count; last++) {
        add_units(target, gamut_icu_nfd(text + first, last - first, target, 256));
        add_units(target, gamut_icu_nfkc_casefold(text + first, last - first, target, 256));
      }
    }
    add_units(target, gamut_icu_canonical_decomposition(c, target, 256));
    add_units(target, gamut_icu_lower_case(c, target, 256));
    add(gamut_icu_has_boundary_before(c));
    add(gamut_icu_is_folded(c));
    add(gamut_icu_combining_class(c));
  }
  print("mappings");
}

static void scripts(void) {
  uint8_t version[2];
  gamut_icu_unicode_version(version);
  begin();
  add(version[0]);
  add(version[1]);
  for (int32_t i = 0; i < gamut_icu_script_count(); i++) {
    for (const char *name = gamut_icu_script_name(i); *name; name++) add((uint64_t)*name);
    for (const char *code = gamut_icu_script_code(i); *code; code++) add((uint64_t)*code);
  }
  print("scripts");
}

int main(void) {
  properties();
  sets();
  mappings();
  scripts();
  return 0;
}
