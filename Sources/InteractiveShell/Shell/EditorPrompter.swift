import ImageCommands
import LineEditing

/// Asks the person at the terminal through a line editor: secrets aren't shown, and nothing gets into the history.
public struct EditorPrompter: Prompter {
  private let editor: any LineEditor

  /// Asks through an editor.
  public init(_ editor: any LineEditor) { self.editor = editor }

  public var isInteractive: Bool { true }

  public func answer(_ question: String) async throws -> String? {
    try Self.text(of: try await editor.readAnswer(prompt: Prompt(question)))
  }

  public func secret(_ question: String) async throws -> String? {
    try Self.text(of: try await editor.readSecret(prompt: Prompt(question)))
  }

  /// One line, unshown: the end of a terminal's input would be the end of the shell.
  public func standardInput(limit: Int) async throws -> [UInt8] {
    Array((try await secret("") ?? "").utf8.prefix(limit))
  }

  private static func text(of read: LineRead) throws -> String? {
    switch read {
    case .line(let text): text
    case .interrupted: throw CancellationError()
    case .endOfInput: nil
    }
  }
}
