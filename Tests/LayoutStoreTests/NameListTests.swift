import ByteStreams
import Foundation
import ImageSpec
import TestSupport
import Testing

@testable import LayoutStore

@Suite struct NameListTests {
  private let scratch: ScratchFolder
  private let platform = Platform(os: "linux", architecture: "amd64")

  init() throws { scratch = try ScratchFolder() }

  private var folder: String { scratch("layout") }
  private var cache: String { "\(folder)/cache/names" }

  /// The names as a process reads them that has nothing in memory.
  private func names(_ store: LayoutStore? = nil) throws -> [String] {
    let list = try (store ?? LayoutStore(folder: folder)).names(for: platform)
    return (0..<list.count).map { list.name(at: $0) }
  }

  /// A layout whose names all mean one document of three bytes.
  private func makeLayout(_ names: [String], inPlace: Bool = false) throws {
    let digest = try Digest(of: [1, 2, 3])
    let entries = names.map { name -> String in
      let whole = "docker.io/library/\(name)"
      return #"{"mediaType":"\#(MediaType.ociManifest)","digest":"\#(digest)","size":3,"annotations":"#
        + #"{"org.opencontainers.image.ref.name":"\#(whole)"}}"#
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let index = #"{"schemaVersion":2,"manifests":[\#(entries.joined(separator: ","))]}"#
    // Another file each time, as other tools replace it, if they do.
    try Data(index.utf8).write(to: URL(filePath: "\(folder)/index.json"), options: inPlace ? [] : .atomic)
    try Data(#"{"imageLayoutVersion":"1.0.0"}"#.utf8).write(to: URL(filePath: "\(folder)/oci-layout"))
  }

  private func many(_ count: Int, _ tag: String = "v") -> [String] { (0..<count).map { "app-\($0):\(tag)" } }

  @Test func `Ten thousand names are found by beginning, part and id as by looking at each`() throws {
    var random = Seeded(6)
    var names: Set<String> = []
    while names.count < 10_000 {
      let letters = (0..<Int.random(in: 1...9, using: &random)).map { _ in "ab-.".randomElement(using: &random) ?? "a" }
      names.insert("x\(String(letters))y:T\(Int.random(in: 0...9, using: &random))")
    }
    let digests = try (0..<64).map { try Digest(of: [UInt8($0)]) }
    var entries = [NameList.Entry(name: nil, root: digests[0])]
    var ids: [String: String] = [:]
    for (position, name) in names.enumerated() {
      let summary = ImageSummary(id: digests[(position + 1) % 64], created: 1, size: 2, platform: "linux/amd64")
      entries.append(NameList.Entry(name: name, root: digests[position % 64], summary: summary))
      ids[name] = summary.id.hex
    }
    let list = NameList(entries)
    let sorted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect((0..<list.count).map { list.name(at: $0) } == [""] + sorted)
    for prefix in ["", "x", "xa", "xab-", "xb.b", "x-", "xzz", "y", "xaay:T3", "w"] {
      #expect(
        list.positions(beginningWith: prefix).map { list.name(at: $0) } == sorted.filter { $0.hasPrefix(prefix) },
        "\(prefix)")
    }
    for part in ["t3", "T3", "ba.y", "q", "", "aaaaaaay:t0"] {
      let expected = sorted.filter { $0.lowercased().contains(part.lowercased()) || part.isEmpty }
      #expect(list.positions(containing: part).map { list.name(at: $0) }.filter { !$0.isEmpty } == expected, "\(part)")
    }
    for digits in [String(digests[7].hex.prefix(1)), digests[7].short, digests[7].hex, "zz"] {
      let found = list.positions(identifierBeginningWith: digits).compactMap { list[$0]?.name }
      let expected = sorted.filter { ids[$0]?.hasPrefix(digits) == true }
      #expect(found == expected, "\(digits)")
    }
    #expect(list.unsummarized == [digests[0]] && list.namelessPositions == 0..<1)
  }

  @Test func `The cache serves other processes, and may be gone, torn, changed or another index's`() throws {
    try makeLayout(many(60))
    let expected = many(60).sorted()
    #expect(try names() == expected)
    let good = try #require(FileManager.default.contents(atPath: cache))
    let text = String(decoding: good, as: UTF8.self)
    for bad in [
      "", "\n", String(text.dropLast(10)), text.replacing("app-7:v", with: "app-8:v"), text + "zzz\tsha256:1\n",
      String(text.dropFirst(3)), "drydock names 1\t\t\t\n", String(repeating: "\0", count: text.utf8.count),
    ] {
      try Data(bad.utf8).write(to: URL(filePath: cache))
      #expect(try names() == expected)
      #expect(FileManager.default.contents(atPath: cache) == good, "made anew")
    }
    try FileManager.default.removeItem(atPath: "\(folder)/cache")
    #expect(try names() == expected)
    // That it is read: names that the index has no more, under the digest of what it has.
    let list = NameList([NameList.Entry(name: "only:cached", root: try Digest(of: []))])
    let index = try #require(FileManager.default.contents(atPath: "\(folder)/index.json"))
    try NameCacheFile(index: try Digest(of: Array(index)), platform: platform, list: list).write(to: cache)
    #expect(try names() == ["only:cached"])
    try makeLayout(many(60, "w"))
    #expect(try names() == many(60, "w").sorted())
  }

  @Test func `A change by somebody else is seen, however fast it comes and whatever it leaves alike`() async throws {
    try makeLayout(many(60, "a"))
    let store = LayoutStore(folder: folder)
    for round in 0..<300 {
      // As long as the other one, and often within one tick of the clock that stamps files.
      let tag = round % 2 == 0 ? "b" : "c"
      try makeLayout([tag], inPlace: true)
      #expect(try names(store) == ["\(tag):latest"], "round \(round)")
    }
    for tag in ["b", "c"] {
      try makeLayout(many(60, tag))
      #expect(try names(store) == many(60, tag).sorted())
      #expect(try await store.references().first?.reference.tag?.description == tag)
    }
  }

  @Test func `A file's time is believed once a change would give it another`() throws {
    let path = scratch("file")
    try Data().write(to: URL(filePath: path))
    func isSettled(written seconds: Double, after delay: Double) throws -> Bool {
      let date = Date(timeIntervalSince1970: seconds)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
      let (whole, part) = modf(seconds + delay)
      let status = try #require(try FileStatus.of(path))
      return KnownIndex.isSettled(status, now: timespec(tv_sec: Int(whole), tv_nsec: Int(part * 1e9)))
    }
    for (seconds, delay) in [(1000.5, 0.0), (1000.5, 0.05), (1000.5, -3), (1000, 0.5), (1000, 1.9)] {
      #expect(try !isSettled(written: seconds, after: delay), "\(seconds) \(delay)")
    }
    for (seconds, delay) in [(1000.5, 0.3), (1000.5, 1.7), (1000, 3), (1000.75, 1e6)] {
      #expect(try isSettled(written: seconds, after: delay), "\(seconds) \(delay)")
    }
  }

  @Test func `A write of ours makes the list for all, with what was known of images`() async throws {
    try makeLayout(many(60))
    let root = try Digest(of: [1, 2, 3])
    let summary = ImageSummary(id: try Digest(of: [9]), created: 5, size: 7, platform: "linux/amd64")
    try LayoutStore(folder: folder).summarize([root: summary], for: platform)
    let store = LayoutStore(folder: folder)
    _ = try await store.untag(ImageReference(parsing: "app-3:v"))
    let file = try #require(NameCacheFile(at: cache))
    #expect(
      file.index == (try Digest(of: Array(try #require(FileManager.default.contents(atPath: "\(folder)/index.json"))))))
    #expect(file.list.count == 59 && file.list.unsummarized.isEmpty)
    #expect(try names().count == 59)
    #expect(try LayoutStore(folder: folder).names(for: platform)[0]?.summary == summary)
    // By another platform, images of several are others.
    #expect(
      try !LayoutStore(folder: folder).names(for: Platform(os: "windows", architecture: "amd64")).unsummarized.isEmpty)
  }

  @Test func `Names are read where nothing can be written, and where there is no store`() throws {
    let absent = LayoutStore(folder: scratch("absent"))
    #expect(try names(absent).isEmpty)
    try absent.summarize([:], for: platform)
    #expect(!FileManager.default.fileExists(atPath: absent.path))
    try makeLayout(many(60))
    // A file in the folder's place stops root, too.
    try Data().write(to: URL(filePath: "\(folder)/cache"))
    #expect(try names() == many(60).sorted())
    try makeLayout(["few:1"])
    try FileManager.default.removeItem(atPath: "\(folder)/cache")
    #expect(try names() == ["few:1"])
    #expect(!FileManager.default.fileExists(atPath: cache))
  }
}
