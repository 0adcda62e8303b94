extension JSON {
  /// The deepest nesting that is read: foreign text must not decide how deep we recurse.
  public static let maximumDepth = 64

  /// Parses one JSON text, strictly: UTF-8, nothing behind it, no key twice in an object, at most ``maximumDepth`` deep.
  ///
  /// - Throws: ``JSONError`` with the byte offset of what is wrong.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw JSONError(offset: 0, rule: .notUTF8) }
    _ = text
    var parser = JSONParser(bytes: bytes)
    self = try parser.document()
  }
}

/// A JSON text breaks a rule.
public struct JSONError: Error, Hashable, CustomStringConvertible {
  /// The byte at which it was seen.
  public let offset: Int
  /// What is wrong there.
  public let rule: Rule

  /// What can be wrong with a JSON text.
  public enum Rule: Hashable, Sendable {
    case notUTF8
    case unexpectedEnd
    case unexpectedByte(UInt8)
    case tooDeep
    case duplicateKey(String)
    case badEscape
    case badNumber
  }

  /// The rule and the place, for logs.
  public var description: String {
    switch rule {
    case .notUTF8: "not UTF-8"
    case .unexpectedEnd: "ends too early, at byte \(offset)"
    case .unexpectedByte: "not JSON at byte \(offset)"
    case .tooDeep: "nested deeper than \(JSON.maximumDepth) levels"
    case .duplicateKey(let key): "has the key \"\(key)\" twice"
    case .badEscape: "has a bad escape at byte \(offset)"
    case .badNumber: "has a bad number at byte \(offset)"
    }
  }
}

/// A recursive-descent parser over bytes that were checked to be UTF-8.
private struct JSONParser {
  let bytes: [UInt8]
  var position = 0
  var depth = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSON {
    let value = try value()
    skipBlanks()
    guard position == bytes.count else { throw unexpected() }
    return value
  }

  private func unexpected() -> JSONError {
    guard position < bytes.count else { return JSONError(offset: position, rule: .unexpectedEnd) }
    return JSONError(offset: position, rule: .unexpectedByte(bytes[position]))
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] <= 0x20, Self.isBlank(bytes[position]) { position += 1 }
  }

  private mutating func peek() throws(JSONError) -> UInt8 {
    skipBlanks()
    guard position < bytes.count else { throw unexpected() }
    return bytes[position]
  }

  private mutating func take(_ byte: UInt8) throws(JSONError) {
    guard try peek() == byte else { throw unexpected() }
    position += 1
  }

  private mutating func value() throws(JSONError) -> JSON {
    switch try peek() {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return try number()
    }
  }

  private mutating func literal(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    for index in 0..<text.utf8CodeUnitCount {
      guard position < bytes.count, bytes[position] == text.utf8Start[index] else { throw unexpected() }
      position += 1
    }
    return value
  }

  private mutating func descend() throws(JSONError) {
    depth += 1
    position += 1
    if depth > JSON.maximumDepth { throw JSONError(offset: position, rule: .tooDeep) }
  }

  private mutating func object() throws(JSONError) -> JSON {
    try descend()
    defer { depth -= 1 }
    var object = JSONObject()
    if try peek() == UInt8(ascii: "}") {
      position += 1
      return .object(object)
    }
    while true {
      guard try peek() == UInt8(ascii: "\"") else { throw unexpected() }
      let start = position
      let key = try string()
      guard object[key] == nil else { throw JSONError(offset: start, rule: .duplicateKey(key)) }
      try take(UInt8(ascii: ":"))
      object[key] = try value()
      if try peek() == UInt8(ascii: ",") {
        position += 1
        continue
      }
      try take(UInt8(ascii: "}"))
      return .object(object)
    }
  }

  private mutating func array() throws(JSONError) -> JSON {
    try descend()
    defer { depth -= 1 }
    var elements: [JSON] = []
    if try peek() == UInt8(ascii: "]") {
      position += 1
      return .array(elements)
    }
    while true {
      elements.append(try value())
      if try peek() == UInt8(ascii: ",") {
        position += 1
        continue
      }
      try take(UInt8(ascii: "]"))
      return .array(elements)
    }
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
    let firstDigit = position
    guard skipDigits() > 0 else { position = start; throw unexpected() }
    if bytes[firstDigit] == UInt8(ascii: "0"), position - firstDigit > 1 {
      throw JSONError(offset: start, rule: .badNumber)
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard skipDigits() > 0 else { throw JSONError(offset: start, rule: .badNumber) }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, "+-".utf8.contains(bytes[position]) { position += 1 }
      guard skipDigits() > 0 else { throw JSONError(offset: start, rule: .badNumber) }
    }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while position < bytes.count, bytes[position].isDigit { position += 1 }
    return position - start
  }

  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") {
      guard bytes[position] >= 0x20 else { throw unexpected() }
      position += 1
    }
    guard position < bytes.count else { throw unexpected() }
    var text = String(decoding: bytes[start..<position], as: UTF8.self)
    while bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] == UInt8(ascii: "\\") {
        text.unicodeScalars.append(try escape())
      } else {
        let run = position
        while position < bytes.count, bytes[position] >= 0x20, bytes[position] != UInt8(ascii: "\""),
          bytes[position] != UInt8(ascii: "\\")
        { position += 1 }
        guard position > run else { throw unexpected() }
        text += String(decoding: bytes[run..<position], as: UTF8.self)
      }
      guard position < bytes.count else { throw unexpected() }
    }
    position += 1
    return text
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    position += 1
    guard position < bytes.count else { throw unexpected() }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default: throw JSONError(offset: position - 1, rule: .badEscape)
    }
  }

  private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
    let unit = try hexUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    // A surrogate: a pair gives one scalar, a lone one the replacement character, as Go reads it.
    guard unit < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
      bytes[position + 1] == UInt8(ascii: "u")
    else { return "\u{FFFD}" }
    let rewind = position
    position += 2
    let low = try hexUnit()
    guard (0xDC00...0xDFFF).contains(low) else {
      position = rewind
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func hexUnit() throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count,
      bytes[position..<position + 4].allSatisfy({ $0.isDigit || ($0 | 0x20).isLowerHexDigit }),
      let unit = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw JSONError(offset: position, rule: .badEscape) }
    position += 4
    return unit
  }
}
