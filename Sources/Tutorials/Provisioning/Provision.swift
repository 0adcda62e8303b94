import ByteStreams
import ContentStore
import DistributionSpec
import ImageSpec
import RegistryClient
import RegistrySimulator
import Worlds

/// What a check puts into a registry that it shares with others, and takes out of it again: only names below a prefix of
/// its own are ever written or deleted.
final class Provision: Sendable {
  /// Leads every host to the registry, below the prefix, with a credential that may write.
  private let provider: World
  /// The same without patience: some registries answer what they will never take as if it failed for the moment.
  private let hasty: World
  /// The documents that were put there, by their repository, each after those that name it.
  private let written = Locked<[ImageReference: [Digest]]>([:])

  init(provider: World, hasty: World) {
    self.provider = provider
    self.hasty = hasty
  }

  // MARK: Putting

  /// Copies images of the simulated registries under the prefix.
  ///
  /// - Throws: ``ProvisioningError/provisioningFailed(_:image:underlying:)``, ``ForeignLayersRefused``.
  func put(_ images: [ImageReference], of simulation: Simulation, at url: String) async throws {
    var holders: [Digest: RepositoryName] = [:]
    var isForeignTaken = !simulation.fixture.hasForeignLayers
    for image in images {
      let source = try simulation.repository(of: image)
      guard let tag = image.tag, let root = source.descriptor(tag) else { continue }
      do {
        // Noted before it is done: what is cut in between is taken out all the same.
        try await note(root, from: source, in: image)
        if !isForeignTaken, try await Self.isForeign(root, in: source) {
          isForeignTaken = try await tryForeign(image, root, from: source)
        }
        let destination = try provider.repository(for: image)
        try await put(image, root, from: source, into: destination, &holders)
      } catch {
        if error is CancellationError || error is ForeignLayersRefused { throw error }
        throw ProvisioningError.provisioningFailed(url, image: image.familiar, underlying: error)
      }
    }
  }

  /// The registry takes no manifest that names layers which lie elsewhere.
  struct ForeignLayersRefused: Error {}

  private func put(
    _ image: ImageReference, _ root: Descriptor, from source: any ContentFetcher, into destination: RemoteRepository,
    _ holders: inout [Digest: RepositoryName]
  ) async throws {
    var copy = GraphCopy(from: source, to: destination)
    let known = holders
    copy.mountSources = { blob in known[blob.digest].map { [$0] } ?? [] }
    let outcome = try await copy.run(root, as: image)
    for blob in outcome.copied where holders[blob.digest] == nil { holders[blob.digest] = destination.name }
  }

  /// Puts an image with foreign layers there to see whether the registry takes it.
  ///
  /// - Returns: whether it does; false where it is too busy to tell.
  /// - Throws: ``ForeignLayersRefused``.
  private func tryForeign(_ image: ImageReference, _ root: Descriptor, from source: any ContentFetcher) async throws -> Bool {
    do {
      _ = try await GraphCopy(from: source, to: try hasty.repository(for: image)).run(root, as: image)
      return true
    } catch let error as CancellationError { throw error } catch {
      if Self.isRefusal(error) { throw ForeignLayersRefused() }
      return false
    }
  }

  private static func isForeign(_ root: Descriptor, in source: any ContentFetcher) async throws -> Bool {
    for part in try await source.successors(of: root).descriptors {
      if part.mediaType.isNonDistributable { return true }
      if part.mediaType.isDocument, try await isForeign(part, in: source) { return true }
    }
    return false
  }

  /// Whether the registry looked at a manifest and did not like it. Distribution 2 answers 500 to a manifest whose
  /// URLs it was not told to allow.
  private static func isRefusal(_ error: any Error) -> Bool {
    guard let error = error as? CopyError, error.origin == .destination, error.descriptor.mediaType.isDocument,
      let answer = error.underlying as? RegistryError
    else { return false }
    return (400...500).contains(answer.status) && ![401, 403, 408, 429].contains(answer.status)
  }

  private func note(_ root: Descriptor, from source: any ContentFetcher, in image: ImageReference) async throws {
    var documents = [root.digest]
    if root.mediaType.isIndex {
      documents += try await source.successors(of: root).descriptors.filter(\.mediaType.isDocument).map(\.digest)
    }
    let found = documents
    written.withLock { $0[image.bare, default: []] += found }
  }

  // MARK: Taking out

  /// Deletes the manifests that were put there, and those that the page pushed: what the journal of its world says, and
  /// what its repositories list. Blobs that nothing names are the registry's own to collect. Idempotent; what can't be
  /// deleted stays.
  ///
  /// - Parameter journal: what the page's commands did.
  func remove(_ journal: Journal) async {
    for entry in (try? await journal.entries()) ?? [] {
      for case .remoteReference(let reference, _, let after?) in entry.effects {
        written.withLock { $0[reference.bare, default: []].append(after) }
      }
    }
    for (name, digests) in written.withLock({ $0 }) {
      guard let repository = try? provider.repository(for: name) else { continue }
      var rest = digests
      for tag in (try? await repository.tags()) ?? [] {
        if let found = try? await repository.resolve(name.with(tag: tag)) { rest.append(found.digest) }
      }
      for digest in await Self.closure(of: rest, in: repository, name) {
        try? await repository.delete(.digest(digest))
      }
    }
    written.withLock { $0 = [:] }
  }

  /// Documents with those that they name, each once, after those that name it.
  private static func closure(
    of digests: [Digest], in repository: RemoteRepository, _ name: ImageReference
  ) async -> [Digest] {
    var all: [Digest] = []
    var queue = digests[...]
    while let digest = queue.popFirst() {
      guard !all.contains(digest) else { continue }
      all.append(digest)
      guard let root = try? await repository.resolve(name.with(digest: digest)), root.mediaType.isIndex else { continue }
      let parts = (try? await repository.successors(of: root))?.descriptors ?? []
      queue += parts.filter(\.mediaType.isDocument).map(\.digest)
    }
    return all
  }
}
