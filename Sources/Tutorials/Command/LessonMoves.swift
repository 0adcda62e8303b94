import ArgumentParser
import ImageCommands

/// `skip`.
struct SkipCommand: LessonCommand {
  static let configuration = CommandConfiguration(
    commandName: "skip", abstract: "Show the lesson's step, run it, and go on")
  static let examples = [Example("skip", "the step's commands are run in your place")]
  init() {}
  func run(in lesson: Lesson, _ voice: LessonVoice) async throws { try await lesson.skip(voice) }
}

/// `retry`.
struct RetryCommand: LessonCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Begin the lesson's step anew")
  static let examples = [Example("retry", "the world is again as it was before the step")]
  init() {}
  func run(in lesson: Lesson, _ voice: LessonVoice) async throws { try await lesson.retry(voice) }
}

/// `back`.
struct BackCommand: LessonCommand {
  static let configuration = CommandConfiguration(
    commandName: "back", abstract: "Go back to the lesson's step before")
  static let examples = [Example("back", "with the world as it was then")]
  init() {}
  func run(in lesson: Lesson, _ voice: LessonVoice) async throws { try await lesson.back(voice) }
}

/// `reset`.
struct ResetCommand: LessonCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset", abstract: "Begin the lesson's page anew")
  static let examples = [Example("reset", "with a world as it was at first")]
  init() {}
  func run(in lesson: Lesson, _ voice: LessonVoice) async throws { try await lesson.reset(voice) }
}

/// `stop`; with operands it is docker's verb, which is not here.
struct StopCommand: DrydockCommand {
  static let configuration = CommandConfiguration(commandName: "stop", abstract: "Leave the lesson")
  static let synopsis = ""
  static let examples = [Example("stop", "you are in your own world again; what is done is remembered")]

  @Argument(help: "Containers, which nothing runs")
  var containers: [String] = []

  init() {}

  func run(in context: CommandContext) async throws {
    guard containers.isEmpty else { throw UsageError.notHere("stop") }
    guard let stage = context.extension(TutorialExtension.self)?.stage, let lesson = stage.lesson else {
      throw NoLesson(verb: "stop")
    }
    try await lesson.farewell(LessonVoice(on: context.output, context.terminal))
    await stage.put(nil)
  }
}
