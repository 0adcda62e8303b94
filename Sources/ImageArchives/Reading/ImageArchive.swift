import Archive
import ByteStreams
import ContentStore
import Glibc
import ImageSpec

/// An archive or a layout of images, opened for reading: a content store that a copy takes images out of.
///
/// Read are docker archives of every generation and OCI image layouts, the latter as folders too. What is opened is
/// checked as far as its lists go; content is verified by the store that takes it.
public struct ImageArchive: Sendable {
  /// The images, in the archive's order.
  public var images: [ArchivedImage] { reader.images }
  private let reader: any ArchiveReader

  /// Opens an archive in a regular file, uncompressed; see ``ScratchCopy`` for others. Blocks; the file stays open with
  /// this value.
  ///
  /// - Throws: ``ImageArchiveError``, `TarError`, `ArchivePathError`, `CompressionError`, `SystemError`.
  public init(file: OpenFile, limits: ArchiveLimits = ArchiveLimits()) throws {
    try self.init(try TarFile(file, limits: limits), limits)
  }

  /// Opens an image layout in a folder. Blocks.
  ///
  /// - Throws: ``ImageArchiveError`` and `SystemError`.
  public init(folder: String, limits: ArchiveLimits = ArchiveLimits()) throws {
    guard let reader = try LayoutReader(FolderFiles(folder), limits: limits) else { throw ImageArchiveError.noImages }
    self.reader = reader
  }

  private init(_ files: TarFile, _ limits: ArchiveLimits) throws {
    if let layout = try LayoutReader(files, limits: limits) {
      reader = layout
    } else if let docker = try DockerReader(files, limits: limits) {
      reader = docker
    } else if let oldest = try DockerReader(oldest: files, limits: limits) {
      reader = oldest
    } else {
      throw ImageArchiveError.noImages
    }
  }

  /// Whether a file has to be copied before it can be read by position: it is compressed. Blocks.
  static func isCompressed(_ file: OpenFile) throws(SystemError) -> Bool {
    let head = UnsafeMutableRawBufferPointer.allocate(byteCount: 4, alignment: 4)
    defer { head.deallocate() }
    let count = try file.read(into: head, at: 0)
    return LayerDecompressor.compression(of: Array(head[..<count])) != .none
  }

  /// The image that is asked for by a name or by `@N`, its place from 0, as skopeo has it; without either the only one.
  ///
  /// - Throws: ``ImageArchiveError/noSuchImage(_:known:)``, ``ImageArchiveError/severalImages(known:)`` or
  ///   ``ImageArchiveError/empty``.
  public func image(_ name: String?) throws(ImageArchiveError) -> ArchivedImage {
    let known = images.flatMap(\.labels)
    guard let name else {
      guard let first = images.first else { throw .empty }
      guard images.count == 1 else { throw .severalImages(known: known) }
      return first
    }
    if name.hasPrefix("@"), let position = Int(name.dropFirst()), images.indices.contains(position) {
      return images[position]
    }
    if let image = images.first(where: { $0.tags.contains(name) }) { return image }
    let reference = (try? ImageReference(parsing: name))?.withDefaultTag
    if let image = images.first(where: { image in image.names.contains { $0 == reference } }) { return image }
    // A whole name has the tag that is asked for: docker's own layouts have both.
    let tagged = images.filter { image in image.names.contains { $0.tag?.description == name } }
    guard let first = tagged.first else { throw .noSuchImage(name, known: known) }
    guard tagged.count == 1 else { throw .severalImages(known: tagged.flatMap(\.labels)) }
    return first
  }

  /// Whether the archive has all bytes of some content. Blocks for a moment.
  public func holds(_ descriptor: Descriptor) -> Bool { reader.holds(descriptor) }

  /// The entries of an index whose documents are in the archive.
  public func present(in index: Index) -> [Descriptor] { index.manifests.filter(holds) }
}

extension ImageArchive: ContentFetcher, ContentChecker {
  public func contains(_ descriptor: Descriptor) async throws -> Bool {
    try await BlockingThreads.run { holds(descriptor) }
  }

  public func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    try await reader.fetch(descriptor, from: offset, into: sink)
  }
}
