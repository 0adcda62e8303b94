import ArgumentParser
import ImageCommands
import Presentation

/// `tutorial fmt`: writes what is ours on pages in one way.
public struct TutorialFormatCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Write switches, checks and the tutorial's own metadata of pages in one way")
  public static let synopsis = "[OPTIONS] PAGE [PAGE...]"
  public static let argumentKinds: [ArgumentKind] = [.page]
  public static let examples = [
    Example("tutorial fmt page.md", "write the page anew; its prose stays"),
    Example("tutorial fmt --check docs/*.md", "show what would change, for CI"),
  ]

  @Flag(name: .long, help: "Show the changes, write nothing, and end with 1 where there are some")
  var check = false
  @Argument(help: "The pages, files or names")
  var pages: [String]

  public init() {}

  public func run(in context: CommandContext) async throws {
    let status = try await ReadPages.each(pages, in: context) { page in
      let bytes = try PageFile.bytes(of: page.path, named: page.path, limit: Page.sizeLimit)
      let format = try PageFormat(bytes, path: page.path)
      if format.edits.isEmpty { return .success }
      if check {
        let list = EditList(edits: format.edits, source: format.before, path: page.path)
        try context.output.write(list.text(style: context.terminal.style))
        return .failure
      }
      try PageWriting(path: page.path, before: bytes, after: format.after.bytes).writeNow()
      let count = format.edits.count == 1 ? "1 line" : "\(format.edits.count) lines"
      try context.output.line("\(Escaping.line(page.path)): wrote \(count)")
      return .success
    }
    if status != .success { throw ToldStatus(status) }
  }
}
