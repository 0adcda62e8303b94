import ByteStreams
import ContentStore
import ImageSpec

/// Something that ``LayoutStore/verify(keeping:progress:)`` found wrong.
public struct ContentProblem: Sendable, Hashable {
  /// What can be wrong with content that an image needs.
  public enum Kind: Sendable, Hashable {
    /// There is no such blob.
    case missing
    /// The blob has another size than its descriptor says.
    case wrongSize(found: Int64)
    /// The blob has another digest.
    case wrongDigest(found: Digest)
    /// The bytes are what the digest says, but no document of their kind.
    case unreadable(reason: String)
  }

  /// What is wrong.
  public let kind: Kind
  /// With which content.
  public let descriptor: Descriptor
  /// The names of the images that it hurts, sorted; none where they have none.
  public internal(set) var references: [ImageReference]
  /// The roots of all that it hurts: images, and what is only kept, as containers' bases.
  public internal(set) var roots: Set<Digest> = []
}

extension LayoutStore {
  /// Hashes everything that the index and other roots reach, and tells what is missing or damaged and whom it hurts.
  ///
  /// Absent entries of an index and absent foreign layers are no problems. Changes nothing. Stops between two blobs
  /// when the task is cancelled.
  ///
  /// - Parameters:
  ///   - roots: what else is needed.
  ///   - progress: is told of each blob as it was hashed, absent ones not.
  /// - Returns: the problems, sorted by digest.
  /// - Throws: ``LayoutError``, ``FileError`` and `CancellationError`.
  public func verify(
    keeping roots: [Descriptor] = [], progress: @escaping @Sendable (Descriptor) -> Void = { _ in }
  ) async throws -> [ContentProblem] {
    let isCancelled = Locked(false)
    return try await withTaskCancellationHandler {
      try await withLease(creating: false) {
        try await BlockingThreads.run {
          try self.verifyBlobs(roots, progress) { isCancelled.withLock { $0 } }
        }
      }
    } onCancel: {
      isCancelled.withLock { $0 = true }
    }
  }

  private func verifyBlobs(
    _ roots: [Descriptor], _ progress: (Descriptor) -> Void, isCancelled: () -> Bool
  ) throws -> [ContentProblem] {
    var graph = ContentGraph(folder)
    var checked: [Digest: ContentProblem?] = [:]
    var hurt: [Digest: Set<ImageReference>] = [:]
    var reached: [Digest: Set<Digest>] = [:]
    let images = try readIndex().images.map { ($0.descriptor, $0.references) } + roots.map { ($0, []) }
    for (root, names) in images {
      try graph.walk(root) { node in
        if isCancelled() { throw CancellationError() }
        let digest = node.descriptor.digest
        hurt[digest, default: []].formUnion(names)
        reached[digest, default: []].insert(root.digest)
        // What was absent and might be so may be needed by another image.
        if case .some(.some) = checked[digest] { return }
        if checked[digest] != nil, try FileStatus.of(folder.blob(digest)) != nil { return }
        checked[digest] = .some(try problem(with: node))
        if try FileStatus.of(folder.blob(digest)) != nil { progress(node.descriptor) }
      }
    }
    return checked.values.compactMap { $0 }.map { problem in
      var problem = problem
      problem.references = (hurt[problem.descriptor.digest] ?? []).sorted()
      problem.roots = reached[problem.descriptor.digest] ?? []
      return problem
    }.sorted { $0.descriptor.digest < $1.descriptor.digest }
  }

  private func problem(with node: ContentGraph.Node) throws -> ContentProblem? {
    func problem(_ kind: ContentProblem.Kind) -> ContentProblem {
      ContentProblem(kind: kind, descriptor: node.descriptor.bare, references: [])
    }
    let sink = try VerifyingSink(node.descriptor)
    do {
      try openBlob(node.descriptor).stream(into: sink)
      try sink.finish()
    } catch ContentError.notFound {
      return node.isRequired ? problem(.missing) : nil
    } catch ContentError.sizeMismatch(_, _, let found) {
      return problem(.wrongSize(found: found))
    } catch ContentError.digestMismatch(_, let found) {
      return problem(.wrongDigest(found: found))
    }
    return node.failure.map { problem(.unreadable(reason: "\($0)")) }
  }
}
