#pragma once
#include <sys/epoll.h>

// Watches a socket for everything that happens to it, each event told once.
static inline int epoll_watch(int epoll, int socket) {
  struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.fd = socket };
  return epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

// Waits up to some milliseconds, -1 for ever, and writes the sockets to which something happened.
static inline int epoll_happened(int epoll, int *sockets, int most, int timeout) {
  struct epoll_event events[256];
  int count = epoll_wait(epoll, events, most < 256 ? most : 256, timeout);
  for (int i = 0; i < count; i++) sockets[i] = events[i].data.fd;
  return count;
}
