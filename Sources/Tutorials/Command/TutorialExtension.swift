import ImageCommands
import Worlds

/// The tutorials as an extension of sessions: the commands `tutorial …`, and the lesson that may be open.
public struct TutorialExtension: SessionExtension {
  private let library: Library
  /// What learners did on pages.
  let progress: LessonProgress
  let stage = LessonStage()

  /// Adds tutorials to a session.
  ///
  /// - Parameters:
  ///   - library: where pages are found by name.
  ///   - progress: where is kept what learners did; nowhere, unless it is said.
  public init(library: Library = Library(folders: []), progress: LessonProgress = .none) {
    self.library = library
    self.progress = progress
  }

  /// The commands that there are without a lesson, too.
  static let entries: [CommandEntry] = [
    CommandEntry("tutorial bless", TutorialBlessCommand.self, .tutorials),
    CommandEntry("tutorial check", TutorialCheckCommand.self, .tutorials),
    CommandEntry("tutorial fixture", TutorialFixtureCommand.self, .tutorials),
    CommandEntry("tutorial fmt", TutorialFormatCommand.self, .tutorials),
    CommandEntry("tutorial learn", TutorialLearnCommand.self, .tutorials),
    CommandEntry("tutorial lint", TutorialLintCommand.self, .tutorials),
    CommandEntry("tutorial list", TutorialListCommand.self, .tutorials),
  ]

  public var commands: [CommandEntry] { Self.entries + (stage.lesson == nil ? [] : LessonCommands.entries) }

  public var world: World? { stage.lesson?.world }

  /// A lesson looks at what each command left behind, so it waits for its end.
  public var waitsForCommands: Bool { stage.lesson != nil }

  public func promptSegment() async -> String? { await stage.lesson?.segment }

  public func candidates(for kind: ArgumentKind, behind words: [String]) -> [KnownWord] {
    PageWordList(library: library).words(for: kind, behind: words)
  }

  public func beginsSession(_ words: [String]) -> Bool { words.starts(with: ["tutorial", "learn"]) }

  public func run(
    _ words: [String], in context: CommandContext, talkingOn console: any TextOutput,
    by command: @Sendable (CommandContext) async -> ExitStatus
  ) async -> ExitStatus {
    guard let lesson = stage.lesson else {
      if words.count == 1, LessonCommands.names.contains(words[0]) {
        return ExitStatus.tell(NoLesson(verb: words[0]), in: context)
      }
      return await command(context)
    }
    let voice = LessonVoice(on: console, context.currentTerminal())
    return await LessonFollower(lesson: lesson, stage: stage).run(words, in: context, voice, by: command)
  }

  public func endSession() async { await stage.put(nil) }
}
