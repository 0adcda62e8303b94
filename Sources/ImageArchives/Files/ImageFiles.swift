import Archive
import ByteStreams
import ImageSpec

/// The files that images lie in, by their paths: those of a folder, or of a tar archive that is read by position.
protocol ImageFiles: Sendable {
  /// The size of a file in bytes; nil when there is none. Blocks.
  ///
  /// - Throws: ``ImageArchiveError`` for what is there and no file, and `SystemError`.
  func size(of path: ArchivePath) throws -> Int64?

  /// Streams a file from an offset to its end, or until `isCancelled` says so. Blocks.
  ///
  /// - Throws: ``ImageArchiveError/missing(_:)``, `SystemError`, `CancellationError`, and the sink's errors.
  func stream(
    _ path: ArchivePath, from offset: Int64, into sink: any ByteSink, isCancelled: () -> Bool
  ) throws
}

extension ImageFiles {
  /// A small file whole; nil when there is none. Blocks.
  ///
  /// - Throws: ``ImageArchiveError/tooLarge(_:limit:)``, and what ``stream(_:from:into:isCancelled:)`` throws.
  func bytes(of path: ArchivePath, limit: Int) throws -> [UInt8]? {
    guard let size = try size(of: path) else { return nil }
    guard size <= limit else { throw ImageArchiveError.tooLarge(path.description, limit: limit) }
    let memory = MemorySink(limit: limit)
    try stream(path, from: 0, into: memory) { false }
    return memory.bytes
  }

  /// A small JSON file; nil when there is none. Blocks.
  func json(of path: ArchivePath, limit: Int) throws -> JSONCursor? {
    guard let bytes = try bytes(of: path, limit: limit) else { return nil }
    do { return JSONCursor(root: try JSON(parsing: bytes)) } catch {
      throw ImageArchiveError.malformed(path.description, .notJSON(error))
    }
  }

  /// The path that a list in the archive names.
  ///
  /// - Throws: `ArchivePathError` for one that climbs.
  func path(_ name: String) throws -> ArchivePath { try ArchivePath(cleaning: name) }
}

/// Where content lies in an image layout.
///
/// See [Blobs](https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md#blobs).
enum LayoutName {
  static let marker = "oci-layout"
  static let index = "index.json"
  static let version = "1.0.0"

  static func blob(_ digest: Digest) -> String { "blobs/\(digest.algorithm.rawValue)/\(digest.hex)" }
}

/// What the names of docker's archives are.
enum DockerName {
  static let manifest = "manifest.json"
  static let repositories = "repositories"
}
