/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_notes_h
#define gamut_notes_h

/* Unlinks every name that is remembered. */
void gamut_unlink_names(void);
/* Copies what the file mapped at `address` is called; 0 where none is. */
int gamut_find_mapping(const void *address, char *shown, int room);

#endif
