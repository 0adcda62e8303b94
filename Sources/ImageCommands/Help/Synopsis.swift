/// The parts of a synopsis that stand for arguments, with their places: of `[OPTIONS] IMAGE [COMMAND]` the last two.
public struct Synopsis {
  /// A part.
  public struct Part: Hashable {
    /// What stands there.
    public let text: String
    /// Where it begins, in characters.
    let offset: Int
  }

  /// The parts.
  public let parts: [Part]
  /// Whether it shows several ways to call a command, with `or` between.
  public let hasSeveralWays: Bool

  /// Reads a synopsis.
  public init(_ text: String) {
    var parts: [Part] = []
    var depth = 0
    var offset = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      // Brackets hold together.
      if depth > 0, let last = parts.popLast() {
        parts.append(Part(text: "\(last.text) \(word)", offset: last.offset))
      } else if !word.isEmpty {
        parts.append(Part(text: String(word), offset: offset))
      }
      depth += word.count { $0 == "[" } - word.count { $0 == "]" }
      offset += word.count + 1
    }
    self.parts = parts.filter { $0.text != "[OPTIONS]" }
    hasSeveralWays = parts.contains { $0.text == "or" }
  }

  /// The part for an argument, counted from zero; the last one, where it repeats, for all that follow. Nil where it
  /// depends on the way.
  public func part(at index: Int) -> Part? {
    guard !hasSeveralWays else { return nil }
    if index < parts.count { return parts[index] }
    guard let last = parts.last, last.text.contains("...") else { return nil }
    return last
  }
}
