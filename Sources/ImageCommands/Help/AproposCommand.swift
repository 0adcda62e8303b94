import ArgumentParser
import CommandLanguage
import Presentation

/// `apropos`.
public struct AproposCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "apropos", abstract: "Find commands, options, settings and topics by a word",
    discussion: """
      Looks in names and in what other tools call them, in descriptions, options,
      examples, settings and topics; what fits best comes first.
      """)
  public static let synopsis = "WORD [WORD...]"
  public static let examples = [
    Example("apropos platform", "what has to do with platforms"), Example("apropos delete tag", "with both words"),
  ]

  @Argument(help: "What it is about; every word has to fit")
  var words: [String]

  public init() {}

  public var isPaged: Bool { true }

  public func run(in context: CommandContext) async throws {
    let apropos = Apropos(words, in: context.table)
    let findings = apropos.findings
    guard !findings.isEmpty else {
      let near = words.lazy.compactMap { Spelling.nearest(to: $0, among: apropos.knownWords) }.first
      throw NothingFound(words: words, near: near)
    }
    let layout = HelpLayout(columns: HelpText.columns)
    try context.output.write(layout.list(findings.map { ($0.name, $0.gloss) }))
  }
}

/// Help has nothing on some words.
struct NothingFound: WordedError, Hashable {
  let asked: [String]
  let near: String?

  init(words: [String], near: String?) { (asked, self.near) = (words, near) }

  var words: ErrorText {
    ErrorText(
      "\(asked.joined(separator: " ")): nothing appropriate",
      nextStep: near.map { "Try 'apropos \($0)'." } ?? "Run 'help' to see what there is.")
  }
}
