import ByteStreams
import ContentStore
import ImageCommands
import Worlds

/// Watches a command of the learner's and lets the lesson say what came of it.
struct LessonFollower {
  let lesson: Lesson
  let stage: LessonStage

  /// Runs a command.
  ///
  /// - Returns: how it ended.
  func run(
    _ words: [String], in context: CommandContext, _ voice: LessonVoice,
    by command: @Sendable (CommandContext) async -> ExitStatus
  ) async -> ExitStatus {
    guard let parsed = try? Dispatcher(context.table).parse(words), !(parsed is any LessonCommand),
      let before = try? await WorldState(of: context.world)
    else { return await command(context) }
    let entries = (try? await context.world.journal.entries().last?.number) ?? 0
    let status = await command(context)
    // The command may have closed the lesson, or opened another one.
    guard !Task.isCancelled, stage.lesson === lesson, let after = try? await WorldState(of: context.world) else {
      return status
    }
    let turn = Turn(words: words, command: parsed, status: status, before: before, after: after)
    let effects = ((try? await context.world.journal.entries()) ?? []).filter { $0.number > entries && !$0.hasFailed }
      .flatMap(\.effects)
    do {
      let text = try await EffectText.summary(of: effects, in: context.world)
      try await lesson.follow(turn, effects: text, voice)
    } catch is CancellationError {} catch { return ExitStatus.tell(error, in: context) }
    return status
  }
}
