import Archive
import ByteStreams
import ContentStore
import Foundation
import ImageArchives
import ImageSpec
import TestSupport
import Testing

/// What docker and others wrote, and write still.
@Suite struct DockerArchiveTests {
  @Test func `An archive with manifest.json gives the image with its own id and layers`() async throws {
    let scratch = try ScratchFolder()
    let image = try SampleImage("base", "top")
    let archive = try scratch.archive(image.dockerEntries(as: "s:1"))
    let found = try #require(archive.images.first)
    #expect(found.names.map(\.familiar) == ["s:1"] && found.isAuthored)
    let copy = try await archive.copied(found)
    for content in image.layers + [image.configuration] { #expect(await copy.contains(content)) }
    // What docker itself authors for such an image: uncompressed layers under OCI's types.
    #expect(found.root == image.root)
  }

  @Test func `A compressed layer keeps its bytes and gets its own digest`() async throws {
    let scratch = try ScratchFolder()
    let image = try SampleImage("base")
    let packed = try Tar.gzipped(image.archives[0])
    var entries = image.dockerEntries(as: "s:1")
    entries[0] = Tar.file("layer0.tar", packed)
    let archive = try scratch.archive(entries)
    let manifest: Document<Manifest> = try await archive.document(of: archive.images[0].root)
    #expect(
      manifest.body.layers == [
        Descriptor(mediaType: .ociLayerGzip, digest: try Digest(of: packed), size: Int64(packed.count))
      ])
    _ = try await archive.copied(archive.images[0])
  }

  @Test(arguments: [
    Tar.link("b/layer.tar", to: "../a/layer.tar"), Tar.link("b/layer.tar", to: "a/layer.tar", kind: .hardLink),
    Tar.link("b/layer.tar", to: "/a/layer.tar"),
  ])
  func `A layer that two images share stands once, and a link leads to it`(link: Tar.Entry) async throws {
    let scratch = try ScratchFolder()
    let image = try SampleImage("base", "base")
    var entries = image.dockerEntries(as: "s:1") { $0 == 0 ? "a/layer.tar" : "b/layer.tar" }
    entries[1] = link
    let archive = try scratch.archive(entries)
    let copy = try await archive.copied(archive.images[0])
    #expect(await copy.contains(image.layers[1]))
  }

  @Test func `The oldest generation becomes what it would be today`() async throws {
    let scratch = try ScratchFolder()
    let image = try SampleImage("base", "top")
    func json(_ id: String, parent: String?, command: String) -> String {
      let own = parent.map { "\"parent\":\"\($0)\"," } ?? ""
      return """
        {"id":"\(id)",\(own)"created":"2015-01-01T00:00:00Z","container_config":{"Cmd":["/bin/sh","-c","\(command)"]},\
        "config":{"Cmd":["top"]},"architecture":"amd64","os":"linux","Size":7}
        """
    }
    let archive = try scratch.archive([
      Tar.file("aa/VERSION", "1.0"), Tar.file("aa/json", json("aa", parent: nil, command: "one")),
      Tar.file("aa/layer.tar", image.archives[0]),
      Tar.file("bb/json", json("bb", parent: "aa", command: "two")), Tar.file("bb/layer.tar", image.archives[1]),
      Tar.file("repositories", #"{"old/app":{"1":"bb","2":"bb"},"base":{"latest":"aa"}}"#),
    ])
    #expect(archive.images.map { $0.names.map(\.familiar) } == [["old/app:1", "old/app:2"], ["base:latest"]])
    let copy = try await archive.copied(archive.images[0])
    let manifest: Document<Manifest> = try await copy.document(of: archive.images[0].root)
    let configuration: Document<ImageConfiguration> = try await copy.document(of: manifest.body.configuration)
    #expect(configuration.body.diffIDs == image.layers.map(\.digest))
    #expect(configuration.body.history.map(\.createdBy) == ["/bin/sh -c one", "/bin/sh -c two"])
    #expect(configuration.body.command == ["top"])
    let members = try JSON(parsing: configuration.bytes).object
    #expect(members?["id"] == nil && members?["parent"] == nil && members?["Size"] == nil)
  }

  @Test func `An image is found by its name, its place, or alone`() async throws {
    let scratch = try ScratchFolder()
    let image = try SampleImage("base")
    let archive = try scratch.archive(image.dockerEntries(as: "team/s:1"))
    for name in [nil, "team/s:1", "docker.io/team/s:1", "@0", "1"] {
      #expect(try archive.image(name).root == image.root)
    }
    #expect(throws: ImageArchiveError.noSuchImage("other", known: ["team/s:1"])) { _ = try archive.image("other") }
    #expect(throws: ImageArchiveError.noSuchImage("@1", known: ["team/s:1"])) { _ = try archive.image("@1") }
  }

  @Test(arguments: ["plain", "gzip", "parts"])
  func `What can be read but once is copied, uncompressed`(how: String) async throws {
    let scratch = try ScratchFolder()
    let image = try SampleImage("base")
    let plain = try Tar.archive(image.dockerEntries(as: "s:1"))
    let bytes = how == "plain" ? plain : try Tar.gzipped(plain)
    let archive = try await ImageArchive.open(scratch: { try scratch.scratchFile() }) { sink in
      let size = how == "parts" ? 7 : bytes.count
      for start in stride(from: 0, to: bytes.count, by: size) {
        try sink.write(Array(bytes[start..<min(start + size, bytes.count)]))
      }
    }
    _ = try await archive.copied(archive.images[0])
    let copied = try #require(FileManager.default.contents(atPath: scratch("scratch")))
    #expect(Array(copied) == plain)
  }

  @Test func `A plain file is read where it is`() async throws {
    let scratch = try ScratchFolder()
    let image = try SampleImage("base")
    let bytes = try Tar.archive(image.dockerEntries(as: "s:1"))
    struct NotNeeded: Error {}
    let plain = try await ImageArchive.open(try scratch.open(bytes)) { throw NotNeeded() }
    #expect(plain.images.count == 1)
    let packed = try scratch.open(try Tar.gzipped(bytes), as: "archive.tar.gz")
    await #expect(throws: NotNeeded.self) { try await ImageArchive.open(packed) { throw NotNeeded() } }
  }
}
