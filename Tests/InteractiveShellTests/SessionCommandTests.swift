import CommandLanguage
import ImageCommands
import Testing

@testable import InteractiveShell

/// What is true of the commands that only sessions have.
@Suite struct SessionCommandTests {
  private static let table = CommandTable(adding: JobExtension().commands)

  @Test(arguments: JobExtension().commands.map(\.name))
  func `they have examples that they take, and arguments of a kind`(name: String) throws {
    let entry = try #require(Self.table.entries.first { $0.name == name })
    #expect(!entry.command.examples.isEmpty && !entry.abstract.isEmpty)
    for example in entry.command.examples {
      let words = try CommandLine(example.line).words.map(\.value)
      #expect(throws: Never.self, "\(example.line)") { _ = try Dispatcher(Self.table).parse(words) }
    }
    let declared = Self.table.declaration(of: entry.command)
    #expect(declared.options.allSatisfy { !$0.gloss.isEmpty && entry.kind(of: $0) != .text })
    #expect(declared.arguments.isEmpty || entry.command.argumentKind(behind: []) == .job)
  }
}
