import Foundation
import ImageCommands
import ImageSpec
import LayoutStore
import Presentation
import Testing
import Worlds

/// `save` and `load`, in docker's words.
@Suite struct SaveLoadTests {
  /// The archive that `save` writes of some images of the fixture.
  private func saved(_ images: String, in bench: Workbench) async throws -> [UInt8] {
    let ended = try await bench.run("save \(images)")
    #expect(ended.status == 0 && ended.output == "" && ended.errors == "", "\(ended.errors)")
    return ended.bytes
  }

  private func bench() async throws -> Workbench { try await Workbench(fixture: "linux-basics") }

  /// The ids and digests of everything that has a name.
  private func images(in bench: Workbench) async throws -> String {
    try await bench.run("images --no-trunc").output
  }

  @Test func `What is saved is loaded into an empty store under its names`() async throws {
    let (bench, other) = (try await bench(), try Workbench())
    try await bench.run("tag greeter:old greeter:second")
    let bytes = try await saved("greeter", in: bench)
    let loaded = try await other.run("load", input: bytes)
    #expect(loaded.output == "Loaded image: greeter:old\nLoaded image: greeter:second\n" && loaded.errors == "")
    #expect(try await other.run("verify").status == 0)
    let ids = try await (bench.run("images -q --no-trunc greeter"), other.run("images -q --no-trunc"))
    #expect(ids.0.output == ids.1.output && ids.0.lines.count == 2)
    // Again, and as a file: the same bytes, and nothing changes.
    #expect(try await bench.run("save -o a.tar greeter").bytes == [])
    let file = try #require(FileManager.default.contents(atPath: try bench.world.folder.resolve("a.tar")))
    #expect(Array(file) == bytes)
    let before = try await images(in: bench)
    #expect(try await bench.run("load -q -i a.tar").output == loaded.output)
    #expect(try await images(in: bench) == before)
    await bench.world.close()
  }

  @Test func `By its id an image has no name, and loading tells the id`() async throws {
    let (bench, other) = (try await bench(), try Workbench())
    let id = try await bench.run("images -q --no-trunc greeter:old").lines[0]
    for name in [id, String(id.dropFirst(7).prefix(12))] {
      let loaded = try await other.run("load", input: try await saved(name, in: bench))
      #expect(loaded.output == "Loaded image ID: \(id)\n")
    }
    #expect(try await other.run("images").lines.dropFirst().allSatisfy { $0.hasPrefix("<none>") })
    await bench.world.close()
  }

  @Test func `A name that moves is told, and its old image stays without one`() async throws {
    let bench = try await bench()
    try await bench.run("pull -q tiny")
    try await bench.run("tag tiny s:1")
    let bytes = try await saved("s:1", in: bench)
    try await bench.run("tag greeter:old s:1")
    try await bench.run("rmi greeter:old")
    let old = try await bench.run("images -q --no-trunc s:1").lines[0]
    let loaded = try await bench.run("load", input: bytes)
    #expect(
      loaded.output == """
        The image s:1 already exists, renaming the old one with ID \(old) to empty string
        Loaded image: s:1

        """)
    #expect(try await bench.run("images -q --no-trunc").lines.contains(old))
    await bench.world.close()
  }

  /// Wrong calls of `save`, and what docker says of them.
  static let refusals: [(line: String, first: String)] = [
    ("save nosuch", "Error response from daemon: No such image: nosuch"),
    ("save -o n.tar greeter:old nosuch:1", "Error response from daemon: No such image: nosuch:1"),
    (
      "save -o nosuch/dir/x.tar greeter:old",
      "failed to save image: invalid output path: stat nosuch/dir: no such file or directory"
    ),
    ("save -o . greeter:old", "failed to save image: cannot write to a directory"),
    ("save --platform linux/s390x greeter:old", "no matching manifest for linux/s390x in the manifest list entries"),
    ("save UPPER", "invalid reference format: repository name (library/UPPER) must be lowercase"),
    ("load -i nosuch.tar", "open nosuch.tar: no such file or directory"),
    ("load -i .", "read .: is a directory"),
    ("load -i /etc/hostname", "/etc/hostname is outside of the simulated world"),
    (
      "load --platform bogus",
      "Error response from daemon: \"bogus\": unknown operating system or architecture: invalid argument"
    ),
  ]

  @Test(arguments: refusals.indices) func `What can't be done is told and leaves nothing`(index: Int) async throws {
    let bench = try await bench()
    let folder = try bench.world.folder.resolve(".")
    let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let ended = try await bench.run(Self.refusals[index].line)
    #expect(ended.status == 1 && ended.headline == Self.refusals[index].first && ended.bytes == [])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == before)
    await bench.world.close()
  }

  @Test func `A terminal is neither written to nor read from`() async throws {
    let bench = try await bench()
    let terminal = TerminalTraits(isTerminal: true, columns: 80, style: .plain)
    let saved = try await bench.run("save greeter:old", terminal: terminal)
    #expect(saved.status == 1 && saved.bytes == [])
    #expect(saved.headline == "cowardly refusing to save to a terminal. Use the -o flag or redirect")
    let loaded = try await bench.run("load", terminal: terminal)
    #expect(loaded.status == 1 && loaded.headline == "requested load from stdin, but stdin is empty")
    await bench.world.close()
  }

  @Test func `What is no image archive, or was cut, is told in docker's words`() async throws {
    let bench = try await bench()
    let bytes = try await saved("greeter:old", in: bench)
    let other = try Workbench()
    func first(_ input: [UInt8]) async throws -> String {
      let ended = try await other.run("load", input: input)
      #expect(ended.status == 1 && ended.output == "")
      return ended.headline
    }
    #expect(try await first([]) == "open standard input/repositories: no such file or directory")
    let eof = "Error processing tar file(exit status 1): unexpected EOF"
    #expect(try await first(Array("garbage".utf8)) == eof)
    #expect(try await first(Array(bytes.dropLast(4_000))) == eof)
    #expect(
      try await first([UInt8](repeating: 1, count: 600))
        == "Error processing tar file(exit status 1): archive/tar: invalid tar header")
    var damaged = bytes
    damaged[2_000] ^= 1
    #expect(try await first(damaged).hasPrefix("filesystem layer verification failed for digest sha256:"))
    #expect(try await images(in: other).split(separator: "\n").count == 1)
    // Nothing of a copy that was in the way is left.
    let ingest = try FileManager.default.contentsOfDirectory(atPath: "\(other.world.store.path)/ingest")
    #expect(ingest.filter { $0.hasPrefix("scratch") } == [])
    await bench.world.close()
  }

  @Test func `Of an index what is here is saved, and one platform where it is asked for`() async throws {
    let (bench, other) = (try await bench(), try Workbench())
    try await bench.run("pull -q --platform linux/arm64 tiny")
    let whole = try await saved("tiny", in: bench)
    try await other.run("load", input: whole)
    let digest = try await (bench.run("images --digests tiny"), other.world.store.references())
    #expect(digest.1.contains { digest.0.output.contains($0.descriptor.digest.description) })
    let missing = try await bench.run("save --platform linux/amd64 tiny")
    #expect(missing.status == 1 && missing.headline.contains("its content is not"))
    let one = try await bench.run("save --platform linux/arm64 tiny")
    let third = try Workbench()
    #expect(
      try await third.run("load --platform linux/arm64", input: one.bytes).output == "Loaded image: tiny:latest\n")
    let refused = try await third.run("load --platform linux/amd64", input: one.bytes)
    #expect(refused.headline == "no matching manifest for linux/amd64 in the manifest list entries")
    #expect(try await other.world.store.references()[0].descriptor.mediaType.isIndex)
    #expect(try await third.world.store.references()[0].descriptor.mediaType.isManifest)
    await bench.world.close()
  }
}
