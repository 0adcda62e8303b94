/// How a program ended.
public enum ProcessEnding: Sendable, Hashable {
  /// By itself, with this status.
  case exited(Int32)
  /// By a signal.
  case signaled(Int32)

  /// Reads what `waitpid(2)` tells of a process that ended.
  init(_ status: Int32) {
    let signal = status & 0x7F
    self = signal == 0 ? .exited((status >> 8) & 0xFF) : .signaled(signal)
  }

  /// The status as a shell tells it: the program's own, or 128 and the signal's number.
  public var status: Int32 {
    switch self {
    case .exited(let status): status
    case .signaled(let signal): 128 + signal
    }
  }

  /// Whether a signal ended it.
  public var isBySignal: Bool { if case .signaled = self { true } else { false } }
}
