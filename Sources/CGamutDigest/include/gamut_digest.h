/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_digest_h
#define gamut_digest_h

/* SHA-256 by libcrypto of OpenSSL, of which this opens the library on the first `gamut_digest_problem`;
 * nothing else here may be called before that has returned NULL. The few functions are declared by hand:
 * they have been the same since OpenSSL 1.1, and building needs no header. */

#include <stddef.h>
#include <stdint.h>

enum { GAMUT_SHA256_BYTES = 32 };

/* Why libcrypto cannot be used; NULL where it can. */
const char *gamut_digest_problem(void);

typedef struct gamut_sha256 gamut_sha256;

/* NULL without memory, or where the library refuses the algorithm. */
gamut_sha256 *gamut_sha256_open(void);
/* 0 where the library fails. */
int gamut_sha256_add(gamut_sha256 *state, const uint8_t *bytes, size_t count);
/* Ends with the digest; 0 where the library fails. Nothing may be added afterwards. */
int gamut_sha256_finish(gamut_sha256 *state, uint8_t *digest);
void gamut_sha256_close(gamut_sha256 *state);

#endif
