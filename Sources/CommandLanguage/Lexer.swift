/// The state of one pass over a line.
struct Lexer {
  enum Mode {
    case shell, page
    /// The text up to a cursor: open quotes end with the text.
    case completion
  }

  enum Place { case argument, output, input }

  let bytes: [UInt8]
  let mode: Mode
  var position = 0
  var segments: [[Word]] = [[]]
  var output: CommandLine.Redirection?
  var input: CommandLine.Redirection?
  var runsInBackground = false
  var comment: Range<Int>?
  /// The quote that was open where the text ended (completion only).
  var openQuote: Word.Quoting?
  /// Where the last word went.
  var place = Place.argument
  /// The last word read, wherever it went.
  var lastWord: Word?

  init(_ source: String, mode: Mode) {
    bytes = Array(source.utf8)
    self.mode = mode
  }

  func byte(_ offset: Int = 0) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  func span(_ length: Int) -> Range<Int> { position..<min(position + length, bytes.count) }

  mutating func run() throws(LexicalError) {
    while true {
      skipBlanks()
      guard let next = byte() else { break }
      switch next {
      case UInt8(ascii: "#"): skipComment()
      case UInt8(ascii: "\n"): try endOfLine()
      case UInt8(ascii: "|"): try pipe()
      case UInt8(ascii: "&"): try ampersand()
      case UInt8(ascii: ";"): throw .unsupported(.sequence, at: span(1))
      case UInt8(ascii: "("), UInt8(ascii: ")"): throw .unsupported(.subshell, at: span(1))
      case UInt8(ascii: ">"): try redirectOutput()
      case UInt8(ascii: "<"): try redirectInput()
      case UInt8(ascii: "\\") where byte(1) == nil:
        guard mode == .completion else { throw .incomplete(.continuation) }
        position += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if isDescriptorRedirection() { throw .unsupported(.descriptorRedirection, at: span(2)) }
        append(try word())
      default: append(try word())
      }
    }
    if segments.count > 1, segments[segments.count - 1].isEmpty, mode != .completion { throw .incomplete(.pipe) }
  }

  private mutating func append(_ word: Word) {
    place = .argument
    lastWord = word
    segments[segments.count - 1].append(word)
  }

  mutating func skipBlanks() {
    while let next = byte() {
      if next.isBlank {
        position += 1
      } else if next == UInt8(ascii: "\\"), let length = continuation() {
        position += length
      } else {
        return
      }
    }
  }

  /// The length of a backslash and the newline behind it, if they stand here.
  func continuation() -> Int? {
    if byte(1) == UInt8(ascii: "\n") { return 2 }
    return byte(1) == UInt8(ascii: "\r") && byte(2) == UInt8(ascii: "\n") ? 3 : nil
  }

  private mutating func skipComment() {
    let start = position
    while let next = byte(), next != UInt8(ascii: "\n") { position += 1 }
    comment = start..<position
  }

  /// Only blank lines may follow.
  private mutating func endOfLine() throws(LexicalError) {
    let start = position
    if segments.count > 1, segments[segments.count - 1].isEmpty {
      position += 1
      return
    }
    while let next = byte(), next.isBlank || next == UInt8(ascii: "\n") { position += 1 }
    if byte() != nil, !segments[0].isEmpty { throw .unsupported(.severalLines, at: start..<start + 1) }
  }

  private mutating func pipe() throws(LexicalError) {
    if byte(1) == UInt8(ascii: "|") { throw .unsupported(.or, at: span(2)) }
    if byte(1) == UInt8(ascii: "&") { throw .unsupported(.descriptorRedirection, at: span(2)) }
    if segments[segments.count - 1].isEmpty { throw .missingCommand(at: span(1)) }
    segments.append([])
    position += 1
  }

  private mutating func ampersand() throws(LexicalError) {
    if byte(1) == UInt8(ascii: "&") { throw .unsupported(.and, at: span(2)) }
    if byte(1) == UInt8(ascii: ">") { throw .unsupported(.descriptorRedirection, at: span(2)) }
    if segments[segments.count - 1].isEmpty { throw .missingCommand(at: span(1)) }
    let place = span(1)
    position += 1
    while let next = byte(), next.isBlank || next == UInt8(ascii: "\n") { position += 1 }
    if byte() == UInt8(ascii: "#") { skipComment() }
    if byte() != nil { throw .unsupported(.background, at: place) }
    runsInBackground = true
  }

  private func isDescriptorRedirection() -> Bool {
    var index = position
    while index < bytes.count, bytes[index].isDigit { index += 1 }
    return index < bytes.count && (bytes[index] == UInt8(ascii: ">") || bytes[index] == UInt8(ascii: "<"))
  }

  private mutating func redirectOutput() throws(LexicalError) {
    let start = position
    let appends = byte(1) == UInt8(ascii: ">")
    position += appends ? 2 : 1
    if byte() == UInt8(ascii: "&") || byte() == UInt8(ascii: "(") {
      throw .unsupported(.descriptorRedirection, at: start..<position + 1)
    }
    guard let target = try redirectionTarget(.output, from: start) else { return }
    if output != nil { throw .repeatedRedirection(at: start..<position) }
    output = CommandLine.Redirection(target: target, appends: appends)
  }

  private mutating func redirectInput() throws(LexicalError) {
    if byte(1) == UInt8(ascii: "<") { throw .unsupported(.hereDocument, at: span(2)) }
    if byte(1) == UInt8(ascii: "(") { throw .unsupported(.commandSubstitution, at: span(2)) }
    if placeholderLength() != nil {
      append(try word())
      return
    }
    let start = position
    position += 1
    guard let target = try redirectionTarget(.input, from: start) else { return }
    if input != nil { throw .repeatedRedirection(at: start..<position) }
    input = CommandLine.Redirection(target: target, appends: false)
  }

  private mutating func redirectionTarget(_ place: Place, from start: Int) throws(LexicalError) -> Word? {
    skipBlanks()
    let ends: Set<UInt8?> = [nil, UInt8(ascii: "\n"), UInt8(ascii: "|"), UInt8(ascii: "&"), UInt8(ascii: ";")]
    if ends.contains(byte()) || byte() == UInt8(ascii: ">") || byte() == UInt8(ascii: "#") {
      self.place = place
      lastWord = nil
      if mode == .completion, byte() == nil { return nil }
      throw .missingRedirectionTarget(at: start..<position)
    }
    let target = try word()
    self.place = place
    lastWord = target
    return target
  }

  /// The length of a `<name>` here. A name begins with a letter, is at most 64 bytes long and may hold blanks.
  func placeholderLength() -> Int? {
    guard byte() == UInt8(ascii: "<"), let first = byte(1), first.isLetter else { return nil }
    var length = 2
    while let next = byte(length), length <= 65 {
      if next == UInt8(ascii: ">") { return byte(length - 1) == UInt8(ascii: " ") ? nil : length + 1 }
      guard next.isLetter || next.isDigit || " _-./:|".utf8.contains(next) else { return nil }
      length += 1
    }
    return nil
  }
}

extension UInt8 {
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
}
