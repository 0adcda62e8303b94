import ByteStreams
import ContentStore
import ImageSpec
import RegistrySimulator

/// A fixture's images as content: layers, configurations, manifests and indexes with their bytes. The same fixture gives
/// the same digests each time. Held in memory, for a fixture is small.
public struct FixtureContents: Sendable {
  /// The root documents by the names of images and indexes in the fixture.
  public private(set) var roots: [String: Descriptor] = [:]
  /// The foreign layers, which no repository holds.
  public private(set) var foreignLayers: [Descriptor] = []
  private(set) var blobs: [Digest: [UInt8]] = [:]
  private var documents: [Digest: RegistryDocument] = [:]
  private var images: [String: BuiltImage] = [:]
  private var archives: [LayerKey: LayerArchive] = [:]
  private let fixture: Fixture

  private struct LayerKey: Hashable {
    let layer: FixtureLayer
    let isWindows: Bool
    let format: FixtureImage.Format
  }

  private struct BuiltImage {
    let configuration: ImageConfiguration
    let layers: [Descriptor]
    let format: FixtureImage.Format
  }

  /// Builds all images of a fixture. Blocks for as long as compressing takes.
  ///
  /// - Throws: what compressing and hashing throw when memory is short.
  public init(_ fixture: Fixture) throws {
    self.fixture = fixture
    for name in fixture.images.keys.sorted() { _ = try image(name) }
    for (name, entries) in fixture.indexes.sorted(by: { $0.key < $1.key }) {
      let index = Index(
        manifests: entries.compactMap { entry in
          guard var descriptor = roots[entry] else { return nil }
          descriptor.platform = images[entry]?.configuration.platform
          return descriptor
        })
      let isDocker = entries.allSatisfy { images[$0]?.format == .docker }
      let type = isDocker ? MediaType.dockerManifestList : .ociIndex
      roots[name] = try add(document: index.encoded(as: type), type)
    }
  }

  /// The bytes of everything.
  public var size: Int { blobs.values.reduce(0) { $0 + $1.count } }

  /// The image that a name of the fixture means on a platform: of an index, the first entry that fits, else the first.
  func image(_ name: String, for platform: Platform) throws -> FoundImage? {
    let entries = fixture.indexes[name] ?? [name]
    let fitting = entries.first { images[$0]?.configuration.platform.satisfies(platform) ?? false }
    guard let entry = fitting ?? entries.first, let built = images[entry], let manifest = roots[entry],
      case .manifest(let document)? = documents[manifest.digest]
    else { return nil }
    return FoundImage(
      manifest: manifest, id: document.body.configuration.digest, configuration: built.configuration,
      layers: built.layers)
  }

  /// An image with its facts.
  struct FoundImage {
    let manifest: Descriptor
    let id: Digest
    let configuration: ImageConfiguration
    let layers: [Descriptor]
  }

  /// Everything that a document reaches, itself included, each once; foreign layers left out.
  func reachable(from root: Descriptor) -> (documents: [RegistryDocument], blobs: [Descriptor]) {
    guard let document = documents[root.digest] else { return ([], []) }
    switch document {
    case .manifest(let manifest):
      let parts = [manifest.body.configuration] + manifest.body.layers
      return ([document], parts.filter { !$0.mediaType.isNonDistributable })
    case .index(let index):
      let parts = index.body.manifests.map { reachable(from: $0) }
      return ([document] + parts.flatMap(\.documents), parts.flatMap(\.blobs))
    }
  }

  private mutating func image(_ name: String) throws -> BuiltImage? {
    if let known = images[name] { return known }
    guard let description = fixture.images[name] else { return nil }
    let base = try description.base.flatMap { try image($0) }
    let platform = description.platform ?? base?.configuration.platform ?? fixture.platform
    var layers = base?.layers ?? []
    var configuration = ImageConfiguration(
      created: description.created.description, author: description.author ?? base?.configuration.author,
      platform: platform, execution: execution(description, over: base?.configuration),
      diffIDs: base?.configuration.diffIDs ?? [], history: base?.configuration.history ?? [])
    for step in description.history {
      configuration.history.append(
        HistoryEntry(
          created: (step.created ?? description.created).description, createdBy: step.createdBy, comment: step.comment,
          isEmptyLayer: step.layer == nil))
      guard let layer = step.layer else { continue }
      let archive = try archive(layer, isWindows: platform.os == "windows", description.format)
      layers.append(archive.descriptor)
      configuration.diffIDs.append(archive.diffID)
    }
    let isDocker = description.format == .docker
    let bytes = configuration.encoded()
    let manifest = Manifest(
      configuration: try add(blob: bytes, isDocker ? .dockerConfiguration : .ociConfiguration), layers: layers)
    let type = isDocker ? MediaType.dockerManifest : .ociManifest
    roots[name] = try add(document: manifest.encoded(as: type), type)
    let built = BuiltImage(configuration: configuration, layers: layers, format: description.format)
    images[name] = built
    return built
  }

  /// The execution parameters: the base's, with what the image says.
  private func execution(_ image: FixtureImage, over base: ImageConfiguration?) -> JSONObject {
    var execution = base?.execution ?? JSONObject()
    let environment = (execution["Env"]?.array?.compactMap(\.string) ?? []) + image.environment
    if !environment.isEmpty { execution["Env"] = .strings(environment) }
    if let command = image.command { execution["Cmd"] = .strings(command) }
    let labels = (base?.labels ?? [:]).merging(image.labels) { $1 }
    if !labels.isEmpty { execution["Labels"] = JSON(sorted: labels) }
    return execution
  }

  private mutating func archive(
    _ layer: FixtureLayer, isWindows: Bool, _ format: FixtureImage.Format
  ) throws -> LayerArchive {
    let key = LayerKey(layer: layer, isWindows: isWindows, format: format)
    if let known = archives[key] { return known }
    let archive = try LayerArchive(
      layer, isWindows: isWindows, format: format, modified: fixture.clock, foreignHost: fixture.foreignHost)
    archives[key] = archive
    blobs[archive.descriptor.digest] = archive.bytes
    if layer.isForeign { foreignLayers.append(archive.descriptor) }
    return archive
  }

  private mutating func add(blob bytes: [UInt8], _ type: MediaType) throws -> Descriptor {
    let digest = try Digest(of: bytes)
    blobs[digest] = bytes
    return Descriptor(mediaType: type, digest: digest, size: Int64(bytes.count))
  }

  private mutating func add(document bytes: [UInt8], _ type: MediaType) throws -> Descriptor {
    let document = try RegistryDocument(bytes: bytes, mediaType: type)
    documents[document.descriptor.digest] = document
    return try add(blob: bytes, type)
  }
}

extension FixtureContents: ContentFetcher {
  public func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    guard let bytes = blobs[descriptor.digest] else { throw ContentError.notFound(descriptor.digest) }
    guard (0...Int64(bytes.count)).contains(offset) else {
      throw ContentError.sizeMismatch(descriptor.digest, expected: offset, found: Int64(bytes.count))
    }
    try await BlockingThreads.run { try sink.write(Array(bytes[Int(offset)...])) }
  }
}
