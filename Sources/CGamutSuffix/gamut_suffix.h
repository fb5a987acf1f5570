/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_suffix_h
#define gamut_suffix_h

/* The one symbol of libdivsufsort that GamutText calls: it writes the suffix array of `count` bytes,
   at most 2^31 - 1, and returns 0, or a negative number where it has no memory. */

#include <stdint.h>

int32_t divsufsort(const uint8_t *bytes, int32_t *suffixes, int32_t count);

#endif
