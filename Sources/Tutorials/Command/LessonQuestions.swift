import ArgumentParser
import ImageCommands

/// `goal`.
struct GoalCommand: LessonCommand {
  static let configuration = CommandConfiguration(commandName: "goal", abstract: "Say what the lesson's step asks for")
  static let examples = [Example("goal", "what is to be done, and what is done of it")]
  init() {}
  func run(in lesson: Lesson, _ voice: LessonVoice) async { await lesson.goal(voice) }
}

/// `hint`.
struct HintCommand: LessonCommand {
  static let configuration = CommandConfiguration(commandName: "hint", abstract: "Help with the lesson's step")
  static let examples = [Example("hint", "a little more each time, up to the whole command")]
  init() {}
  func run(in lesson: Lesson, _ voice: LessonVoice) async { await lesson.hint(voice) }
}

/// `answer`.
struct AnswerCommand: LessonCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Show the commands of the lesson's step")
  static let examples = [Example("answer", "those that are left to do; they are not run")]
  init() {}
  func run(in lesson: Lesson, _ voice: LessonVoice) async { await lesson.answer(voice) }
}

/// `why`.
struct WhyCommand: LessonCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Say what is looked at to judge the lesson's step")
  static let examples = [Example("why", "what must be so for the step to be done")]
  init() {}
  func run(in lesson: Lesson, _ voice: LessonVoice) async { await lesson.why(voice) }
}

/// `where`.
struct WhereCommand: LessonCommand {
  static let configuration = CommandConfiguration(
    commandName: "where", abstract: "List the lesson's steps and what is done of them")
  static let examples = [Example("where", "where you are on the page")]
  init() {}
  func run(in lesson: Lesson, _ voice: LessonVoice) async { await lesson.outline(voice) }
}
