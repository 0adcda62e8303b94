/// The form of an entry in the file: one line, in which `\\`, `\n` and `\r` stand for what can't stand there.
enum HistoryEntry {
  static func encode(_ line: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in line.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): bytes += [byte, byte]
      case UInt8(ascii: "\n"): bytes += Array(#"\n"#.utf8)
      case UInt8(ascii: "\r"): bytes += Array(#"\r"#.utf8)
      default: bytes.append(byte)
      }
    }
    return bytes
  }

  /// Takes any bytes: an unknown escape stands for itself, for a person may have written it.
  static func decode(_ bytes: some Collection<UInt8>) -> String {
    guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var escaped = false
    for byte in bytes {
      guard escaped else {
        if byte == UInt8(ascii: "\\") { escaped = true } else { result.append(byte) }
        continue
      }
      escaped = false
      switch byte {
      case UInt8(ascii: "\\"): result.append(byte)
      case UInt8(ascii: "n"): result.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "r"): result.append(UInt8(ascii: "\r"))
      default: result += [UInt8(ascii: "\\"), byte]
      }
    }
    if escaped { result.append(UInt8(ascii: "\\")) }
    return String(decoding: result, as: UTF8.self)
  }
}
