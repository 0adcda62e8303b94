import Archive
import ByteStreams
import Glibc

/// The files of a tar archive that lies in a file, found by hopping from header to header and read by position.
///
/// Links are followed within the archive: docker's archives name a layer that two images share by a symbolic link.
struct TarFile: ImageFiles {
  private let file: OpenFile
  private let table: TarTable
  private let limits: ArchiveLimits

  /// Reads an archive's headers. Blocks.
  ///
  /// - Throws: `TarError`, `ArchivePathError`, ``ImageArchiveError`` for entries that readers would understand
  ///   differently, and `SystemError`.
  init(_ file: OpenFile, limits: ArchiveLimits = ArchiveLimits()) throws {
    self.file = file
    self.limits = limits
    table = TarTable()
    var tarLimits = TarLimits()
    tarLimits.entries = limits.entries
    let reader = TarReader(visitor: table, limits: tarLimits)
    let end = Int64(try file.status().st_size)
    var position: Int64 = 0
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 16)
    defer { block.deallocate() }
    while !reader.isAtEnd {
      let count = try file.read(into: block, at: position)
      if count == 0 { break }
      position += Int64(count)
      try reader.write(UnsafeRawBufferPointer(rebasing: block[..<count]))
      position += try reader.skipData()
      // The padding of the last entry may be cut off, its data may not.
      guard table.end <= end else { throw TarError.truncated(offset: end) }
    }
    try reader.finish()
  }

  func size(of path: ArchivePath) throws -> Int64? { try extent(of: path)?.size }

  func stream(
    _ path: ArchivePath, from offset: Int64, into sink: any ByteSink, isCancelled: () -> Bool
  ) throws {
    guard let extent = try extent(of: path) else { throw ImageArchiveError.missing(path.description) }
    let end = extent.offset + extent.size
    try file.stream(min(extent.offset + offset, end)..<end, into: sink, isCancelled: isCancelled)
  }

  private func extent(of path: ArchivePath) throws -> Extent? {
    var target = path
    for _ in 0...limits.links {
      switch table.places[target] {
      case .data(let extent): return extent
      case .link(let next): target = next
      case .unusable: throw ImageArchiveError.notAFile(path.description)
      case nil: return nil
      }
    }
    throw ImageArchiveError.linkLeaves(path.description)
  }
}

/// Where the files of an archive lie in it.
///
/// `@unchecked Sendable`: filled by the one reader while a ``TarFile`` is made, and only read afterwards.
private final class TarTable: TarVisitor, @unchecked Sendable {
  enum Place {
    case data(Extent)
    case link(ArchivePath)
    /// A device, or a sparse map, whose bytes are not the file's.
    case unusable
  }

  private(set) var places: [ArchivePath: Place] = [:]
  /// Where the data of the last entry ends.
  private(set) var end: Int64 = 0

  func entry(_ entry: TarEntry, dataOffset: Int64) throws {
    end = dataOffset + entry.storedSize
    let path = try ArchivePath(cleaning: entry.name)
    let place: Place
    switch entry.kind {
    case .directory: return
    case .file: place = entry.sparse != nil ? .unusable : .data(Extent(offset: dataOffset, size: entry.size))
    case .hardLink: place = .link(try ArchivePath(cleaning: entry.linkName))
    case .symbolicLink: place = .link(try Self.target(of: entry.linkName, at: path))
    case .characterDevice, .blockDevice, .fifo, .other: place = .unusable
    }
    guard places.updateValue(place, forKey: path) == nil else {
      throw ImageArchiveError.repeatedName(path.description)
    }
  }

  /// The path that a symbolic link means: relative to its folder, or to the archive's root.
  private static func target(of text: String, at path: ArchivePath) throws -> ArchivePath {
    var parts = text.hasPrefix("/") ? [] : path.components.dropLast()
    for part in text.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        throw ImageArchiveError.linkLeaves(path.description)
      }
    }
    return try ArchivePath(cleaning: parts.joined(separator: "/"))
  }
}
