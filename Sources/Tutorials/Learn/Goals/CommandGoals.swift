import ImageCommands
import ImageOperations

/// The learner tried what the page shows being refused, and it was refused.
struct RefusalGoal: Goal {
  let command: any DrydockCommand
  let operands: [String]

  var isState: Bool { false }

  private var story: Story { (try? command.story) ?? Story() }
  private var name: String { type(of: command).name }

  var text: String {
    let things = operands.joined(separator: " and ")
    let verb =
      switch command {
      case is RemoveImageCommand, is RemoveContainerCommand: "remove"
      case is LoginCommand: "log in with a wrong password" + (things.isEmpty ? "" : ", to")
      default: name
      }
    return "try to \(verb)\(things.isEmpty ? "" : " \(things)"), and see it refused"
  }
  var evidence: String { "the command was refused, and changed nothing" }

  func isMet(in scene: Scene) -> Bool {
    guard let turn = scene.turn, turn.status != .success, turn.status != .interrupted, isMeant(turn) else {
      return false
    }
    return turn.before.names == turn.after.names && turn.before.containers == turn.after.containers
      && turn.before.logins == turn.after.logins
  }

  func wrongTurn(_ turn: Turn, in scene: Scene) -> WrongTurn? {
    guard type(of: turn.command) == type(of: command) else { return nil }
    if let typo = WrongTurn.misspelt(turn, expected: story.requires) { return typo }
    guard isMeant(turn), turn.isDone else { return nil }
    if turn.command is RemoveImageCommand, case .image(let name)? = story.removes.first,
      let other = (try? turn.before.images.find(name))?.references.first(where: { turn.after.names[$0] != nil })
    {
      return WrongTurn(
        seen: "Only a name went: the image is called \(other.shortName), too.", expected: "\(text.asSentence).",
        next: "'retry' takes you back; then remove the name \(other.shortName) first.")
    }
    return WrongTurn(
      seen: "It was done, and not refused.", expected: "\(text.asSentence).",
      next: turn.words.contains { $0 == "--force" || $0.hasPrefix("-f") }
        ? "'retry' takes you back; then leave out what forces it."
        : "'retry' takes you back; then go through the goals in their order.")
  }

  private func isMeant(_ turn: Turn) -> Bool {
    guard type(of: turn.command) == type(of: command) else { return false }
    let (own, other) = (story, turn.story)
    return turn.before.subjects(own.requires) == turn.before.subjects(other.requires)
      && turn.before.subjects(own.removes) == turn.before.subjects(other.removes)
  }
}

/// The learner ran such a command about the same things, or what it leaves behind is there: of verbs that nothing more is
/// known of.
struct CommandGoal: Goal {
  let command: any DrydockCommand
  let operands: [String]
  /// Whether only the plan is to be seen.
  let isDry: Bool
  let table: CommandTable

  var isState: Bool { false }

  private var story: Story { (try? command.story) ?? Story() }

  var text: String {
    switch command {
    case is VerifyCommand: return "all content of the store is hashed again"
    case is UndoCommand: return "what was done last is taken back"
    case is LoginCommand: return "log in once more\(operands.first.map { ", to \($0)" } ?? "")"
    case is PullCommand: return "pull \(operands.joined(separator: " and ")) once more"
    case is WeatherCommand: return "the weather of the registries is changed: \(operands.joined(separator: " "))"
    case is CollectCommand: return "the space of what was removed is free again"
    default: break
    }
    let (story, name) = (story, type(of: command).name)
    let about = story.requires.map(\.name).joined(separator: " and ")
    let things = about.isEmpty ? operands.joined(separator: " ") : about
    if isDry { return "see what '\(name)' would do\(things.isEmpty ? "" : " with \(things)"), without its being done" }
    let made = story.provides.map(\.presence)
    if !made.isEmpty { return made.joined(separator: ", and ") + (about.isEmpty ? "" : ", made of \(about)") }
    let gone = story.removes.map(\.absence)
    if !gone.isEmpty { return gone.joined(separator: ", and ") }
    return "'\(name)' is done" + (things.isEmpty ? "" : " with \(things)")
  }
  var evidence: String { "you ran '\(type(of: command).name)' with the same things, and it succeeded" }

  func isMet(in scene: Scene) -> Bool {
    guard let turn = scene.turn, turn.status == .success, turn.isDry == isDry,
      type(of: turn.command) == type(of: command)
    else { return false }
    let (own, other) = (story, turn.story)
    guard own != Story() else { return Set(operands).isSubset(of: Set(CommandShape(turn.words, in: table).operands)) }
    return turn.before.subjects(own.requires) == turn.before.subjects(other.requires)
      && turn.after.subjects(own.provides) == turn.after.subjects(other.provides)
      && turn.before.subjects(own.removes) == turn.before.subjects(other.removes)
  }

  func wrongTurn(_ turn: Turn, in scene: Scene) -> WrongTurn? {
    guard type(of: turn.command) == type(of: command) else { return nil }
    if let typo = WrongTurn.misspelt(turn, expected: story.requires) { return typo }
    if isDry, turn.isDone {
      return WrongTurn(
        seen: "It was done.", expected: "\(text.asSentence).", next: "'retry' takes you back; then add '--dry-run'.")
    }
    let pairs = [(turn.story.requires, story.requires), (turn.story.provides, story.provides)]
    for (asked, wanted) in pairs where !wanted.isEmpty {
      guard turn.before.subjects(asked) != turn.before.subjects(wanted) else { continue }
      let names = (asked.map(\.name).joined(separator: " and "), wanted.map(\.name).joined(separator: " and "))
      return WrongTurn(
        seen: names.0.isEmpty ? "Nothing was named." : "You named \(names.0).", expected: "The step names \(names.1).",
        next: "Write \(names.1) in its place.")
    }
    return nil
  }
}
