extension String {
  /// The text's lines without their ends; a last newline begins no further line.
  var lines: [String] {
    var lines = utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }

  /// The text without blanks and tabs at both ends.
  var trimmed: String {
    var bytes = utf8[...]
    while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return String(Substring(bytes))
  }

  /// The words between blanks, as they stand.
  var blankSeparated: [String] {
    split { $0 == " " || $0 == "\t" }.map(String.init)
  }
}
