import Glibc

/// A signal that a program with a terminal handles.
public enum Signal: Sendable, Hashable, CaseIterable {
  /// SIGINT, Ctrl-C.
  case interrupt
  /// SIGTERM.
  case terminate
  /// SIGHUP: the terminal is gone.
  case hangup
  /// SIGQUIT, Ctrl-\.
  case quit
  /// SIGTSTP, Ctrl-Z.
  case suspend
  /// SIGWINCH: the window has another size.
  case windowChange

  /// The system's number.
  public var number: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .hangup: SIGHUP
    case .quit: SIGQUIT
    case .suspend: SIGTSTP
    case .windowChange: SIGWINCH
    }
  }

  /// The exit status of a command that the signal has ended, such as 130 after Ctrl-C.
  public var exitStatus: Int32 { 128 + number }
}
