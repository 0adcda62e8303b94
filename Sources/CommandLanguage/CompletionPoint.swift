/// What stands before a cursor: the word being typed and the words before it.
public struct CompletionPoint: Hashable, Sendable {
  /// What the word under the cursor will be.
  public enum Place: Hashable, Sendable {
    /// A word of the command itself.
    case argument
    /// The file behind `>` or `>>`.
    case output
    /// The file behind `<`.
    case input
    /// A word of a filter behind a `|`.
    case filter
  }

  /// The words before the one under the cursor, of the same command.
  public let previous: [Word]
  /// The word under the cursor up to the cursor, without its quotes and escapes.
  public let prefix: String
  /// The bytes of that prefix as typed: what an accepted completion replaces.
  public let span: Range<Int>
  /// The quote that is open at the cursor.
  public let openQuote: Word.Quoting?
  /// What the word will be.
  public let place: Place
}

extension CommandLine {
  /// The words of a line that is still being typed, up to the cursor.
  ///
  /// - Parameters:
  ///   - cursor: a byte offset (UTF-8) into the text; one past the end means the end.
  ///   - text: the line as typed so far.
  /// - Returns: nothing inside a comment, behind a trailing `&`, or behind syntax that the language does not have.
  public static func words(upTo cursor: Int, in text: String) -> CompletionPoint? {
    let head = String(decoding: Array(text.utf8).prefix(max(0, cursor)), as: UTF8.self)
    var lexer = Lexer(head, mode: .completion)
    do { try lexer.run() } catch { return nil }
    let end = lexer.bytes.count
    if lexer.runsInBackground { return nil }
    if let comment = lexer.comment, comment.upperBound == end { return nil }
    let current = lexer.lastWord.flatMap { $0.span.upperBound == end ? $0 : nil }
    var previous = lexer.segments[lexer.segments.count - 1]
    var place: CompletionPoint.Place = lexer.segments.count > 1 ? .filter : .argument
    switch lexer.place {
    case .argument: if current != nil { previous.removeLast() }
    case .output: if current != nil || lexer.output == nil { place = .output }
    case .input: if current != nil || lexer.input == nil { place = .input }
    }
    return CompletionPoint(
      previous: previous, prefix: current?.value ?? "", span: current?.span ?? end..<end, openQuote: lexer.openQuote,
      place: place)
  }
}
