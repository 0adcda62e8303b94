import Foundation
import ImageCommands
import Presentation
import TestSupport
import Testing

/// `images` over a store with tags, digests and an image without a name.
@Suite struct ImagesCommandTests {
  private func bench() async throws -> Workbench {
    let bench = try await Workbench(fixture: "linux-basics")
    for line in [
      "pull -q tiny", "pull -q alice/greeter", "tag alice/greeter app:1", "tag app:1 app:2", "tag app:1 team/app:x",
    ] {
      let ended = try await bench.run(line)
      #expect(ended.status == 0, "\(line): \(ended.errors)")
    }
    return bench
  }

  private static let listed: [(String, [String])] = [
    ("app", ["app:1", "app:2"]), ("app:2", ["app:2"]), ("'a*'", ["app:1", "app:2"]),
    ("'*/*'", ["alice/greeter:latest", "team/app:x"]),
    ("'*/a*:*'", ["team/app:x"]), ("docker.io/library/app", []), ("nosuch", []), ("UPPER", []),
    ("-f reference=app -f reference='t*'", ["app:1", "app:2", "tiny:latest"]),
    ("-f before=app:1", ["tiny:latest"]),
    ("-f since=tiny", ["alice/greeter:latest", "app:1", "app:2", "greeter:old", "team/app:x"]),
    ("-f since=tiny app:1", ["app:1"]), ("-f label=org.opencontainers.image.title app:1", ["app:1"]),
    ("-f label=org.opencontainers.image.title=other", []), ("-f until=2026-01-01", ["tiny:latest"]),
    ("-f dangling=true", []), ("-f dangling=0 tiny", ["tiny:latest"]), ("-f '' tiny", ["tiny:latest"]),
  ]

  @Test(arguments: listed)
  func `Which images are listed`(_ arguments: String, _ names: [String]) async throws {
    let ended = try await bench().run("images --format '{{.Repository}}:{{.Tag}}' \(arguments)")
    #expect(ended.errors == "")
    #expect(ended.lines == names)
  }

  private static let refused: [(String, Int32, String)] = [
    ("-f bogus", 125, #"invalid argument "bogus" for "-f, --filter" flag: bad format of filter (expected name=value)"#),
    ("-f bogus=1", 1, "Error response from daemon: Invalid filter 'bogus'"),
    ("-f dangling=x", 1, "Error response from daemon: Invalid filter 'dangling=[x]'"),
    ("-f before=nosuch", 1, "Error response from daemon: No such image: nosuch:latest"),
    ("-f reference='['", 1, "Error response from daemon: syntax error in pattern"),
    ("--format '{{'", 1, "template parsing error: template: :1: unclosed action"),
    (
      "--format '{{.Nosuch}}'", 1,
      #"template parsing error: template: :1:2: executing "" at <.Nosuch>: can't evaluate field Nosuch in type *formatter.imageContext"#
    ),
  ]

  @Test(arguments: refused)
  func `What is refused`(_ arguments: String, _ status: Int32, _ headline: String) async throws {
    let ended = try await bench().run("images \(arguments)")
    #expect(ended.status == status && ended.output == "")
    #expect(ended.headline == headline)
  }

  @Test func `An unknown field names those that there are, an unknown function too`() async throws {
    let bench = try await bench()
    let field = try await bench.run("images --format '{{.Nosuch}}'")
    #expect(field.errors.contains("The fields are: ID, Repository, Tag, Digest, CreatedSince"))
    #expect(try await bench.run("images --format '{{.id}}'").errors.hasSuffix("Did you mean \"{{.ID}}\"?\n"))
    #expect(try await bench.run("images --format '{{uper .ID}}'").errors.hasSuffix("Did you mean \"upper\"?\n"))
    let function = try await bench.run("images --format '{{nosuch}}'")
    #expect(function.headline == #"template parsing error: template: :1: function "nosuch" not defined"#)
    #expect(function.errors.contains("The functions are: and, eq,"))
  }

  @Test func `Formats`() async throws {
    let bench = try await bench()
    let id = try #require(try await bench.run("images -q tiny").lines.first)
    #expect(id.count == 12)
    #expect(try await bench.run("images tiny --format table").output == bench.run("images tiny").output)
    #expect(try await bench.run("images tiny --format table -q").lines == [id])
    #expect(
      try await bench.run(#"images tiny --format 'table {{.ID}}\t{{.Tag}}' -q"#).lines == [
        "IMAGE ID       TAG", "\(id)   latest",
      ])
    #expect(try await bench.run(#"images tiny --format '{{.ID}}\n{{.Tag}}'"#).lines == [id, "latest"])
    let json = try await bench.run("images tiny --format json").output
    #expect(
      json.hasPrefix(#"{"Containers":"N/A","CreatedAt":"2025-12-18 10:00:00 +0000 UTC","CreatedSince":"4 weeks ago","#))
    #expect(json.contains(#""Digest":"\u003cnone\u003e""#))
    let digest = try await bench.run("images tiny --format '{{.Digest}}'")
    #expect(digest.output.hasPrefix("sha256:"))
    #expect(try await bench.run("images tiny --digests").lines[0].contains("DIGEST"))
    #expect(try await bench.run("images tiny --digests --format 'table {{.Tag}}'").lines[0] == "TAG       DIGEST")
    #expect(
      try await bench.run("images tiny --format raw").output.hasPrefix(
        "repository: tiny\ntag: latest\nimage_id: \(id)\n"))
  }

  @Test func `An image that others were made of goes on in the list of all`() async throws {
    let bench = try await Workbench(fixture: "linux-basics")
    let id = try await bench.run("images -q greeter:old").output
    for line in ["create --name made greeter:old", "commit made new:1", "rm made", "rm web", "rmi greeter:old"] {
      let ended = try await bench.run(line)
      #expect(ended.status == 0, "\(line): \(ended.errors)")
    }
    #expect(try await bench.run("images --format '{{.Repository}}'").output == "new\n")
    #expect(try await bench.run("images -a --format '{{.Repository}} {{.ID}}'").lines.last == "<none> \(id.dropLast())")
    #expect(try await bench.run("history -q new:1").lines.dropFirst().first.map { $0 + "\n" } == id)
  }

  @Test func `A repository known by digest only has a row, and a digest where digests are shown`() async throws {
    let bench = try await bench()
    _ = try await bench.run("rmi tiny")
    let digest = try await bench.run("inspect --remote -f '{{.Digest}}' tiny").output.dropLast()
    _ = try await bench.run("pull -q tiny@\(digest)")
    #expect(try await bench.run("images --format '{{.Repository}} {{.Tag}}' tiny").output == "tiny <none>\n")
    #expect(try await bench.run("images --format '{{.Digest}}.' tiny").output == ".\n")
    #expect(try await bench.run("images --digests --format '{{.Digest}}' tiny").output == "\(digest)\n")
    #expect(try await bench.run("images -f dangling=true --format '{{.Repository}}'").output == "tiny\n")
  }

  @Test func `docker's own settings count where nothing else was asked for`() async throws {
    let bench = try Workbench()
    try FileManager.default.createDirectory(atPath: bench.scratch("docker"), withIntermediateDirectories: true)
    try #"{"imagesFormat": "table {{.Tag}}", "auths": {}}"#
      .write(toFile: bench.scratch("docker/config.json"), atomically: true, encoding: .utf8)
    #expect(try await bench.run("images").output == "TAG\n")
    #expect(try await bench.run("images -q").output == "")
    #expect(try await bench.run("images --format 'table {{.ID}}'").output == "IMAGE ID\n")
  }

  @Test func `A verb in the place of a pattern is explained`() async throws {
    let ended = try await bench().run("images ls")
    #expect(ended.status == 0)
    #expect(ended.errors == "\nNo images found matching \"ls\": did you mean \"docker image ls\"?\n")
    #expect(try await bench().run("images nosuch").errors == "")
  }

  @Test func `A terminal never gets control characters of an image`() async throws {
    let bench = try await Workbench(
      yaml: """
        title: A hostile image
        platform: linux/amd64
        clock: 2025-02-01T00:00:00Z
        seed: 1
        layers: {l: {files: {a: "x"}}}
        images:
          bad:
            platform: linux/amd64
            created: 2025-01-01T00:00:00Z
            history: [{layer: l, by: "RUN \\e[2Jx\\ty"}]
        registries: {docker.io: {repositories: {library/bad: {tags: {latest: bad}}}}}
        """)
    _ = try await bench.run("pull -q bad")
    let terminal = try await bench.run(
      "history --format '{{.CreatedBy}}' bad",
      terminal: .init(isTerminal: true, columns: 80, style: .plain))
    #expect(terminal.output == "RUN \\x1b[2Jx y\n")
    #expect(try await bench.run("history --format '{{.CreatedBy}}' bad").output == "RUN \u{1B}[2Jx y\n")
  }
}
