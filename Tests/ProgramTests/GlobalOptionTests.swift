import TestSupport
import Testing

/// The options that docker's scripts have in front of the command.
@Suite struct GlobalOptionTests {
  @Test(arguments: [
    ["-D"], ["--debug"], ["-l", "error"], ["-lerror"], ["--log-level=debug"], ["--context", "default"], ["docker"],
    ["docker", "-D"],
  ])
  func `what means nothing here is taken without a word`(options: [String]) async throws {
    let drydock = try Drydock()
    let ended = try await drydock.bash("$drydock \(options.joined(separator: " ")) images")
    #expect(ended.status == 0 && ended.errors == "")
    #expect(ended.output == "REPOSITORY   TAG       IMAGE ID   CREATED   SIZE\n")
  }

  @Test func `credentials are kept where --config says`() async throws {
    let drydock = try Drydock()
    let ended = try await drydock.bash(
      """
      mkdir own; echo '{"auths": {"example.com": {"auth": "YTpi"}}}' >own/config.json
      $drydock --config own logout example.com && cat own/config.json
      """)
    #expect(ended.status == 0 && !ended.output.contains("YTpi"))
    #expect(ended.output.hasPrefix("Removing login credentials for example.com\n"))
  }

  @Test func `what is about a daemon is told to have no effect`() async throws {
    let ended = try await Drydock().run("--tlsverify", "--tlscacert", "ca.pem", "images")
    #expect(ended.status == 0 && ended.output.hasPrefix("REPOSITORY"))
    #expect(ended.errors.contains("--tlsverify is about") && ended.errors.contains("--tlscacert is about"))
  }

  @Test(
    arguments: [
      (
        ["-H", "tcp://127.0.0.1:1"], 1,
        "Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?"
      ),
      (
        ["--host=bogus://x"], 1,
        "Failed to initialize: unable to resolve docker endpoint: invalid bind address format: bogus://x"
      ),
      (["-l", "bogus"], 1, "Unable to parse logging level: bogus"),
      (["--context", "other"], 1, "context \"other\": context not found"),
      (["--nosuch"], 125, "unknown flag: --nosuch"), (["-z"], 125, "unknown shorthand flag: 'z' in -z"),
    ] as [([String], Int32, String)])
  func `what can't be done is refused, with a next step`(options: [String], status: Int32, line: String) async throws {
    let ended = try await Drydock().bash("$drydock \(options.joined(separator: " ")) images")
    #expect(ended.status == status && ended.output == "")
    let lines = ended.errors.split(separator: "\n")
    #expect(lines.first == line[...] && lines.count > 1)
  }
}
