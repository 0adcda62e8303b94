import CLinux
import Glibc

/// Wakes a thread that waits for input on another descriptor.
final class WakePipe: Sendable {
  private let ends: (read: Int32, write: Int32)

  init() throws(LineEditingError) {
    var ends: [Int32] = [-1, -1]
    guard linux_pipe(&ends, Int32(O_CLOEXEC | O_NONBLOCK)) == 0 else { throw .system(call: "pipe2", errno: errno) }
    self.ends = (ends[0], ends[1])
  }

  deinit {
    close(ends.read)
    close(ends.write)
  }

  /// Makes the present or else the next wait return. May be called on any thread; several calls count as one.
  func wake() {
    var byte: UInt8 = 1
    _ = write(ends.write, &byte, 1)
  }

  /// Forgets the calls of ``wake()`` so far.
  func clear() {
    var bytes: (UInt64, UInt64) = (0, 0)
    while read(ends.read, &bytes, 16) > 0 {}
  }

  /// Blocks until there is input or its end on the descriptor (true), or until it is woken (false). A wake-up goes
  /// before input and is left to ``clear()``.
  func waitForInput(on descriptor: Int32) throws(LineEditingError) -> Bool {
    try waitForInput(on: descriptor, within: -1) == true
  }

  /// The same, for some milliseconds at most: nil when they went by.
  func waitForInput(on descriptor: Int32, within milliseconds: Int32) throws(LineEditingError) -> Bool? {
    var waits = [
      pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0),
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      let count = poll(&waits, 2, milliseconds)
      if count >= 0 { return count == 0 ? nil : waits[0].revents == 0 }
      if errno != EINTR { throw .system(call: "poll", errno: errno) }
    }
  }

  /// Whether input is there already, or comes within some milliseconds.
  func hasInput(on descriptor: Int32, within milliseconds: Int32 = 0) -> Bool {
    var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, milliseconds) > 0
  }
}
