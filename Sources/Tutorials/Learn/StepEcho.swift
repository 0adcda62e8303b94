import ByteStreams
import ImageCommands

/// Shows a page's own commands and what they print while they are run in the learner's place, as far as that is wanted.
final class StepEcho: Sendable {
  private let target = Locked<(any TextOutput)?>(nil)

  /// Runs commands as another executor does, shown where a target is set.
  func executor(_ run: @escaping CommandExecutor) -> CommandExecutor {
    { [self] call, context in
      guard let target = target.withLock({ $0 }) else { return await run(call, context) }
      var context = context
      try? target.write(call.command.source.split(separator: "\n").map { "  \($0)\n" }.joined())
      context.output = Doubled(first: context.output, second: target)
      context.errors = Doubled(first: context.errors, second: target)
      return await run(call, context)
    }
  }

  /// Shows what is run while the body does something.
  func show<Value>(
    on output: any TextOutput, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Value
  )
    async rethrows -> Value
  {
    target.withLock { $0 = output }
    defer { target.withLock { $0 = nil } }
    return try await body()
  }

  private struct Doubled: TextOutput {
    let first: any TextOutput
    let second: any TextOutput

    func write(_ text: String) throws {
      try first.write(text)
      try? second.write(text)
    }
  }
}
