/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "gamut_notes.h"
#include "gamut_files.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One thing to remember. `version` is odd while it is written or forgotten: a handler on another
 * thread copies the text, and uses the copy only if the version is the even one it began with.
 * Notes are never freed, and used again. */
typedef struct note {
  struct note *next;
  _Atomic uintptr_t version;
  _Atomic uintptr_t start, end;
  char text[PATH_MAX];
} note;

static _Atomic(note *) names, mappings;

static note *fresh(_Atomic(note *) *list) {
  for (note *n = atomic_load(list); n; n = n->next) {
    uintptr_t version = atomic_load(&n->version);
    /* 1 in the second bit: in use. Taken over by whoever makes it odd first. */
    if ((version & 3) == 0 && atomic_compare_exchange_strong(&n->version, &version, version + 1))
      return n;
  }
  note *n = calloc(1, sizeof *n);
  if (!n) return NULL;
  atomic_store(&n->version, 1);
  note *head = atomic_load(list);
  do n->next = head;
  while (!atomic_compare_exchange_weak(list, &head, n));
  return n;
}

static void *keep(_Atomic(note *) *list, const char *text, uintptr_t start, uintptr_t end) {
  note *n = fresh(list);
  if (!n) return NULL;
  strncpy(n->text, text, sizeof n->text - 1);
  n->text[sizeof n->text - 1] = 0;
  atomic_store(&n->start, start);
  atomic_store(&n->end, end);
  atomic_fetch_add(&n->version, 1); /* …2: in use */
  return n;
}

static void forget(void *pointer) {
  note *n = pointer;
  if (n) atomic_fetch_add(&n->version, 2); /* …0 of the next round: free */
}

/* Copies the text of a note in use; 0 where it is not, or changes meanwhile. */
static int copy(note *n, char *text, size_t room) {
  uintptr_t version = atomic_load(&n->version);
  if ((version & 3) != 2) return 0;
  strncpy(text, n->text, room - 1);
  text[room - 1] = 0;
  return atomic_load(&n->version) == version;
}

void *gamut_remember_name(const char *path) { return keep(&names, path, 0, 0); }
void gamut_forget_name(void *note) { forget(note); }

void *gamut_remember_mapping(const void *start, size_t count, const char *shown) {
  return keep(&mappings, shown, (uintptr_t)start, (uintptr_t)start + count);
}
void gamut_forget_mapping(void *note) { forget(note); }

void gamut_unlink_names(void) {
  char path[PATH_MAX];
  for (note *n = atomic_load(&names); n; n = n->next)
    if (copy(n, path, sizeof path)) unlink(path);
}

int gamut_find_mapping(const void *address, char *shown, int room) {
  uintptr_t place = (uintptr_t)address;
  for (note *n = atomic_load(&mappings); n; n = n->next) {
    /* The last page of a mapping is whole. */
    if (atomic_load(&n->start) <= place && place < ((atomic_load(&n->end) | 0xFFFF) + 1) &&
        copy(n, shown, (size_t)room))
      return 1;
  }
  return 0;
}
