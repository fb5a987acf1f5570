/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "gamut_files.h"
#include "gamut_notes.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { FREE, HELD, LEAVING };
static _Atomic int state = FREE;
static _Atomic int pending;
static _Atomic int wipes;

static void say(const char *text) {
  /* Nobody is there to be told of a failure. */
  if (write(STDERR_FILENO, text, strlen(text)) < 0) return;
}

static void wipe(void) {
  if (atomic_load(&wipes)) say("\r\033[K");
}

static _Noreturn void leave(int number) {
  gamut_unlink_names();
  wipe();
  _exit(128 + number);
}

/* Waits for the thread that ends the process. */
static _Noreturn void wait_for_end(void) {
  for (;;) pause();
}

static void on_interrupt(int number) {
  int before = errno, now = FREE;
  if (atomic_compare_exchange_strong(&state, &now, LEAVING)) leave(number);
  if (now == LEAVING) wait_for_end();
  /* Files are getting their names: a first signal waits for that, a second one does not. */
  int none = 0;
  if (!atomic_compare_exchange_strong(&pending, &none, number)) leave(number);
  errno = before;
}

/* What would have happened, without the names. */
static void on_crash(int number) {
  gamut_unlink_names();
  signal(number, SIG_DFL);
  raise(number);
}

/* What SIGBUS did before: Swift and the sanitizers print traces. */
static struct sigaction bus_before;

static void on_bus_error(int number, siginfo_t *what, void *context) {
  (void)context;
  char shown[PATH_MAX];
  if (!gamut_find_mapping(what->si_addr, shown, sizeof shown)) {
    /* Back at the same instruction, it is raised again. */
    gamut_unlink_names();
    sigaction(number, &bus_before, NULL);
    return;
  }
  gamut_unlink_names();
  wipe();
  say("gamut: ");
  say(shown);
  say(": changed while it was read: it is shorter than it was\n");
  _exit(2);
}

/* Catches `number`, unless somebody has decided on it already. */
static void catch(int number, void (*handler)(int)) {
  struct sigaction action, before;
  if (sigaction(number, NULL, &before) != 0) return;
  if ((before.sa_flags & SA_SIGINFO) || before.sa_handler != SIG_DFL) return;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigfillset(&action.sa_mask);
  sigaction(number, &action, NULL);
}

void gamut_catch_signals(int wipes_line) {
  static const int interrupts[] = {SIGINT, SIGTERM, SIGHUP};
  static const int crashes[] = {SIGQUIT, SIGILL, SIGABRT, SIGFPE, SIGSEGV, SIGTRAP, SIGSYS, SIGXCPU};
  atomic_store(&wipes, wipes_line);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  sigset_t unblocked;
  sigemptyset(&unblocked);
  for (size_t i = 0; i < sizeof interrupts / sizeof *interrupts; i++) {
    catch(interrupts[i], on_interrupt);
    sigaddset(&unblocked, interrupts[i]);
  }
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) catch(crashes[i], on_crash);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = on_bus_error;
  action.sa_flags = SA_SIGINFO;
  sigfillset(&action.sa_mask);
  sigaction(SIGBUS, &action, &bus_before);
  /* Whoever started this from a thread that blocks signals has handed that down. */
  sigprocmask(SIG_UNBLOCK, &unblocked, NULL);
}

void gamut_hold_signals(void) {
  int now = FREE;
  if (!atomic_compare_exchange_strong(&state, &now, HELD) && now == LEAVING) wait_for_end();
}

void gamut_release_signals(void) {
  int number = atomic_exchange(&pending, 0);
  if (number) leave(number);
  int now = HELD;
  atomic_compare_exchange_strong(&state, &now, FREE);
  /* One that came between the two lines. */
  number = atomic_exchange(&pending, 0);
  if (number) leave(number);
}
