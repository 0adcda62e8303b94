import Archive
import ByteStreams
import ContentStore
import ImageSpec
import Testing
import Worlds

@Suite struct FixtureContentsTests {
  @Test(arguments: ["windows-2016", "linux-basics"]) func `Building a fixture twice gives the same digests`(
    _ name: String
  ) throws {
    let fixture = try Shipped.fixture(name)
    let (first, second) = (try FixtureContents(fixture), try FixtureContents(fixture))
    #expect(first.roots == second.roots && !first.roots.isEmpty)
  }

  @Test func `A Windows base layer is foreign and laid out as Windows has it`() async throws {
    let contents = try FixtureContents(try Shipped.fixture("windows-2016"))
    let root = try #require(contents.roots["servercore"])
    let manifest = try await contents.document(of: root, as: Manifest.self).body
    #expect(manifest.layers.map(\.mediaType) == [.dockerForeignLayerGzip, .dockerLayerGzip])
    #expect(manifest.layers[0].urls.count == 1 && manifest.layers[1].urls.isEmpty)
    let configuration = try await contents.document(of: manifest.configuration, as: ImageConfiguration.self).body
    #expect(configuration.platform.osVersion == "10.0.14300.1000")

    let members = try await entries(of: manifest.layers[0], in: contents)
    #expect(members.first?.name == "Hives/")
    let names = members.map(\.name)
    #expect(names.allSatisfy { $0.hasPrefix("Hives/") || $0.hasPrefix("Files/") })
    #expect(names.contains("Hives/System_Base") && names.contains("Files/Windows/System32/ntdll.dll"))
    #expect(members.allSatisfy { $0.records["MSWINDOWS.fileattr"] == ($0.kind == .directory ? "16" : "32") })
    #expect(members.allSatisfy { $0.records["MSWINDOWS.rawsd"] != nil })
    // Every folder stands before what is in it.
    var seen: Set<String> = []
    for member in members {
      let parent = member.name.split(separator: "/").dropLast().map { "\($0)/" }.joined()
      #expect(parent.isEmpty || seen.contains(parent), "\(member.name)")
      seen.insert(member.name)
    }
  }

  @Test(arguments: ["windows-2016", "linux-basics"]) func `Every layer has the diffID that its configuration lists`(
    _ name: String
  ) async throws {
    let fixture = try Shipped.fixture(name)
    let contents = try FixtureContents(fixture)
    for image in fixture.images.keys {
      let root = try #require(contents.roots[image])
      let manifest = try await contents.document(of: root, as: Manifest.self).body
      let configuration = try await contents.document(of: manifest.configuration, as: ImageConfiguration.self).body
      #expect(manifest.layers.count == configuration.diffIDs.count)
      #expect(configuration.history.filter { !$0.isEmptyLayer }.count == manifest.layers.count)
      for (layer, diffID) in zip(manifest.layers, configuration.diffIDs) {
        let inspector = try LayerInspector(digestsBlob: true)
        try await contents.fetch(layer, from: 0, into: inspector)
        let facts = try inspector.finish()
        #expect(facts.diffID == diffID && facts.compressedDigest == layer.digest)
      }
    }
  }

  @Test func `A Linux image has links, marks of removal and executable files`() async throws {
    let contents = try FixtureContents(try Shipped.fixture("linux-basics"))
    let root = try #require(contents.roots["greeter"])
    let layers = try await contents.document(of: root, as: Manifest.self).body.layers
    let base = try await entries(of: layers[0], in: contents)
    #expect(base.first { $0.name == "bin/sh" }?.linkName == "/bin/busybox")
    #expect(base.first { $0.name == "bin/busybox" }?.mode == 0o755)
    #expect(try await entries(of: layers[2], in: contents).contains { $0.name == "bin/.wh.ls" })
  }

  @Test func `ASP.NET stands on Server Core's layers`() async throws {
    let contents = try FixtureContents(try Shipped.fixture("windows-2016"))
    let base = try await contents.document(of: try #require(contents.roots["servercore"]), as: Manifest.self).body
    let image = try await contents.document(of: try #require(contents.roots["aspnet"]), as: Manifest.self).body
    #expect(Array(image.layers.prefix(base.layers.count)) == base.layers && image.layers.count > base.layers.count)
  }

  @Test func `The whole Windows fixture is small`() throws {
    let fixture = try Shipped.fixture("windows-2016")
    #expect(try FixtureContents(fixture).size < 10 << 20)
  }

  private func entries(of layer: Descriptor, in contents: FixtureContents) async throws -> [TarEntry] {
    let visitor = Names()
    let reader = TarReader(visitor: visitor)
    let decompressor = LayerDecompressor(into: reader)
    try await contents.fetch(layer, from: 0, into: decompressor)
    try decompressor.finish()
    try reader.finish()
    return visitor.entries
  }
}

private final class Names: TarVisitor {
  private let found = Locked<[TarEntry]>([])

  var entries: [TarEntry] { found.withLock { $0 } }

  func entry(_ entry: TarEntry, dataOffset: Int64) { found.withLock { $0.append(entry) } }
}
