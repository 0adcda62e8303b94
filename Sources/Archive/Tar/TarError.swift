/// The rule of the tar format, or of our reading of it, that an archive breaks.
public enum TarError: Error, Hashable {
  /// The header's checksum is wrong: no tar archive, or a damaged one.
  case wrongChecksum(offset: Int64)
  /// A header's number is none.
  case malformedNumber(field: String, offset: Int64)
  /// A size or an offset is negative or would not fit in 64 bits.
  case impossibleSize(offset: Int64)
  /// A record of an extended header is not `LENGTH KEY=VALUE`; the offset counts in that header.
  case malformedRecord(offset: Int)
  /// An extended record has a value that its key does not allow.
  case malformedValue(key: String)
  /// A global header sets what can be an entry's own only: its size, path or link path.
  case globalRecord(key: String)
  /// Two extensions of one kind stand before one entry, so that readers would differ.
  case repeatedExtension(flag: UInt8, offset: Int64)
  /// An extended header has no entry behind it.
  case danglingExtension(offset: Int64)
  /// A directory, link or device claims to have data, so that readers would differ.
  case unexpectedData(name: String)
  /// A name is empty or has a zero byte in it.
  case malformedName(offset: Int64)
  /// A lone block of zeros with more behind it.
  case loneZeroBlock(offset: Int64)
  /// The stream ended within a header or within an entry's data.
  case truncated(offset: Int64)
  /// An extended header is longer than allowed.
  case extensionTooLong(size: Int64, limit: Int)
  /// A name is longer than allowed, in bytes.
  case nameTooLong(length: Int, limit: Int)
  /// There are more entries than allowed.
  case tooManyEntries(limit: Int)
  /// A sparse file's map is none, or says something else of the data than its size.
  case malformedSparseMap(name: String)
  /// An entry was written with another number of bytes than it declared.
  case wrongDataSize(name: String, declared: Int64, found: Int64)
}

/// What a reader refuses to take, whatever the archive says.
public struct TarLimits: Sendable {
  /// The bytes of one extended header.
  public var extensionSize = 1 << 20
  /// The bytes of a name or a link's target.
  public var nameLength = 32 << 10
  /// The entries of an archive.
  public var entries = 20_000_000

  /// The limits that layers are read with.
  public init() {}
}
