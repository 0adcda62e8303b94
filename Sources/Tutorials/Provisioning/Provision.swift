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
    try await tryForeignLayers(of: images, simulation)
    let repositories = Dictionary(grouping: images, by: \.bare).sorted { $0.key < $1.key }.map(\.value)
    let holders = Locked<[Digest: RepositoryName]>([:])
    try await withThrowingTaskGroup(of: Void.self) { group in
      var rest = repositories[...]
      func next() {
        guard let tags = rest.popFirst() else { return }
        group.addTask { for tag in tags { try await self.put(tag, of: simulation, at: url, holders) } }
      }
      for _ in 0..<Self.concurrency { next() }
      while try await group.next() != nil { next() }
    }
  }

  /// How many repositories are worked on at once.
  private static let concurrency = 4

  /// The registry takes no manifest that names layers which lie elsewhere.
  struct ForeignLayersRefused: Error {}

  private func put(
    _ image: ImageReference, of simulation: Simulation, at url: String, _ holders: Locked<[Digest: RepositoryName]>
  ) async throws {
    do {
      let source = try simulation.repository(of: image)
      guard let tag = image.tag, let root = source.descriptor(tag) else { return }
      let destination = try provider.repository(for: image)
      // Noted before it is done: what is cut in between is taken out all the same.
      guard try await note(root, from: source, in: image) else {
        return try await destination.push(root, from: source, as: image)
      }
      var copy = GraphCopy(from: source, to: destination)
      copy.mountSources = { blob in holders.withLock { $0[blob.digest] }.map { [$0] } ?? [] }
      let outcome = try await copy.run(root, as: image)
      holders.withLock { holders in
        for blob in outcome.copied where holders[blob.digest] == nil { holders[blob.digest] = destination.name }
      }
    } catch let error as CancellationError { throw error } catch {
      throw ProvisioningError.provisioningFailed(url, image: image.familiar, underlying: error)
    }
  }

  /// Puts an image with foreign layers there, if there is one, to see whether the registry takes it. Where it is too busy
  /// to tell, the copy that follows will.
  ///
  /// - Throws: ``ForeignLayersRefused``.
  private func tryForeignLayers(of images: [ImageReference], _ simulation: Simulation) async throws {
    guard simulation.fixture.hasForeignLayers else { return }
    for image in images {
      let source = try simulation.repository(of: image)
      guard let tag = image.tag, let root = source.descriptor(tag), try await Self.isForeign(root, in: source) else {
        continue
      }
      // The tag alone is noted: the documents are put again, whole.
      written.withLock { $0[image.bare, default: []] += [] }
      do { _ = try await GraphCopy(from: source, to: try hasty.repository(for: image)).run(root, as: image) } catch {
        if error is CancellationError { throw error }
        if Self.isRefusal(error) { throw ForeignLayersRefused() }
      }
      return
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

  /// Notes the documents of an image.
  ///
  /// - Returns: whether they are new in their repository.
  private func note(_ root: Descriptor, from source: any ContentFetcher, in image: ImageReference) async throws -> Bool
  {
    var documents = [root.digest]
    if root.mediaType.isIndex {
      documents += try await source.successors(of: root).descriptors.filter(\.mediaType.isDocument).map(\.digest)
    }
    let found = documents
    return written.withLock { written in
      let isNew = !(written[image.bare]?.contains(root.digest) ?? false)
      written[image.bare, default: []] += found
      return isNew
    }
  }

  // MARK: Taking out

  /// Deletes the manifests that were put there, and those that the page pushed: what the journal of its world says, and
  /// what its repositories list. Blobs that nothing names are the registry's own to collect. Idempotent; what can't be
  /// deleted stays.
  ///
  /// - Parameter journal: what the page's commands did.
  /// - Returns: how many manifests the registry would not delete.
  func remove(_ journal: Journal) async -> Int {
    for entry in (try? await journal.entries()) ?? [] {
      for case .remoteReference(let reference, _, let after?) in entry.effects {
        written.withLock { $0[reference.bare, default: []].append(after) }
      }
    }
    let left = await withTaskGroup(of: Int.self) { group in
      var left = 0
      var rest = written.withLock { Array($0) }[...]
      func next() {
        guard let (name, digests) = rest.popFirst() else { return }
        group.addTask { await self.remove(digests, of: name) }
      }
      for _ in 0..<Self.concurrency { next() }
      while let more = await group.next() {
        left += more
        next()
      }
      return left
    }
    written.withLock { $0 = [:] }
    return left
  }

  private func remove(_ digests: [Digest], of name: ImageReference) async -> Int {
    guard let repository = try? provider.repository(for: name) else { return digests.count }
    var all = digests
    for tag in (try? await repository.tags()) ?? [] {
      if let found = try? await repository.resolve(name.with(tag: tag)) { all.append(found.digest) }
    }
    var left = 0
    for digest in await Self.closure(of: all, in: repository, name) {
      do { try await repository.delete(.digest(digest)) } catch {
        // What never arrived there can't be deleted, and need not be.
        if Self.isThere(error) { left += 1 }
      }
    }
    return left
  }

  /// Whether a manifest that could not be deleted may still be served.
  private static func isThere(_ error: any Error) -> Bool { (error as? RegistryError)?.status != 404 }

  /// Documents with those that they name, each once, after those that name it.
  private static func closure(
    of digests: [Digest], in repository: RemoteRepository, _ name: ImageReference
  ) async -> [Digest] {
    var all: [Digest] = []
    var queue = digests[...]
    while let digest = queue.popFirst() {
      guard !all.contains(digest) else { continue }
      all.append(digest)
      guard let root = try? await repository.resolve(name.with(digest: digest)), root.mediaType.isIndex else {
        continue
      }
      let parts = (try? await repository.successors(of: root))?.descriptors ?? []
      queue += parts.filter(\.mediaType.isDocument).map(\.digest)
    }
    return all
  }
}
