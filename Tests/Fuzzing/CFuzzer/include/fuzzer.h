/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_fuzzer_h
#define gamut_fuzzer_h

#include <stddef.h>
#include <stdint.h>

/* The loop of libFuzzer, which comes with the compiler; it does not return. */
int LLVMFuzzerRunDriver(
    int *argument_count, char ***arguments, int (*body)(const uint8_t *bytes, size_t count));

/* A file in memory, which /proc/self/fd names; below 0 where there is none. */
int gamut_memory_file(void);

#endif
