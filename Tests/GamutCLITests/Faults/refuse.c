/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a program that the system refuses something: refuse sysinfo|tmpfile PROGRAM [ARGUMENT …].
 * `sysinfo` is that call; `tmpfile` are files without a name, as on file systems that have none. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define REFUSE(number) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (number))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

int main(int count, char **arguments) {
  if (count < 3) return 125;
  struct sock_filter sysinfo[] = {
      LOAD(nr), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_sysinfo, 0, 1), REFUSE(EPERM), ALLOW};
  struct sock_filter tmpfile[] = {
      LOAD(nr),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
      LOAD(args[2]),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_TMPFILE & ~O_DIRECTORY, 0, 1),
      REFUSE(EOPNOTSUPP),
      ALLOW};
  struct sock_fprog program = {sizeof sysinfo / sizeof *sysinfo, sysinfo};
  if (strcmp(arguments[1], "tmpfile") == 0)
    program = (struct sock_fprog){sizeof tmpfile / sizeof *tmpfile, tmpfile};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
    perror("refuse");
    return 125;
  }
  execv(arguments[2], arguments + 2);
  return 126;
}
