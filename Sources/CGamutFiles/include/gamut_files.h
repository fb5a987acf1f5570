/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_files_h
#define gamut_files_h

#include <stddef.h>

/* What signal handlers may do and Swift may not: names that must not outlive the process, the
 * mappings of files, and the handlers that look at both. Nothing here allocates in a handler. */

/* Keeps the name of a temporary file, to be unlinked should a signal end the process. NULL where
 * there is no memory. */
void *gamut_remember_name(const char *path);
/* Forgets it, when the file has its own name or is gone. */
void gamut_forget_name(void *note);

/* Keeps where a file is mapped, and what it is called on a terminal. NULL where there is no memory. */
void *gamut_remember_mapping(const void *start, size_t count, const char *shown);
void gamut_forget_mapping(void *note);

/* From here on SIGINT, SIGTERM and SIGHUP unlink the names and end with 128 + their number; signals
 * of a crash unlink them and go on; a mapped file that was cut short ends with one line and status 2.
 * SIGPIPE and SIGXFSZ are ignored, so that write(2) fails instead. What is ignored stays so. Where
 * `wipes_line` is not 0, the last line of the terminal on descriptor 2 is wiped first. */
void gamut_catch_signals(int wipes_line);

/* Between the two a first signal waits: files get their names. Calls do not nest. */
void gamut_hold_signals(void);
void gamut_release_signals(void);

/* Opens /dev/null as each of the descriptors 0, 1 and 2 that is closed; bit n of the result stands
 * for descriptor n, -1 where the system refuses. */
int gamut_reserve_streams(void);

/* What the process was started with, as bytes; 0 where the system does not say. */
int gamut_argument_count(void);
const char *gamut_argument(int index);

/* O_TMPFILE, where the system has it, else 0: hidden from Swift by the C library. */
int gamut_nameless_flag(void);

/* Gives the open file `number`, made without a name, the name `path`, as link(2) does. */
int gamut_link(int number, const char *path);

#endif
