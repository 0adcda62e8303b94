import ContainerStore
import ImageCommands
import ImageOperations

/// A file or folder is in a container, or out of one.
struct CopyGoal: Goal {
  let verb: CopyFiles
  let contract: CopyContract

  var text: String {
    switch (verb.source, verb.destination) {
    case (.host(let file), .container(let name, let path)): "\(file) is in the container \(name), as \(path)"
    case (.container(let name, let path), .host(let file)):
      "\(path) of the container \(name) is in your working folder, as \(file)"
    default: "the files are copied"
    }
  }
  var evidence: String { "both places hold the same bytes" }

  func isMet(in scene: Scene) async throws -> Bool {
    var assertions = Assertions(line: 0)
    do { try await contract.judge(Evidence(scene), &assertions) } catch {
      // What can't be read is not there yet.
      try Task.checkCancellation()
      return false
    }
    return assertions.hold
  }

  func wrongTurn(_ turn: Turn, in scene: Scene) throws -> WrongTurn? {
    guard let command = turn.command as? CopyCommand else { return nil }
    let asked = try command.verb
    if let typo = WrongTurn.misspelt(turn, expected: verb.story.requires) { return typo }
    if asked.leavesContainer != verb.leavesContainer {
      return WrongTurn(
        seen: "You copied \(asked.leavesContainer ? "out of" : "into") the container.", expected: "\(text.asSentence).",
        next: "Turn the two places round.")
    }
    guard turn.isDone else {
      if case .host(let file) = asked.source, case .host(let wanted) = verb.source, file != wanted {
        return WrongTurn(
          seen: "There is no \(file) to copy.", expected: "The step copies \(wanted).", next: "Copy \(wanted).")
      }
      return nil
    }
    switch (asked.source, asked.destination, verb.source, verb.destination) {
    case (.host(let file), .container(let name, let path), .host(let wanted), .container(let container, let target)):
      if turn.after.container(name)?.id != turn.after.container(container)?.id {
        return WrongTurn(
          seen: "\(file) is in the container \(name) now.", expected: "It goes into the container \(container).",
          next: "Copy it into \(container).")
      }
      if file != wanted {
        return WrongTurn(
          seen: "You copied \(file).", expected: "The step copies \(wanted).", next: "Copy \(wanted) to \(target).")
      }
      return WrongTurn(
        seen: "\(file) is in \(container), as \(path).", expected: "It is there as \(target).",
        next: "Copy it once more, to \(container):\(target).")
    case (.container(_, let path), .host(let file), .container(let container, let source), .host(let target)):
      return WrongTurn(
        seen: "You copied \(path) to \(file).", expected: "\(source) of \(container) is copied to \(target).",
        next: "Copy \(container):\(source) to \(target).")
    default: return nil
    }
  }
}

extension CopyFiles {
  /// Whether the container is the source.
  fileprivate var leavesContainer: Bool { if case .container = source { true } else { false } }
}
