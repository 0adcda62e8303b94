import ContainerStore
import ContentStore
import Foundation
import ImageSpec
import LayoutStore
import TestSupport
import Testing
import Worlds

/// `verify`, with and without `--repair`, and what `info` and `version` say.
@Suite struct VerifyTests {
  private func bench() async throws -> (Workbench, [Descriptor]) {
    let bench = try await Workbench(fixture: "linux-basics")
    for line in ["rm web", "pull -q alice/greeter", "create --name web alice/greeter sh"] {
      #expect(try await bench.run(line).status == 0)
    }
    let root = try await bench.world.store.resolve(try ImageReference(parsing: "alice/greeter:latest"))
    let manifest: Document<Manifest> = try await bench.world.store.document(of: root)
    return (bench, [root, manifest.body.configuration] + manifest.body.layers)
  }

  private func path(_ blob: Descriptor, _ bench: Workbench) -> String {
    "\(bench.world.store.path)/blobs/sha256/\(blob.digest.hex)"
  }

  /// Changes a byte of a blob without changing its length.
  private func damage(_ blob: Descriptor, _ bench: Workbench) throws {
    let path = path(blob, bench)
    var bytes = try #require(FileManager.default.contents(atPath: path))
    bytes[bytes.count - 1] ^= 1
    try FileManager.default.removeItem(atPath: path)
    try bytes.write(to: URL(filePath: path))
  }

  @Test func `What is bad is named with whom it hurts, and fetched again`() async throws {
    let (bench, blobs) = try await bench()
    #expect(try await bench.run("verify").output == "The store is sound.\n")
    try damage(blobs[2], bench)
    try FileManager.default.removeItem(atPath: path(blobs[3], bench))
    let found = try await bench.run("verify")
    #expect(found.status == 1 && found.output == "")
    #expect(
      found.errors.contains("\(blobs[2].digest) is damaged") && found.errors.contains("\(blobs[3].digest) is missing"))
    #expect(found.errors.contains("greeter:old") && found.errors.contains("alice/greeter:latest"))
    #expect(found.errors.contains("container web") && found.errors.contains("'verify --repair'"))
    let repaired = try await bench.run("verify --repair")
    #expect(repaired.status == 0, "\(repaired.errors)")
    #expect(repaired.output.contains("Repaired: \(blobs[2].digest) from docker.io/"))
    #expect(repaired.lines.last == "The store is sound.")
    #expect(try await bench.run("verify").status == 0)
  }

  @Test func `A document that comes again brings the rest with it`() async throws {
    let (bench, blobs) = try await bench()
    for blob in blobs { try FileManager.default.removeItem(atPath: path(blob, bench)) }
    let repaired = try await bench.run("verify --repair")
    #expect(repaired.status == 0, "\(repaired.errors)")
    #expect(repaired.output.components(separatedBy: "Repaired: ").count == blobs.count + 1)
    #expect(try await bench.run("history alice/greeter").status == 0)
  }

  @Test func `What can't be had is told with why, and stays as it is`() async throws {
    let lonely = try await Workbench(fixture: "linux-basics")
    _ = try await lonely.run("rm web")
    _ = try await lonely.run("tag greeter:old nosuch.example/made:1")
    _ = try await lonely.run("rmi greeter:old")
    let root = try await lonely.world.store.resolve(try ImageReference(parsing: "nosuch.example/made:1"))
    let manifest: Document<Manifest> = try await lonely.world.store.document(of: root)
    try damage(manifest.body.layers[0], lonely)
    let bytes = FileManager.default.contents(atPath: path(manifest.body.layers[0], lonely))
    let failed = try await lonely.run("verify --repair")
    #expect(failed.status == 1 && failed.errors.contains("can't be had from nosuch.example/made"))
    #expect(FileManager.default.contents(atPath: path(manifest.body.layers[0], lonely)) == bytes)
  }

  @Test func `A container's own files and the cache are looked at too`() async throws {
    let (bench, _) = try await bench()
    #expect(try await bench.run("cp motd web:/etc/motd").status == 0)
    #expect(try await bench.run("verify").status == 0)
    let container = try #require(try await bench.world.containers.list().first)
    let data = "\(bench.world.containers.folder)/\(container.id)/changes"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: data).first)
    try Data("x".utf8).write(to: URL(filePath: "\(data)/\(name)"))
    let short = try await bench.run("verify")
    #expect(short.status == 1 && short.errors.contains("container web: etc/motd has 1 bytes"), "\(short.errors)")
    _ = try await bench.run("rm web")
    let cache = "\(bench.world.store.path)/cache/layers"
    for name in try FileManager.default.contentsOfDirectory(atPath: cache) {
      try Data("{".utf8).write(to: URL(filePath: "\(cache)/\(name)"))
    }
    #expect(try await bench.run("verify").errors.contains("files of the cache can't be read"))
    #expect(try await bench.run("verify --repair").status == 0)
    #expect(try await bench.run("history alice/greeter").status == 0)
  }

  @Test(
    "What scripts for docker ask for is there",
    arguments: [
      ("version --format '{{.Server.Version}}'", "0.1.0"), ("version -f '{{.Client.Version}}'", "0.1.0"),
      ("info -f '{{.OSType}} {{.Driver}}'", "linux oci-layout"), ("system info -f '{{.Containers}}'", "1"),
      ("info --format '{{.ContainersRunning}}'", "0"), ("--version", "drydock version 0.1.0"),
    ])
  func values(line: String, text: String) async throws {
    let (bench, _) = try await bench()
    let ended = try await bench.run(line)
    #expect(ended.output == text + "\n", "\(ended.errors)")
    #expect(
      try await bench.run("info --format json").output.contains("\"DockerRootDir\":\"\(bench.world.store.path)\""))
    #expect(try await bench.run("info").output.contains(" Containers: 1\n"))
    #expect(try await bench.run("version -f '{{.Nosuch}}'").status == 1)
  }
}
