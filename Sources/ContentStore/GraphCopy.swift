import ByteStreams
import ImageSpec

/// Copies an image between two stores: pull, push, save, load, copy and mirror are all this.
///
/// It walks the graph of documents from a root, moves the blobs that the destination lacks, a few at a time, and then
/// the documents, each after what it names, the root last: a copy that is cut leaves at most content that nothing
/// names. Whether bytes are right is checked by the store that keeps them.
public struct GraphCopy: Sendable {
  /// Where content comes from.
  public var source: any ContentFetcher
  /// Where it goes.
  public var destination: any ContentChecker & ContentPusher & ReferencePusher
  /// Where documents may be nearer than in the source, as in the store that a pull fills: asked first, so that an image
  /// that is up to date costs no request. Nil asks the source alone.
  public var nearer: (any ContentFetcher)?
  /// How many blobs move at once.
  public var concurrency: Int
  /// Chooses the entries of an index to follow; the others stay absent.
  public var selection: @Sendable (Document<Index>) throws -> [Descriptor]
  /// What to do with layers that registries need not hold.
  public var foreignLayers: ForeignLayers
  /// The repositories of the destination's registry that may hold a blob already, best first.
  public var mountSources: @Sendable (Descriptor) -> [RepositoryName]
  /// Takes progress events.
  public var progress: any ProgressSink

  /// What to do with layers that registries need not hold.
  public enum ForeignLayers: Sendable {
    /// Keep the reference only.
    case reference
    /// Move the bytes like any other layer's.
    case copy
  }

  /// Prepares a copy that follows every entry of an index and keeps foreign layers by reference.
  public init(
    from source: any ContentFetcher, to destination: any ContentChecker & ContentPusher & ReferencePusher,
    concurrency: Int = 3, progress: any ProgressSink = NoProgress()
  ) {
    self.source = source
    self.destination = destination
    self.concurrency = concurrency
    self.progress = progress
    selection = { $0.body.manifests }
    foreignLayers = .reference
    mountSources = { _ in [] }
  }

  /// Copies everything that a root reaches and, if a name is given, names the root in the destination.
  ///
  /// Idempotent. Cancelling leaves both stores valid; what arrived whole stays.
  ///
  /// - Throws: ``CopyError`` with the side and the content, or `CancellationError`.
  public func run(_ root: Descriptor, as reference: ImageReference?) async throws -> CopyOutcome {
    let graph = try await walk(root)
    var outcome = CopyOutcome()
    try await copyBlobs(graph.blobs, &outcome)
    for document in graph.documents.dropLast() {
      try await copy(document, graph.known, &outcome, as: nil)
    }
    try await copy(root, graph.known, &outcome, as: reference)
    return outcome
  }

  /// What a walk found.
  private struct Graph {
    /// The documents, each after what it names, the root last.
    var documents: [Descriptor] = []
    /// The blobs that they name, each once.
    var blobs: [Descriptor] = []
    /// The bytes of documents that were read from the source, up to ``maximumKnownBytes``.
    var known: [Digest: [UInt8]] = [:]
    var knownBytes = 0

    mutating func note(_ bytes: [UInt8], of digest: Digest) {
      guard knownBytes + bytes.count <= GraphCopy.maximumKnownBytes else { return }
      knownBytes += bytes.count
      known[digest] = bytes
    }
  }

  /// How many bytes of documents are remembered between the walk and their copy; others are read twice.
  static let maximumKnownBytes = 16 << 20

  private func walk(_ root: Descriptor) async throws -> Graph {
    var graph = Graph()
    var seen: Set<Digest> = []
    func visit(_ descriptor: Descriptor) async throws {
      guard seen.insert(descriptor.digest).inserted else { return }
      guard descriptor.mediaType.isDocument else { return graph.blobs.append(descriptor) }
      switch try await document(descriptor, &graph) {
      case .index(let index):
        for entry in try selection(index) { try await visit(entry) }
      case .manifest(let manifest):
        for blob in manifest.body.layers + [manifest.body.configuration] { try await visit(blob) }
      }
      graph.documents.append(descriptor)
    }
    try await visit(root)
    return graph
  }

  private func document(_ descriptor: Descriptor, _ graph: inout Graph) async throws -> Successors {
    if let nearer, let known = try? await nearer.successors(of: descriptor) { return known }
    let found = try await CopyError.wrapping(.source, .read, descriptor) { try await source.successors(of: descriptor) }
    graph.note(found.bytes, of: descriptor.digest)
    return found
  }

  private func copyBlobs(_ blobs: [Descriptor], _ outcome: inout CopyOutcome) async throws {
    var missing: [Descriptor] = []
    for blob in blobs {
      if blob.mediaType.isNonDistributable, foreignLayers == .reference {
        report(blob, .skippedForeign)
        outcome.foreign.append(blob)
      } else if try await CopyError.wrapping(.destination, .check, blob, { try await destination.contains(blob) }) {
        report(blob, .exists)
        outcome.existing.append(blob)
      } else {
        report(blob, .queued)
        missing.append(blob)
      }
    }
    for blob in missing.dropFirst(concurrency) { report(blob, .waiting) }
    try await withThrowingTaskGroup(of: (Descriptor, RepositoryName?).self) { group in
      var rest = missing[...]
      for _ in 0..<max(1, concurrency) {
        guard let blob = rest.popFirst() else { break }
        group.addTask { (blob, try await move(blob)) }
      }
      while let (blob, mountedFrom) = try await group.next() {
        if mountedFrom == nil { outcome.copied.append(blob) } else { outcome.mounted.append(blob) }
        if let next = rest.popFirst() { group.addTask { (next, try await move(next)) } }
      }
    }
  }

  /// Mounts or pushes a blob; returns the repository that it was mounted from.
  private func move(_ blob: Descriptor) async throws -> RepositoryName? {
    if let mounter = destination as? any ContentMounter {
      for repository in mountSources(blob) {
        let mounted = try await CopyError.wrapping(.destination, .mount, blob) {
          try await mounter.mount(blob, from: repository)
        }
        if mounted {
          report(blob, .mounted(from: repository))
          return repository
        }
      }
    }
    try await push(blob) { source in
      try await destination.push(blob, from: source) { count in
        report(blob, .transferring, completed: count)
      }
    }
    report(blob, .complete, completed: blob.size)
    return nil
  }

  private func copy(
    _ document: Descriptor, _ known: [Digest: [UInt8]], _ outcome: inout CopyOutcome, as reference: ImageReference?
  ) async throws {
    let exists = try await CopyError.wrapping(.destination, .check, document) {
      try await destination.contains(document)
    }
    if let reference {
      try await push(document, known) { try await destination.push(document, from: $0, as: reference) }
    } else if !exists {
      try await push(document, known) { try await destination.push(document, from: $0, progress: { _ in }) }
    }
    if exists { outcome.existing.append(document) } else { outcome.copied.append(document) }
  }

  /// Pushes with a source whose own errors are marked as the source's.
  private func push(
    _ descriptor: Descriptor, _ known: [Digest: [UInt8]] = [:], _ body: (any ContentFetcher) async throws -> Void
  ) async throws {
    try await CopyError.wrapping(.destination, .write, descriptor) {
      try await body(MarkedSource(base: source, known: known[descriptor.digest]))
    }
  }

  private func report(_ blob: Descriptor, _ phase: ProgressEvent.Phase, completed: Int64 = 0) {
    progress.report(
      ProgressEvent(
        digest: blob.digest, phase: phase, completed: completed, total: blob.size, isLayer: blob.mediaType.isLayer))
  }
}

/// Marks a source's errors as the source's, so that a failed pull does not blame the store; a sink's errors pass.
private struct MarkedSource: ContentFetcher {
  let base: any ContentFetcher
  /// The content, where it was read before: a registry counts each request for a manifest.
  let known: [UInt8]?

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    if let known, offset <= known.count {
      return try await BlockingThreads.run { try sink.write(Array(known[Int(offset)...])) }
    }
    let watch = SinkWatch(next: sink)
    do { try await base.fetch(descriptor, from: offset, into: watch) } catch {
      if let own = watch.failure { throw own }
      try await CopyError.wrapping(.source, .read, descriptor) { throw error }
    }
  }
}
