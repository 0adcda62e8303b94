/// A word in the making.
private struct WordBuilder {
  var pieces: [Word.Piece] = []
  var text: [UInt8] = []
  var quoting: Word.Quoting = []
  var hasBareWildcard = false
  /// Whether a drive (`C:\`) was met, so that backslashes are path separators from here on.
  var holdsDrive = false

  mutating func flush() {
    if !text.isEmpty { pieces.append(.text(String(decoding: text, as: UTF8.self))) }
    text = []
  }

  mutating func add(_ piece: Word.Piece) {
    flush()
    pieces.append(piece)
  }

  /// Whether the text so far ends in `X:` at the start of the word or of a part of it.
  var endsInDrive: Bool {
    guard text.count >= 2, text[text.count - 1] == UInt8(ascii: ":"), text[text.count - 2].isLetter else {
      return false
    }
    guard text.count > 2 else { return pieces.isEmpty }
    return ":=,".utf8.contains(text[text.count - 3])
  }
}

extension Lexer {
  /// Reads the word that begins here; the caller saw that one does.
  mutating func word() throws(LexicalError) -> Word {
    let start = position
    var builder = WordBuilder()
    reading: while let next = byte() {
      switch next {
      case UInt8(ascii: "\n"), UInt8(ascii: "|"): break reading
      case _ where next.isBlank: break reading
      case UInt8(ascii: ";"): throw .unsupported(.sequence, at: span(1))
      case UInt8(ascii: "`"): throw .unsupported(.backquote, at: span(1))
      case UInt8(ascii: "&"):
        if byte(1).map({ $0.isBlank || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "&") }) ?? true { break reading }
        take(into: &builder)
      case UInt8(ascii: "'"): try singleQuoted(&builder)
      case UInt8(ascii: "\""): try doubleQuoted(&builder)
      case UInt8(ascii: "\\"): try backslash(&builder)
      case UInt8(ascii: "$"): try dollar(&builder)
      case UInt8(ascii: "<"): try angle(&builder)
      case UInt8(ascii: "*"), UInt8(ascii: "?"):
        builder.hasBareWildcard = true
        take(into: &builder)
      default: take(into: &builder)
      }
    }
    builder.flush()
    return Word(
      pieces: builder.pieces, span: start..<position, quoting: builder.quoting, hasBareWildcard: builder.hasBareWildcard
    )
  }

  private mutating func take(into builder: inout WordBuilder) {
    builder.text.append(bytes[position])
    position += 1
  }

  private mutating func singleQuoted(_ builder: inout WordBuilder) throws(LexicalError) {
    builder.quoting.insert(.single)
    position += 1
    while let next = byte(), next != UInt8(ascii: "'") {
      if next == UInt8(ascii: "\\"), builder.endsInDrive { builder.holdsDrive = true }
      take(into: &builder)
    }
    try closeQuote(.single, .singleQuote)
  }

  private mutating func doubleQuoted(_ builder: inout WordBuilder) throws(LexicalError) {
    builder.quoting.insert(.double)
    position += 1
    while let next = byte(), next != UInt8(ascii: "\"") {
      switch next {
      case UInt8(ascii: "`"): throw .unsupported(.backquote, at: span(1))
      case UInt8(ascii: "$"): try dollar(&builder)
      case UInt8(ascii: "\\"):
        if let length = continuation() {
          position += length
        } else if let escaped = byte(1), "\"\\$`".utf8.contains(escaped) {
          if builder.endsInDrive { builder.holdsDrive = true }
          position += 1
          take(into: &builder)
        } else {
          if builder.endsInDrive { builder.holdsDrive = true }
          take(into: &builder)
        }
      default: take(into: &builder)
      }
    }
    try closeQuote(.double, .doubleQuote)
  }

  private mutating func closeQuote(_ quote: Word.Quoting, _ reason: Incompleteness) throws(LexicalError) {
    if byte() != nil {
      position += 1
    } else if mode == .completion {
      openQuote = quote
    } else {
      throw .incomplete(reason)
    }
  }

  private mutating func backslash(_ builder: inout WordBuilder) throws(LexicalError) {
    if builder.endsInDrive { builder.holdsDrive = true }
    if builder.holdsDrive {
      if byte(1) == UInt8(ascii: "\\") { position += 1 }
      take(into: &builder)
      return
    }
    if let length = continuation() {
      position += length
      return
    }
    guard let escaped = byte(1) else {
      guard mode == .completion else { throw .incomplete(.continuation) }
      position += 1
      return
    }
    if escaped.isBlank || "'\"\\|&;<>()$`#*?[]{}~!".utf8.contains(escaped) {
      builder.quoting.insert(.backslash)
      position += 1
    }
    take(into: &builder)
  }

  private mutating func dollar(_ builder: inout WordBuilder) throws(LexicalError) {
    if byte(1) == UInt8(ascii: "(") { throw .unsupported(.commandSubstitution, at: span(2)) }
    let braced = byte(1) == UInt8(ascii: "{")
    let start = position + (braced ? 2 : 1)
    var end = start
    while end < bytes.count,
      bytes[end].isLetter || bytes[end] == UInt8(ascii: "_") || (end > start && bytes[end].isDigit)
    {
      end += 1
    }
    guard end > start, !braced || (end < bytes.count && bytes[end] == UInt8(ascii: "}")) else {
      take(into: &builder)
      return
    }
    builder.add(.variable(String(decoding: bytes[start..<end], as: UTF8.self)))
    position = braced ? end + 1 : end
  }

  private mutating func angle(_ builder: inout WordBuilder) throws(LexicalError) {
    guard let length = placeholderLength() else {
      take(into: &builder)
      return
    }
    let name = String(decoding: bytes[(position + 1)..<(position + length - 1)], as: UTF8.self)
    switch mode {
    case .shell: throw .placeholder(name, at: span(length))
    case .page where name != "none" && name != "missing": builder.add(.placeholder(name))
    case .page, .completion: builder.text += bytes[span(length)]
    }
    position += length
  }
}
