import Foundation
import ImageCommands
import ImageSpec
import TestSupport
import Testing
import Worlds

/// `push` into Debian's registry, line by line as docker's users know it.
@Suite struct PushTests {
  /// A world with two images out of a fixture's registry, named for a real registry.
  private func bench(_ registry: RealRegistry) async throws -> Workbench {
    let bench = try Workbench()
    try await serving(try Workbench.library.loadFixture("linux-basics")) { host in
      for (source, target) in [("library/tiny", "tiny:1"), ("alice/greeter", "greeter:1")] {
        try await bench.run("pull -q \(host)/\(source)")
        try await bench.run("tag \(host)/\(source) \(registry.host)/\(target)")
        try await bench.run("rmi \(host)/\(source)")
      }
    }
    return bench
  }

  @Test func `Layers are announced from the top, pushed once, then known`() async throws {
    let registry = try RealRegistry()
    let bench = try await bench(registry)
    let first = try await bench.run("push \(registry.host)/greeter:1")
    #expect(first.lines.first == "The push refers to repository [\(registry.host)/greeter]" && first.status == 0)
    let announced = first.lines[1...3].map { String($0.prefix(12)) }
    #expect(first.lines[1...3].allSatisfy { $0.hasSuffix(": Preparing") })
    #expect(Set(first.lines[4...6]) == Set(announced.map { "\($0): Pushed" }))
    let end = try #require(first.lines.last)
    #expect(end.wholeMatch(of: #/1: digest: sha256:[0-9a-f]{64} size: \d+/#) != nil, "\(end)")
    let again = try await bench.run("push \(registry.host)/greeter:1")
    #expect(Set(again.lines[4...6]) == Set(announced.map { "\($0): Layer already exists" }) && again.lines.last == end)
    #expect(first.errors == "" && again.errors == "")
  }

  @Test func `Layers are mounted from a repository that has them`() async throws {
    let registry = try RealRegistry()
    let bench = try await bench(registry)
    try await bench.run("push -q \(registry.host)/greeter:1")
    try await bench.run("tag \(registry.host)/greeter:1 \(registry.host)/team/copy")
    let copied = try await bench.run("push \(registry.host)/team/copy")
    #expect(copied.lines.first == "Using default tag: latest")
    #expect(copied.lines.filter { $0.hasSuffix(": Mounted from greeter") }.count == 3, "\(copied)")
    let read = try Workbench()
    #expect(try await read.run("pull -q \(registry.host)/team/copy").status == 0)
  }

  @Test func `All tags go one after the other`() async throws {
    let registry = try RealRegistry()
    let bench = try await bench(registry)
    try await bench.run("tag \(registry.host)/greeter:1 \(registry.host)/greeter:2")
    let all = try await bench.run("push -a \(registry.host)/greeter")
    #expect(all.lines.filter { $0.hasPrefix("The push refers") }.count == 1)
    #expect(all.lines.compactMap { $0.split(separator: ": digest: ").first }.filter { $0.count == 1 } == ["1", "2"])
    #expect(try await bench.run("push -aq \(registry.host)/greeter").output == "\(registry.host)/greeter\n")
    let tagged = try await bench.run("push -a \(registry.host)/greeter:1")
    #expect(tagged.headline == "tag can't be used with --all-tags/-a" && tagged.output == "" && tagged.status == 1)
  }

  @Test func `A whole index is sent, else the manifest that is here, else the one that was asked for`() async throws {
    let registry = try RealRegistry()
    let bench = try Workbench()
    let index = try Fixture.platforms(
      ["linux/amd64", "linux/arm64"], indexes: ["both": ["linux/amd64", "linux/arm64"]], tags: ["1": "both"])
    try await serving(index) { host in
      let name = "\(host)/app:1"
      try await bench.run("pull -q \(name)")
      try await bench.run("tag \(name) \(registry.host)/app:half")
      let half = try await bench.run("push \(registry.host)/app:half")
      #expect(half.errors == "Notice: one platform was pushed, not the index: linux/arm64 is not here.\n")
      let missing = try await bench.run("push --platform linux/arm64 \(registry.host)/app:half")
      #expect(missing.status == 1 && missing.headline == "the image is not here for linux/arm64")
      try await bench.run("pull -q --platform linux/arm64 \(name)")
      try await bench.run("tag \(name) \(registry.host)/app:whole")
      let whole = try await bench.run("push \(registry.host)/app:whole")
      #expect(whole.errors == "" && whole.lines.filter { $0.hasSuffix(": Preparing") }.count == 2, "\(whole)")
      let arm = try await bench.run("push --platform linux/arm64 \(registry.host)/app:half")
      #expect(arm.status == 0 && arm.errors == "")
    }
    for (tag, platforms) in [("half", ["arm64"]), ("whole", ["amd64", "arm64"])] {
      for platform in platforms {
        let seen = try skopeo(
          ["inspect", "--tls-verify=false", "--override-arch", platform, "docker://\(registry.host)/app:\(tag)"])
        #expect(seen.contains("\"Architecture\": \"\(platform)\""), "\(seen)")
      }
    }
  }

  private func skopeo(_ arguments: [String]) throws -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/skopeo")
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = output
    try process.run()
    return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }

  @Test func `A dry run says which image of the registry would be replaced`() async throws {
    let registry = try RealRegistry()
    let bench = try await bench(registry)
    let first = try await bench.run("push --dry-run \(registry.host)/tiny:1")
    #expect(first.lines.map { $0.prefix(12) } == ["Would send: "], "\(first)")
    try await bench.run("push -q \(registry.host)/tiny:1")
    #expect(try await bench.run("push --dry-run \(registry.host)/tiny:1").output == "Nothing would change.\n")
    try await bench.run("tag \(registry.host)/greeter:1 \(registry.host)/tiny:1")
    let over = try await bench.run("push --dry-run \(registry.host)/tiny:1")
    #expect(over.output.hasPrefix("Would replace in its registry: \(registry.host)/tiny:1 ("), "\(over)")
  }

  @Test func `What is not here can't be pushed, and it is said what is`() async throws {
    let registry = try RealRegistry()
    let bench = try await bench(registry)
    let tag = try await bench.run("push \(registry.host)/tiny:2")
    #expect(tag.output == "The push refers to repository [\(registry.host)/tiny]\n" && tag.status == 1)
    #expect(
      tag.errors == "tag does not exist: \(registry.host)/tiny:2\nOf \(registry.host)/tiny there are: 1.\n")
    let name = try await bench.run("push nosuch")
    #expect(name.lines == ["Using default tag: latest", "The push refers to repository [docker.io/library/nosuch]"])
    #expect(name.headline == "An image does not exist locally with the tag: nosuch")
    let all = try await bench.run("push -a nosuch")
    #expect(all.headline == "An image does not exist locally with the tag: nosuch" && all.lines.count == 1)
    let digest = "sha256:" + String(repeating: "0", count: 64)
    #expect(try await bench.run("push tiny@\(digest)").headline == "cannot push a digest reference")
  }

  @Test func `Missing content is found before anything is sent`() async throws {
    let registry = try RealRegistry()
    let bench = try await bench(registry)
    let pushed = try await bench.run("push --dry-run \(registry.host)/greeter:1")
    #expect(pushed.status == 0)
    let blobs = bench.scratch("store/blobs/sha256")
    let sizes = try FileManager.default.contentsOfDirectory(atPath: blobs).map { name in
      (name, try FileManager.default.attributesOfItem(atPath: "\(blobs)/\(name)")[.size] as? Int ?? 0)
    }
    // The largest blob is a layer that both images have.
    let layer = try #require(sizes.max { $0.1 < $1.1 }?.0)
    try FileManager.default.removeItem(atPath: "\(blobs)/\(layer)")
    let ended = try await bench.run("push \(registry.host)/greeter:1")
    #expect(ended.status == 1 && ended.headline.hasSuffix("is neither here nor in the registry: \(layer.prefix(12))"))
    #expect(try await Workbench().run("pull \(registry.host)/greeter:1").status == 1)
  }

  @Test func `An unreachable registry is told before any layer, a refusal behind them`() async throws {
    let registry = try RealRegistry(user: (name: "alice", password: "secret"))
    let bench = try await bench(registry)
    let refused = try await bench.run("push \(registry.host)/tiny:1")
    #expect(refused.lines.count == 2 && refused.lines[1].hasSuffix(": Preparing") && refused.status == 1, "\(refused)")
    #expect(!refused.headline.hasPrefix("Error response from daemon"))
    try await bench.run("tag \(registry.host)/tiny:1 127.0.0.1:1/x:1")
    let down = try await bench.run("push 127.0.0.1:1/x:1")
    #expect(down.lines == ["The push refers to repository [127.0.0.1:1/x]"] && down.status == 1)
    #expect(down.headline.hasSuffix("connection refused") && !down.headline.hasPrefix("Error"), "\(down)")
  }

  @Test func `Foreign layers stay by reference, or are uploaded once they were fetched`() async throws {
    let bench = try await Workbench(fixture: "windows-2016")
    try await bench.run("pull -q microsoft/nanoserver")
    try await bench.run("tag microsoft/nanoserver elsewhere.example/nano:1")
    let without = try await bench.run("push --foreign-layers upload elsewhere.example/nano:1")
    #expect(without.status == 1 && without.errors.contains("pull --foreign-layers fetch"), "\(without)")
    let kept = try await bench.run("push elsewhere.example/nano:1")
    #expect(kept.lines.contains { $0.hasSuffix(": Skipped foreign layer") } && kept.status == 0, "\(kept)")
    try await bench.run("pull -q --foreign-layers fetch microsoft/nanoserver")
    let sent = try await bench.run("push --foreign-layers upload elsewhere.example/nano:1")
    #expect(sent.lines.filter { $0.hasSuffix(": Pushed") }.count == 1 && sent.status == 0, "\(sent)")
  }
}
