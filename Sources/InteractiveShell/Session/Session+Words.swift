import ByteStreams
import CommandLanguage
import ImageCommands
import Presentation
import Worlds

extension Session {
  /// The words with `$id` replaced. Only what `'...'` quotes is taken as it stands.
  func expand(_ words: [Word]) throws(LineRefused) -> [String] {
    let id = lastID.withLock { $0 }
    for case .variable(let name) in words.lazy.flatMap(\.pieces) {
      guard name == "id" else { throw .unknownVariable(name) }
      guard id != nil else { throw .noIdentifier }
    }
    return words.map { word in word.value { $0 == .variable("id") ? id : nil } }
  }

  /// The words with the command's own written out, where a person cut them short. What takes something away is not run
  /// for less than its whole name; a script's words are taken as they are.
  func writtenOut(_ words: [String]) throws(LineRefused) -> [String] {
    guard isInteractive else { return words }
    switch table.abbreviation(words, besides: Leaving.verbs.map(\.name)) {
    case .none: return words
    case .command(let command, let whole):
      guard !command.isDangerous else { throw .shortDanger(words[0], command: command.text) }
      return whole
    case .several(let commands): throw .ambiguous(words[0], commands: commands)
    }
  }

  /// Says that patterns stay as they are, to whom a command failed with one. What is wrong with an image's name says so
  /// itself.
  func tellOfPatterns(in typed: [Word], _ words: [String]) {
    guard let pattern = typed.dropFirst().first(where: { $0.hasBareWildcard && !$0.value.hasPrefix("-") }),
      let entry = try? table.find(words).entry,
      !entry.command.argumentKinds.contains(where: { [.localImage, .remoteImage, .imageOrContainer].contains($0) })
    else { return }
    try? context.notice("'\(Escaping.line(pattern.value))' is taken as it stands: no pattern is expanded here.")
  }

  /// Where a command's output goes that is not led elsewhere: to the session's own output, by a pager where it is long.
  func ownRoute(of words: [String], _ context: CommandContext) -> any OutputRoute {
    guard isInteractive, context.terminal.isTerminal, let programs, isInOwnWorld, Dispatcher(table).isPaged(words)
    else { return PlainRoute() }
    let settings = context.promptSettings
    let isSimulated = world.simulation != nil
    return PagedRoute(context, on: programs) {
      try PagerProgram(settings.current.pager, on: programs, isSimulated: isSimulated)
    }
  }
}
