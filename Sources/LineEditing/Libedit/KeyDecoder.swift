/// Makes characters of a terminal's bytes, one at a time; a broken sequence is U+FFFD.
struct KeyDecoder {
  private var partial: [UInt8] = []

  /// Takes the next byte; returns the characters that are complete with it: one, none, or two when it breaks off a
  /// sequence.
  mutating func take(_ byte: UInt8) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    if !partial.isEmpty, byte & 0xC0 != 0x80 {
      partial = []
      result.append("\u{fffd}")
    }
    partial.append(byte)
    guard let first = partial.first, partial.count >= KeyDecoder.length(of: first) else { return result }
    let text = String(decoding: partial, as: UTF8.self)
    partial = []
    result.append(text.unicodeScalars.count == 1 ? text.unicodeScalars[text.startIndex] : "\u{fffd}")
    return result
  }

  private static func length(of first: UInt8) -> Int {
    switch first {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }
}
