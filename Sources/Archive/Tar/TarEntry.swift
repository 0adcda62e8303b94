import ImageSpec

/// One member of a tar archive: what its header and its extended records say, resolved to one value each.
///
/// See [pax in POSIX.1-2017](https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13).
public struct TarEntry: Hashable, Sendable {
  /// What an entry is, by its type flag.
  public enum Kind: Hashable, Sendable {
    /// A regular file with data.
    case file
    /// Another name of a file that stands earlier; ``TarEntry/linkName`` names it from the archive's root.
    case hardLink
    /// A symbolic link; ``TarEntry/linkName`` is its text.
    case symbolicLink
    case characterDevice
    case blockDevice
    case directory
    case fifo
    /// A type that POSIX leaves to vendors; its data is passed on as it is.
    case other(UInt8)
  }

  /// The name as the archive has it; may be hostile. See ``ArchivePath`` for a name to look up.
  public var name: String
  /// What it is.
  public var kind: Kind
  /// The file's length in bytes; 0 for everything that has no data. An archive has less of a file with holes, see
  /// ``sparse``.
  public var size: Int64
  /// The whole mode field: permissions, set-id bits, and bits 14 and 15 in Windows layers.
  public var mode: UInt32
  /// The owner's number.
  public var userID: Int64
  /// The group's number.
  public var groupID: Int64
  /// When the content changed.
  public var modified: Timestamp
  /// The target of a link, as the archive has it.
  public var linkName: String
  /// The major number of a device.
  public var deviceMajor: Int64
  /// The minor number of a device.
  public var deviceMinor: Int64
  /// Extended records that are not told by the members above, unknown ones included.
  public var records: PAXRecords
  /// Which parts of a file with holes the archive has; nil where it has all of it.
  public var sparse: SparseMap?

  /// Composes an entry.
  public init(
    name: String, kind: Kind = .file, size: Int64 = 0, mode: UInt32 = 0o644, userID: Int64 = 0, groupID: Int64 = 0,
    modified: Timestamp = Timestamp(seconds: 0), linkName: String = "", deviceMajor: Int64 = 0,
    deviceMinor: Int64 = 0, records: PAXRecords = PAXRecords(), sparse: SparseMap? = nil
  ) {
    self.name = name
    self.kind = kind
    self.size = size
    self.mode = mode
    self.userID = userID
    self.groupID = groupID
    self.modified = modified
    self.linkName = linkName
    self.deviceMajor = deviceMajor
    self.deviceMinor = deviceMinor
    self.records = records
    self.sparse = sparse
  }

  /// Whether the archive has only parts of the file.
  public var isSparse: Bool { sparse != nil }

  /// The bytes of data that follow the header.
  public var storedSize: Int64 { sparse?.storedSize ?? size }

  /// The permission and set-id bits of the mode.
  public var permissions: UInt32 { mode & 0o7777 }
}

extension TarEntry.Kind {
  /// The type flag of POSIX's header.
  public var flag: UInt8 {
    switch self {
    case .file: UInt8(ascii: "0")
    case .hardLink: UInt8(ascii: "1")
    case .symbolicLink: UInt8(ascii: "2")
    case .characterDevice: UInt8(ascii: "3")
    case .blockDevice: UInt8(ascii: "4")
    case .directory: UInt8(ascii: "5")
    case .fifo: UInt8(ascii: "6")
    case .other(let flag): flag
    }
  }

  /// What a type flag means; old and contiguous files are files.
  public init(flag: UInt8) {
    switch flag {
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): self = .file
    case UInt8(ascii: "1"): self = .hardLink
    case UInt8(ascii: "2"): self = .symbolicLink
    case UInt8(ascii: "3"): self = .characterDevice
    case UInt8(ascii: "4"): self = .blockDevice
    case UInt8(ascii: "5"): self = .directory
    case UInt8(ascii: "6"): self = .fifo
    default: self = .other(flag)
    }
  }

  /// Whether data may follow the header.
  public var hasData: Bool {
    switch self {
    case .file, .other: true
    default: false
    }
  }
}
