import ByteStreams
import ContentStore
import ImageSpec
import RegistrySimulator
import TestSupport
import Testing
import Worlds

/// Where a registry keeps its content, and how one gets in.
struct RegistrySetting: CustomTestStringConvertible, Sendable {
  enum Storage: CaseIterable { case memory, folder }
  enum Access: CaseIterable { case open, basic, token }

  let storage: Storage
  let access: Access

  static let all = Storage.allCases.flatMap { storage in
    Access.allCases.map { RegistrySetting(storage: storage, access: $0) }
  }

  var testDescription: String { "\(storage), \(access)" }

  /// Whether there is somebody to log in as. Everybody may pull in any case.
  var hasAccounts: Bool { access != .open }

  fileprivate var policy: AccessPolicy {
    let users = [RegistryUser(name: "ann", password: "secret")]
    return switch access {
    case .open: .open
    case .basic: AccessPolicy(users: users, scheme: .basic)
    case .token: AccessPolicy(users: users, scheme: .token(service: "clients", lifetime: 300))
    }
  }
}

/// A registry on loopback with the images of ``Worlds/Fixture/clientImages()``. What is in it is read past its HTTP
/// face, so that a client and the server can't be wrong together.
struct ServedRegistry: Sendable {
  let host: String
  let registry: RegistrySimulator
  private let contents: FixtureContents

  /// Serves for the length of a closure.
  static func run(_ setting: RegistrySetting, _ body: (ServedRegistry) async throws -> Void) async throws {
    let scratch = try ScratchFolder()
    let random = RandomSource()
    let registry = try await RegistrySimulator(
      storage: setting.storage == .memory ? MemoryStorage() : FolderStorage(scratch("registry")),
      configuration: RegistryConfiguration(policy: setting.policy), clock: { SystemClock().now() },
      random: { random.bytes($0) })
    let contents = try await BlockingThreads.run { try FixtureContents(.clientImages()) }
    for (name, tags) in Fixture.clientRepositories {
      let repository = registry.repository(try RepositoryName(parsing: name))
      for (tag, image) in tags {
        try await repository.insert(try #require(contents.roots[image]), from: contents, as: try Tag(parsing: tag))
      }
    }
    let listener = RegistryListener(registry)
    let port = try await listener.start()
    let served = ServedRegistry(host: "127.0.0.1:\(port)", registry: registry, contents: contents)
    do { try await body(served) } catch {
      await listener.stop()
      throw error
    }
    await listener.stop()
  }

  /// The root of one of the images that were there from the beginning.
  func root(_ image: String) throws -> Descriptor { try #require(contents.roots[image]) }

  /// The configuration's digest of one of these images: its id to docker and podman.
  func id(_ image: String) async throws -> Digest {
    try await contents.document(of: root(image), as: Manifest.self).body.configuration.digest
  }

  /// What `repository:tag` means in the registry.
  func descriptor(_ name: String) throws -> Descriptor? {
    let parts = name.split(separator: ":")
    let repository = registry.repository(try RepositoryName(parsing: String(parts[0])))
    return repository.descriptor(try Tag(parsing: String(parts[1])))
  }

  func tags(_ repository: String) throws -> [String] {
    registry.repository(try RepositoryName(parsing: repository)).tags.map(\.description)
  }

  /// The digests of everything that `repository:tag` reaches, read and verified; foreign layers left out.
  func digests(_ name: String) async throws -> Set<Digest> {
    let repository = try RepositoryName(parsing: String(name.split(separator: ":")[0]))
    let store = MemoryStore()
    let root = try #require(try descriptor(name))
    _ = try await GraphCopy(from: registry.repository(repository), to: store).run(root, as: nil)
    return Set(store.digests)
  }

  func manifest(_ name: String) async throws -> Manifest {
    let repository = try RepositoryName(parsing: String(name.split(separator: ":")[0]))
    let root = try #require(try descriptor(name))
    return try await registry.repository(repository).document(of: root, as: Manifest.self).body
  }

  func index(_ name: String) async throws -> Index {
    let repository = try RepositoryName(parsing: String(name.split(separator: ":")[0]))
    let root = try #require(try descriptor(name))
    return try await registry.repository(repository).document(of: root, as: Index.self).body
  }

  /// The `os.version`s of an index's entries, in their order.
  func osVersions(_ name: String) async throws -> [String?] {
    try await index(name).manifests.map(\.platform?.osVersion)
  }

  /// The configuration of the image that `repository:tag` means.
  func configuration(_ name: String) async throws -> ImageConfiguration {
    let repository = try RepositoryName(parsing: String(name.split(separator: ":")[0]))
    let descriptor = try await manifest(name).configuration
    return try await registry.repository(repository).document(of: descriptor, as: ImageConfiguration.self).body
  }
}
