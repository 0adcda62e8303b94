import ContentStore
import Presentation
import Worlds

extension CommandContext {
  /// Copies something while its progress is shown on standard output as docker has it, and where that is no terminal,
  /// now and then on standard error; silent when asked to be.
  ///
  /// The body gets a world whose notices do not disturb what is drawn.
  func showing<Result: Sendable>(
    _ vocabulary: ProgressVocabulary, isQuiet: Bool,
    _ body: @escaping @Sendable (ProgressRenderer, World) async throws -> Result
  ) async throws -> Result {
    let renderer = progress(vocabulary, isQuiet: isQuiet)
    let world = isQuiet ? world : world.telling { renderer.say(Self.line($0)) }
    defer { renderer.finish() }
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      group.addTask { try await body(renderer, world) }
      group.addTask {
        // Cancelled when the copy ends; until then the rate and the time left change though nothing is reported.
        while (try? await Task.sleep(for: .seconds(1))) != nil { renderer.tick() }
        return nil
      }
      defer { group.cancelAll() }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }

  private func progress(_ vocabulary: ProgressVocabulary, isQuiet: Bool) -> ProgressRenderer {
    let (output, errors, current) = (output, errors, currentTerminal)
    return ProgressRenderer(
      vocabulary,
      on: terminal.isTerminal
        ? .terminal(size: {
          let terminal = current()
          return (terminal.columns, terminal.rows)
        }) : .plain,
      now: pace, next: progress,
      // What a closed pipe does not take is told by the command's own next line.
      write: { text in if !isQuiet { try? output.write(text) } },
      note: { text in if !isQuiet { try? errors.write(text) } })
  }
}
