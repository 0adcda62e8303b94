import ImageSpec

/// What stands before an entry and belongs to it: an extended header, GNU's long name and long link.
struct TarExtensions {
  private var records: PAXRecords?
  private var longName: [UInt8]?
  private var longLink: [UInt8]?

  var isEmpty: Bool { records == nil && longName == nil && longLink == nil }

  mutating func take(flag: UInt8, body: [UInt8], offset: Int64) throws(TarError) {
    switch flag {
    case UInt8(ascii: "L"):
      guard longName == nil else { throw .repeatedExtension(flag: flag, offset: offset) }
      longName = Array(body.prefix { $0 != 0 })
    case UInt8(ascii: "K"):
      guard longLink == nil else { throw .repeatedExtension(flag: flag, offset: offset) }
      longLink = Array(body.prefix { $0 != 0 })
    default:
      guard records == nil else { throw .repeatedExtension(flag: flag, offset: offset) }
      records = try PAXRecords(parsing: body)
    }
  }

  /// Lays the extensions over what the header says. GNU's long names win over records, as in Go and Python.
  func apply(to entry: inout TarEntry, header: TarHeader, global: PAXRecords, limits: TarLimits) throws(TarError) {
    var name = header.name
    var link = header.linkName
    entry.records = global
    if let records { entry.records.values.merge(records.values) { $1 } }
    // An empty value takes a record back.
    if let taken = entry.records.values.removeValue(forKey: "path"), !taken.isEmpty { name = taken }
    if let taken = entry.records.values.removeValue(forKey: "linkpath"), !taken.isEmpty { link = taken }
    if let longName { name = longName }
    if let longLink { link = longLink }
    if let size = try entry.records.takeNumber("size") {
      guard size >= 0, size <= Int64.max / 2 else { throw .impossibleSize(offset: header.offset) }
      entry.size = size
    }
    if let number = try entry.records.takeNumber("uid") { entry.userID = number }
    if let number = try entry.records.takeNumber("gid") { entry.groupID = number }
    if let time = try entry.records.takeTime("mtime") { entry.modified = time }
    entry.records.values = entry.records.values.filter { !$0.value.isEmpty }
    if let real = entry.records.values["GNU.sparse.name"], !real.isEmpty { name = real }
    guard !name.isEmpty, !name.contains(0), !link.contains(0) else { throw .malformedName(offset: header.offset) }
    guard max(name.count, link.count) <= limits.nameLength else {
      throw .nameTooLong(length: max(name.count, link.count), limit: limits.nameLength)
    }
    entry.name = ForeignName.text(name)
    entry.linkName = ForeignName.text(link)
    // Before POSIX a directory was a file whose name ends in a slash.
    if header.flag == 0, entry.name.hasSuffix("/") { entry.kind = .directory }
    if entry.kind == .hardLink { entry.size = 0 }
    guard entry.kind.hasData || entry.size == 0 else { throw .unexpectedData(name: entry.name) }
  }
}

extension PAXRecords {
  mutating func takeGlobal(_ records: PAXRecords) throws(TarError) {
    for key in ["size", "path", "linkpath"] where records.values[key] != nil { throw .globalRecord(key: key) }
    values.merge(records.values) { $1 }
  }

  /// Removes a record and reads it as a decimal number; nil where it is absent or empty.
  fileprivate mutating func takeNumber(_ key: String) throws(TarError) -> Int64? {
    guard let bytes = values.removeValue(forKey: key), !bytes.isEmpty else { return nil }
    guard bytes[0] == UInt8(ascii: "-") || bytes[0].isDigit, let number = Int64(String(decoding: bytes, as: UTF8.self))
    else { throw .malformedValue(key: key) }
    return number
  }

  /// Removes a record and reads it as seconds with a fraction; digits behind the nanosecond are dropped.
  fileprivate mutating func takeTime(_ key: String) throws(TarError) -> Timestamp? {
    guard let bytes = values.removeValue(forKey: key), !bytes.isEmpty else { return nil }
    let isNegative = bytes[0] == UInt8(ascii: "-")
    let parts = bytes.dropFirst(isNegative ? 1 : 0).split(
      separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.allSatisfy({ $0.allSatisfy(\.isDigit) }), let whole = parts.first, !whole.isEmpty,
      let seconds = Int64(String(decoding: whole, as: UTF8.self))
    else { throw .malformedValue(key: key) }
    var fraction: Int32 = 0
    let digits = parts.count > 1 ? Array(parts[1].prefix(9)) : []
    for index in 0..<9 { fraction = fraction * 10 + (index < digits.count ? Int32(digits[index] & 15) : 0) }
    guard isNegative else { return Timestamp(seconds: seconds, nanoseconds: fraction) }
    return fraction == 0
      ? Timestamp(seconds: -seconds) : Timestamp(seconds: -seconds - 1, nanoseconds: 1_000_000_000 - fraction)
  }
}
