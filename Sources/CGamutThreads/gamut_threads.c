/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "gamut_threads.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

/* Semaphores rather than conditions: each thread is woken by its own, and glibc before 2.41 may lose
 * the signal of a condition (bug 25847). */
#ifdef __APPLE__
#include <dispatch/dispatch.h>
typedef dispatch_semaphore_t count_type;
static void count_begin(count_type *count) { *count = dispatch_semaphore_create(0); }
static void count_end(count_type *count) { dispatch_release(*count); }
static void count_add(count_type *count) { dispatch_semaphore_signal(*count); }
static void count_take(count_type *count) { dispatch_semaphore_wait(*count, DISPATCH_TIME_FOREVER); }
#else
#include <semaphore.h>
typedef sem_t count_type;
static void count_begin(count_type *count) { sem_init(count, 0, 0); }
static void count_end(count_type *count) { sem_destroy(count); }
static void count_add(count_type *count) { sem_post(count); }
static void count_take(count_type *count) {
  while (sem_wait(count) != 0 && errno == EINTR) {
  }
}
#endif

/* A thread, which waits where it has no job. */
typedef struct thread {
  struct thread *next; /* of those that wait */
  gamut_job *job;
  int has_begun;
  count_type news;
} thread;

struct gamut_job {
  void (*work)(void *);
  void *context;
  size_t left; /* threads that have it and are not done */
  count_type is_done;
  size_t count;
  thread *threads[];
};

/* The list, and what threads and jobs hold, change under `lock`. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static thread *waiting;

static _Thread_local int is_inside;

/* A thread of the forked child is alone: the others are gone, and what they held is held for ever.
 * What a job has in memory stays there, since its caller may have been this very thread. */
static void begin_anew(void) {
  static const pthread_mutex_t fresh = PTHREAD_MUTEX_INITIALIZER;
  lock = fresh;
  waiting = NULL;
  is_inside = 0;
}

__attribute__((constructor)) static void watch_forks(void) {
  pthread_atfork(NULL, NULL, begin_anew);
}

static void let_wait(thread *own) {
  own->job = NULL;
  own->has_begun = 0;
  own->next = waiting;
  waiting = own;
}

static void *serve(void *context) {
  thread *own = context;
  is_inside = 1;
  for (;;) {
    count_take(&own->news);
    pthread_mutex_lock(&lock);
    gamut_job *job = own->job;
    own->has_begun = job != NULL;
    pthread_mutex_unlock(&lock);
    /* None: it was taken back, and this thread is in the list again already. */
    if (!job) continue;
    job->work(job->context);
    pthread_mutex_lock(&lock);
    let_wait(own);
    if (--job->left == 0) count_add(&job->is_done);
    pthread_mutex_unlock(&lock);
  }
  return NULL;
}

/* Another thread; NULL where the system has none. */
static thread *make_thread(void) {
  /* Signals are for the threads of the program. Those that a thread brings about itself are told to
   * it alone, and may not wait. */
  static const int caused[] = {SIGBUS, SIGSEGV, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS};
  thread *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  count_begin(&made->news);
  sigset_t blocked, before;
  sigfillset(&blocked);
  for (size_t i = 0; i < sizeof caused / sizeof *caused; i++) sigdelset(&blocked, caused[i]);
  pthread_attr_t attributes;
  int failed = pthread_attr_init(&attributes);
  if (!failed) {
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    /* As much as a main thread has, whatever `ulimit -s` says. */
    pthread_attr_setstacksize(&attributes, 8 << 20);
    pthread_sigmask(SIG_SETMASK, &blocked, &before);
    pthread_t number;
    failed = pthread_create(&number, &attributes, serve, made);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
  }
  if (!failed) return made;
  count_end(&made->news);
  free(made);
  return NULL;
}

gamut_job *gamut_job_begin(size_t *count, void (*work)(void *), void *context) {
  size_t asked = *count;
  *count = 0;
  if (asked == 0 || is_inside) return NULL;
  gamut_job *job = calloc(1, sizeof *job + asked * sizeof *job->threads);
  if (!job) return NULL;
  job->work = work;
  job->context = context;
  count_begin(&job->is_done);
  pthread_mutex_lock(&lock);
  /* Threads of its own, whatever other jobs do: so none waits for the end of another. */
  while (job->count < asked) {
    thread *next = waiting;
    if (next) waiting = next->next;
    else if (!(next = make_thread())) break;
    next->job = job;
    job->threads[job->count++] = next;
  }
  job->left = job->count;
  for (size_t i = 0; i < job->count; i++) count_add(&job->threads[i]->news);
  pthread_mutex_unlock(&lock);
  *count = job->count;
  if (*count > 0) return job;
  count_end(&job->is_done);
  free(job);
  return NULL;
}

void gamut_job_finish(gamut_job *job) {
  if (!job) return;
  pthread_mutex_lock(&lock);
  for (size_t i = 0; i < job->count; i++) {
    /* One that is done may serve another job by now. */
    if (job->threads[i]->job != job || job->threads[i]->has_begun) continue;
    let_wait(job->threads[i]);
    job->left--;
  }
  while (job->left > 0) {
    pthread_mutex_unlock(&lock);
    count_take(&job->is_done);
    pthread_mutex_lock(&lock);
  }
  pthread_mutex_unlock(&lock);
  count_end(&job->is_done);
  free(job);
}

void gamut_job_join(void (*work)(void *), void *context) {
  int before = is_inside;
  is_inside = 1;
  work(context);
  is_inside = before;
}

struct gamut_lock {
  pthread_mutex_t mutex;
};

gamut_lock *gamut_lock_make(void) {
  gamut_lock *lock = calloc(1, sizeof *lock);
  if (!lock) abort();
  pthread_mutex_init(&lock->mutex, NULL);
  return lock;
}

void gamut_lock_free(gamut_lock *lock) {
  pthread_mutex_destroy(&lock->mutex);
  free(lock);
}

void gamut_lock_take(gamut_lock *lock) { pthread_mutex_lock(&lock->mutex); }
void gamut_lock_give(gamut_lock *lock) { pthread_mutex_unlock(&lock->mutex); }

struct gamut_semaphore {
  count_type count;
};

gamut_semaphore *gamut_semaphore_make(size_t count) {
  gamut_semaphore *semaphore = calloc(1, sizeof *semaphore);
  if (!semaphore) abort();
  count_begin(&semaphore->count);
  gamut_semaphore_add(semaphore, count);
  return semaphore;
}

void gamut_semaphore_free(gamut_semaphore *semaphore) {
  count_end(&semaphore->count);
  free(semaphore);
}

void gamut_semaphore_add(gamut_semaphore *semaphore, size_t count) {
  while (count-- > 0) count_add(&semaphore->count);
}

void gamut_semaphore_take(gamut_semaphore *semaphore) { count_take(&semaphore->count); }
