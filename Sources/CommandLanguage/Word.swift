/// One word of a command line, after quotes and escapes were taken off.
public struct Word: Hashable, Sendable {
  /// A stretch of a word.
  public enum Piece: Hashable, Sendable {
    /// Literal text, quotes and escapes already resolved.
    case text(String)
    /// `$name` or `${name}` outside of single quotes. Nothing here expands it.
    case variable(String)
    /// `<name>`, as documentation writes a value that the reader supplies. Only under ``LexicalRules/page``.
    case placeholder(String)
  }

  /// How parts of a word were quoted; empty means not at all.
  public struct Quoting: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// `'…'`
    public static let single = Quoting(rawValue: 1)
    /// `"…"`
    public static let double = Quoting(rawValue: 2)
    /// `\x`
    public static let backslash = Quoting(rawValue: 4)
  }

  /// The whole word; a variable reads `$name`, a placeholder `<name>`.
  public let value: String
  /// The word's stretches in order; empty for `''`.
  public let pieces: [Piece]
  /// The bytes of the source (UTF-8 offsets) that the word was written with, its quotes included.
  public let span: Range<Int>
  /// How the word was quoted.
  public let quoting: Quoting
  /// Whether an unquoted `*` or `?` stands in it. Nothing is globbed here, but another shell would.
  public let hasBareWildcard: Bool

  init(pieces: [Piece], span: Range<Int>, quoting: Quoting, hasBareWildcard: Bool) {
    self.pieces = pieces
    self.span = span
    self.quoting = quoting
    self.hasBareWildcard = hasBareWildcard
    value = pieces.map(\.written).joined()
  }

  /// The variable's name if the whole word is one variable, as in `rmi $id`.
  public var variable: String? {
    if pieces.count == 1, case .variable(let name) = pieces[0] { name } else { nil }
  }

  /// The names of the placeholders in the word, in order.
  public var placeholders: [String] {
    pieces.compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
  }

  /// The word with each variable and placeholder replaced where the lookup knows it, and as written where not.
  public func value(replacing lookup: (Piece) -> String?) -> String {
    pieces.map { piece in
      if case .text(let text) = piece { text } else { lookup(piece) ?? piece.written }
    }.joined()
  }
}

extension Word.Piece {
  /// The piece as it reads in ``Word/value``.
  public var written: String {
    switch self {
    case .text(let text): text
    case .variable(let name): "$\(name)"
    case .placeholder(let name): "<\(name)>"
    }
  }
}
