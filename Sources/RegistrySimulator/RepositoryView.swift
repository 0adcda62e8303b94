import ByteStreams
import ContentStore
import DistributionSpec
import ImageSpec

/// A repository of a simulated registry as a content store, past all rights and without a request: fixtures fill it by
/// a graph copy, checks read it.
public struct RepositoryView: Sendable {
  /// The repository's name.
  public let name: RepositoryName
  let area: Area
  let registry: RegistrySimulator

  /// What can be seen in it now.
  public var contents: AreaContents { area.contents }

  /// Its tags, sorted.
  public var tags: [Tag] { area.contents.tags.keys.sorted() }

  /// The manifest that a tag names; nil where there is none.
  public func descriptor(_ tag: Tag) -> Descriptor? { area.contents.record(.tag(tag))?.descriptor.bare }

  /// The manifest with a digest; nil where there is none.
  public func descriptor(_ digest: Digest) -> Descriptor? { area.contents.record(.digest(digest))?.descriptor.bare }

  /// Copies an image or an index with everything that it reaches out of a store, and names it.
  ///
  /// - Throws: `CopyError`.
  @discardableResult
  public func insert(_ root: Descriptor, from source: any ContentFetcher, as tag: Tag? = nil) async throws
    -> CopyOutcome
  {
    // The host plays no part in here.
    let reference = ImageReference(host: .localhost, repository: name, tag: tag)
    return try await GraphCopy(from: source, to: self).run(root, as: tag.map { _ in reference })
  }
}

extension RepositoryView: ContentFetcher, ContentChecker, ContentPusher, ReferencePusher, ReferenceResolver {
  public func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    try await area.fetch(descriptor, from: offset, into: sink)
  }

  public func contains(_ descriptor: Descriptor) async -> Bool {
    let contents = area.contents
    let size =
      descriptor.mediaType.isDocument
      ? contents.manifests[descriptor.digest]?.descriptor.size : contents.blobs[descriptor.digest]
    return size == descriptor.size
  }

  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    if descriptor.mediaType.isDocument {
      try await put(descriptor, from: source, as: [])
    } else {
      try await area.push(descriptor, from: source, progress: progress)
    }
  }

  public func push(_ descriptor: Descriptor, from source: any ContentFetcher, as reference: ImageReference) async throws
  {
    try await put(descriptor, from: source, as: reference.tag.map { [$0] } ?? [])
  }

  private func put(_ descriptor: Descriptor, from source: any ContentFetcher, as tags: [Tag]) async throws {
    let bytes = try await source.bytes(of: descriptor)
    let document = try RegistryDocument(
      bytes: bytes, mediaType: descriptor.mediaType, algorithm: descriptor.digest.algorithm)
    try await area.put(document, as: tags)
  }

  public func resolve(_ reference: ImageReference) async throws -> Descriptor {
    guard let record = area.contents.record(ManifestReference(reference)) else {
      throw ContentError.unknownReference(reference)
    }
    return record.descriptor.bare
  }
}

/// The host of foreign layers as a content store.
public struct ForeignLayerView: ContentFetcher, ContentChecker, ContentPusher {
  let area: Area

  /// The path under which the registry's listener serves a layer: for the `urls` of its descriptor.
  public static func path(_ digest: Digest) -> String { "/foreign/\(digest)" }

  public func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    try await area.fetch(descriptor, from: offset, into: sink)
  }

  public func contains(_ descriptor: Descriptor) async -> Bool {
    area.contents.blobs[descriptor.digest] == descriptor.size
  }

  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    try await area.push(descriptor, from: source, progress: progress)
  }
}

extension Area {
  fileprivate static let chunkSize = 256 << 10

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    guard let reader = try await open(descriptor.digest) else { throw ContentError.notFound(descriptor.digest) }
    guard (0...reader.size).contains(offset) else {
      throw ContentError.sizeMismatch(descriptor.digest, expected: offset, found: reader.size)
    }
    var position = offset
    while position < reader.size {
      try Task.checkCancellation()
      let start = position
      position += try await BlockingThreads.run {
        let chunk = try reader.read(at: start, count: Self.chunkSize)
        if chunk.isEmpty { throw StorageError.truncated }
        try sink.write(chunk)
        return Int64(chunk.count)
      }
    }
  }

  func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    if contents.blobs[descriptor.digest] == descriptor.size { return }
    let storage = pool.storage
    let upload = try await BlockingThreads.run { try storage.beginUpload() }
    do {
      let sink = try VerifyingSink(descriptor, next: UploadSink(upload: upload))
      try await source.fetch(descriptor, from: 0, into: CountingSink(next: sink, progress: progress))
      try sink.finish()
      try await take(upload, as: descriptor.digest)
    } catch {
      try? await BlockingThreads.run { upload.abandon() }
      throw error
    }
  }
}

/// Writes a stream into an upload.
private final class UploadSink: ByteSink {
  private let upload: any BlobUpload

  init(upload: any BlobUpload) { self.upload = upload }

  func write(_ bytes: UnsafeRawBufferPointer) throws { try upload.append(bytes) }
}
