import ByteStreams
import Glibc
import ImageCommands

/// Waits for files to change, without looking at them again and again: the kernel tells of their folders.
///
/// The folders are watched and not the files, because editors write a new file and rename it. See
/// [inotify(7)](https://man7.org/linux/man-pages/man7/inotify.7.html).
final class FileWatch: Sendable {
  private let events: Int32
  /// Ends a wait: one byte is written to its second end.
  private let wakeUp: (read: Int32, write: Int32)

  /// Begins to listen; nothing is watched yet.
  ///
  /// - Throws: `FileFailure` where the system gives no more watches.
  init() throws(FileFailure) {
    let events = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard events >= 0 else { throw FileFailure(name: "inotify", errno: errno) }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      let code = errno
      close(events)
      throw FileFailure(name: "pipe", errno: code)
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    self.events = events
    wakeUp = (ends[0], ends[1])
  }

  deinit { for descriptor in [events, wakeUp.read, wakeUp.write] { close(descriptor) } }

  /// Watches the folder of a file, and where the file is a link, its target's. Idempotent.
  ///
  /// - Throws: `FileFailure`.
  func watch(_ file: String) throws(FileFailure) {
    var paths = [file]
    if let real = realpath(file, nil) {
      paths.append(String(cString: real))
      free(real)
    }
    for path in paths {
      let folder = path.lastIndex(of: "/").map { path[...$0] } ?? "."
      guard inotify_add_watch(events, String(folder), Self.mask) >= 0 else {
        throw FileFailure(name: String(folder), errno: errno)
      }
    }
  }

  private static let mask =
    UInt32(IN_CLOSE_WRITE) | UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_MOVED_FROM) | UInt32(IN_MOVED_TO)

  /// Waits until something in a watched folder has changed since the last call.
  ///
  /// - Throws: `CancellationError`, `FileFailure`.
  func next() async throws {
    try await withTaskCancellationHandler {
      try await BlockingThreads.run { try self.wait() }
    } onCancel: {
      var byte: UInt8 = 1
      _ = write(wakeUp.write, &byte, 1)
    }
    try Task.checkCancellation()
  }

  private func wait() throws(FileFailure) {
    var wanted = [
      pollfd(fd: events, events: Int16(POLLIN), revents: 0), pollfd(fd: wakeUp.read, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&wanted, 2, -1) < 0 {
      guard errno == EINTR else { throw FileFailure(name: "poll", errno: errno) }
    }
    // What has changed is found out by looking: an event says only when.
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while read(events, &buffer, buffer.count) > 0 {}
  }
}
