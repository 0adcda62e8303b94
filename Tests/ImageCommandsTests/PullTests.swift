import Foundation
import ImageCommands
import ImageSpec
import LayoutStore
import Presentation
import TestSupport
import Testing
import Worlds

/// `pull`, line by line as docker's users know it.
@Suite struct PullTests {
  @Test func `A fresh pull, a second one, and one that shares a layer`() async throws {
    try await serving(try Workbench.library.loadFixture("linux-basics")) { host in
      let bench = try Workbench()
      let tiny = "\(host)/library/tiny"
      let fresh = try await bench.run("pull \(tiny)")
      let layer = try #require(fresh.lines.dropFirst(2).first?.prefix(12))
      let digest = try #require(fresh.lines.first { $0.hasPrefix("Digest: ") })
      #expect(
        fresh.lines == [
          "Using default tag: latest", "latest: Pulling from library/tiny", "\(layer): Pulling fs layer",
          "\(layer): Download complete", "\(layer): Pull complete", digest,
          "Status: Downloaded newer image for \(tiny):latest", "\(tiny):latest",
        ])
      #expect(fresh.status == 0 && fresh.errors == "")
      #expect(
        try await bench.run("image pull \(tiny):latest").lines == [
          "latest: Pulling from library/tiny", digest, "Status: Image is up to date for \(tiny):latest",
          "\(tiny):latest",
        ])
      let greeter = try await bench.run("pull \(host)/alice/greeter:v1").lines
      #expect(greeter[1] == "\(layer): Already exists" && greeter.filter { $0.hasSuffix("Pull complete") }.count == 2)
      #expect(try await bench.run("pull -q \(host)/alice/greeter:v1").output == "\(host)/alice/greeter:v1\n")
    }
  }

  @Test func `A digest decides over a tag, which is not set`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let digest = try #require(
      try await bench.run("pull tiny").lines.first { $0.hasPrefix("Digest: ") }?.dropFirst("Digest: ".count))
    try await bench.run("rmi tiny")
    let pulled = try await bench.run("pull tiny:nosuch@\(digest)")
    #expect(
      pulled.lines == [
        "docker.io/library/tiny@\(digest): Pulling from library/tiny", "Digest: \(digest)",
        "Status: Downloaded newer image for tiny@\(digest)", "docker.io/library/tiny:nosuch@\(digest)",
      ], "\(pulled)")
    let again = try await bench.run("pull tiny@\(digest)")
    #expect(again.lines.contains("Status: Image is up to date for tiny@\(digest)"))
    let names = try await bench.world.store.references().map(\.reference.familiar).filter { $0.hasPrefix("tiny") }
    #expect(names == ["tiny@\(digest)"])
    let absent = "sha256:" + String(repeating: "0", count: 64)
    #expect(
      try await bench.run("pull tiny@\(absent)").headline.hasPrefix(
        "Error response from daemon: manifest for tiny@\(absent) not found: manifest unknown"))
  }

  @Test func `All tags are pulled, and one status is told`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let all = try await bench.run("pull -a alice/greeter")
    #expect(all.lines.filter { $0.hasSuffix(": Pulling from alice/greeter") }.count == 2)
    #expect(all.lines.filter { $0.hasPrefix("Digest: ") }.count == 2)
    #expect(
      all.lines.suffix(2) == ["Status: Downloaded newer image for alice/greeter", "docker.io/alice/greeter"])
    let again = try await bench.run("pull -aq alice/greeter")
    #expect(again.output == "docker.io/alice/greeter\n" && again.status == 0)
    #expect(
      try await bench.run("pull -a alice/greeter").lines.suffix(2)
        == ["Status: Image is up to date for alice/greeter", "docker.io/alice/greeter"])
    let tagged = try await bench.run("pull -a alice/greeter:v1")
    #expect(tagged.headline == "tag can't be used with --all-tags/-a" && tagged.status == 1 && tagged.output == "")
    let missing = try await bench.run("pull -a alice/nosuch")
    #expect(missing.status == 1 && missing.output == "")
  }

  @Test func `Several names are all tried, and what failed is told at the end`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let ended = try await bench.run("pull -q tiny alice/nosuch:1 alice/greeter")
    #expect(ended.output == "docker.io/library/tiny:latest\ndocker.io/alice/greeter:latest\n")
    #expect(ended.status == 1 && ended.headline.contains("alice/nosuch"))
    let typo = try await bench.run("pull -q tiny Nosuch")
    #expect(
      typo.output == ""
        && typo.headline == "invalid reference format: repository name (library/Nosuch) must be lowercase")
  }

  @Test func `Another platform of a name comes beside the first, and it is said which one is taken`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    try await bench.run("pull -q tiny")
    let other = try await bench.run("pull --platform arm64 tiny")
    #expect(other.lines.contains("Status: Downloaded newer image for tiny:latest"))
    #expect(other.errors == "Notice: tiny:latest is here for several platforms now; commands take linux/amd64.\n")
    let again = try await bench.run("pull --platform linux/arm64 tiny")
    #expect(again.lines.contains("Status: Image is up to date for tiny:latest"))
  }

  @Test func `What an index lacks is told with what it offers and the flag to add`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let ended = try await bench.run("pull --platform linux/s390x tiny")
    #expect(ended.lines.last == "latest: Pulling from library/tiny" && ended.status == 1)
    #expect(
      ended.errors == """
        no matching manifest for linux/s390x in the manifest list entries
        It offers linux/amd64, linux/arm64/v8.
        Add --platform linux/amd64, or another of them.

        """)
    #expect(
      try await bench.run("pull --platform bogus tiny").headline
        == "Error response from daemon: \"bogus\": unknown operating system or architecture: invalid argument")
    #expect(
      try await bench.run("pull --platform a/b/c/d tiny").headline
        == "Error response from daemon: \"a/b/c/d\": cannot parse platform specifier: invalid argument")
  }

  @Test func `Of a Windows build the wanted revision is taken, else the newest`() async throws {
    let builds = ["10.0.17763.100", "10.0.17763.2000", "10.0.17763.999", "10.0.20348.1"]
    let platforms = builds.map { "windows(\($0))/amd64" }
    let fixture = try Fixture.platforms(platforms, indexes: ["all": platforms], tags: ["1": "all"])
    try await serving(fixture) { host in
      for (wanted, taken) in [
        ("10.0.17763", 1), ("10.0.17763.999", 2), ("10.0.17763.5000", 1), ("10.0.20348", 3), ("10.0", 3),
      ] {
        let bench = try Workbench()
        let ended = try await bench.run("pull --platform 'windows(\(wanted))/amd64' \(host)/app:1")
        #expect(ended.status == 0 && ended.errors == "", "\(ended)")
        try await bench.run("create --name box \(host)/app:1 cmd")
        try await bench.run("cp box:/name name")
        #expect(
          try String(contentsOfFile: bench.world.folder.resolve("name"), encoding: .utf8) == "image \(taken)\n",
          "\(wanted)")
      }
      let bench = try Workbench(environment: ["DOCKER_DEFAULT_PLATFORM": "windows(10.0.14393)/amd64"])
      let ended = try await bench.run("pull \(host)/app:1")
      #expect(
        ended.errors == """
          no matching manifest for windows(10.0.14393)/amd64 in the manifest list entries
          It offers \(platforms.joined(separator: ", ")).
          Add --platform 'windows(10.0.17763.100)/amd64', or another of them.

          """)
    }
  }

  @Test func `An older arm image is taken where there is no better one`() async throws {
    let platforms = ["linux/arm/v5", "linux/arm/v6", "linux/arm/v7"]
    let fixture = try Fixture.platforms(
      platforms, indexes: ["all": platforms, "old": ["linux/arm/v5", "linux/arm/v6"]], tags: ["1": "all", "2": "old"])
    try await serving(fixture) { host in
      let bench = try Workbench()
      for (wanted, tag, layers) in [("linux/arm", "1", 1), ("linux/arm/v7", "2", 1), ("linux/arm/v5", "1", 1)] {
        let ended = try await bench.run("pull --platform \(wanted) \(host)/app:\(tag)")
        #expect(ended.status == 0 && ended.lines.filter { $0.hasSuffix("Pull complete") }.count == layers, "\(ended)")
      }
      let none = try await bench.run("pull --platform linux/arm/v4 \(host)/app:1")
      #expect(none.status == 1)
    }
  }

  @Test func `A foreign layer stays where it is unless it is asked for, and is explained`() async throws {
    let bench = try await Workbench(fixture: "windows-2016")
    let kept = try await bench.run("pull microsoft/nanoserver")
    #expect(kept.lines.contains { $0.hasSuffix(": Skipped foreign layer") } && kept.status == 0)
    #expect(kept.errors.hasPrefix("Notice: 1 foreign layer (") && kept.errors.contains("pull --foreign-layers fetch"))
    #expect(try await bench.run("pull microsoft/nanoserver").errors == "")
    let fetched = try await bench.run("pull --foreign-layers fetch microsoft/nanoserver")
    #expect(fetched.status == 0 && fetched.errors == "", "\(fetched)")
    #expect(fetched.lines.filter { $0.hasSuffix(": Pull complete") }.count == 1)
    #expect(fetched.lines.contains("Status: Downloaded newer image for microsoft/nanoserver:latest"))
    // Not the verb: the world's container stands on an image that nobody pulled.
    #expect(try await bench.world.store.verify().isEmpty)
  }

  @Test func `What scripts pass is taken, and signatures are not pretended`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    #expect(try await bench.run("pull -q --disable-content-trust tiny").status == 0)
    #expect(try await bench.run("pull -q --disable-content-trust=true tiny").status == 0)
    #expect(try await bench.run("pull -q --disable-content-trust=false tiny").status == 1)
  }

  @Test func `A dry run fetches nothing`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let dry = try await bench.run("pull --dry-run alice/greeter")
    #expect(dry.lines.last?.hasPrefix("Would tag: alice/greeter:latest (") == true && dry.status == 0, "\(dry)")
    #expect(try await bench.run("images -q alice/greeter").output == "")
  }
}
