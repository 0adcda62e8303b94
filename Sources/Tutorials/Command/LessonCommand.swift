import ImageCommands
import Presentation

/// A verb that there is only while a page is learnt.
protocol LessonCommand: DrydockCommand {
  /// Does what it is asked for.
  func run(in lesson: Lesson, _ voice: LessonVoice) async throws
}

extension LessonCommand {
  static var synopsis: String { "" }

  func run(in context: CommandContext) async throws {
    guard let lesson = context.extension(TutorialExtension.self)?.stage.lesson else {
      throw NoLesson(verb: Self.name)
    }
    try await run(in: lesson, LessonVoice(on: context.output, context.terminal))
  }
}

/// The verbs of a lesson.
enum LessonCommands {
  /// As entries of a session's table.
  static let entries: [CommandEntry] = [
    CommandEntry("goal", GoalCommand.self, .tutorials), CommandEntry("hint", HintCommand.self, .tutorials),
    CommandEntry("answer", AnswerCommand.self, .tutorials), CommandEntry("skip", SkipCommand.self, .tutorials),
    CommandEntry("retry", RetryCommand.self, .tutorials), CommandEntry("back", BackCommand.self, .tutorials),
    CommandEntry("reset", ResetCommand.self, .tutorials), CommandEntry("why", WhyCommand.self, .tutorials),
    CommandEntry("where", WhereCommand.self, .tutorials), CommandEntry("stop", StopCommand.self, .tutorials),
  ]

  /// Their names.
  static let names = Set(entries.map(\.name))
}

/// A lesson's verb, and no lesson is open.
struct NoLesson: WordedError, Hashable {
  let verb: String

  var words: ErrorText {
    ErrorText(
      "'\(verb)' belongs to a lesson, and none is open",
      nextStep: "Open one with 'tutorial learn PAGE'; 'tutorial list' shows the pages.")
  }
}
