/// Gathers the bytes of a bracketed paste up to its end.
struct PasteCollector {
  /// The largest paste in bytes; of a larger one nothing is kept.
  static let limit = 16 << 20
  private static let end = Array("\u{1b}[201~".utf8)

  /// What was pasted so far, without the end.
  private(set) var bytes: [UInt8] = []
  /// Whether it was larger than ``limit``.
  private(set) var isTooLong = false
  private var chunk: [UInt8] = []

  /// Takes a chunk. Returns what stands behind the end of the paste, once it has come.
  mutating func take(_ chunk: some Collection<UInt8>) -> ArraySlice<UInt8>? {
    // The end may be cut in two.
    let known = max(bytes.count - Self.end.count + 1, 0)
    bytes += chunk
    var place = known
    while let escape = bytes[place...].firstIndex(of: Self.end[0]) {
      guard bytes[escape...].starts(with: Self.end) else {
        place = escape + 1
        continue
      }
      let rest = bytes[(escape + Self.end.count)...]
      bytes.removeSubrange(escape...)
      return rest
    }
    if bytes.count > Self.limit { isTooLong = true }
    if isTooLong { bytes.removeFirst(max(bytes.count - Self.end.count + 1, 0)) }
    return nil
  }

  /// Whether the chunk is a key that a person pressed and not a part of a paste: one character, or a key's sequence.
  static func isKey(_ chunk: ArraySlice<UInt8>) -> Bool {
    guard let first = chunk.first else { return false }
    if first == end[0] { return !end.starts(with: chunk.prefix(end.count)) || chunk.count == 1 }
    return String(decoding: chunk.prefix(5), as: UTF8.self).unicodeScalars.count == 1
  }
}
