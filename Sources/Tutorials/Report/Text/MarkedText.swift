import Presentation

/// A value with the part that decides: what is the same on both sides stands around it.
struct MarkedText: Hashable, Sendable {
  /// The signs around the part that decides, those that `git diff --word-diff` and wdiff use.
  enum Signs: Sendable {
    /// `[-…-]`: what the page shows.
    case page
    /// `{+…+}`: what was printed.
    case seen
  }

  let before: String
  /// The part that decides; empty where only the other side has something there.
  let token: String
  let after: String
  let signs: Signs

  /// The text with its signs, foreign text escaped. Signs that would surround the whole of a value are left out where
  /// nothing else stands beside it.
  func text(isAlone: Bool, style: Style = .plain) -> String {
    let token = Escaping.line(token)
    guard !token.isEmpty else { return Escaping.line(before + after) }
    let isWhole = before.isEmpty && after.isEmpty
    switch signs {
    case .page:
      return Escaping.line(before) + style.red(isWhole && isAlone ? token : "[-\(token)-]") + Escaping.line(after)
    case .seen:
      return Escaping.line(before) + style.green(isWhole && isAlone ? token : "{+\(token)+}") + Escaping.line(after)
    }
  }
}

extension MarkedText {
  /// Finds what decides between two values: the words between the beginning and the end that both share. Blanks are
  /// words, too, for fences that say exact.
  static func compare(_ expected: String, _ seen: String) -> (expected: MarkedText, seen: MarkedText) {
    let (first, second) = (words(expected), words(seen))
    let start = zip(first, second).prefix { $0 == $1 }.count
    let rest = min(first.count, second.count) - start
    let end = zip(first.reversed(), second.reversed()).prefix(rest).prefix { $0 == $1 }.count
    return (MarkedText(first, start, end, .page), MarkedText(second, start, end, .seen))
  }

  /// Marks all words but some at the beginning and at the end. Blanks around a word are not what decides.
  private init(_ words: [Substring], _ start: Int, _ end: Int, _ signs: Signs) {
    var range = start..<(words.count - end)
    let isBlank = words[range].allSatisfy { $0.first?.isWhitespace ?? true }
    while !isBlank, words[range].first?.first?.isWhitespace == true { range = range.dropFirst() }
    while !isBlank, words[range].last?.first?.isWhitespace == true { range = range.dropLast() }
    before = words[..<range.lowerBound].joined()
    token = words[range].joined()
    after = words[range.upperBound...].joined()
    self.signs = signs
  }

  /// A text cut between blanks and others; joined it is whole again.
  private static func words(_ text: String) -> [Substring] {
    var words: [Substring] = []
    var rest = text[...]
    while let first = rest.first {
      let isBlank = first.isWhitespace
      let word = rest.prefix { $0.isWhitespace == isBlank }
      words.append(word)
      rest = rest[word.endIndex...]
    }
    return words
  }

  /// The text shortened around the part that decides, so that it has at most so many characters.
  func shortened(to limit: Int) -> MarkedText {
    guard before.count + token.count + after.count > limit else { return self }
    let token = token.count > limit ? token.prefix(limit) + "…" : token
    let room = max(0, limit - token.count) / 2
    return MarkedText(
      before: before.count > room ? "…" + before.suffix(room) : before, token: String(token),
      after: after.count > room ? after.prefix(room) + "…" : after, signs: signs)
  }
}
