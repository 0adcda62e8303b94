import CommandLanguage
import ImageCommands
import Testing
import Tutorials
import Worlds

/// Every command of the table has a contract that its own work fulfils and a double's does not.
@Suite struct ContractTests {
  /// A command line in the world of the corpus.
  struct Case: Sendable, CustomTestStringConvertible {
    /// The entry of the table.
    let entry: String
    /// What stands on the page before it.
    let before: [String]
    /// The command line.
    let line: String
    /// What a double prints that does nothing.
    let sample: String

    init(_ entry: String, after before: [String] = [], _ line: String, _ sample: String = "") {
      (self.entry, self.before, self.line, self.sample) = (entry, before, line, sample)
    }

    var testDescription: String { line }

    var page: String {
      "```console\n" + before.map { "drydock> \($0)\n" }.joined()
        + "```\n\nThen:\n\n```console\ndrydock> \(line)\n```\n"
    }
  }

  static let login = "docker login -u alice -p 'a simulated password'"

  static let cases: [Case] = [
    Case("pull", "pull alpine", "Status: Downloaded newer image for alpine:latest"),
    Case(
      "push", after: [login, "pull alpine", "tag alpine alice/a:1"], "push alice/a:1",
      "1: digest: sha256:\(String(repeating: "ab", count: 32)) size: 500"),
    Case(
      "images", after: ["pull alpine"], "images",
      "REPOSITORY   TAG      IMAGE ID       CREATED       SIZE\nalpine       latest   0123456789ab   2 weeks ago   7MB"),
    Case("images", after: ["pull alpine"], "images --format '{{.ID}}'", "0123456789ab"),
    Case("images", after: ["pull alpine"], "images -q", "0123456789ab"),
    Case(
      "history", after: ["pull alpine"], "history alpine",
      "IMAGE          CREATED       CREATED BY   SIZE   COMMENT\n0123456789ab   2 weeks ago   /bin/sh      7MB"),
    Case("history", after: ["pull alpine"], "history --format '{{.ID}}' alpine", "0123456789ab"),
    Case("inspect", "inspect web", "[{\"Id\": \"0123456789ab\"}]"),
    Case("inspect", after: ["pull alpine"], "inspect -f '{{.Id}}' alpine", "sha256:0123456789ab"),
    Case("inspect", "inspect --remote alpine", "[{\"Digest\": \"sha256:0123456789ab\"}]"),
    Case("tag", after: ["pull alpine"], "tag alpine other:1"),
    Case("rmi", after: ["pull alpine"], "rmi alpine", "Untagged: alpine:latest"),
    Case("save", after: ["pull alpine"], "save -o a.tar alpine"),
    Case("save", after: ["pull alpine"], "save alpine > a.tar"),
    Case(
      "load", after: ["pull alpine", "save -o a.tar alpine", "rmi alpine"], "load -i a.tar",
      "Loaded image: alpine:latest"),
    Case(
      "load", after: ["pull alpine", "save -o a.tar alpine", "rmi alpine"], "load < a.tar",
      "Loaded image: alpine:latest"),
    Case("copy", "copy docker://alpine copied:1", "Digest: sha256:\(String(repeating: "ab", count: 32))"),
    Case(
      "copy", after: ["pull alpine"], "copy alpine oci:layout:1", "Digest: sha256:\(String(repeating: "ab", count: 32))"
    ),
    Case(
      "copy", after: [login], "copy docker://alpine docker://alice/copied:1",
      "Digest: sha256:\(String(repeating: "ab", count: 32))"),
    Case("commit", "commit web changed:1", "sha256:\(String(repeating: "ab", count: 32))"),
    Case("create", after: ["pull alpine"], "create --name box alpine", String(repeating: "ab", count: 32)),
    Case(
      "ps", "ps -a",
      "CONTAINER ID   IMAGE   COMMAND   CREATED       STATUS    PORTS   NAMES\n0123456789ab   alpine   \"sh\"   1 hour ago   Created           box"
    ),
    Case("cp", "cp notes.txt web:/notes.txt"),
    Case("cp", "cp web:/etc/motd motd.txt"),
    Case("diff", "diff web", "C /etc"),
    Case("rename", "rename web old"),
    Case("export", "export -o web.tar web"),
    Case("export", "export web > web.tar"),
    Case(
      "import", after: ["export -o web.tar web"], "import web.tar flat:1",
      "sha256:\(String(repeating: "ab", count: 32))"),
    Case("ls", "ls web:/etc", "passwd"),
    Case("cat", "cat web:/etc/motd", "Hello"),
    Case("cat", "cat web:/etc/motd > motd.txt"),
    Case("container delete", "container delete web:/etc/motd"),
    Case("rm", "rm web", "web"),
    Case("search", "search nginx", "NAME    DESCRIPTION   STARS   OFFICIAL\nmyown   Mine          1"),
    Case("search", "search --list-tags alpine", "NAME     TAG\nalpine   edge"),
    Case("login", "docker login -u alice -p 'a simulated password'", "Login Succeeded"),
    Case("logout", after: [login], "logout", "Removing login credentials for https://index.docker.io/v1/"),
    Case("registry ls", "registry ls registry.example:5000", "NAME\nregistry.example:5000/other"),
    Case("registry tags", "registry tags registry.example:5000/team/app", "TAG\nlatest"),
    Case("registry tags", "registry tags -q registry.example:5000/team/app", "registry.example:5000/team/app:9"),
    Case(
      "registry rm", after: [login.replacing("login", with: "login registry.example:5000")],
      "registry rm registry.example:5000/team/base:latest", "Untagged: registry.example:5000/team/base:latest"),
    Case("registry start", "registry start", "Listening on http://127.0.0.1:5000"),
    Case("registry stop", after: ["registry start"], "registry stop", "Stopped http://127.0.0.1:5000"),
    Case("registry log", after: ["pull alpine"], "registry log", "TIME   METHOD\nnow   GET"),
    Case("registry weather", "registry weather add 503 on blob once", "Rule 1: 503 on blob once"),
    Case(
      "registry weather", after: ["registry weather add 503 on blob once"], "registry weather rm all", "Removed rule 1"),
    Case("registry weather", after: ["registry weather add 503 on blob once"], "registry weather", "NUMBER   RULE"),
    Case("log", after: ["pull alpine"], "log", "NUMBER   TIME   VERB\n1   now   pull"),
    Case("undo", after: ["tag local/tool:1 other:1"], "undo", "Undone: 1 (tag)"),
    Case("gc", after: ["pull alpine", "rmi alpine"], "gc", "Total reclaimed space: 7MB"),
    Case("verify", "verify", "All is well."),
    Case("image prune", after: ["pull alpine"], "image prune -a -f", "Total reclaimed space: 7MB"),
    Case("container prune", "container prune -f", "Total reclaimed space: 7MB"),
    Case("system prune", "system prune -a -f", "Total reclaimed space: 7MB"),
    Case(
      "system df", "system df", "TYPE     TOTAL   ACTIVE   SIZE   RECLAIMABLE\nImages   9       9        9MB    9MB"),
    Case("set", "set platform linux/arm64"),
    Case("set", after: ["set platform linux/arm64"], "set", "set platform linux/s390x"),
    Case("set", after: ["set platform linux/arm64"], "set --unset platform"),
    Case("info", "info", "Client:\n Version: 24.0.7"),
    Case("version", "version", "Client: Docker Engine\n Version: 24.0.7"),
    Case("help", "help pull", "Usage: docker pull"),
    Case("apropos", "apropos platform", "  pull --platform   Take this platform's image"),
    Case("manifest inspect", "manifest inspect hello-world", "{\"schemaVersion\": 2}"),
    Case("image inspect", after: ["pull alpine"], "image inspect alpine", "[{\"Id\": \"sha256:0123456789ab\"}]"),
    Case("container inspect", "container inspect web", "[{\"Id\": \"0123456789ab\"}]"),
    Case("rmi", after: ["pull alpine"], "rmi --dry-run alpine", "Would remove: alpine:latest"),
  ]

  @Test func everyCommandOfTheTableIsBoundOrSaysWhyNot() {
    let listed = Contracts.reasons.map { ObjectIdentifier($0.command) }
    let table = CommandTable(adding: TutorialExtension().commands)
    for entry in table.entries where !entry.isAlias && !listed.contains(ObjectIdentifier(entry.command)) {
      #expect(Self.cases.contains { $0.entry == entry.name }, "\(entry.name) has no case here")
    }
    for one in Self.cases {
      #expect(throws: Never.self) {
        let words = Invocation(try CommandLanguage.CommandLine(one.line, rules: .page).words).words.map(\.value)
        let command = try Dispatcher(table).parse(words)
        #expect(Contracts.isBound(command), "\(one.line)")
      }
    }
    for (_, reason) in Contracts.reasons { #expect(reason.contains(" ")) }
  }

  @Test(arguments: cases) func whatTheCommandDoesIsWhatItOwes(_ one: Case) async throws {
    let report = try await CorpusWorld.check().run(try CorpusWorld.page(one.page))
    let step = try #require(report.steps.last)
    #expect(step.verdict == .pass, "\(report.text)")
    #expect(step.assertions > 2, "\(report.text)")
  }

  @Test(arguments: cases) func aDoubleThatPrintsAndDoesNothingFails(_ one: Case) async throws {
    let page = try CorpusWorld.page(one.page)
    var check = try CorpusWorld.check()
    let real = check.executor
    check.executor = { call, context in
      guard call.step.ordinal == page.steps.count else { return await real(call, context) }
      if !one.sample.isEmpty { try? context.output.write(one.sample + "\n") }
      return .success
    }
    let report = try await check.run(page)
    let step = try #require(report.steps.last)
    #expect(step.verdict == .fail, "\(report.text)")
    #expect(step.findings.contains { $0.kind == .effect && $0.verdict == .fail }, "\(report.text)")
  }
}
