import Presentation

/// What the outputs of a command can show.
public struct TerminalTraits: Sendable, Hashable {
  /// Whether standard output is a terminal that can be redrawn: progress is drawn there.
  public var isTerminal: Bool
  /// The width in columns; 80 where there is no terminal.
  public var columns: Int
  /// The height in lines; 24 where there is no terminal.
  public var rows: Int
  /// Colours and weights, or none.
  public var style: Style

  /// Describes an output.
  public init(isTerminal: Bool, columns: Int, rows: Int = 24, style: Style) {
    self.isTerminal = isTerminal
    self.columns = columns
    self.rows = rows
    self.style = style
  }

  /// A file or a pipe.
  public static let none = TerminalTraits(isTerminal: false, columns: 80, style: .plain)
}
