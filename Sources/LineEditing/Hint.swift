/// What may follow the line that is typed; shown dim behind the cursor.
public enum Hint: Sendable, Equatable {
  /// The rest of a line: the right arrow takes it over.
  case continuation(String)
  /// What is expected next, such as ` IMAGE`: shown, and never part of the line.
  case placeholder(String)

  /// What is shown.
  var text: String {
    switch self {
    case .continuation(let text), .placeholder(let text): text
    }
  }
}

/// Knows how a line may go on. Asked on the editor's thread at every key: it has to answer at once.
public protocol Hinter: Sendable {
  /// Whether a line of the history, which begins with what is typed, makes sense as it stands and here.
  func mayOffer(_ line: String) -> Bool

  /// What may follow a line with the cursor at its end, where the history knows nothing.
  func hint(for line: String) -> Hint?
}

extension Hinter {
  public func mayOffer(_ line: String) -> Bool { true }
}
