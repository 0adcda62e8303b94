import Testing

@testable import ImageCommands

/// `apropos`, and what is named on a mistake.
@Suite struct AproposTests {
  @Test(
    "What fits best comes first",
    arguments: [
      ("pull", "pull"), ("download", "pull"), ("delete", "container delete"), ("publish", "push"),
      ("platform", "set platform"), ("-- --platform", "pull --platform"), ("settings", "help settings"),
      ("mirror", "set mirror"), ("weather", "registry weather"), ("LAYERS", "history"), ("keys", "help keys"),
      ("remove image", "rmi"),
    ])
  func ranks(words: String, first: String) async throws {
    let ended = try await Workbench().run("apropos \(words)")
    #expect(ended.status == 0 && ended.errors == "")
    #expect(ended.lines.first?.hasPrefix("  \(first) ") == true, "\(ended.output)")
    #expect(ended.lines.allSatisfy { $0.count <= 80 })
  }

  @Test func `every command is found first by its whole name`() {
    let table = CommandTable()
    for entry in table.entries where !entry.isAlias {
      let found = Apropos(entry.path, in: table).findings
      #expect(found.contains { $0.name == entry.name && $0.rank == found.first?.rank }, "\(entry.name)")
    }
  }

  @Test func `where nothing is found one next command is named`() async throws {
    let bench = try Workbench()
    let near = try await bench.run("apropos platfrom")
    #expect(near.status == 1 && near.output == "")
    #expect(near.errors == "platfrom: nothing appropriate\nTry 'apropos platform'.\n")
    let none = try await bench.run("apropos qqqqq")
    #expect(none.errors == "qqqqq: nothing appropriate\nRun 'help' to see what there is.\n")
  }

  @Test(
    "A mistake names what was probably meant, below docker's line",
    arguments: [
      ("imagse", 1, "drydock: unknown command: drydock imagse", "Did you mean \"drydock images\"?"),
      ("image lst", 1, "drydock: unknown command: drydock image lst", "Did you mean \"drydock image ls\"?"),
      ("images --quite", 125, "unknown flag: --quite", "Did you mean \"--quiet\"?"),
      ("images -quiet", 125, "unknown shorthand flag: 'u' in -u", "Did you mean \"--quiet\"?"),
      ("docker pull --paltform=linux/arm64 x", 125, "unknown flag: --paltform", "Did you mean \"--platform\"?"),
      (
        "images rm greeter:old", 1, "drydock: 'drydock images' requires at most 1 argument",
        "Did you mean \"drydock image rm greeter:old\"?"
      ),
      ("ps ls", 1, "drydock: 'drydock ps' accepts no arguments", "Did you mean \"drydock container ls\"?"),
      ("help imagse", 1, "unknown help topic: imagse", "Did you mean \"drydock help images\"?"),
      ("help setings", 1, "unknown help topic: setings", "Did you mean \"drydock help settings\"?"),
      ("list", 1, "drydock: unknown command: drydock list", "Did you mean \"drydock images\"?"),
    ] as [(String, Int32, String, String)])
  func mistakes(line: String, status: Int32, headline: String, next: String) async throws {
    let ended = try await Workbench().run(line)
    #expect(ended.status == status && ended.output == "")
    #expect(ended.headline == headline)
    #expect(ended.errors.split(separator: "\n").last.map(String.init) == next)
  }

  @Test func `images ls is the list of no image, and says what was meant`() async throws {
    let ended = try await Workbench().run("docker images ls")
    #expect(ended.status == 0 && ended.lines.count == 1)
    #expect(ended.errors.contains("No images found matching \"ls\": did you mean \"docker image ls\"?"))
  }
}
