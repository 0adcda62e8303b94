import Glibc
import ImageSpec

/// Reads the records of an index file through one buffer.
struct FileIndexReader {
  /// More than any entry that ``TarLimits`` lets through.
  static let maximumRecord = 8 << 20

  private let file: OpenFile
  private var buffer = [UInt8](repeating: 0, count: compressionBufferSize)
  private var start = 0
  private var end = 0
  private var count: UInt64 = 0

  init(file: OpenFile) { self.file = file }

  /// Reads the magic and tells whether it is this version's.
  mutating func checkMagic() throws -> Bool {
    let magic = try take(FileIndex.magic.count)
    if magic?.elementsEqual(FileIndex.magic) == true { return true }
    guard magic?.elementsEqual(FileIndex.firstMagic) == true else {
      throw FileIndexError.unknownFormat(path: file.path)
    }
    return false
  }

  /// The next record; nil behind the last, when the end record agrees with what was read.
  mutating func next() throws -> ArraySlice<UInt8>? {
    guard let head = try take(4) else { throw FileIndexError.damaged(path: file.path) }
    let length = head.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length > 0 else {
      guard let tail = try take(8), tail.reversed().reduce(0, { $0 << 8 | UInt64($1) }) == count else {
        throw FileIndexError.damaged(path: file.path)
      }
      return nil
    }
    guard length <= Self.maximumRecord, let record = try take(length) else {
      throw FileIndexError.damaged(path: file.path)
    }
    count += 1
    return record
  }

  /// The next bytes of the file; nil when it ends before.
  private mutating func take(_ needed: Int) throws -> ArraySlice<UInt8>? {
    if end - start < needed {
      let rest = buffer[start..<end]
      if buffer.count < needed {
        buffer = rest + [UInt8](repeating: 0, count: needed)
      } else {
        buffer.replaceSubrange(0..<rest.count, with: rest)
      }
      (start, end) = (0, rest.count)
      while end < needed {
        let got = try buffer.withUnsafeMutableBytes { bytes in
          try file.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[end...]))
        }
        guard got > 0 else { return nil }
        end += got
      }
    }
    defer { start += needed }
    return buffer[start..<start + needed]
  }
}

/// Takes a record apart, field by field.
struct RecordDecoder {
  private var rest: Slice<UnsafeRawBufferPointer>
  private let path: String
  private let isCurrent: Bool

  init(bytes: UnsafeRawBufferPointer, path: String, isCurrent: Bool) {
    rest = bytes[...]
    self.path = path
    self.isCurrent = isCurrent
  }

  /// A number: seven bits a byte, lowest first, the sign in the lowest bit.
  mutating func number() throws -> Int64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst() {
      guard shift < 64 else { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
      shift += 7
    }
    throw FileIndexError.damaged(path: path)
  }

  mutating func bytes() throws -> UnsafeRawBufferPointer {
    let length = try number()
    guard length >= 0, length <= rest.count else { throw FileIndexError.damaged(path: path) }
    defer { rest = rest.dropFirst(Int(length)) }
    return UnsafeRawBufferPointer(rebasing: rest.prefix(Int(length)))
  }

  /// The number of parts and one more, then the parts; 0 for a file without holes.
  private mutating func sparseMap(of entry: TarEntry) throws -> SparseMap? {
    let count = try number() - 1
    guard count >= 0 else { return nil }
    guard isCurrent, count <= Int64(SparseMap.maximumParts) else { throw FileIndexError.unknownFormat(path: path) }
    var numbers: [Int64] = []
    for _ in 0..<2 * count { numbers.append(try number()) }
    return try SparseMap(numbers, size: entry.size, name: entry.name)
  }

  private mutating func text() throws -> String { String(decoding: try bytes(), as: UTF8.self) }

  /// The fields behind the path.
  mutating func entry(path: String) throws -> IndexedEntry {
    let clean = path.isEmpty ? ArchivePath.root : try ArchivePath(cleaning: path)
    var entry = TarEntry(name: clean.description)
    entry.kind = TarEntry.Kind(flag: UInt8(truncatingIfNeeded: try number()))
    entry.size = try number()
    entry.mode = UInt32(truncatingIfNeeded: try number())
    entry.userID = try number()
    entry.groupID = try number()
    entry.modified = Timestamp(seconds: try number(), nanoseconds: Int32(truncatingIfNeeded: try number()))
    entry.linkName = try text()
    entry.deviceMajor = try number()
    entry.deviceMinor = try number()
    entry.sparse = try sparseMap(of: entry)
    for _ in 0..<max(0, try number()) {
      let key = try text()
      entry.records.values[key] = Array(try bytes())
    }
    return IndexedEntry(path: clean, entry: entry, dataOffset: try number())
  }
}
