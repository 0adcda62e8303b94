import ImageSpec

/// The 512 bytes of a header block, read field by field.
struct TarHeader {
  static let blockSize = 512

  let bytes: UnsafeRawBufferPointer
  let offset: Int64

  var isZero: Bool { bytes.allSatisfy { $0 == 0 } }
  var flag: UInt8 { bytes[156] }

  /// POSIX's magic and version; only then is there a prefix. GNU's format keeps other things in its place.
  private var isPOSIX: Bool { bytes[257..<263].elementsEqual("ustar\0".utf8) }
  private var hasPrefix: Bool { isPOSIX && !bytes[508..<512].elementsEqual("tar\0".utf8) }

  /// Checks the sum over the block; historic writers summed signed bytes.
  func verifyChecksum() throws(TarError) {
    var unsigned: Int64 = 0
    var signed: Int64 = 0
    for index in 0..<Self.blockSize {
      let byte = (148..<156).contains(index) ? UInt8(ascii: " ") : bytes[index]
      unsigned += Int64(byte)
      signed += Int64(Int8(bitPattern: byte))
    }
    guard let sum = try? number(148..<156, "chksum"), sum == unsigned || sum == signed else {
      throw .wrongChecksum(offset: offset)
    }
  }

  /// A number in octal digits, or in base 256 where the first bit is set. An empty field is 0.
  func number(_ range: Range<Int>, _ field: String) throws(TarError) -> Int64 {
    if bytes[range.lowerBound] & 0x80 != 0 { return try binaryNumber(range, field) }
    var digits = bytes[range]
    while let first = digits.first, first == UInt8(ascii: " ") || first == 0 { digits = digits.dropFirst() }
    var value: Int64 = 0
    while let digit = digits.first, digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "7") {
      guard value <= Int64.max >> 3 else { throw .malformedNumber(field: field, offset: offset) }
      value = value << 3 | Int64(digit & 7)
      digits = digits.dropFirst()
    }
    // What follows the digits must be the end of the field: a reader that guesses differs from the next one.
    guard digits.isEmpty || digits.first == 0 || digits.first == UInt8(ascii: " ") else {
      throw .malformedNumber(field: field, offset: offset)
    }
    return value
  }

  private func binaryNumber(_ range: Range<Int>, _ field: String) throws(TarError) -> Int64 {
    // The bit behind the marker is the sign of a two's complement.
    let isNegative = bytes[range.lowerBound] & 0x40 != 0
    var value: Int64 = isNegative ? -1 : 0
    for (index, byte) in bytes[range].enumerated() {
      let part = index == 0 ? (isNegative ? byte | 0x80 : byte & 0x7F) : byte
      guard value >= Int64.min >> 8, value <= Int64.max >> 8 else {
        throw .malformedNumber(field: field, offset: offset)
      }
      value = value << 8 | Int64(part)
    }
    return value
  }

  func size() throws(TarError) -> Int64 {
    let size = try number(124..<136, "size")
    guard size >= 0, size <= Int64.max / 2 else { throw .impossibleSize(offset: offset) }
    return size
  }

  /// The name with POSIX's prefix, as bytes.
  var name: [UInt8] {
    let name = text(0..<100)
    guard hasPrefix else { return name }
    let prefix = text(345..<500)
    return prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
  }

  var linkName: [UInt8] { text(157..<257) }

  /// Whether more blocks of a GNU sparse map follow the header.
  var hasMoreSparseBlocks: Bool { bytes[482] != 0 }

  private func text(_ range: Range<Int>) -> [UInt8] { Array(bytes[range].prefix { $0 != 0 }) }

  /// The entry that the block alone describes; extended records are laid over it by the reader.
  func entry() throws(TarError) -> TarEntry {
    let kind = TarEntry.Kind(flag: flag)
    let hasDevice = kind == .characterDevice || kind == .blockDevice
    return TarEntry(
      name: "", kind: kind, size: try size(), mode: UInt32(truncatingIfNeeded: try number(100..<108, "mode")),
      userID: try number(108..<116, "uid"), groupID: try number(116..<124, "gid"),
      modified: Timestamp(seconds: try number(136..<148, "mtime")),
      deviceMajor: hasDevice ? try number(329..<337, "devmajor") : 0,
      deviceMinor: hasDevice ? try number(337..<345, "devminor") : 0)
  }
}
