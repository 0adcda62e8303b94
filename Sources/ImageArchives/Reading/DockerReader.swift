import Archive
import ByteStreams
import ContentStore
import ImageSpec

/// What `docker save` wrote before version 25, and other tools write still: configurations and layers as files, named by
/// `manifest.json`, or in the oldest generation, before 1.10, by `repositories` and each layer's own `json`.
struct DockerReader: ArchiveReader {
  let images: [ArchivedImage]
  private let contents: DockerContents
  private let files: any ImageFiles

  /// Reads what the archive's `manifest.json` names; nil where there is none. Blocks.
  ///
  /// - Throws: ``ImageArchiveError``, and what the files throw.
  init?(_ files: any ImageFiles, limits: ArchiveLimits) throws {
    guard let list = try DockerList(files, limits: limits) else { return nil }
    var contents = DockerContents(files)
    var images: [ArchivedImage] = []
    for item in list.items {
      let root = try Self.add(item, to: &contents, files)
      images.add(root, named: item.names)
    }
    (self.images, self.contents, self.files) = (images, contents, files)
  }

  /// Reads what the archive's `repositories` name; nil where there are none. Blocks: every layer is read, for nothing
  /// in the archive says its digest.
  init?(oldest files: any ImageFiles, limits: ArchiveLimits) throws {
    guard let list = try files.json(of: files.path(DockerName.repositories), limit: limits.listSize) else { return nil }
    var contents = DockerContents(files)
    var images: [ArchivedImage] = []
    do {
      for (name, tags) in try list.members() {
        for (tag, id) in try tags.members() {
          let root = try Ancestry(of: try id.string(), files, limits: limits).add(to: &contents)
          images.add(root, named: [try ImageReference(archived: "\(name):\(tag)")])
          guard images.count <= limits.images else {
            throw ImageArchiveError.tooLarge(DockerName.repositories, limit: limits.images)
          }
        }
      }
    } catch let error as DocumentError {
      throw ImageArchiveError.malformed(DockerName.repositories, error)
    }
    (self.images, self.contents, self.files) = (images, contents, files)
  }

  private static func add(
    _ item: DockerList.Item, to contents: inout DockerContents, _ files: any ImageFiles
  ) throws -> Descriptor {
    let name = item.configuration
    let limit = Document<ImageConfiguration>.maximumSize
    guard let bytes = try files.bytes(of: files.path(name), limit: limit) else { throw ImageArchiveError.missing(name) }
    let configuration: Document<ImageConfiguration>
    do { configuration = try Document(bytes: bytes, mediaType: .ociConfiguration) } catch {
      throw ImageArchiveError.malformed(name, error)
    }
    if let expected = Digest(named: name), expected != configuration.digest {
      throw ImageArchiveError.wrongDigest(name, found: configuration.digest)
    }
    let diffIDs = configuration.body.diffIDs
    guard diffIDs.count == item.layers.count else {
      throw ImageArchiveError.layerCount(name, listed: item.layers.count, configured: diffIDs.count)
    }
    var layers: [Descriptor] = []
    for (layer, diffID) in zip(item.layers, diffIDs) { layers.append(try contents.add(layer: layer, diffID: diffID)) }
    return try contents.add(configuration: bytes, layers: layers)
  }

  func holds(_ descriptor: Descriptor) -> Bool { contents.places[descriptor.digest] != nil }

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    switch contents.places[descriptor.digest] {
    case .file(let path): try await files.fetch(descriptor, at: path, from: offset, into: sink)
    case .bytes(let bytes) where offset <= bytes.count:
      try await BlockingThreads.run { try sink.write(Array(bytes[Int(offset)...])) }
    case .bytes, nil: throw ContentError.notFound(descriptor.digest)
    }
  }
}

extension [ArchivedImage] {
  /// Adds an image, or its names to the one that is there.
  fileprivate mutating func add(_ root: Descriptor, named names: [ImageReference]) {
    guard let position = firstIndex(where: { $0.root == root }) else {
      return append(ArchivedImage(root: root, names: names, isAuthored: true))
    }
    self[position].names += names.filter { !self[position].names.contains($0) }
  }
}
