import ArgumentParser
import ImageCommands
import Presentation
import Worlds

/// `tutorial bless`: writes what was seen into a page's samples.
public struct TutorialBlessCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "bless", abstract: "Write what commands print into the samples of pages")
  public static let synopsis = "[OPTIONS] PAGE [PAGE...]"
  public static let argumentKinds: [ArgumentKind] = [.page]
  public static let examples = [
    Example("tutorial bless --dry-run page.md", "see what would change"),
    Example("tutorial bless page.md", "change it, after a question"),
    Example("tutorial bless --yes docs/*.md", "without one"),
  ]

  @Option(name: .long, help: ArgumentHelp("Simulate this world, not the page's own", valueName: "name-or-file"))
  var fixture: String?
  @Flag(name: .customLong("dry-run"), help: "Show the changes and write nothing")
  var isDry = false
  @Flag(name: [.customShort("f"), .customLong("yes")], help: "Do not ask")
  var isAgreed = false
  @Argument(help: "The pages, files or names")
  var pages: [String]

  public init() {}

  public func run(in context: CommandContext) async throws {
    let status = try await ReadPages.each(pages, in: context) { page in
      let bytes = try PageFile.bytes(of: page.path, named: page.path, limit: Page.sizeLimit)
      let source = try PageWorlds(fixture: fixture, registry: nil, context).source(for: page)
      let check = TutorialCheck(
        in: source, table: context.table, environment: context.environment, library: context.library)
      let outcome: PageBlessing.Outcome
      do { outcome = try await PageBlessing(check: check, path: page.path).outcome(bytes) } catch let refused
        as PageBlessing.Refused
      {
        _ = ExitStatus.tell(NotBlessed(path: page.path, refused: refused), in: context)
        return .failure
      } catch let error as PageBlessing.Unwritable {
        _ = ExitStatus.tell(NotWritable(path: page.path, line: error.line), in: context)
        return .failure
      }
      return try await tell(outcome, of: page, bytes, context)
    }
    if status != .success { throw ToldStatus(status) }
  }

  /// Shows the changes and writes them.
  private func tell(
    _ outcome: PageBlessing.Outcome, of page: Page, _ bytes: [UInt8], _ context: CommandContext
  ) async throws -> ExitStatus {
    let path = Escaping.line(page.path)
    let (edits, style) = (outcome.edits, context.terminal.style)
    try context.output.write(EditList(edits: edits, source: outcome.before, path: page.path).text(style: style))
    if edits.isEmpty {
      try context.output.line("\(path): nothing to change")
      for finding in outcome.rest {
        try context.output.line(
          "  line \(finding.line): \(finding.kind.rawValue): \(Escaping.line(finding.reason)): this is for you to mend")
      }
      return .success
    }
    let count = edits.count == 1 ? "1 change" : "\(edits.count) changes"
    if isDry {
      try context.output.line("\(path): would write \(count)")
      return .success
    }
    let writing = PageWriting(path: page.path, before: bytes, after: outcome.after.bytes)
    return try await writing.write(count, isAgreed: isAgreed, context)
  }
}

/// A page has a step that no sample could mend.
struct NotBlessed: WordedError {
  let path: String
  let refused: PageBlessing.Refused

  var words: ErrorText {
    let finding = refused.finding
    return ErrorText(
      "\(path):\(finding.line): not blessed, for step \(refused.step.ordinal) is \(finding.verdict.rawValue)",
      detail: "\(finding.kind.rawValue): \(finding.reason)", nextStep: "Mend it, and see 'tutorial check \(path)'.")
  }
}

/// What was printed would not be a sample on the page.
struct NotWritable: WordedError {
  let path: String
  let line: Int

  var words: ErrorText {
    ErrorText("\(path):\(line): not blessed: what was printed can't stand in the fence without ending it")
  }
}
