import ImageSpec

/// A header block to be written, and the extended records that it can't hold.
struct TarHeaderBlock {
  private(set) var bytes = [UInt8](repeating: 0, count: TarHeader.blockSize)
  private(set) var records: PAXRecords

  init(_ entry: TarEntry) {
    records = entry.records
    setName(entry.name)
    let link = ForeignName.bytes(entry.linkName)
    if link.count <= 100, Self.isPlain(link, entry.linkName) {
      put(link, at: 157)
    } else {
      records.values["linkpath"] = link
    }
    // Bits above the field's seven digits mean nothing to anybody.
    setNumber(Int64(entry.mode & 0o7777777), 100..<108, "mode")
    setNumber(entry.userID, 108..<116, "uid")
    setNumber(entry.groupID, 116..<124, "gid")
    setNumber(entry.size, 124..<136, "size")
    setTime(entry.modified)
    setNumber(entry.deviceMajor, 329..<337, "SCHILY.devmajor")
    setNumber(entry.deviceMinor, 337..<345, "SCHILY.devminor")
    bytes[156] = entry.kind.flag
    seal()
  }

  /// The header of an extended header's body. Its name is for people who look with an old tar; it is always the same.
  static func `extension`(size: Int64) -> [UInt8] {
    var block = TarHeaderBlock(TarEntry(name: "PaxHeaders.0/entry", size: size))
    block.bytes[156] = UInt8(ascii: "x")
    block.seal()
    return block.bytes
  }

  /// Writes the magic and the checksum.
  private mutating func seal() {
    put("ustar\u{0}00".utf8, at: 257)
    put("        ".utf8, at: 148)
    let sum = bytes.reduce(0) { $0 + Int64($1) }
    put(Self.octal(sum, digits: 6).utf8, at: 148)
    bytes[154] = 0
  }

  private mutating func setName(_ name: String) {
    let utf8 = ForeignName.bytes(name)
    guard Self.isPlain(utf8, name) else { return records.values["path"] = utf8 }
    guard utf8.count > 100 else { return put(utf8, at: 0) }
    // The prefix ends at the last slash that leaves a name of 1 to 100 bytes behind it.
    let slash = utf8.indices.first { index in
      utf8[index] == UInt8(ascii: "/") && index > 0 && utf8.count - index - 1 <= 100 && index + 1 < utf8.count
    }
    if let slash, slash <= 155 {
      put(utf8[..<slash], at: 345)
      put(utf8[(slash + 1)...], at: 0)
    } else {
      records.values["path"] = utf8
    }
  }

  /// Whether a name may stand in the header: ASCII, and bytes that are no UTF-8, which a record can't hold.
  private static func isPlain(_ bytes: [UInt8], _ name: String) -> Bool {
    bytes.allSatisfy { $0 < 0x80 } || ForeignName.holdsForeign(name)
  }

  private mutating func setNumber(_ value: Int64, _ field: Range<Int>, _ key: String) {
    let digits = field.count - 1
    if value >= 0, value < 1 << (3 * digits) {
      put(Self.octal(value, digits: digits).utf8, at: field.lowerBound)
    } else {
      put(Self.octal(0, digits: digits).utf8, at: field.lowerBound)
      records[key] = String(value)
    }
  }

  private mutating func setTime(_ time: Timestamp) {
    if time.nanoseconds == 0 { return setNumber(time.seconds, 136..<148, "mtime") }
    put(Self.octal(max(0, min(time.seconds, 1 << 33 - 1)), digits: 11).utf8, at: 136)
    // A negative moment counts its fraction away from zero in text, and towards the future in a timestamp.
    let isNegative = time.seconds < 0
    let whole = isNegative ? -(time.seconds + 1) : time.seconds
    let nanoseconds = isNegative ? 1_000_000_000 - time.nanoseconds : time.nanoseconds
    var fraction = String(nanoseconds)
    fraction = String(repeating: "0", count: 9 - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    records["mtime"] = "\(isNegative ? "-" : "")\(whole).\(fraction)"
  }

  private mutating func put(_ text: some Collection<UInt8>, at offset: Int) {
    for (index, byte) in text.enumerated() { bytes[offset + index] = byte }
  }

  private static func octal(_ value: Int64, digits: Int) -> String {
    let text = String(value, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }
}
