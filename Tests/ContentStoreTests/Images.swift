import ByteStreams
import ContentStore
import ImageSpec

/// A two-platform image whose platforms share their lowest layer, in a memory store.
struct TwoPlatforms {
  let store = MemoryStore()
  let shared: Descriptor
  let own: [Descriptor]
  let configurations: [Descriptor]
  let manifests: [Descriptor]
  let index: Descriptor

  init(foreign: Descriptor? = nil) throws {
    shared = try store.insert(Array("shared".utf8), mediaType: .ociLayer)
    var own: [Descriptor] = []
    var configurations: [Descriptor] = []
    var manifests: [Descriptor] = []
    for architecture in ["amd64", "arm64"] {
      let platform = Platform(os: "linux", architecture: architecture)
      let layer = try store.insert(Array(architecture.utf8), mediaType: .ociLayer)
      let body = ImageConfiguration(created: nil, platform: platform, diffIDs: [shared.digest, layer.digest])
      let configuration = try store.insert(body.encoded(), mediaType: .ociConfiguration)
      let layers = (foreign.map { [$0] } ?? []) + [shared, layer]
      let document = Manifest(configuration: configuration, layers: layers)
      var manifest = try store.insert(document.encoded(), mediaType: .ociManifest)
      manifest.platform = platform
      own.append(layer)
      configurations.append(configuration)
      manifests.append(manifest)
    }
    self.own = own
    self.configurations = configurations
    self.manifests = manifests
    index = try store.insert(Index(manifests: manifests).encoded(), mediaType: .ociIndex)
  }

  var blobs: [Descriptor] { [shared] + own + configurations }
}

/// A source that counts what it is asked for.
final class CountingSource: ContentFetcher {
  private let base: any ContentFetcher
  private let asked = Locked<[Digest: Int]>([:])

  init(_ base: any ContentFetcher) { self.base = base }

  /// How often each content was asked for.
  var counts: [Digest: Int] { asked.withLock { $0 } }

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    asked.withLock { $0[descriptor.digest, default: 0] += 1 }
    try await base.fetch(descriptor, from: offset, into: sink)
  }
}

/// A destination that notes the order of pushes, how many run at once, and can refuse or mount.
final class WatchedDestination: ContentChecker, ContentPusher, ReferencePusher, ContentMounter {
  struct Refusal: Error, Equatable {}

  struct Notes {
    var pushed: [Digest] = []
    var mounted: [(Digest, RepositoryName)] = []
    var running = 0
    var most = 0
  }

  let store = MemoryStore()
  private let refused: Digest?
  private let mountable: RepositoryName?
  private let state = Locked(Notes())

  init(refusing digest: Digest? = nil, mounting repository: RepositoryName? = nil) {
    refused = digest
    mountable = repository
  }

  var notes: Notes { state.withLock { $0 } }

  func contains(_ descriptor: Descriptor) async throws -> Bool { await store.contains(descriptor) }

  func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    state.withLock {
      $0.running += 1
      $0.most = max($0.most, $0.running)
    }
    defer { state.withLock { $0.running -= 1 } }
    if descriptor.digest == refused { throw Refusal() }
    try await store.push(descriptor, from: source, progress: progress)
    state.withLock { $0.pushed.append(descriptor.digest) }
  }

  func push(_ descriptor: Descriptor, from source: any ContentFetcher, as reference: ImageReference) async throws {
    try await push(descriptor, from: source, progress: { _ in })
    try await store.tag(descriptor, as: reference)
  }

  func mount(_ descriptor: Descriptor, from repository: RepositoryName) async throws -> Bool {
    state.withLock { $0.mounted.append((descriptor.digest, repository)) }
    return repository == mountable
  }
}

/// Keeps all events.
final class EventLog: ProgressSink {
  private let state = Locked<[ProgressEvent]>([])
  var events: [ProgressEvent] { state.withLock { $0 } }
  func report(_ event: ProgressEvent) { state.withLock { $0.append(event) } }
}
