import Archive
import ByteStreams
import ContentStore
import ImageSpec

/// What docker's archives lack, made while they are read: descriptors of their layers, and manifests.
///
/// Layers stand there uncompressed, so that a layer's digest is the diffID that the configuration says, and nothing has
/// to be read before it is copied, which is when it is verified. A layer that is compressed has to be read for its
/// digest. Manifests are authored in OCI's terms, as docker's own archives have them since version 25; the
/// configuration keeps its bytes, and so the image its id.
struct DockerContents {
  /// Where content lies.
  enum Place {
    case bytes([UInt8])
    case file(ArchivePath)
  }

  private(set) var places: [Digest: Place] = [:]
  private let files: any ImageFiles
  private var inspected: [ArchivePath: (layer: Descriptor, diffID: Digest)] = [:]

  init(_ files: any ImageFiles) { self.files = files }

  /// Adds a layer that the configuration says has a diffID.
  ///
  /// - Throws: ``ImageArchiveError/missing(_:)``, and what its reading throws.
  mutating func add(layer name: String, diffID: Digest) throws -> Descriptor {
    let path = try files.path(name)
    guard let size = try files.size(of: path) else { throw ImageArchiveError.missing(name) }
    guard try compression(of: path) == .none else { return try inspect(layer: name).layer }
    places[diffID] = .file(path)
    return Descriptor(mediaType: .ociLayer, digest: diffID, size: size)
  }

  /// Adds a layer of which nothing is known, by reading it.
  mutating func inspect(layer name: String) throws -> (layer: Descriptor, diffID: Digest) {
    let path = try files.path(name)
    if let known = inspected[path] { return known }
    guard try files.size(of: path) != nil else { throw ImageArchiveError.missing(name) }
    let inspector = try LayerInspector(digestsBlob: true)
    try files.stream(path, from: 0, into: inspector) { false }
    let facts = try inspector.finish()
    let type: MediaType =
      switch try compression(of: path) {
      case .none: .ociLayer
      case .gzip: .ociLayerGzip
      case .zstd: .ociLayerZstd
      }
    let digest = facts.compressedDigest ?? facts.diffID
    places[digest] = .file(path)
    let layer = Descriptor(mediaType: type, digest: digest, size: facts.compressedSize)
    inspected[path] = (layer, facts.diffID)
    return (layer, facts.diffID)
  }

  /// Adds a document whose bytes are known.
  mutating func add(_ bytes: [UInt8], as type: MediaType) throws -> Descriptor {
    let digest = try Digest(of: bytes)
    places[digest] = .bytes(bytes)
    return Descriptor(mediaType: type, digest: digest, size: Int64(bytes.count))
  }

  /// Adds an image: its configuration's bytes and its layers' descriptors give its manifest.
  mutating func add(configuration: [UInt8], layers: [Descriptor]) throws -> Descriptor {
    let configuration = try add(configuration, as: .ociConfiguration)
    return try add(Manifest(configuration: configuration, layers: layers).encoded(), as: .ociManifest)
  }

  private func compression(of path: ArchivePath) throws -> MediaType.Compression {
    let head = HeadSink()
    do { try files.stream(path, from: 0, into: head) { false } } catch is HeadSink.Complete {}
    return LayerDecompressor.compression(of: head.bytes)
  }
}

/// Takes the first four bytes of a stream and ends it.
private final class HeadSink: ByteSink {
  struct Complete: Error {}

  private let state = Locked([UInt8]())

  var bytes: [UInt8] { state.withLock { $0 } }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    let isComplete = state.withLock { head in
      head += bytes.prefix(4 - head.count)
      return head.count == 4
    }
    if isComplete { throw Complete() }
  }
}
