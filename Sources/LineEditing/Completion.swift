/// Knows what may stand at the cursor.
public protocol Completer: Sendable {
  /// The completions of a line at a cursor, given as an offset in the bytes of the line's UTF-8.
  ///
  /// Called on the editor's thread while the user waits: it may read files but has to answer within the blink of an
  /// eye. May be called twice for one line.
  func completions(for line: String, cursor: Int) -> Completion

  /// What a person should know to go on at the cursor, in lines of at most `columns`. Called as
  /// ``completions(for:cursor:)`` is.
  func explanation(for line: String, cursor: Int, columns: Int) -> Explanation
}

extension Completer {
  public func explanation(for line: String, cursor: Int, columns: Int) -> Explanation { .none }
}

/// What comes next at a place of a line, for people.
public struct Explanation: Sendable, Equatable {
  /// The lines; none where there is nothing to say.
  public var lines: [String]
  /// Whether nothing of the word at the cursor is typed: there a `?` asks, elsewhere it is a character.
  public var isAtEmptyWord: Bool

  /// Makes an explanation.
  public init(lines: [String], isAtEmptyWord: Bool) {
    self.lines = lines
    self.isAtEmptyWord = isAtEmptyWord
  }

  /// There is nothing to say.
  public static let none = Explanation(lines: [], isAtEmptyWord: false)
}

/// The candidates for one part of a line.
public struct Completion: Sendable, Equatable {
  /// How the candidates fit what is typed.
  public enum Fit: Sendable {
    /// They begin with it.
    case beginning
    /// They contain it.
    case part
    /// They resemble it: they are shown, and never inserted.
    case nearMiss
  }

  /// The bytes of the line's UTF-8 that a candidate replaces, usually the word up to the cursor.
  public var replaceRange: Range<Int>
  /// The candidates, in the order in which they are listed.
  public var candidates: [Candidate]
  /// How they fit.
  public var fit: Fit

  /// Makes a completion.
  public init(replaceRange: Range<Int>, candidates: [Candidate], fit: Fit = .beginning) {
    self.replaceRange = replaceRange
    self.candidates = candidates
    self.fit = fit
  }

  /// Nothing fits.
  public static let none = Completion(replaceRange: 0..<0, candidates: [])
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
    guard fit != .nearMiss else { return .list }
    if candidates.count == 1, fit == .part || first.text.utf8.starts(with: typed.utf8) {
      return .insert(first.text + first.suffix)
    }
    let common = commonBeginning
    if common.utf8.count > typed.utf8.count, common.utf8.starts(with: typed.utf8) { return .insert(String(common)) }
    return .list
  }
}

extension Completion {
  /// The longest whole characters that all candidates begin with. Compares bytes first: there may be many.
  private var commonBeginning: Substring {
    guard let first = candidates.first?.text else { return "" }
    let bytes = candidates.dropFirst().reduce(first.utf8.count) { length, other in
      zip(first.utf8.prefix(length), other.text.utf8).prefix { $0 == $1 }.count
    }
    var common = first[...]
    while common.utf8.count > bytes || !candidates.allSatisfy({ $0.text.hasPrefix(common) }) { common.removeLast() }
    return common
  }
}
