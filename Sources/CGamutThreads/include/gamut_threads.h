/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_threads_h
#define gamut_threads_h

#include <stddef.h>

/* Threads that wait for work, of this process alone: a forked child begins without any, and makes its
   own. None of it may be called by a handler of signals. */

typedef struct gamut_job gamut_job;

/* Lets up to `count` threads call `work(context)`, once each, and says in `count` how many surely do:
   fewer where the system has no more threads, none within another job. NULL for none. */
gamut_job *gamut_job_begin(size_t *count, void (*work)(void *), void *context);

/* Takes back what no thread has begun, and waits for the rest. NULL does nothing. */
void gamut_job_finish(gamut_job *job);

/* Calls `work(context)` on this thread, as one of those of a job. */
void gamut_job_join(void (*work)(void *), void *context);

/* A lock. Swift's own keeps the number of its thread, which is another one in a forked child: the
 * first wait for such a lock ends the process there. */
typedef struct gamut_lock gamut_lock;

gamut_lock *gamut_lock_make(void);
void gamut_lock_free(gamut_lock *lock);
void gamut_lock_take(gamut_lock *lock);
void gamut_lock_give(gamut_lock *lock);

/* A count that is waited for. */
typedef struct gamut_semaphore gamut_semaphore;

gamut_semaphore *gamut_semaphore_make(size_t count);
void gamut_semaphore_free(gamut_semaphore *semaphore);
void gamut_semaphore_add(gamut_semaphore *semaphore, size_t count);
/* Waits until the count is above zero, and takes one. */
void gamut_semaphore_take(gamut_semaphore *semaphore);

#endif
