/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_hash_h
#define gamut_hash_h

/* XXH3 of the system's xxhash (libxxhash-dev), compiled in place so that hashing a short word is no
   call through a shared library. */
#define XXH_INLINE_ALL
#include <xxhash.h>

#endif
