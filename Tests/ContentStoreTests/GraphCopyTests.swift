import ByteStreams
import ContentStore
import ImageSpec
import Testing

@Suite struct GraphCopyTests {
  private let image: TwoPlatforms
  private let name: ImageReference

  init() throws {
    image = try TwoPlatforms()
    name = try ImageReference(parsing: "app:1")
  }

  @Test func everythingArrivesOnceAndDocumentsAfterWhatTheyName() async throws {
    let source = CountingSource(image.store)
    let destination = WatchedDestination()
    let outcome = try await GraphCopy(from: source, to: destination).run(image.index, as: name)
    #expect(Set(destination.store.digests) == Set(image.store.digests))
    #expect(try await destination.store.resolve(name) == image.index)
    #expect(source.counts.values.allSatisfy { $0 == 1 })
    #expect(source.counts.count == 8)
    #expect(destination.notes.pushed.suffix(3) == (image.manifests + [image.index]).map(\.digest))
    #expect(outcome.copied.last?.digest == image.index.digest)
    #expect(Set(outcome.copied.map(\.digest)) == Set(image.store.digests))
    #expect(outcome.existing.isEmpty)
  }

  @Test func anImageThatIsThereCostsTheSourceNothing() async throws {
    let destination = MemoryStore()
    _ = try await GraphCopy(from: image.store, to: destination).run(image.index, as: name)
    let source = CountingSource(image.store)
    let other = try ImageReference(parsing: "other:1")
    var copy = GraphCopy(from: source, to: destination)
    copy.nearer = destination
    let outcome = try await copy.run(image.index, as: other)
    #expect(source.counts.isEmpty)
    #expect(outcome.copied.isEmpty)
    #expect(Set(outcome.existing.map(\.digest)) == Set(image.store.digests))
    #expect(try await destination.resolve(other) == image.index)
  }

  @Test func onlyWhatIsMissingMoves() async throws {
    let destination = MemoryStore()
    try await destination.push(image.shared, from: image.store, progress: { _ in })
    let source = CountingSource(image.store)
    let log = EventLog()
    let outcome = try await GraphCopy(from: source, to: destination, progress: log).run(image.index, as: nil)
    #expect(source.counts[image.shared.digest] == nil)
    #expect(outcome.existing == [image.shared])
    #expect(log.events.filter { $0.digest == image.shared.digest }.map(\.phase) == [.exists])
    #expect(await destination.references().isEmpty)
  }

  @Test func aSelectionLeavesTheOtherPlatformsAbsent() async throws {
    let destination = MemoryStore()
    var copy = GraphCopy(from: image.store, to: destination)
    copy.selection = { index in index.body.manifests.filter { $0.platform?.architecture == "arm64" } }
    _ = try await copy.run(image.index, as: name)
    #expect(await destination.contains(image.index))
    #expect(await destination.contains(image.manifests[1]))
    #expect(await !destination.contains(image.manifests[0]))
    #expect(await !destination.contains(image.own[0]))
  }

  @Test(arguments: [1, 2, 3]) func noMoreBlobsMoveAtOnceThanAskedFor(concurrency: Int) async throws {
    let destination = WatchedDestination()
    let log = EventLog()
    _ = try await GraphCopy(from: image.store, to: destination, concurrency: concurrency, progress: log)
      .run(image.index, as: nil)
    #expect(destination.notes.most <= concurrency)
    #expect(log.events.filter { $0.phase == .waiting }.count == image.blobs.count - concurrency)
  }

  @Test func progressIsAbsoluteAndEndsComplete() async throws {
    let log = EventLog()
    _ = try await GraphCopy(from: image.store, to: MemoryStore(), progress: log).run(image.index, as: nil)
    for blob in image.blobs {
      let events = log.events.filter { $0.digest == blob.digest }
      #expect(events.first?.phase == .queued)
      #expect(events.last?.phase == .complete)
      #expect(events.last?.completed == blob.size)
      let counts = events.filter { $0.phase == .transferring }.map(\.completed)
      #expect(counts == counts.sorted() && counts.last == blob.size)
    }
    #expect(!log.events.contains { event in image.manifests.contains { $0.digest == event.digest } })
  }

  @Test(arguments: [true, false]) func aForeignLayerIsCopiedOnlyWhenAskedFor(isCopied: Bool) async throws {
    let store = MemoryStore()
    let foreign = try store.insert(Array("foreign".utf8), mediaType: .dockerForeignLayerGzip)
    let image = try TwoPlatforms(foreign: foreign)
    try await image.store.push(foreign, from: store, progress: { _ in })
    let destination = MemoryStore()
    var copy = GraphCopy(from: image.store, to: destination)
    copy.foreignLayers = isCopied ? .copy : .reference
    let outcome = try await copy.run(image.index, as: nil)
    #expect(await destination.contains(foreign) == isCopied)
    #expect(outcome.foreign == (isCopied ? [] : [foreign]))
  }

  @Test func aBlobIsMountedFromTheFirstRepositoryThatHasIt() async throws {
    let (first, second) = (try RepositoryName(parsing: "a/first"), try RepositoryName(parsing: "a/second"))
    let destination = WatchedDestination(mounting: second)
    var copy = GraphCopy(from: image.store, to: destination)
    copy.mountSources = { [shared = image.shared] in $0 == shared ? [first, second] : [first] }
    let log = EventLog()
    copy.progress = log
    let outcome = try await copy.run(image.index, as: nil)
    #expect(outcome.mounted == [image.shared])
    #expect(!outcome.copied.contains(image.shared))
    #expect(log.events.last { $0.digest == image.shared.digest }?.phase == .mounted(from: second))
    #expect(destination.notes.mounted.filter { $0.0 == image.own[0].digest }.map(\.1) == [first])
    #expect(destination.notes.pushed.contains(image.own[0].digest))
  }

  @Test func anErrorSaysOnWhichSideItAroseAndNothingIsNamed() async throws {
    image.store.remove(image.own[1].digest)
    let destination = WatchedDestination()
    let source = await #expect(throws: CopyError.self) {
      try await GraphCopy(from: image.store, to: destination).run(image.index, as: name)
    }
    #expect(source?.origin == .source)
    #expect(source?.operation == .read)
    #expect(source?.descriptor == image.own[1])
    #expect(source?.underlying as? ContentError == .notFound(image.own[1].digest))
    #expect(await destination.store.references().isEmpty)
    #expect(await !destination.store.contains(image.index))

    let whole = try TwoPlatforms()
    let refusing = WatchedDestination(refusing: whole.shared.digest)
    let error = await #expect(throws: CopyError.self) {
      try await GraphCopy(from: whole.store, to: refusing).run(whole.index, as: name)
    }
    #expect(error?.origin == .destination)
    #expect(error?.operation == .write)
    #expect(error?.underlying as? WatchedDestination.Refusal == WatchedDestination.Refusal())
  }

  @Test func aRootThatIsNoDocumentIsCopiedAsABlobAndADocumentThatLiesIsRefused() async throws {
    let destination = MemoryStore()
    _ = try await GraphCopy(from: image.store, to: destination).run(image.shared, as: name)
    #expect(await destination.contains(image.shared))
    var lying = image.index
    lying.mediaType = .ociManifest
    let error = await #expect(throws: CopyError.self) {
      try await GraphCopy(from: image.store, to: MemoryStore()).run(lying, as: name)
    }
    #expect(error?.underlying is DocumentError)
  }

  @Test func aCancelledCopyEndsAsCancelled() async throws {
    let (image, name) = (image, name)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await GraphCopy(from: CancellableSource(base: image.store), to: MemoryStore()).run(
        image.index, as: name)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}

/// A source that looks whether it was cancelled, as a network does.
private struct CancellableSource: ContentFetcher {
  let base: MemoryStore

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    try Task.checkCancellation()
    try await base.fetch(descriptor, from: offset, into: sink)
  }
}
