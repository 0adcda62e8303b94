import Presentation

extension CommandContext {
  /// A display for a pull's or a push's progress, on standard output as docker has it; silent when asked to be.
  func progress(_ vocabulary: ProgressVocabulary, isQuiet: Bool) -> ProgressRenderer {
    let output = output
    let columns = terminal.columns
    let rows = terminal.rows
    return ProgressRenderer(
      vocabulary, on: terminal.isTerminal ? .terminal(size: { (columns, rows) }) : .plain,
      now: { ContinuousClock.now },
      // What a closed pipe does not take is told by the command's own next line.
      write: { text in if !isQuiet { try? output.write(text) } })
  }
}
