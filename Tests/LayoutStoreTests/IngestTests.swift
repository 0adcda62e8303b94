import ByteStreams
import ContentStore
import Foundation
import Glibc
import ImageSpec
import LayoutStore
import TestSupport
import Testing

@Suite struct IngestTests {
  private let scratch: ScratchFolder
  private let store: LayoutStore
  private let bytes: [UInt8]
  private let blob: Descriptor

  init() throws {
    scratch = try ScratchFolder()
    store = LayoutStore(folder: scratch("layout"))
    bytes = noise
    blob = Descriptor(mediaType: .octetStream, digest: try Digest(of: bytes), size: Int64(bytes.count))
  }

  private var partial: String { "\(store.path)/ingest/sha256-\(blob.digest.hex).partial" }

  private func stored() async throws -> [UInt8] {
    let sink = MemorySink(limit: 8 << 20)
    try await store.fetch(blob, from: 0, into: sink)
    return sink.bytes
  }

  @Test func aPushedBlobIsReadOnlyUnderItsDigestAndReadFromAnyOffset() async throws {
    try await store.push(blob, from: ScriptedSource(bytes), progress: { _ in })
    #expect(try await store.contains(blob))
    #expect(try await stored() == bytes)
    let tail = MemorySink(limit: 100)
    try await store.fetch(blob, from: blob.size - 100, into: tail)
    #expect(tail.bytes == Array(bytes.suffix(100)))
    let mode = try FileManager.default.attributesOfItem(atPath: store.blobPath(blob))[.posixPermissions] as? Int
    #expect(mode == 0o444)
    #expect(store.ingestFiles.isEmpty)
  }

  @Test func whatIsThereIsNotAskedForAgain() async throws {
    try await store.push(blob, from: ScriptedSource(bytes), progress: { _ in })
    let second = ScriptedSource(bytes)
    try await store.push(blob, from: second, progress: { _ in })
    #expect(second.offsets.isEmpty)
  }

  @Test(arguments: [1, 2]) func wrongBytesAreNeverStored(kind: Int) async throws {
    let wrong = kind == 1 ? Array(bytes.reversed()) : bytes + [0]
    await #expect(throws: ContentError.self) {
      try await store.push(blob, from: ScriptedSource(wrong), progress: { _ in })
    }
    #expect(try await !store.contains(blob))
    #expect(!FileManager.default.fileExists(atPath: store.blobPath(blob)))
    #expect(store.ingestFiles.isEmpty)
  }

  @Test func aCutDownloadIsResumedByALaterStore() async throws {
    let first = ScriptedSource(bytes, cutAt: 2 << 20)
    await #expect(throws: ScriptedSource.Cut.self) { try await store.push(blob, from: first, progress: { _ in }) }
    #expect(try await !store.contains(blob))
    #expect(FileManager.default.contents(atPath: partial)?.count == 2 << 20)

    let second = ScriptedSource(bytes)
    let counts = Locked<[Int64]>([])
    try await LayoutStore(folder: store.path).push(blob, from: second) { count in counts.withLock { $0.append(count) } }
    #expect(second.offsets == [2 << 20])
    #expect(try await stored() == bytes)
    #expect(counts.withLock { $0 == $0.sorted() && $0.last == blob.size })
    #expect(store.ingestFiles.isEmpty)
  }

  @Test func aWholePartNeedsNoSource() async throws {
    try FileManager.default.createDirectory(atPath: "\(store.path)/ingest", withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: partial))
    let source = ScriptedSource([], cutAt: 0)
    try await store.push(blob, from: source, progress: { _ in })
    #expect(source.offsets.isEmpty)
    #expect(try await stored() == bytes)
  }

  @Test(arguments: [1 << 20, 3 << 20, 4 << 20]) func aDamagedPartIsDroppedAndTheBlobFetchedAnew(length: Int)
    async throws
  {
    try FileManager.default.createDirectory(atPath: "\(store.path)/ingest", withIntermediateDirectories: true)
    try Data(count: length).write(to: URL(fileURLWithPath: partial))
    let source = ScriptedSource(bytes)
    try await store.push(blob, from: source, progress: { _ in })
    #expect(source.offsets.last == 0)
    #expect(try await stored() == bytes)
    #expect(store.ingestFiles.isEmpty)
  }

  @Test func aPartThatAnotherProcessWritesIsLeftAlone() async throws {
    try FileManager.default.createDirectory(atPath: "\(store.path)/ingest", withIntermediateDirectories: true)
    let other = open(partial, O_RDWR | O_CREAT, 0o644)
    defer { close(other) }
    #expect(flock(other, LOCK_EX) == 0)
    try #require(write(other, bytes, 1000) == 1000)
    let source = ScriptedSource(bytes)
    try await store.push(blob, from: source, progress: { _ in })
    #expect(source.offsets == [0])
    #expect(try await stored() == bytes)
    #expect(store.ingestFiles == ["ingest/sha256-\(blob.digest.hex).partial"])
    #expect(FileManager.default.contents(atPath: partial)?.count == 1000)
  }

  @Test func aBlobOfWrongSizeAndADamagedDocumentAreReplaced() async throws {
    try await store.push(blob, from: ScriptedSource(bytes), progress: { _ in })
    let image = try SampleImage("damaged")
    try await image.copy(to: store, as: "damaged:1")
    for path in [store.blobPath(blob), store.blobPath(image.manifest)] {
      let size = path == store.blobPath(blob) ? 5 : Int(image.manifest.size)
      try FileManager.default.removeItem(atPath: path)
      try Data(count: size).write(to: URL(fileURLWithPath: path))
    }
    #expect(try await !store.contains(blob))
    #expect(try await !store.contains(image.manifest))
    try await store.push(blob, from: ScriptedSource(bytes), progress: { _ in })
    try await image.copy(to: store, as: "damaged:1")
    #expect(try await stored() == bytes)
    #expect(try await store.contains(image.manifest))
  }

  @Test func manyPushesOfOneBlobAllSucceed() async throws {
    let stores = [store, LayoutStore(folder: store.path)]
    try await withThrowingTaskGroup(of: Void.self) { [blob, bytes] group in
      for number in 0..<8 {
        group.addTask { try await stores[number % 2].push(blob, from: ScriptedSource(bytes), progress: { _ in }) }
      }
      try await group.waitForAll()
    }
    #expect(try await stored() == bytes)
    #expect(store.ingestFiles.isEmpty)
  }

  @Test func aCancelledReadEndsBetweenChunks() async throws {
    try await store.push(blob, from: ScriptedSource(bytes), progress: { _ in })
    let sink = CancellingSink()
    let task = Task { [store, blob] in try await store.fetch(blob, from: 0, into: sink) }
    sink.onFirstWrite { task.cancel() }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(sink.count.withLock { $0 } == 1)
  }
}

/// Waits on its first write until it is told what to do then.
private final class CancellingSink: ByteSink {
  let count = Locked(0)
  private let action = Condition<(@Sendable () -> Void)?>(nil)

  func onFirstWrite(_ action: @escaping @Sendable () -> Void) {
    self.action.withLock { $0 = action }
    self.action.broadcast()
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    count.withLock { $0 += 1 }
    action.wait { $0 }()
  }
}
