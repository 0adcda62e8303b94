import ArgumentParser
import ImageCommands
import Presentation

/// `tutorial list`: the pages that are found by name, or the steps of one, with what a learner has done of them.
public struct TutorialListCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the tutorials, or the steps of one")
  public static let synopsis = "[PAGE]"
  public static let argumentKinds: [ArgumentKind] = [.page]
  public static let examples = [
    Example("tutorial list", "See which pages there are, and how far you came"),
    Example("tutorial list first-steps", "See the steps of a page"),
  ]

  @Argument(help: "A page, a file or a name")
  var page: String?

  public init() {}

  public func run(in context: CommandContext) async throws {
    let progress = context.extension(TutorialExtension.self)?.progress ?? .none
    let record = try await progress.read()
    if let page {
      let path = try context.library.page(page)
      let marks = record.marks(of: LessonProgress.key(ofPageAt: path, in: context.library))
      try context.output.write(Self.steps(try Page(contentsOf: path), marks).text())
    } else {
      try context.output.write(Self.pages(context.library, record).text())
    }
    if let path = progress.path, let notice = record.notice(for: path) { try context.notice(notice) }
  }

  private static func pages(_ library: Library, _ record: ProgressRecord) -> Table {
    var table = Table(["NAME", "STEPS", "PROGRESS", "FIXTURE", "TITLE"])
    for name in library.pages {
      // What is no tutorial is none of this list's; `check` says what is wrong with it.
      guard let path = try? library.page(name), let page = try? Page(contentsOf: path) else { continue }
      table.rows.append([
        name, String(page.steps.count), PageProgress(page, record.marks(of: name)).words,
        page.frontMatter.fixture ?? "derived", page.title,
      ])
    }
    return table
  }

  private static func steps(_ page: Page, _ marks: [String: ProgressRecord.Mark]) -> Table {
    var table = Table(["STEP", "PROGRESS", "COMMANDS", "HEADING"])
    for step in page.steps {
      table.rows.append([
        String(step.ordinal), marks[step.identity]?.rawValue ?? "open", verbs(of: step), step.heading ?? "",
      ])
    }
    return table
  }

  /// The verbs that a step takes, each once.
  private static func verbs(of step: Step) -> String {
    var verbs: [String] = []
    for command in step.commands {
      guard let verb = command.words.first, !verbs.contains(verb) else { continue }
      verbs.append(verb)
    }
    return verbs.joined(separator: ", ")
  }
}
