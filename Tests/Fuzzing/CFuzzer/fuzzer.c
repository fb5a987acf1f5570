/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "fuzzer.h"

#include <sys/mman.h>

int gamut_memory_file(void) { return memfd_create("fuzz", 0); }
