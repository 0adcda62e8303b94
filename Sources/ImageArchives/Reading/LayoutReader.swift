import Archive
import ByteStreams
import ContentStore
import ImageSpec

/// An OCI image layout, in a folder or in a tar archive.
///
/// docker's archives since version 25 are one too, with docker's own lists beside it: their content is read by the
/// index, which keeps every digest as it was, and names that only `manifest.json` has are taken from there.
/// See [Image layout](https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md).
struct LayoutReader: ArchiveReader {
  let images: [ArchivedImage]
  private let files: any ImageFiles

  /// Reads a layout's index; nil where there is no layout. Blocks.
  ///
  /// - Throws: ``ImageArchiveError``, and what the files throw.
  init?(_ files: any ImageFiles, limits: ArchiveLimits) throws {
    guard let marker = try files.json(of: files.path(LayoutName.marker), limit: 4096) else { return nil }
    guard let bytes = try files.bytes(of: files.path(LayoutName.index), limit: limits.listSize) else { return nil }
    let version = marker.value.object?["imageLayoutVersion"]?.string
    guard version == LayoutName.version else { throw ImageArchiveError.unknownLayoutVersion(version) }
    let index: Document<Index>
    do { index = try Document(bytes: bytes, mediaType: .ociIndex) } catch {
      throw ImageArchiveError.malformed(LayoutName.index, error)
    }
    var images = Self.images(of: index.body)
    guard images.count <= limits.images else {
      throw ImageArchiveError.tooLarge(LayoutName.index, limit: limits.images)
    }
    if images.contains(where: { $0.names.isEmpty }) {
      let tags = try DockerList(files, limits: limits)?.names ?? [:]
      for position in images.indices where images[position].names.isEmpty {
        guard let configuration = try Self.configuration(of: images[position].root, files) else { continue }
        images[position].names = tags[configuration] ?? []
      }
    }
    self.images = images
    self.files = files
  }

  /// The images of an index, each once, with all names of their entries.
  private static func images(of index: Index) -> [ArchivedImage] {
    var images: [ArchivedImage] = []
    for entry in index.manifests where entry.mediaType.isDocument {
      let position = images.firstIndex { $0.root.digest == entry.digest } ?? images.count
      if position == images.count { images.append(ArchivedImage(root: entry.bare)) }
      let whole = entry.annotations["io.containerd.image.name"]
      let short = entry.annotations["org.opencontainers.image.ref.name"]
      let text = [whole, short].compactMap { $0 }.first { $0.contains("/") || $0.contains(":") }
      if let name = text.flatMap({ try? ImageReference(parsing: $0).withDefaultTag }) {
        if !images[position].names.contains(name) { images[position].names.append(name) }
      } else if let short, !images[position].tags.contains(short) {
        images[position].tags.append(short)
      }
    }
    return images
  }

  private static func configuration(of root: Descriptor, _ files: any ImageFiles) throws -> Digest? {
    guard root.mediaType.isManifest,
      let bytes = try files.bytes(of: files.path(LayoutName.blob(root.digest)), limit: Document<Manifest>.maximumSize)
    else { return nil }
    return try? Document<Manifest>(bytes: bytes, mediaType: root.mediaType).body.configuration.digest
  }

  func holds(_ descriptor: Descriptor) -> Bool {
    (try? files.size(of: files.path(LayoutName.blob(descriptor.digest)))) == descriptor.size
  }

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    let path = try files.path(LayoutName.blob(descriptor.digest))
    try await files.fetch(descriptor, at: path, from: offset, into: sink)
  }
}

extension ImageFiles {
  /// Streams content out of its file on a thread that may block; see `ContentFetcher`.
  func fetch(
    _ descriptor: Descriptor, at path: ArchivePath, from offset: Int64, into sink: any ByteSink
  ) async throws {
    let isCancelled = Locked(false)
    try await withTaskCancellationHandler {
      try await BlockingThreads.run {
        guard let size = try size(of: path) else { throw ContentError.notFound(descriptor.digest) }
        guard size == descriptor.size, offset <= size else {
          throw ContentError.sizeMismatch(descriptor.digest, expected: descriptor.size, found: size)
        }
        try stream(path, from: offset, into: sink) { isCancelled.withLock { $0 } }
      }
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
  }
}
