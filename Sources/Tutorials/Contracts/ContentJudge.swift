import ContainerStore
import ContentStore
import FoundationEssentials
import ImageCommands
import ImageOperations
import ImageSpec
import LayoutStore
import Worlds

/// Looks at content: whether it is there, and whether its bytes are what its digest says.
struct ContentJudge {
  let world: World

  /// Looks at everything of an image that registries hold: each piece is hashed again. Foreign layers must keep what
  /// makes them fetchable.
  func judge(
    _ image: LocalImage, in store: any ContentFetcher, _ place: String, _ assertions: inout Assertions
  ) async {
    var pieces = [image.manifest.descriptor, image.manifest.body.configuration]
    for (index, layer) in image.manifest.body.layers.enumerated() {
      guard layer.mediaType.isNonDistributable else {
        pieces.append(layer)
        continue
      }
      assertions.expect(!layer.urls.isEmpty, "the foreign layer \(layer.digest.short) lost its URLs")
      assertions.expect(
        image.configuration.map { index < $0.body.diffIDs.count } ?? true,
        "the foreign layer \(layer.digest.short) lost its diffID")
    }
    for piece in pieces {
      do { try await Self.hash(piece, in: store) } catch {
        assertions.expect(
          false, "\(piece.digest.short) is not sound in \(place)", expected: "\(piece.digest), \(piece.size) bytes",
          seen: ErrorWording.headline(of: error))
        continue
      }
      assertions.expect(true, "")
    }
    if let configuration = image.configuration?.body {
      assertions.expectEqual(
        image.manifest.body.layers.count, configuration.diffIDs.count, "layers and diffIDs of an image must be as many")
    }
  }

  /// Looks at an image that was made of a container: its base's layers, and at most one more that holds the changes.
  ///
  /// - Throws: what keeps the looking from being done.
  func judge(_ image: LocalImage, madeOf container: Container, _ assertions: inout Assertions) async throws {
    let base: Document<Manifest> = try await world.store.document(of: container.manifest)
    let below: Document<ImageConfiguration> = try await world.store.document(of: base.body.configuration)
    assertions.expect(
      image.manifest.body.layers.map(\.digest).starts(with: base.body.layers.map(\.digest)),
      "the image's layers do not begin with those of \(container.image)")
    let diffIDs = image.configuration?.body.diffIDs ?? []
    assertions.expect(
      diffIDs.starts(with: below.body.diffIDs), "the image's diffIDs do not begin with its base's")
    let more = diffIDs.dropFirst(below.body.diffIDs.count)
    let sink = try DigestSink()
    if try await files(of: container, in: world.containers).layer(into: sink) {
      assertions.expectEqual(more.count, 1, "one layer must hold the container's changes")
      assertions.expectEqual(more.first, try sink.digest(), "the new layer does not hold the container's changes")
    } else {
      assertions.expect(more.count <= 1, "a container without changes gives at most one layer", seen: "\(more.count)")
    }
  }

  /// Reads content and throws where it is not what its descriptor says.
  static func hash(_ descriptor: Descriptor, in store: any ContentFetcher) async throws {
    let sink = try VerifyingSink(descriptor)
    try await store.fetch(descriptor, from: 0, into: sink)
    try sink.finish()
  }

  /// The content that nothing needs: neither names nor containers nor what the journal could take back.
  func orphans() async throws -> [Digest] {
    let containers = try await world.containers.list().map(\.manifest)
    let journal = try await world.journal.entries().flatMap(\.roots)
    return try await world.store.orphans(keeping: containers + journal).map(\.digest)
  }

  /// A container's files, over the layers of its image that are here.
  func files(of container: Container, in containers: ContainerStore) async throws -> ContainerFiles {
    var layers: [BaseLayer] = []
    let manifest: Document<Manifest> = try await world.store.document(of: container.manifest)
    for layer in manifest.body.layers where try await world.store.contains(layer) {
      layers.append(BaseLayer(descriptor: layer, index: try await world.store.fileIndex(of: layer)))
    }
    return containers.files(of: container, layers: layers, fetcher: world.store)
  }
}

extension ContentJudge {
  /// Whether a path is there.
  func holds(_ path: String, _ files: ContainerFiles) async -> Bool {
    (try? await files.copyOut(path, archiveInto: try DigestSink())) != nil
  }

  /// Lends a container over an image, in a store of its own beside the world's.
  func withContainer<Value: Sendable>(
    over image: LocalImage, _ body: (ContainerFiles) async throws -> Value
  ) async throws -> Value {
    let store = ContainerStore(folder: "\(world.store.path).judge")
    defer { try? FileManager.default.removeItem(atPath: store.folder) }
    let container = try await store.create(
      id: try ContainerID(parsing: image.id.hex),
      image: ContainerImage(
        name: image.id.description, manifest: image.manifest.descriptor, id: image.id,
        platform: image.configuration?.body.platform ?? world.platform),
      created: world.clock.now(), command: [], randomness: { 0 })
    return try await body(try await files(of: container, in: store))
  }
}
