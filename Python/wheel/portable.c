/* SPDX-License-Identifier: Apache-2.0 */
/* What the portable build has of its own, so that it asks for no glibc younger than 2.34. The archives
   linked in call these by their names; each is hidden, and stands for itself alone. */

#define _GNU_SOURCE
#include <link.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

#define HIDDEN __attribute__((visibility("hidden")))

/* Swift's overlay of glibc names it; glibc 2.35 gave it another version. The same formula: the sum of two
   squares of floats is finite in double. */
HIDDEN float hypotf(float x, float y) {
  if (isinf(x) || isinf(y)) return INFINITY;
  return (float)__builtin_sqrt((double)x * x + (double)y * y);
}

/* std::random_device of libstdc++ names it, since glibc 2.36 has it; nothing here makes one. */
HIDDEN uint32_t arc4random(void) {
  uint32_t number;
  if (getrandom(&number, sizeof number, 0) != sizeof number) abort();
  return number;
}

/* The unwinder within libgcc_eh asks it, since glibc 2.35, which loaded object has an address, and where that
   object's table of frames lies. Before, it walked the objects itself, as this does. */
#ifdef DLFO_STRUCT_HAS_EH_DBASE
typedef struct {
  uintptr_t address;
  struct dl_find_object *found;
} search;

static int look_into(struct dl_phdr_info *object, size_t size, void *context) {
  (void)size;
  search *const wanted = context;
  const ElfW(Phdr) *frames = NULL;
  uintptr_t first = UINTPTR_MAX, end = 0;
  int has_address = 0;
  for (size_t i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *const header = &object->dlpi_phdr[i];
    const uintptr_t start = object->dlpi_addr + header->p_vaddr;
    if (header->p_type == PT_GNU_EH_FRAME) frames = header;
    if (header->p_type != PT_LOAD) continue;
    if (start < first) first = start;
    if (start + header->p_memsz > end) end = start + header->p_memsz;
    /* Below the start the difference wraps, and is larger than any segment. */
    if (wanted->address - start < header->p_memsz) has_address = 1;
  }
  if (!has_address) return 0;
  if (!frames) return -1;
  *wanted->found = (struct dl_find_object){
      .dlfo_map_start = (void *)first,
      .dlfo_map_end = (void *)end,
      .dlfo_eh_frame = (void *)(object->dlpi_addr + frames->p_vaddr)};
  return 1;
}

HIDDEN int _dl_find_object(void *address, struct dl_find_object *found) {
  search wanted = {(uintptr_t)address, found};
  return dl_iterate_phdr(look_into, &wanted) == 1 ? 0 : -1;
}
#endif

/* ICU's objects are no position-independent code, and may not name data of glibc within a shared library.
   Scripts/build-portable has them name these instead; only ICU's time zones, which Gamut has no use for, would
   read them. */
HIDDEN long gamut_icu_timezone;
HIDDEN char *gamut_icu_tzname[2] = {"UTC", "UTC"};
