import ImageCommands
import LineEditing

/// Takes answers from the lines that commands come from, too: what goes on without a terminal, as a screen reader, a test
/// or a script may want it. Questions are written as lines; answers aren't shown.
public struct LinePrompter: Prompter {
  private let lines: any LineEditor
  private let output: any TextOutput

  /// Takes lines from a reader and writes the questions to an output.
  public init(_ lines: any LineEditor, questions output: any TextOutput) { (self.lines, self.output) = (lines, output) }

  public var isInteractive: Bool { true }

  public func answer(_ question: String) async throws -> String? {
    try output.line(question)
    return switch try await lines.readLine(prompt: "") {
    case .line(let text): text
    case .interrupted: throw CancellationError()
    case .endOfInput: nil
    }
  }

  public func secret(_ question: String) async throws -> String? { try await answer(question) }

  public func standardInput(limit: Int) async throws -> [UInt8] {
    guard case .line(let text) = try await lines.readLine(prompt: "") else { return [] }
    return Array(text.utf8.prefix(limit))
  }
}
