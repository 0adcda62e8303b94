/// The code of a source file: its text without comments and without what stands in string literals.
enum Code {
  static func of(_ text: String) -> String {
    var code: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      if byte == slash, rest.dropFirst().first == slash {
        rest = rest.drop { $0 != newline }
      } else if byte == quote || byte == hash && rest.drop(while: { $0 == hash }).first == quote {
        skipLiteral(&rest)
        code += [quote, quote]
      } else {
        code.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: code, as: UTF8.self)
  }

  private static let newline = UInt8(ascii: "\n")
  private static let quote = UInt8(ascii: "\"")
  private static let slash = UInt8(ascii: "/")
  private static let hash = UInt8(ascii: "#")
  private static let backslash = UInt8(ascii: "\\")

  private static func skipLiteral(_ rest: inout ArraySlice<UInt8>) {
    let hashes = Array(rest.prefix { $0 == hash })
    rest = rest.dropFirst(hashes.count)
    let quotes = Array(repeating: quote, count: rest.starts(with: "\"\"\"".utf8) ? 3 : 1)
    rest = rest.dropFirst(quotes.count)
    while !rest.isEmpty {
      if rest.starts(with: quotes + hashes) {
        rest = rest.dropFirst(quotes.count + hashes.count)
        return
      }
      if rest.first == backslash, hashes.isEmpty {
        skipEscape(&rest)
      } else {
        rest = rest.dropFirst()
      }
    }
  }

  /// An escape, or an interpolation with everything between its brackets.
  private static func skipEscape(_ rest: inout ArraySlice<UInt8>) {
    let isInterpolation = rest.dropFirst().first == UInt8(ascii: "(")
    rest = rest.dropFirst(2)
    var depth = isInterpolation ? 1 : 0
    while depth > 0, let byte = rest.first {
      if byte == quote {
        skipLiteral(&rest)
        continue
      }
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      rest = rest.dropFirst()
    }
  }
}
