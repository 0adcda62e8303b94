#pragma once
#include <pty.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

// Starts a program as the leader of a session on a new terminal; returns its process id and the terminal's other end.
// In C, because Swift offers no fork: between it and exec only plain system calls may run.
static inline pid_t pty_spawn(
  const char *path, char *const argv[], char *const envp[], unsigned short rows, unsigned short columns, int *terminal
) {
  extern int close_range(unsigned, unsigned, int);
  struct winsize size = { .ws_row = rows, .ws_col = columns };
  pid_t pid = forkpty(terminal, NULL, NULL, &size);
  if (pid != 0) return pid;
  // Other tests' descriptors: a terminal that a stranger holds open never ends.
  close_range(3, ~0U, 0);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  execve(path, argv, envp);
  _exit(127);
}
