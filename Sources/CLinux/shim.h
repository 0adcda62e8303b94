#pragma once
#include <sys/types.h>
#include <sys/uio.h>

// Reads what the page cache holds; fails with EAGAIN where the disk would have to be waited for, and with EOPNOTSUPP
// where the file system can't tell. Declared here, because the headers show it to GNU sources only.
static inline ssize_t linux_read_cached(int file, void *buffer, size_t count, off_t offset) {
  extern ssize_t preadv2(int, const struct iovec *, int, off_t, int);
  struct iovec part = { .iov_base = buffer, .iov_len = count };
  return preadv2(file, &part, 1, offset, 8 /* RWF_NOWAIT */);
}
