import Glibc
import ImageSpec

/// The table of contents of a layer, in a file: what every entry says of itself and where its data lies in the
/// uncompressed archive. Made in the one pass over the layer; may be deleted and made again at any time.
///
/// The format is our own: ``magic``, then for each entry its length and its fields, then an end record with the number
/// of entries, so that a file that was cut is known. Reading needs memory for one entry, not for the layer.
public struct FileIndex: Sendable {
  /// The first bytes of the file, version included. Version 1 knew that a file has holes, but not where.
  public static let magic = Array("drydock file index 2\n".utf8)
  static let firstMagic = Array("drydock file index 1\n".utf8)

  /// Where the file is.
  public let path: String

  /// Names an index; nothing is read yet.
  public init(path: String) { self.path = path }

  /// Whether the file is one of this version; false too where there is none. Blocks.
  public var isCurrent: Bool {
    guard let file = try? OpenFile(path) else { return false }
    var reader = FileIndexReader(file: file)
    return (try? reader.checkMagic()) == true
  }

  /// Reads the entries in the layer's order.
  ///
  /// - Parameters:
  ///   - isWanted: looks at an entry's path, as UTF-8, before the rest is decoded; nil wants all.
  ///   - body: gets the entries that are wanted.
  /// - Throws: ``FileIndexError``, ``SystemError``, and what `body` throws.
  public func forEach(
    where isWanted: ((UnsafeRawBufferPointer) -> Bool)? = nil, _ body: (IndexedEntry) throws -> Void
  ) throws {
    let file = try OpenFile(path)
    var reader = FileIndexReader(file: file)
    let isCurrent = try reader.checkMagic()
    while let record = try reader.next() {
      try record.withUnsafeBytes { bytes in
        var decoder = RecordDecoder(bytes: bytes, path: path, isCurrent: isCurrent)
        let name = try decoder.bytes()
        if let isWanted, !isWanted(name) { return }
        try body(try decoder.entry(path: String(decoding: name, as: UTF8.self)))
      }
    }
  }

  /// All entries in the layer's order, in memory: for small layers and for tests.
  public func entries() throws -> [IndexedEntry] {
    var found: [IndexedEntry] = []
    try forEach { found.append($0) }
    return found
  }
}

/// An entry of a layer with its cleaned path and the place of its data.
public struct IndexedEntry: Hashable, Sendable {
  /// Where it stands in the layer's tree.
  public let path: ArchivePath
  /// What it says of itself; of its records only those that ``PAXRecords/isKept(_:)`` names.
  public var entry: TarEntry
  /// Where its data begins, in bytes from the start of the uncompressed archive.
  public var dataOffset: Int64

  /// Puts an entry at a place.
  public init(path: ArchivePath, entry: TarEntry, dataOffset: Int64) {
    self.path = path
    self.entry = entry
    self.dataOffset = dataOffset
  }
}

extension PAXRecords {
  /// Whether a record says something of the file itself, which a new layer must say again: attributes, Windows'
  /// descriptors, the time of creation. Comments, access times and the like don't.
  ///
  /// `DRYDOCK.` is our own table of a container's changes; no layer says it.
  public static func isKept(_ key: String) -> Bool {
    ["SCHILY.xattr.", "LIBARCHIVE.xattr.", "MSWINDOWS.", "SCHILY.acl.", "DRYDOCK."].contains { key.hasPrefix($0) }
      || ["LIBARCHIVE.creationtime", "SCHILY.fflags"].contains(key)
  }
}

/// Why a file is no index.
public enum FileIndexError: Error, Hashable {
  /// It does not begin as one of this version does.
  case unknownFormat(path: String)
  /// It ends too early or a record is not what its length says.
  case damaged(path: String)
}
