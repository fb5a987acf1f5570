/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_clones_h
#define gamut_clones_h

/* One body for every machine: vectors of sixteen numbers, which the compiler splits into what the
 * processor has; on x86-64 it compiles the body several times and picks one at load time. */
#ifndef __has_feature
#define __has_feature(name) 0
#endif

/* The choice at load time comes before a sanitizer has set itself up, and crashes under one. */
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer) && \
    !__has_feature(address_sanitizer)
#define GAMUT_CLONES \
  __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "arch=x86-64-v2", "default")))
#else
#define GAMUT_CLONES
#endif

#endif
