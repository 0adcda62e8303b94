/// What shows output that is taller than the screen.
public enum Pager: Hashable, Sendable {
  /// Nothing does: output scrolls by.
  case off
  /// A program with its arguments, started as it is, without a shell in between.
  case program(String, arguments: [String])

  /// Reads the words of a setting or of `PAGER`: `off` alone, or a program and its arguments. Nil for no words.
  public init?(_ words: [String]) {
    guard let program = words.first, !program.isEmpty else { return nil }
    self = words == [Self.word] ? .off : .program(program, arguments: Array(words.dropFirst()))
  }

  /// The words that read back as the same.
  public var words: [String] {
    switch self {
    case .off: [Self.word]
    case .program(let program, let arguments): [program] + arguments
    }
  }

  private static let word = "off"
}
