import Archive
import ByteStreams
import ContentStore
import Foundation
import ImageArchives
import ImageSpec
import TestSupport
import Testing

/// Archives that lie, and archives that were damaged.
@Suite struct HostileArchiveTests {
  private let scratch: ScratchFolder
  private let image: SampleImage

  init() throws {
    scratch = try ScratchFolder()
    image = try SampleImage("base", "top")
  }

  /// The image's docker archive with other entries in front.
  private func archive(adding entries: [Tar.Entry], limits: ArchiveLimits = ArchiveLimits()) throws -> ImageArchive {
    try scratch.archive(entries + image.dockerEntries(as: "s:1"), limits: limits)
  }

  /// The image's docker archive with one entry replaced, or left out.
  private func archive(replacing name: String, by data: [UInt8]?) throws -> ImageArchive {
    var entries = image.dockerEntries(as: "s:1").filter { $0.entry.name != name }
    if let data { entries.append(Tar.file(name, data)) }
    return try scratch.archive(entries)
  }

  @Test(arguments: ["../evil", "a/../../evil", "/../evil"])
  func `A name that climbs out is refused`(name: String) {
    #expect(throws: ArchivePathError.self) { _ = try archive(adding: [Tar.file(name, "x")]) }
  }

  @Test func `A link that leads out, in a circle or to a device is refused`() throws {
    for target in ["../../etc/passwd", "/../x"] {
      #expect(throws: ImageArchiveError.linkLeaves("a/l")) { _ = try archive(adding: [Tar.link("a/l", to: target)]) }
    }
    #expect(throws: ArchivePathError.self) {
      _ = try archive(adding: [Tar.link("a/l", to: "../../etc/passwd", kind: .hardLink)])
    }
    func withLayer(_ entries: [Tar.Entry]) throws -> ImageArchive {
      try scratch.archive(image.dockerEntries(as: "s:1").filter { $0.entry.name != "layer1.tar" } + entries)
    }
    #expect(throws: ImageArchiveError.linkLeaves("layer1.tar")) {
      _ = try withLayer([Tar.link("layer1.tar", to: "b"), Tar.link("b", to: "layer1.tar")])
    }
    #expect(throws: ImageArchiveError.missing("layer1.tar")) { _ = try withLayer([Tar.link("layer1.tar", to: "b")]) }
    #expect(throws: ImageArchiveError.notAFile("layer1.tar")) {
      _ = try withLayer([(TarEntry(name: "layer1.tar", kind: .characterDevice, deviceMajor: 1, deviceMinor: 5), [])])
    }
  }

  @Test func `Two entries of one name are refused`() {
    #expect(throws: ImageArchiveError.repeatedName("manifest.json")) {
      _ = try archive(adding: [Tar.file("./manifest.json", "[]")])
    }
  }

  @Test func `What is listed and not there is named`() {
    #expect(throws: ImageArchiveError.missing("layer1.tar")) { _ = try archive(replacing: "layer1.tar", by: nil) }
    let configuration = "\(image.configuration.digest.hex).json"
    #expect(throws: ImageArchiveError.missing(configuration)) { _ = try archive(replacing: configuration, by: nil) }
    #expect(throws: ImageArchiveError.noImages) { _ = try archive(replacing: "manifest.json", by: nil) }
    #expect(throws: ImageArchiveError.noImages) { _ = try scratch.archive([]) }
  }

  @Test func `Lists that say what can't be are refused`() throws {
    let configuration = "\(image.configuration.digest.hex).json"
    #expect(throws: ImageArchiveError.wrongDigest(configuration, found: try Digest(of: Array("{}".utf8)))) {
      _ = try archive(replacing: configuration, by: Array("{}".utf8))
    }
    func list(_ text: String) throws -> ImageArchive { try archive(replacing: "manifest.json", by: Array(text.utf8)) }
    #expect(throws: ImageArchiveError.layerCount(configuration, listed: 1, configured: 2)) {
      _ = try list(#"[{"Config":"\#(configuration)","RepoTags":null,"Layers":["layer0.tar"]}]"#)
    }
    #expect(throws: ArchivePathError.self) { _ = try list(#"[{"Config":"../../etc/passwd","Layers":[]}]"#) }
    for text in ["{", "{}", #"[{"Layers":[]}]"#, #"[{"Config":7}]"#] {
      #expect(throws: ImageArchiveError.self) { _ = try list(text) }
    }
    #expect(throws: ImageArchiveError.self) {
      _ = try list(#"[{"Config":"\#(configuration)","RepoTags":["UPPER:1"],"Layers":[]}]"#)
    }
    #expect(try list("[]").images.isEmpty)
  }

  @Test func `A layer that is not what the configuration says is found when it is copied`() async throws {
    let other = try Tar.archive([Tar.file("file", "other")])
    let archive = try archive(replacing: "layer1.tar", by: other)
    let destination = MemoryStore()
    await #expect(throws: CopyError.self) {
      _ = try await GraphCopy(from: archive, to: destination).run(archive.images[0].root, as: nil)
    }
    #expect(await !destination.contains(archive.images[0].root))
    #expect(await !destination.contains(image.layers[1]))
  }

  @Test func `What is longer than any list is not read`() throws {
    var limits = ArchiveLimits()
    limits.listSize = 10
    #expect(throws: ImageArchiveError.tooLarge("manifest.json", limit: 10)) {
      _ = try archive(adding: [], limits: limits)
    }
    limits = ArchiveLimits()
    limits.entries = 3
    #expect(throws: TarError.tooManyEntries(limit: 3)) { _ = try archive(adding: [], limits: limits) }
    var huge = try Tar.archive([Tar.file("x", "")])
    // An extended header that claims 7 GiB.
    huge.replaceSubrange(124..<136, with: Array("70000000000\u{0}".utf8))
    huge[156] = UInt8(ascii: "x")
    huge.replaceSubrange(148..<156, with: Array("        ".utf8))
    let sum = String(huge[..<512].reduce(0) { $0 + Int($1) }, radix: 8)
    huge.replaceSubrange(148..<156, with: Array("\(String(repeating: "0", count: 6 - sum.count))\(sum)\u{0} ".utf8))
    let file = try scratch.open(huge)
    #expect(throws: TarError.extensionTooLong(size: 0o70000000000, limit: 1 << 20)) { _ = try ImageArchive(file: file) }
  }

  @Test(arguments: [(100, 0), (700, 700), (1_600, 1_600)])
  func `An archive that was cut is told`(size: Int, offset: Int64) throws {
    let bytes = try Tar.archive([Tar.file("a", [UInt8](repeating: 1, count: 2_000))])
    let file = try scratch.open(Array(bytes[..<size]))
    #expect(throws: TarError.truncated(offset: offset)) { _ = try ImageArchive(file: file) }
  }

  @Test func `A bomb is stopped long before it fills the disk`() async throws {
    let packed = MemorySink(limit: 1 << 20)
    let writer = try GzipWriter(into: packed, level: 9)
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    for _ in 0..<64 { try writer.write(zeros) }
    try writer.finish()
    var limits = DecompressionLimits()
    limits.ratioThreshold = 1 << 20
    limits.ratio = 100
    let copy = ScratchCopy(in: try scratch.scratchFile(), limits: limits)
    #expect(throws: CompressionError.ratioTooHigh(limit: 100)) { try copy.write(packed.bytes) }
    let size = try FileManager.default.attributesOfItem(atPath: scratch("scratch"))[.size] as? Int
    #expect(try #require(size) < 8 << 20)
  }

  @Test func `Parents without end are refused`() {
    #expect(throws: ImageArchiveError.endlessAncestry("a")) {
      _ = try scratch.archive([
        Tar.file("repositories", #"{"s":{"1":"a"}}"#), Tar.file("a/json", #"{"parent":"b"}"#),
        Tar.file("b/json", #"{"parent":"a"}"#),
      ])
    }
  }
}
