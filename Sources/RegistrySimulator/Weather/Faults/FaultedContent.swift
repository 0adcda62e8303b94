/// A blob with one wrong bit.
struct FlippedBlob: BlobReader {
  let blob: any BlobReader
  let position: Int64

  var size: Int64 { blob.size }

  func read(at offset: Int64, count: Int) throws -> [UInt8] {
    var bytes = try blob.read(at: offset, count: count)
    if position >= offset, position - offset < Int64(bytes.count) { bytes[Int(position - offset)] ^= 1 }
    return bytes
  }
}

/// A JSON document of any size, which nobody holds.
struct HugeDocument: BlobReader {
  let size: Int64
  private static let opening = Array(#"{"padding":""#.utf8)
  private static let closing = Array(#""}"#.utf8)

  func read(at offset: Int64, count: Int) -> [UInt8] {
    let end = min(size, offset + Int64(count))
    guard offset < end else { return [] }
    var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: Int(end - offset))
    func lay(_ part: [UInt8], at place: Int64) {
      for (index, byte) in part.enumerated() {
        let position = place + Int64(index) - offset
        if position >= 0, position < Int64(bytes.count) { bytes[Int(position)] = byte }
      }
    }
    lay(Self.opening, at: 0)
    lay(Self.closing, at: size - Int64(Self.closing.count))
    return bytes
  }
}

/// Texts of faults.
enum FaultText {
  /// What a proxy shows in the place of what was asked for.
  static let page = Array(
    """
    <!DOCTYPE html>
    <html><head><title>Sign in to the network</title></head>
    <body><h1>Sign in to the network</h1><p>Accept the terms to go on.</p></body></html>

    """.utf8)

  /// What a terminal must never be shown as it is: a title, a cleared screen, colours, line breaks, a text that runs from
  /// right to left, a NUL, DEL, and the one-byte form of escape sequences.
  static let hostile =
    "\u{1B}]0;owned\u{07}\u{1B}[2J\u{1B}[31mred\r\nError: faked line\n\u{202E}txet\u{202C}\u{0}\u{7F}\u{9B}31m"
}
