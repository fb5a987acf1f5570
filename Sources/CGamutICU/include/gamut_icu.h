/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_icu_h
#define gamut_icu_h

#include <stdbool.h>
#include <stdint.h>

#include "gamut_icu_mapping.h"

/* A thin door to ICU: facts about code points and one normaliser, no policy. Every function may be
 * called from any thread. Strings are UTF-16 in native order. */

/* The Unicode version of the ICU at hand, major and minor. */
void gamut_icu_unicode_version(uint8_t version[2]);

/* Writes the ranges of the set `pattern` (UnicodeSet syntax) as first, last, first, last, … and
 * returns how many ranges it has, also where that exceeds `capacity` ranges; -1 for a bad pattern. */
int32_t gamut_icu_set_ranges(const char *pattern, int32_t *ranges, int32_t capacity);

/* The canonical combining class of `code_point`. */
uint8_t gamut_icu_combining_class(int32_t code_point);

/* Whether NFKC_Casefold always has a boundary before `code_point`, whatever stands there. */
bool gamut_icu_has_boundary_before(int32_t code_point);

/* Whether `code_point` is its own NFKC_Casefold and combines with nothing before it. */
bool gamut_icu_is_folded(int32_t code_point);

/* The number of the script of `code_point`, by the property Script. */
int32_t gamut_icu_script(int32_t code_point);

/* How many scripts there are: every number is below. */
int32_t gamut_icu_script_count(void);

/* The name of script `number`, such as Latin, or its code, such as Latn; empty for none. It is never
 * freed. */
const char *gamut_icu_script_name(int32_t number);
const char *gamut_icu_script_code(int32_t number);

/* Writes the NFD of `source` and returns its length, also where that exceeds `capacity`; -1 when ICU
 * fails. */
int32_t gamut_icu_nfd(const uint16_t *source, int32_t count, uint16_t *target, int32_t capacity);

/* Writes the NFKC_Casefold of `source` and returns its length, also where that exceeds `capacity`;
 * -1 when ICU fails. */
int32_t gamut_icu_nfkc_casefold(
    const uint16_t *source, int32_t count, uint16_t *target, int32_t capacity);

/* Writes a normal form of `source` (0: NFC, 1: NFD, 2: NFKC, 3: NFKD) and returns its length, also where
 * that exceeds `capacity`; -1 when ICU fails. */
int32_t gamut_icu_normal_form(
    int32_t form, const uint16_t *source, int32_t count, uint16_t *target, int32_t capacity);

#endif
