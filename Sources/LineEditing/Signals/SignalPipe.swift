import CLinux
import Glibc

/// The pipe that carries signals from the handler to a thread that may do what it likes.
///
/// A handler interrupts whatever a thread does, so it may only call a few functions: it writes one byte, the signal's
/// number. When the pipe is full the signal is dropped: there are thousands before it that nobody has read.
enum SignalPipe {
  private static let ends: (read: Int32, write: Int32) = {
    var ends: [Int32] = [-1, -1]
    _ = linux_pipe(&ends, Int32(O_CLOEXEC))
    if ends[1] >= 0 { _ = fcntl(ends[1], F_SETFL, O_NONBLOCK) }
    return (ends[0], ends[1])
  }()

  /// Takes a signal over and returns what was there before, or nothing when the signal was ignored: who started the
  /// process wanted that (`nohup`), so it stays so.
  static func install(_ signal: Signal) -> sigaction? {
    _ = ends  // Made here, so that the handler finds it made.
    var previous = sigaction()
    sigaction(signal.number, nil, &previous)
    guard unsafeBitCast(previous.__sigaction_handler.sa_handler, to: Int.self) != 1 else { return nil }
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { number in
      let saved = errno
      var byte = UInt8(truncatingIfNeeded: number)
      _ = write(SignalPipe.ends.write, &byte, 1)
      errno = saved
    }
    // Restarted calls: the news comes through the pipe, so no other thread's `read` need fail for it.
    action.sa_flags = SA_RESTART
    sigaction(signal.number, &action, nil)
    return previous
  }

  /// Gives a signal back.
  static func restore(_ signal: Signal, to previous: sigaction) {
    var previous = previous
    sigaction(signal.number, &previous, nil)
  }

  /// Blocks until a signal came.
  static func next() -> Signal? {
    var byte: UInt8 = 0
    while true {
      let count = read(ends.read, &byte, 1)
      if count == 1 { return Signal.allCases.first { $0.number == Int32(byte) } }
      if count < 0, errno == EINTR { continue }
      return nil
    }
  }
}
