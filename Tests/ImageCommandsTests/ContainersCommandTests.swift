import Testing

/// `ps` over containers of two images; none of them runs.
@Suite struct ContainersCommandTests {
  private func bench() async throws -> Workbench {
    let bench = try await Workbench(fixture: "linux-basics")
    for line in [
      "pull -q tiny", "tag greeter:old app:1", "create --name one tiny sh -c 'echo hello there'",
      "create --name two app:1", "create --name three --label stage=test app:1 x",
    ] {
      let ended = try await bench.run(line)
      #expect(ended.status == 0, "\(line): \(ended.errors)")
    }
    return bench
  }

  private static let listed: [(String, [String])] = [
    ("", []), ("-a", ["three", "two", "one", "web"]), ("-n 2", ["three", "two"]), ("-l", ["three"]),
    ("-n -1", []), ("-an 0", ["three", "two", "one", "web"]),
    ("-a -f name=t", ["three", "two"]), ("-a -f name=^two$", ["two"]), ("-a -f name=/two", ["two"]),
    ("-a -f name=one -f name=two", ["two", "one"]), ("-a -f id=0123456789ab", ["web"]), ("-a -f id=zz", []),
    ("-a -f label=stage=test", ["three"]), ("-a -f label=stage=prod", []),
    ("-f status=created", ["three", "two", "one", "web"]),
    ("-a -f status=exited", []), ("-a -f ancestor=tiny", ["three", "two", "one", "web"]),
    ("-a -f ancestor=app:1 -n 1", ["three"]),
    ("-a -f ancestor=nosuch", []), ("-a -f before=two", ["one", "web"]), ("-a -f since=one", ["three", "two"]),
    ("-a -f exited=0", []),
  ]

  @Test(arguments: listed)
  func `Which containers are listed`(_ arguments: String, _ names: [String]) async throws {
    let ended = try await bench().run("ps --format '{{.Names}}' \(arguments)")
    #expect(ended.errors == "")
    #expect(ended.lines == names)
  }

  private static let refused: [(String, Int32, String)] = [
    ("-f bogus", 125, #"invalid argument "bogus" for "-f, --filter" flag: bad format of filter (expected name=value)"#),
    ("-a -f bogus=1", 1, "Error response from daemon: Invalid filter 'bogus'"),
    ("-a -f status=bogus", 1, "Error response from daemon: Invalid filter 'status=bogus'"),
    ("-a -f since=nosuch", 1, "Error response from daemon: no such container nosuch"),
    (
      "--format '{{.Nosuch}}'", 1,
      #"failed to execute template: template: :1:2: executing "" at <.Nosuch>: can't evaluate field Nosuch in type *formatter.ContainerContext"#
    ),
    ("--format '{{'", 1, "failed to parse template: template: :1: unclosed action"),
  ]

  @Test(arguments: refused)
  func `What is refused`(_ arguments: String, _ status: Int32, _ headline: String) async throws {
    let ended = try await bench().run("ps \(arguments)")
    #expect(ended.status == status && ended.output == "")
    #expect(ended.headline == headline)
  }

  @Test func `Rows say what docker's do`() async throws {
    let bench = try await bench()
    let table = try await bench.run("ps -as -f name=one")
    #expect(table.lines[0].hasSuffix("NAMES     SIZE"))
    #expect(table.lines[1].contains(#""sh -c 'echo hello t…""#))
    #expect(table.lines[1].contains("Created             one       0B (virtual "))
    let whole = try await bench.run("ps -a --no-trunc -f name=one --format '{{.ID}} {{.Command}}'")
    #expect(whole.lines[0].split(separator: " ")[0].count == 64)
    #expect(whole.lines[0].hasSuffix(#" "sh -c 'echo hello there'""#))
    let json = try await bench.run("ps -l --format json")
    #expect(json.output.contains(#""Labels":"org.opencontainers.image.title=greeter,stage=test","LocalVolumes":"0""#))
    #expect(
      json.output.contains(#""Platform":null,"Ports":"""#) && json.output.contains(#""Size":"0B","State":"created""#))
    #expect(try await bench.run(#"ps -l --format '{{.Label "stage"}}'"#).output == "test\n")
    #expect(try await bench.run(#"ps -l --format 'table {{.Label "stage"}}'"#).lines == ["stage", "test"])
    #expect(try await bench.run("ps -a -f name=web --format '{{.Size}}'").output.hasPrefix("23B (virtual "))
  }

  @Test func `An image whose name moved on is shown by its id`() async throws {
    let bench = try await bench()
    #expect(try await bench.run("ps -l --format '{{.Image}}'").output == "app:1\n")
    let id = try await bench.run("images -q app:1").output
    _ = try await bench.run("tag tiny app:1")
    #expect(try await bench.run("ps -l --format '{{.Image}}'").output == id)
  }

  @Test func `Ids win over a format, with a warning`() async throws {
    let ended = try await bench().run("ps -lq --format '{{.Names}}'")
    #expect(ended.output.count == 13)
    let raw = try await bench().run("ps -lq --format raw")
    #expect(raw.output.hasPrefix("container_id: "))
    #expect(ended.errors == "WARNING: Ignoring custom format, because both --format and --quiet are set.\n")
  }
}
