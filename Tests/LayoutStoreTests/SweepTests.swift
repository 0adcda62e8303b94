import ByteStreams
import ContentStore
import Foundation
import ImageSpec
import LayoutStore
import TestSupport
import Testing

@Suite struct SweepTests {
  private let scratch: ScratchFolder
  private let store: LayoutStore

  init() throws {
    scratch = try ScratchFolder()
    store = LayoutStore(folder: scratch("layout"), durability: .scratch, clock: { Timestamp(seconds: 2_000_000_000) })
  }

  private func reference(_ text: String) throws -> ImageReference { try ImageReference(parsing: text) }

  @Test func aSweepTakesWhatNothingReachesAndSaysWhat() async throws {
    let shared = Array("shared".utf8)
    let stays = try SampleImage("stays", layers: [shared, Array("own".utf8)])
    let goes = try SampleImage("goes", layers: [shared, Array("other".utf8)])
    try await stays.copy(to: store, as: "stays:1")
    try await goes.copy(to: store, as: "goes:1")
    #expect(try await store.orphans().isEmpty)
    try await store.untag(try reference("goes:1"))
    let expected = Set([goes.layers[1], goes.configuration, goes.manifest].map(\.digest))
    #expect(Set(try await store.orphans().map(\.digest)) == expected)
    let outcome = try await store.sweep()
    #expect(Set(outcome.removed.map(\.digest)) == expected)
    #expect(outcome.bytes == goes.layers[1].size + goes.configuration.size + goes.manifest.size)
    for content in stays.content { #expect(try await store.contains(content)) }
    for digest in expected { #expect(!store.files.contains("blobs/sha256/\(digest.hex)")) }
    #expect(try await store.sweep() == SweepOutcome())
  }

  @Test func rootsOfOthersAndNamelessImagesAreKept() async throws {
    let (dangling, based, snapshot) = (
      try SampleImage("dangling"), try SampleImage("based"), try SampleImage("snapshot")
    )
    try await dangling.copy(to: store, as: "a:1")
    try await based.copy(to: store, as: "a:1")
    try await store.keep(based.manifest, for: "container/1")
    try await store.untag(try reference("a:1"))
    try await snapshot.copy(to: store, as: nil)
    #expect(try await store.sweep(keeping: [snapshot.manifest]).removed.isEmpty)
    #expect(Set(try await store.sweep().removed.map(\.digest)) == Set(snapshot.content.map(\.digest)))
    // Who has no claim any more is let go first.
    #expect(
      Set(try await store.orphans(releasing: ["container/1"]).map(\.digest)) == Set(based.content.map(\.digest)))
    #expect(try await store.index().keepers == ["container/1"])
    let outcome = try await store.sweep { index in Set(index.keepers) }
    #expect(Set(outcome.removed.map(\.digest)) == Set(based.content.map(\.digest)))
    #expect(try await store.index().keepers.isEmpty)
  }

  @Test func aSweepWaitsForRunningCopiesOrLeavesItToTheNext() async throws {
    let image = try SampleImage("running")
    let other = LayoutStore(folder: store.path, durability: .scratch)
    try await store.withLease {
      for blob in image.layers { try await store.push(blob, from: image.source, progress: { _ in }) }
      let outcome = try await other.sweep()
      #expect(outcome.isDeferred)
      #expect(outcome.removed.isEmpty)
      try await image.copy(to: store, as: "a:1")
    }
    #expect(try await !other.sweep().isDeferred)
    for content in image.content { #expect(try await store.contains(content)) }
  }

  @Test func sweepsBesideCopiesNeverTakeWhatIsNamedAfterwards() async throws {
    let folder = store.path
    let images = try (0..<6).map { try SampleImage("image \($0)", layers: [Array("base".utf8), [UInt8($0)]]) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, image) in images.enumerated() {
        group.addTask {
          let own = LayoutStore(folder: folder, durability: .scratch)
          for round in 0..<5 {
            try await image.copy(to: own, as: "app\(number):1")
            for content in image.content { #expect(try await own.contains(content)) }
            if round < 4 { try await own.untag(try ImageReference(parsing: "app\(number):1")) }
          }
        }
      }
      group.addTask {
        for _ in 0..<30 { try await LayoutStore(folder: folder, durability: .scratch).sweep(patience: .waiting) }
      }
      try await group.waitForAll()
    }
    try await store.sweep()
    for image in images { for content in image.content { #expect(try await store.contains(content)) } }
  }

  @Test func whatCanNotBeReadKeepsWhatItMentions() async throws {
    let image = try SampleImage("a")
    try await image.copy(to: store, as: "a:1")
    // A document of a type that nobody knows, and an entry that is no descriptor.
    let list = Array(#"{"things":["\#(image.layers[0].digest)","\#(image.configuration.digest)"]}"#.utf8)
    let unknown = try image.source.insert(list, mediaType: try MediaType(parsing: "application/x-list"))
    try await store.push(unknown, from: image.source, progress: { _ in })
    let index = """
      {"schemaVersion":2,"manifests":[{"mediaType":"application/x-list","digest":"\(unknown.digest)","size":\(list.count)},
      {"broken":["\(image.manifest.digest)"]}]}
      """
    try Data(index.utf8).write(to: URL(fileURLWithPath: "\(store.path)/index.json"))
    #expect(try await store.sweep().removed.isEmpty)
  }

  @Test func remainsOfDownloadsGoByTheirAge() async throws {
    let image = try SampleImage("a")
    try await image.copy(to: store, as: "a:1")
    func leave(_ name: String, age: Int64) throws {
      let path = "\(store.path)/ingest/\(name)"
      try Data(count: 10).write(to: URL(fileURLWithPath: path))
      let date = Date(timeIntervalSince1970: TimeInterval(2_000_000_000 - age))
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }
    try leave("sha256-aa.partial", age: 3600)
    try leave("sha256-bb.partial", age: LayoutStore.partialLifetime + 10)
    try leave("sha256-cc.tmp-1-2", age: 0)
    let outcome = try await store.sweep()
    #expect(outcome.staleFiles == 2)
    #expect(outcome.bytes == 20)
    #expect(store.ingestFiles == ["ingest/sha256-aa.partial"])
  }

  @Test func nothingIsSweptWhereNothingIs() async throws {
    #expect(try await store.sweep() == SweepOutcome())
    #expect(try await store.orphans().isEmpty)
    #expect(try await store.verify().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: store.path))
  }

  @Test func verifyTellsWhatIsWrongAndWhomItHurts() async throws {
    let base = Array("base".utf8)
    let one = try SampleImage("one", layers: [base, [1], [2, 2]])
    let two = try SampleImage("two", layers: [base])
    try await one.copy(to: store, as: "one:1")
    try await two.copy(to: store, as: "two:1")
    try await store.tag(two.manifest, as: try reference("also:1"))
    #expect(try await store.verify().isEmpty)
    try FileManager.default.removeItem(atPath: store.blobPath(one.layers[0]))
    for (blob, bytes) in [(one.layers[1], Data([9])), (one.layers[2], Data([2]))] {
      try FileManager.default.removeItem(atPath: store.blobPath(blob))
      try bytes.write(to: URL(fileURLWithPath: store.blobPath(blob)))
    }
    let problems = try await store.verify()
    let found = Dictionary(uniqueKeysWithValues: problems.map { ($0.descriptor.digest, $0) })
    #expect(found.count == 3)
    #expect(found[one.layers[0].digest]?.kind == .missing)
    #expect(found[one.layers[0].digest]?.references.map(\.familiar) == ["also:1", "one:1", "two:1"])
    #expect(found[one.layers[1].digest]?.kind == .wrongDigest(found: try Digest(of: [9])))
    #expect(found[one.layers[1].digest]?.references.map(\.familiar) == ["one:1"])
    #expect(found[one.layers[2].digest]?.kind == .wrongSize(found: 1))
  }

  @Test func absentPlatformsAndForeignLayersAreNoProblems() async throws {
    let image = try SampleImage("a")
    let foreign = Descriptor(mediaType: .dockerForeignLayerGzip, digest: try Digest(of: [7]), size: 1)
    let manifest = try image.source.insert(
      Manifest(configuration: image.configuration, layers: [foreign] + image.layers).encoded(), mediaType: .ociManifest)
    let absent = Descriptor(mediaType: .ociManifest, digest: try Digest(of: [8]), size: 1)
    let index = try image.source.insert(
      Index(manifests: [absent, manifest]).encoded(), mediaType: .ociIndex)
    var copy = GraphCopy(from: image.source, to: store)
    copy.selection = { $0.body.manifests.filter { $0.digest == manifest.digest } }
    _ = try await copy.run(index, as: try reference("multi:1"))
    #expect(try await store.verify().isEmpty)
    #expect(try await store.sweep().removed.isEmpty)
  }
}
