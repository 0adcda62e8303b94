import ByteStreams
import ImageCommands
import LineEditing
import Testing

@testable import InteractiveShell

/// What a second Tab and a `?` at an empty word show.
@Suite struct ExplanationTests {
  private func lines(_ line: String, columns: Int = 79) async throws -> [String] {
    try await explanation(line, columns: columns).lines
  }

  private func explanation(_ line: String, columns: Int = 79) async throws -> Explanation {
    let test = try await TestSession()
    let completer = ShellCompleter(test.session)
    let found = try await BlockingThreads.run {
      completer.explanation(for: line, cursor: line.utf8.count, columns: columns)
    }
    await test.close()
    return found
  }

  @Test func `an argument is marked in the usage, and it is said what it takes`() async throws {
    #expect(
      try await lines("tag greeter:old ") == [
        "Usage:    tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
        "                                 ^^^^^^^^^^^^^^^^^^",
        "Here:     The new name: a name for an image, as HOST/REPOSITORY:TAG", "Options:",
        "      --dry-run   Only tell what would be done", "Example:  tag app:1 alice/app:1",
        "          a name that can be pushed",
      ])
  }

  @Test func `an option's value is explained with an example that has it`() async throws {
    let text = try await lines("pull --platform ", columns: 100).joined(separator: "\n")
    #expect(text.contains("Here:     --platform platform: Take this platform's image: a platform, as linux/arm64"))
    #expect(text.contains("Example:  pull --platform"))
    #expect(!text.contains("Options:"))
  }

  @Test func `a group and the first word show what there is`() async throws {
    let first = try await lines("")
    #expect(first.first == "A command comes first: Tab lists them with what they do.")
    #expect(first.contains("Registries") && first.contains("  search, login, logout"))
    #expect(try await lines("registry ").first == "Usage:    registry COMMAND")
  }

  @Test func `options that stand there are shown no more, and many are cut short`() async throws {
    let text = try await lines("images -q ").joined(separator: "\n")
    #expect(!text.contains("--quiet") && text.contains("--filter"))
    let fitting = try await lines("images --f").joined(separator: "\n")
    #expect(fitting.contains("--filter") && fitting.contains("--format") && !fitting.contains("--quiet"))
    #expect(try await lines("create ").contains { $0.contains("more: type - and Tab") })
  }

  @Test(arguments: [("images ", true), ("images gr", false), ("", true), ("im", false), ("images a\\ ", false)])
  func `only at an empty word a question mark asks`(line: String, isEmpty: Bool) async throws {
    #expect(try await explanation(line).isAtEmptyWord == isEmpty)
  }

  @Test(arguments: ["images # ", "images 'a ", "nosuch ", "images & "])
  func `where nothing can be said a question mark is a character`(line: String) async throws {
    #expect(try await explanation(line).lines == [])
  }

  @Test func `no line is wider than the screen`() async throws {
    let test = try await TestSession()
    let completer = ShellCompleter(test.session)
    for entry in test.session.table.entries {
      for columns in [20, 40, 79] {
        let line = "\(entry.name) "
        let found = try await BlockingThreads.run {
          completer.explanation(for: line, cursor: line.utf8.count, columns: columns)
        }
        #expect(found.lines.allSatisfy { $0.count <= columns }, "\(line)")
        #expect(!found.lines.isEmpty, "\(line)")
      }
    }
    await test.close()
  }
}
