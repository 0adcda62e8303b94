#pragma once
#include <spawn.h>
#include <sys/types.h>
#include <sys/uio.h>

// Reads what the page cache holds; fails with EAGAIN where the disk would have to be waited for, and with EOPNOTSUPP
// where the file system can't tell. Declared here, because the headers show it to GNU sources only.
static inline ssize_t linux_read_cached(int file, void *buffer, size_t count, off_t offset) {
  extern ssize_t preadv2(int, const struct iovec *, int, off_t, int);
  struct iovec part = { .iov_base = buffer, .iov_len = count };
  return preadv2(file, &part, 1, offset, 8 /* RWF_NOWAIT */);
}

// A pipe with flags for both ends, so that no child inherits one in a gap between two calls; _GNU_SOURCE.
static inline int linux_pipe(int ends[2], int flags) {
  extern int pipe2(int *, int);
  return pipe2(ends, flags);
}

// Lets a program that is started have no descriptor from a number on; _DEFAULT_SOURCE, glibc 2.34.
static inline int linux_spawn_close_from(posix_spawn_file_actions_t *actions, int first) {
  extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
  return posix_spawn_file_actions_addclosefrom_np(actions, first);
}
