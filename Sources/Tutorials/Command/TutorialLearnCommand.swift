import ArgumentParser
import ImageCommands
import Presentation

/// `tutorial learn`: a page as a lesson at the prompt, in a simulated world of its own.
public struct TutorialLearnCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "learn", abstract: "Learn a page at the prompt, step by step")
  public static let synopsis = "[OPTIONS] PAGE"
  public static let argumentKinds: [ArgumentKind] = [.page]
  public static let examples = [
    Example("tutorial learn first-steps", "'hint' helps, 'stop' leaves"),
    Example("tutorial learn --fixture windows-2016 page.md", "in a simulated world of your choice"),
  ]

  @Option(name: .long, help: ArgumentHelp("Simulate this world, not the page's own", valueName: "name-or-file"))
  var fixture: String?
  @Argument(help: "The page, a file or a name")
  var page: String

  public init() {}

  /// How long a command of the page may take: there is a person who can end it, and no reason to be strict.
  private static let patience = Duration.seconds(600)

  public func run(in context: CommandContext) async throws {
    guard let tutorials = context.extension(TutorialExtension.self), context.isSession else { throw NoSession() }
    let stage = tutorials.stage
    let page: Page
    do { page = try Page(contentsOf: try context.library.page(self.page)) } catch let error as PageError {
      throw SeveralErrors(error.problems.map { UnreadablePage(path: error.path, problem: $0) })
    }
    let source = try PageWorlds(fixture: fixture, registry: nil, context).source(for: page)
    let check = TutorialCheck(
      in: source, table: CommandTable(adding: TutorialExtension.entries), environment: context.environment,
      library: context.library, timeout: Self.patience)
    let voice = LessonVoice(on: context.output, context.terminal)
    let lesson = try await Lesson(
      page, named: Self.name(of: page), in: source, by: check,
      keeper: ProgressKeeper(tutorials.progress, of: page, in: context.library))
    if let former = stage.lesson { try await former.farewell(voice) }
    await stage.put(lesson)
    do { try await lesson.begin(voice) } catch {
      await stage.put(nil)
      throw error
    }
  }

  private static func name(of page: Page) -> String {
    let file = page.path.split { $0 == "/" }.last.map(String.init) ?? page.path
    return file.hasSuffix(".md") ? String(file.dropLast(3)) : file
  }
}

/// A lesson goes on behind its command, and here nothing does.
struct NoSession: WordedError, Hashable {
  var words: ErrorText {
    ErrorText(
      "a lesson needs a session, and this command stands alone", nextStep: "Type it at the prompt of 'drydock'.")
  }
}
