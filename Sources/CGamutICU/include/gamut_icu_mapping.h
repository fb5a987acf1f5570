/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_icu_mapping_h
#define gamut_icu_mapping_h

#include <stdint.h>

/* What single code points become, in UTF-16; each returns the length, at most `capacity`, or -1 when
 * ICU fails. Every function may be called from any thread. */

/* The full canonical decomposition of `code_point`; itself where it has none. */
int32_t gamut_icu_canonical_decomposition(int32_t code_point, uint16_t *target, int32_t capacity);

/* `code_point` in lower case, by the full mappings of no particular language. */
int32_t gamut_icu_lower_case(int32_t code_point, uint16_t *target, int32_t capacity);

#endif
