import Glibc

/// The settings of a terminal, to be put back as they were.
///
/// - SeeAlso: `termios(3)`
public struct TerminalMode: Sendable {
  private var settings: termios

  /// The settings that the terminal has now. Throws when the descriptor is no terminal.
  public init(of descriptor: Int32) throws(LineEditingError) {
    settings = termios()
    guard tcgetattr(descriptor, &settings) == 0 else { throw .system(call: "tcgetattr", errno: errno) }
  }

  /// Gives the terminal these settings once its output is written; what was typed ahead is kept.
  public func apply(to descriptor: Int32) throws(LineEditingError) {
    var settings = settings
    while tcsetattr(descriptor, TCSADRAIN, &settings) != 0 {
      guard errno == EINTR else { throw .system(call: "tcsetattr", errno: errno) }
    }
  }

  /// The same settings, but what is typed is not shown.
  public var withoutEcho: TerminalMode {
    var mode = self
    mode.settings.c_lflag &= ~tcflag_t(ECHO)
    return mode
  }

  /// The same settings, but each key comes at once and unshown; Ctrl-C and Ctrl-Z stay signals.
  public var keyByKey: TerminalMode {
    var mode = withoutEcho
    mode.settings.c_lflag &= ~tcflag_t(ICANON)
    withUnsafeMutableBytes(of: &mode.settings.c_cc) { keys in
      keys[Int(VMIN)] = 1
      keys[Int(VTIME)] = 0
    }
    return mode
  }

  /// Runs `body` with other settings and puts these back, however it ends.
  public static func with<Result>(
    _ change: (TerminalMode) -> TerminalMode, on descriptor: Int32, _ body: () throws -> Result
  ) throws -> Result {
    let saved = try TerminalMode(of: descriptor)
    try change(saved).apply(to: descriptor)
    defer { try? saved.apply(to: descriptor) }
    return try body()
  }

  /// Whether the descriptor is a terminal.
  public static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
}
