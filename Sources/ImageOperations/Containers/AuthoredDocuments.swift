import ByteStreams
import ContentStore
import ImageSpec
import LayoutStore

/// A configuration and the manifest over it, both made here, as a source of content.
struct AuthoredDocuments: ContentFetcher {
  /// The configuration.
  let configuration: Descriptor
  /// The manifest.
  let manifest: Descriptor
  private let bytes: [Digest: [UInt8]]

  /// Takes a configuration's bytes, composes the manifest over its descriptor, and gives both docker's media types or
  /// the OCI's.
  init(configuration: [UInt8], isDocker: Bool, compose: (Descriptor) -> Manifest) throws {
    self.configuration = Descriptor(
      mediaType: isDocker ? .dockerConfiguration : .ociConfiguration, digest: try Digest(of: configuration),
      size: Int64(configuration.count))
    let type = isDocker ? MediaType.dockerManifest : .ociManifest
    let manifest = compose(self.configuration).encoded(as: type)
    self.manifest = Descriptor(mediaType: type, digest: try Digest(of: manifest), size: Int64(manifest.count))
    bytes = [self.configuration.digest: configuration, self.manifest.digest: manifest]
  }

  /// The image's id, by its manifest's digest.
  var id: [Digest: Digest] { [manifest.digest: configuration.digest] }

  /// What storing the image under a name, or without one, will change.
  func effects(naming reference: ImageReference?, in store: LayoutStore) async throws -> [Effect] {
    guard let reference else { return [.imageAdded(manifest)] }
    let before = try? await store.resolve(reference)
    return [.reference(reference, before: before, after: manifest), .imageAdded(manifest)]
  }

  /// Stores both, the manifest last.
  func push(to store: LayoutStore) async throws {
    try await store.push(configuration, from: self, progress: { _ in })
    try await store.push(manifest, from: self, progress: { _ in })
  }

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    guard let bytes = bytes[descriptor.digest], offset <= bytes.count else {
      throw ContentError.notFound(descriptor.digest)
    }
    try await BlockingThreads.run { try sink.write(Array(bytes[Int(offset)...])) }
  }
}
