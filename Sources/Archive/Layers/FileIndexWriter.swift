import ByteStreams
import Glibc
import ImageSpec

/// Writes a ``FileIndex`` entry by entry. The file appears under its name when it is finished, whole; until then a file
/// with a random ending stands beside it, which goes away with the writer.
///
/// `@unchecked Sendable`: what changes is touched by one thread at a time.
public final class FileIndexWriter: @unchecked Sendable {
  private let path: String
  private let temporaryPath: String
  private let file: OpenFile
  private var buffer: [UInt8]
  private var count: UInt64 = 0
  private var isFinished = false

  /// - Parameter path: where the index shall be; its folder exists.
  /// - Throws: ``SystemError``.
  public init(path: String) throws(SystemError) {
    self.path = path
    var generator = SystemRandomNumberGenerator()
    temporaryPath = "\(path).\(String(generator.next(), radix: 36)).partial"
    file = try OpenFile(temporaryPath, O_WRONLY | O_CREAT | O_EXCL)
    buffer = FileIndex.magic
  }

  deinit { if !isFinished { unlink(temporaryPath) } }

  /// Adds an entry. Records that are not kept are left out.
  public func append(_ indexed: IndexedEntry) throws {
    var record = RecordEncoder()
    record.append(indexed)
    buffer.append(littleEndian: UInt32(record.bytes.count))
    buffer += record.bytes
    count += 1
    if buffer.count >= compressionBufferSize { try flush() }
  }

  /// Writes the end record and gives the file its name, replacing an older one.
  ///
  /// - Parameter durable: whether the file and its name must be on the disk before this returns.
  /// - Throws: ``SystemError``.
  public func finish(durable: Bool = false) throws {
    buffer.append(littleEndian: UInt32(0))
    buffer.append(littleEndian: count)
    try flush()
    if durable { try file.synchronize() }
    guard rename(temporaryPath, path) == 0 else { throw SystemError(call: "rename", path: path) }
    isFinished = true
    guard durable, let slash = path.lastIndex(of: "/") else { return }
    try OpenFile(String(path[...slash]), O_RDONLY | O_DIRECTORY).synchronize()
  }

  private func flush() throws {
    try file.write(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Puts an entry's fields into a record; see ``RecordDecoder``.
private struct RecordEncoder {
  var bytes: [UInt8] = []

  mutating func append(_ indexed: IndexedEntry) {
    let entry = indexed.entry
    append(Array(indexed.path.description.utf8))
    append(Int64(entry.kind.flag))
    append(entry.size)
    append(Int64(entry.mode))
    append(entry.userID)
    append(entry.groupID)
    append(entry.modified.seconds)
    append(Int64(entry.modified.nanoseconds))
    append(Array(entry.linkName.utf8))
    append(entry.deviceMajor)
    append(entry.deviceMinor)
    append(Int64((entry.sparse?.parts.count ?? -1) + 1))
    for part in entry.sparse?.parts ?? [] {
      append(part.offset)
      append(part.length)
    }
    let records = entry.records.values.filter { PAXRecords.isKept($0.key) }.sorted { $0.key < $1.key }
    append(Int64(records.count))
    for (key, value) in records {
      append(Array(key.utf8))
      append(value)
    }
    append(indexed.dataOffset)
  }

  private mutating func append(_ number: Int64) {
    var value = UInt64(bitPattern: number << 1 ^ number >> 63)
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    bytes.append(UInt8(value))
  }

  private mutating func append(_ text: [UInt8]) {
    append(Int64(text.count))
    bytes += text
  }
}

extension [UInt8] {
  fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
