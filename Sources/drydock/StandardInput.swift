import ByteStreams
import Glibc
import ImageCommands
import InteractiveShell
import LineEditing

/// Standard input for one command: a person where it is a terminal, else bytes for who asks for them.
struct StandardInput: Prompter {
  let isInteractive: Bool

  func answer(_ question: String) async throws -> String? {
    isInteractive ? try await Self.person().answer(question) : nil
  }

  func secret(_ question: String) async throws -> String? {
    isInteractive ? try await Self.person().secret(question) : nil
  }

  func standardInput(limit: Int) async throws -> [UInt8] {
    let reader = try PlainLineReader(descriptor: 0, lineLimit: limit) { _ in }
    var bytes: [UInt8] = []
    while case .line(let line) = try await reader.readLine() {
      bytes += line.utf8 + [UInt8(ascii: "\n")]
      guard bytes.count <= limit else { throw MemorySink.LimitExceeded(limit: limit) }
    }
    return bytes
  }

  /// Asks on the terminal, also where the output goes elsewhere. Only its plain reads are used, never the line editor.
  private static func person() throws -> EditorPrompter {
    var configuration = LibeditEditor.Configuration()
    let terminal = [Int32(1), 2].first(where: TerminalMode.isTerminal)
    configuration.output = terminal ?? open("/dev/tty", O_WRONLY | O_CLOEXEC)
    return EditorPrompter(try LibeditEditor(configuration))
  }
}
