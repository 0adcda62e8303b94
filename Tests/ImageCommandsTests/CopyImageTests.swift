import Foundation
import ImageSpec
import LayoutStore
import TestSupport
import Testing
import Worlds

/// `copy` between every two kinds of places.
@Suite struct CopyImageTests {
  /// A world with the real routes whose store has the fixture's image `greeter:old`.
  private func bench() async throws -> Workbench {
    let (simulated, bench) = (try await Workbench(fixture: "linux-basics"), try Workbench())
    let saved = try await simulated.run("save greeter:old")
    #expect(try await bench.run("load", input: saved.bytes).status == 0)
    await simulated.world.close()
    return bench
  }

  /// Copies and returns the digest that is told.
  private func copy(_ line: String, in bench: Workbench) async throws -> String {
    let ended = try await bench.run("copy -q \(line)")
    #expect(ended.status == 0, "\(line): \(ended.errors)")
    return try #require(ended.lines.first)
  }

  @Test func `An image goes round through every place and stays what it is`() async throws {
    let registry = try RealRegistry()
    let bench = try await bench()
    let places = [
      "greeter:old", "docker://\(registry.host)/greeter:1", "oci:layout:1", "oci-archive:a.tar:1",
      "docker-archive:d.tar:greeter:2", "docker://\(registry.host)/again:latest", "copied:1",
    ]
    var digests: Set<String> = []
    for (from, to) in zip(places, places.dropFirst()) { digests.insert(try await copy("\(from) \(to)", in: bench)) }
    #expect(digests.count == 1)
    let ids = try await (bench.run("images -q --no-trunc greeter"), bench.run("images -q --no-trunc copied"))
    #expect(ids.0.output == ids.1.output && ids.0.lines.count == 1)
    #expect(try await bench.run("verify").status == 0)
  }

  @Test func `Within a registry blobs are mounted, and past the store means past it`() async throws {
    let registry = try RealRegistry()
    let bench = try await bench()
    _ = try await copy("greeter:old docker://\(registry.host)/greeter:1", in: bench)
    let other = try Workbench()
    let mounted = try await other.run(
      "copy docker://\(registry.host)/greeter:1 docker://\(registry.host)/team/greeter:1")
    #expect(mounted.status == 0 && mounted.output.contains(": Mounted from greeter\n"), "\(mounted)")
    #expect(try await other.run("copy docker://\(registry.host)/team/greeter:1 oci:layout").status == 0)
    #expect(!FileManager.default.fileExists(atPath: "\(other.world.store.path)/blobs"))
  }

  @Test func `Of an index one platform's image is taken, or the whole`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let one = try await bench.run("copy docker://tiny oci:one:1")
    #expect(one.status == 0 && one.errors.contains("one of 2 platforms was copied (linux/amd64)"), "\(one)")
    let arm = try await copy("--platform linux/arm64 docker://tiny oci:one:arm", in: bench)
    let whole = try await copy("--all docker://tiny oci-archive:whole.tar:tiny:1", in: bench)
    #expect(Set([arm, whole]).count == 2 && !one.output.contains(arm))
    let pulled = try await bench.run("pull tiny")
    #expect(pulled.output.contains("Digest: \(whole)"))
    // The archive has both platforms and gives either.
    #expect(try await copy("--platform linux/arm64 oci-archive:whole.tar oci:two:arm", in: bench) == arm)
    // The store has one of them, and a registry would miss the other.
    let part = try await bench.run("copy --all tiny docker://alice/tiny:1")
    #expect(part.status == 1 && part.errors.contains("Not here: linux/arm64"), "\(part)")
    await bench.world.close()
  }

  @Test func `A dry run tells the plan and copies nothing`() async throws {
    let registry = try RealRegistry()
    let bench = try await bench()
    let told = try await bench.run("copy --dry-run greeter:old docker://\(registry.host)/x:1")
    #expect(told.status == 0 && told.lines.first?.hasPrefix("Would send: \(registry.host)/x:1 (") == true, "\(told)")
    #expect(try await bench.run("copy docker://\(registry.host)/x:1 y:1").status == 1)
    let file = try await bench.run("copy --dry-run greeter:old docker-archive:d.tar")
    #expect(file.status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: try bench.world.folder.resolve(".")) == [])
  }

  @Test func `An archive may go through a pipe, with nothing else beside it`() async throws {
    let bench = try await bench()
    let written = try await bench.run("copy greeter:old docker-archive:-:piped:1")
    #expect(written.status == 0 && written.output == "" && !written.bytes.isEmpty)
    let other = try Workbench()
    #expect(try await other.run("copy docker-archive:- piped:2", input: written.bytes).status == 0)
    #expect(try await other.run("images").lines.contains { $0.hasPrefix("piped        2") })
  }

  /// Wrong places, and what is said of them.
  static let refusals: [(words: String, first: String)] = [
    ("dir:x y:1", "unknown transport \"dir\""), ("docker:x y:1", "\"docker:x\" is no place of an image"),
    ("oci: y:1", "\"oci:\" names no file"), ("--all --platform linux x y", "--all and --platform exclude each other"),
    ("nosuch:1 y:1", "Error response from daemon: No such image: nosuch:1"),
    ("greeter:old docker://x@sha256:\(String(repeating: "0", count: 64))", "cannot push a digest reference"),
    ("oci:nosuch y:1", "open nosuch: no such file or directory"),
    (
      "greeter:old docker-archive:nosuch/a.tar",
      "failed to save image: invalid output path: stat nosuch: no such file or directory"
    ),
    ("greeter:old", "'drydock copy' requires 2 arguments"),
  ]

  @Test(arguments: refusals.indices) func `What can't be copied is told`(index: Int) async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let ended = try await bench.run("copy \(Self.refusals[index].words)")
    #expect(ended.status == 1 && ended.output == "")
    #expect(ended.headline.contains(Self.refusals[index].first), "\(ended.errors)")
    await bench.world.close()
  }

  @Test func `An artifact that is no image goes everywhere but into docker's archives`() async throws {
    let registry = try RealRegistry()
    let bench = try Workbench()
    try Self.writeArtifact(into: try bench.world.folder.resolve("art"))
    let name = "\(registry.host)/art:1"
    let digest = try await copy("oci:art:1 docker://\(name)", in: bench)
    #expect(try await bench.run("pull \(name)").output.contains("Digest: \(digest)"))
    let listed = try await bench.run("images --no-trunc")
    #expect(listed.lines.count == 2 && listed.output.contains(digest), "\(listed)")
    let saved = try await bench.run("save \(name)")
    #expect(saved.status == 0)
    let other = try Workbench()
    #expect(try await other.run("load", input: saved.bytes).output == "Loaded image: \(name)\n")
    try await other.run("tag \(name) \(registry.host)/art:2")
    #expect(try await other.run("push \(registry.host)/art:2").status == 0)
    #expect(try await copy("docker://\(registry.host)/art:2 oci:back:2", in: other) == digest)
    let refused = try await bench.run("copy \(name) docker-archive:x.tar")
    #expect(refused.headline.hasPrefix("a docker archive has no place for an artifact that is no image: sha256:"))
  }

  /// A layout with an artifact in ORAS's form: an empty configuration, a type, and a text.
  private static func writeArtifact(into folder: String) throws {
    let blobs = "\(folder)/blobs/sha256"
    try FileManager.default.createDirectory(atPath: blobs, withIntermediateDirectories: true)
    func blob(_ text: String, _ type: String) throws -> Descriptor {
      let bytes = Array(text.utf8)
      let digest = try Digest(of: bytes)
      try Data(bytes).write(to: URL(filePath: "\(blobs)/\(digest.hex)"))
      return Descriptor(mediaType: try MediaType(parsing: type), digest: digest, size: Int64(bytes.count))
    }
    let manifest = Manifest(
      configuration: try blob("{}", "application/vnd.oci.empty.v1+json"), layers: [try blob("hello", "text/plain")],
      artifactType: try MediaType(parsing: "application/vnd.example.greeting"))
    var root = try blob(String(decoding: manifest.encoded(), as: UTF8.self), MediaType.ociManifest.description)
    root.annotations["org.opencontainers.image.ref.name"] = "1"
    try Data(Index(manifests: [root]).encoded()).write(to: URL(filePath: "\(folder)/index.json"))
    try Data(#"{"imageLayoutVersion":"1.0.0"}"#.utf8).write(to: URL(filePath: "\(folder)/oci-layout"))
  }
}
