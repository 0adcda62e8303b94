import CommandLanguage
import ImageCommands
import Testing
import Tutorials

/// The command tree, walked: what is true of the help of every command, those of the session's extension included.
@Suite struct HelpTests {
  private static let table = CommandTable(adding: TutorialExtension().commands)
  private static let names = table.entries.map(\.name)

  private func help(_ words: [String]) async throws -> Workbench.Ended {
    let (output, errors) = (RecordedOutput(), RecordedOutput())
    let context = CommandContext(
      world: try Workbench().world, output: output, errors: errors, table: Self.table)
    let status = await Dispatcher(Self.table).run(words, in: context)
    return Workbench.Ended(status: status.rawValue, output: output.text, errors: errors.text, bytes: [])
  }

  @Test(arguments: names)
  func `help of every command is narrow, complete and has examples`(name: String) async throws {
    let words = name.split(separator: " ").map(String.init)
    let entry = try Self.table.find(words).entry
    let ended = try await help(words + ["--help"])
    #expect(ended.status == 0 && ended.errors == "")
    #expect(ended.output.hasPrefix("Usage:  drydock \(name)"))
    #expect(ended.lines.filter { $0.count > 80 } == [])
    let helped = try await help(["help"] + words)
    #expect(ended.output == helped.output)
    #expect(!entry.command.examples.isEmpty, "\(name) shows no example")
    let bare = DeclaredCommand(entry.command).options.filter(\.gloss.isEmpty)
    #expect(bare.map(\.long) == [], "options of \(name) that nobody explains")
    for option in DeclaredCommand(entry.command).options {
      #expect(ended.output.contains("--\(option.long)"))
    }
  }

  @Test(arguments: names)
  func `every example is a command line that its command takes`(name: String) throws {
    let entry = try #require(Self.table.entries.first { $0.name == name })
    for example in entry.command.examples {
      // Of a pipe, the part that is ours.
      let parts = example.line.split(separator: " | ").map(String.init)
      let own = parts.first { $0.hasPrefix("drydock ") }
      let words = Invocation(try CommandLine(own ?? example.line).words).words.map(\.value)
      #expect(throws: Never.self, "\(example.line)") {
        let parsed = try Dispatcher(Self.table).parse(words)
        #expect(type(of: parsed) == entry.command, "\(example.line) is no example of \(name)")
        _ = try parsed.story
      }
      #expect(!example.gloss.isEmpty)
    }
  }

  @Test func `the overview names every command and is narrow`() async throws {
    let ended = try await help(["--help"])
    #expect(ended.lines.filter { $0.count > 80 } == [])
    let words = Set(ended.output.split { " ,\n".contains($0) }.map(String.init))
    for entry in Self.table.entries { #expect(words.contains(entry.path.last ?? "")) }
    let bare = try await help([])
    #expect(bare.output == "" && bare.errors == ended.output && bare.status == 0)
  }

  @Test func `a group shows its commands: asked for on standard output, else on standard error`() async throws {
    for group in Self.table.groups where !Self.names.contains(group) {
      let asked = try await help([group, "--help"])
      let bare = try await help([group])
      #expect(asked.status == 0 && asked.errors == "" && bare.status == 0 && bare.output == "")
      let helped = try await help(["help", group])
      #expect(asked.output == bare.errors && asked.output == helped.output)
      #expect(asked.lines.filter { $0.count > 80 } == [])
    }
  }

  /// The management names that docker has for the verbs that are here.
  @Test(arguments: [
    ("images", "image ls"), ("images", "image list"), ("rmi", "image rm"), ("rmi", "image remove"),
    ("pull", "image pull"), ("push", "image push"), ("tag", "image tag"), ("history", "image history"),
    ("save", "image save"), ("load", "image load"), ("import", "image import"), ("create", "container create"),
    ("ps", "container ls"), ("ps", "container list"), ("ps", "container ps"), ("rm", "container rm"),
    ("rm", "container remove"), ("cp", "container cp"), ("diff", "container diff"), ("commit", "container commit"),
    ("export", "container export"), ("rename", "container rename"), ("info", "system info"),
  ])
  func `management names call the same command`(verb: String, management: String) throws {
    let words = management.split(separator: " ").map(String.init)
    // A verb that is not here has no management name either.
    guard Self.names.contains(verb) else {
      #expect(!Self.names.contains(management))
      return
    }
    #expect(try Self.table.find(words).entry.command == Self.table.find([verb]).entry.command)
  }
}
