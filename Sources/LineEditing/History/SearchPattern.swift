/// What is looked for in a history: a part of a line. Capital letters count only where the pattern has some.
struct SearchPattern {
  let text: String
  private let minds: Bool
  private let needle: [UInt8]

  init(_ text: String) {
    self.text = text
    minds = text != text.lowercased()
    needle = Array(text.utf8)
  }

  func matches(_ line: String) -> Bool { place(in: line) != nil }

  /// Where the line holds it, as an offset in the line's characters (Unicode scalars).
  func place(in line: String) -> Int? {
    let line = minds ? line : line.lowercased()
    let bytes = Array(line.utf8)
    guard bytes.count >= needle.count else { return nil }
    let start = (0...(bytes.count - needle.count)).first { bytes[$0..<($0 + needle.count)].elementsEqual(needle) }
    return start.map { String(decoding: bytes[..<$0], as: UTF8.self).unicodeScalars.count }
  }
}
