import ContentStore
import Foundation
import Glibc
import ImageSpec
import LayoutStore
import TestSupport
import Testing

@Suite(.enabled(if: SmallDisk.canMount)) struct FullDiskTests {
  private let disk: SmallDisk
  private let store: LayoutStore
  private let blob: Descriptor

  init() throws {
    disk = try #require(SmallDisk())
    store = LayoutStore(folder: disk.scratch("layout"))
    blob = Descriptor(mediaType: .octetStream, digest: try Digest(of: noise), size: Int64(noise.count))
  }

  @Test func aBlobThatCanNotFitIsRefusedBeforeItsFirstByte() async throws {
    var large = blob
    large.size = 20 << 20
    let source = ScriptedSource(noise)
    let error = await #expect(throws: LayoutError.self) {
      try await store.push(large, from: source, progress: { _ in })
    }
    guard case .noSpace(_, large.size, let free) = error else { throw try #require(error) }
    #expect(free > 0 && free < SmallDisk.size)
    #expect(source.offsets.isEmpty)
    #expect(store.ingestFiles.isEmpty)
  }

  @Test func aDiskThatFillsUpMeanwhileLosesNothingAndKeepsNothing() async throws {
    let image = try SampleImage("there")
    try await image.copy(to: store, as: "there:1")
    let filler = disk.scratch("filler")
    let source = ScriptedSource(noise) { fill(filler) }
    let error = await #expect(throws: LayoutError.self) { try await store.push(blob, from: source, progress: { _ in }) }
    guard case .noSpace(_, blob.size, let free) = error else { throw try #require(error) }
    #expect(free >= 0)
    #expect(store.ingestFiles.isEmpty)
    #expect(try await store.verify().isEmpty)
    #expect(try await store.resolve(try ImageReference(parsing: "there:1")) == image.manifest)
    // Names can't be set on a full disk either, and those that are there stay.
    fill(filler)
    let before = store.file("index.json")
    await #expect(throws: LayoutError.self) {
      try await store.tag(image.manifest, as: try ImageReference(parsing: "more:1"))
    }
    #expect(store.file("index.json") == before)
    #expect(store.files.filter { $0.contains("tmp-") }.isEmpty)
    try FileManager.default.removeItem(atPath: filler)
    try await store.push(blob, from: ScriptedSource(noise), progress: { _ in })
    #expect(try await store.contains(blob))
  }
}

/// Appends to a file until the disk is full.
private func fill(_ path: String) {
  let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
  defer { close(file) }
  for size in [1 << 16, 1] {
    let zeros = [UInt8](repeating: 0, count: size)
    while write(file, zeros, size) > 0 {}
  }
}
