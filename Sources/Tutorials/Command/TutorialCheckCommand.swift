import ArgumentParser
import ImageCommands
import ImageSpec
import Presentation

/// `tutorial check`: replays pages and judges each step by its effect. The user's own store is never touched.
public struct TutorialCheckCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Replay documentation pages and check what each step does")
  public static let synopsis = "[OPTIONS] PAGE [PAGE...]"
  public static let argumentKinds: [ArgumentKind] = [.page]
  public static let optionKinds: [String: ArgumentKind] = ["fixture": .file]
  public static let examples = [
    Example("tutorial check windows-container-images", "a page that comes with the program"),
    Example("tutorial check --fixture windows-2016 page.md", "a page of your own, in a simulated world"),
    Example("tutorial check --registry http://127.0.0.1:5000 page.md", "against a real registry"),
  ]

  @Option(name: .long, help: ArgumentHelp("Simulate this world, not the page's own", valueName: "name-or-file"))
  var fixture: String?
  @Option(name: .long, help: ArgumentHelp("Use a real registry, below a prefix of its own", valueName: "url"))
  var registry: String?
  @Flag(name: .long, help: "Print one JSON object a page and line")
  var json = false
  @Flag(name: .long, help: "Refuse pages whose text drifted, too")
  var strict = false
  @Option(name: .customLong("allow-unmet"), help: ArgumentHelp("Verbs that may be unmet", valueName: "verbs"))
  var allowUnmet: [String] = []
  @Option(name: .long, help: ArgumentHelp("Report steps from this one on", valueName: "step"))
  var from = 1
  @Option(name: .long, help: ArgumentHelp("Stop behind this step", valueName: "step"))
  var to = Int.max
  @Option(name: .long, help: ArgumentHelp("Report this step alone", valueName: "step"))
  var only: Int?
  @Argument(help: "The pages, files or names")
  var pages: [String]

  public init() {}

  /// The page can't be read, or its world not be made.
  private static let unusable = ExitStatus(rawValue: 2)

  public func run(in context: CommandContext) async throws {
    var status = ExitStatus.success
    for name in pages {
      let ended: ExitStatus
      do { ended = try await check(name, context) } catch let error as CancellationError { throw error } catch let error
        as BrokenPipe
      { throw error } catch {
        _ = ExitStatus.tell(error, on: context.errors, style: context.terminal.style)
        ended = Self.unusable
      }
      if ended.rawValue > status.rawValue { status = ended }
    }
    if status != .success { throw ToldStatus(status) }
  }

  private func check(_ name: String, _ context: CommandContext) async throws -> ExitStatus {
    let page: Page
    do { page = try PageFile.read(try context.library.page(name)) } catch let error as PageError {
      throw SeveralErrors(error.problems.map { UnreadablePage(path: error.path, problem: $0) }, status: Self.unusable)
    }
    let source = try PageWorlds(fixture: fixture, registry: registry, context).source(for: page)
    var check = TutorialCheck(
      in: source, table: context.table, environment: context.environment, library: context.library)
    check.range = try range(page)
    let report = try await check.run(page)
    try context.output.write(json ? report.json.text() + "\n" : report.text)
    let allowed = Set(allowUnmet.flatMap { $0.split(separator: ",").map(String.init) })
    return report.isRefused(strict: strict, allowingUnmet: allowed) ? .failure : .success
  }

  private func range(_ page: Page) throws(StepsOutOfRange) -> ClosedRange<Int> {
    let first = only ?? from
    let last = min(only ?? to, page.steps.count)
    guard first >= 1, first <= last else { throw StepsOutOfRange(count: page.steps.count) }
    return first...last
  }
}

/// The page does not have the steps that were asked for.
struct StepsOutOfRange: WordedError {
  let count: Int
  var words: ErrorText { ErrorText("the page has the steps 1 to \(count)") }
}
