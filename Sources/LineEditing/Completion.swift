/// Knows what may stand at the cursor.
public protocol Completer: Sendable {
  /// The completions of a line at a cursor, given as an offset in the bytes of the line's UTF-8.
  ///
  /// Called on the editor's thread while the user waits: it may read files but has to answer within the blink of an
  /// eye. May be called twice for one line.
  func completions(for line: String, cursor: Int) -> Completion
}

/// The candidates for one part of a line.
public struct Completion: Sendable, Equatable {
  /// The bytes of the line's UTF-8 that a candidate replaces, usually the word up to the cursor.
  public var replaceRange: Range<Int>
  /// The candidates, in the order in which they are listed.
  public var candidates: [Candidate]

  /// Makes a completion.
  public init(replaceRange: Range<Int>, candidates: [Candidate]) {
    self.replaceRange = replaceRange
    self.candidates = candidates
  }

  /// Nothing fits.
  public static let none = Completion(replaceRange: 0..<0, candidates: [])
}

/// One thing that may stand at the cursor.
public struct Candidate: Sendable, Equatable {
  /// What replaces the range, quoted as the line needs it. It is inserted only when it extends what was typed: a
  /// candidate that merely resembles it is listed and left to the user.
  public var text: String
  /// A few words that explain it, shown dim in the list.
  public var gloss: String?
  /// What follows the text once it is the only candidate: a space, or nothing after a folder or `--option=`.
  public var suffix: String

  /// Makes a candidate.
  public init(_ text: String, gloss: String? = nil, suffix: String = " ") {
    self.text = text
    self.gloss = gloss
    self.suffix = suffix
  }
}

extension Completion {
  /// What a Tab does to the line.
  enum Step: Equatable {
    case nothing
    /// The replacement of `replaceRange`.
    case insert(String)
    case list
  }

  /// One candidate is inserted whole with its suffix; of several the common beginning when it is more than what is
  /// typed, and only then are they listed.
  func step(typed: String) -> Step {
    guard let first = candidates.first else { return .nothing }
    if candidates.count == 1, first.text.utf8.starts(with: typed.utf8) { return .insert(first.text + first.suffix) }
    let common = candidates.dropFirst().reduce(first.text[...]) { $0.commonBeginning(with: $1.text) }
    if common.utf8.count > typed.utf8.count, common.utf8.starts(with: typed.utf8) { return .insert(String(common)) }
    return .list
  }
}

extension Substring {
  /// The longest whole characters that both begin with.
  fileprivate func commonBeginning(with other: String) -> Substring {
    let ends = zip(indices, zip(self, other)).first { $1.0 != $1.1 }?.0
    return self[..<(ends ?? index(startIndex, offsetBy: Swift.min(count, other.count)))]
  }
}
