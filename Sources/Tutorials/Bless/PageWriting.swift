import ImageCommands
import Presentation

/// Writes a page anew: whole or not at all, and only over what was read.
struct PageWriting {
  let path: String
  let before: [UInt8]
  let after: [UInt8]

  /// Writes, after a question where somebody can be asked and did not agree before.
  ///
  /// - Parameters:
  ///   - count: what would be written, in words.
  ///   - isAgreed: whether the question is left out.
  ///   - context: who is asked and told.
  /// - Returns: a failure where nothing was written.
  /// - Throws: `FileFailure`, ``ChangedMeanwhile``.
  func write(_ count: String, isAgreed: Bool, _ context: CommandContext) async throws -> ExitStatus {
    let name = Escaping.line(path)
    if !isAgreed {
      guard context.prompter.isInteractive else {
        try context.errors.line(
          "Nothing was written to \(name): there is nobody to ask. Add '--yes' to write \(count).")
        return .failure
      }
      let answer = try await context.prompter.answer("Write \(count) to \(name)? [y/N] ")
      guard ["y", "yes"].contains(answer?.lowercased()) else {
        try context.errors.line("Nothing was written to \(name).")
        return .failure
      }
    }
    try writeNow()
    try context.output.line("\(name): wrote \(count)")
    return .success
  }

  /// Writes without a question.
  ///
  /// - Throws: `FileFailure`, ``ChangedMeanwhile``.
  func writeNow() throws {
    let now = try PageFile.bytes(of: path, named: path, limit: Page.sizeLimit)
    guard now == before else { throw ChangedMeanwhile(path: path) }
    try AtomicFile.write(after, to: path, named: path, replacing: true)
  }

  /// Somebody else wrote to the page.
  struct ChangedMeanwhile: WordedError, Hashable {
    let path: String
    var words: ErrorText { ErrorText("\(path) was changed meanwhile; nothing was written", nextStep: "Try again.") }
  }
}
