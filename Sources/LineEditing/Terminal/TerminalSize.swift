import Glibc

/// The size of a terminal's window in characters.
public struct TerminalSize: Sendable, Equatable {
  /// The width, in columns.
  public let columns: Int
  /// The height, in lines.
  public let rows: Int

  /// What is taken where the terminal does not say.
  public static let standard = TerminalSize(columns: 80, rows: 24)

  /// Makes a size.
  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// The size that the terminal says it has; nothing when the descriptor is no terminal or does not know.
  public init?(of descriptor: Int32) {
    var window = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else { return nil }
    self.init(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }
}
