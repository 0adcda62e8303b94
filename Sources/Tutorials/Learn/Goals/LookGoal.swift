import ArgumentParser
import ContainerStore
import DistributionSpec
import ImageCommands
import ImageOperations
import ImageSpec
import Worlds

/// The learner looked at what the step looks at: by whatever command shows it.
struct LookGoal: Goal {
  /// The page's command.
  let command: any DrydockCommand
  /// Its words that are no options.
  let operands: [String]
  let table: CommandTable

  var isState: Bool { false }

  var text: String {
    let subject = operands.joined(separator: " and ")
    return switch command {
    case let command as ImagesCommand:
      command.repository.map { "look at the images called \($0)" } ?? "look at the images that are in the store"
    case is HistoryCommand: "look at the history of the image \(subject)"
    case is InspectCommand, is InspectImageCommand, is InspectContainerCommand: "look at the details of \(subject)"
    case is ContainersCommand: "look at the containers"
    case let command as SearchCommand: "search the registry for \(command.term == "*" ? "everything" : command.term)"
    case is ReadFileCommand: "read \(subject)"
    case is ListFilesCommand: "look at the files of \(subject)"
    case is ManifestInspectCommand: "look at the manifest of \(subject), in its registry"
    case is RegistryTagsCommand: "look at the tags of \(subject), in its registry"
    case is RegistryListCommand: "look at the repositories of the registry \(subject)"
    case is RegistryLogCommand: "look at what the registry was asked"
    case is DiskUsageCommand: "look at how much space is taken"
    case is LogCommand: "look at what was done to the store"
    case is InformationCommand: "look at what there is in all"
    case is VersionCommand: "look at the version"
    case is DiffCommand: "look at what the container \(subject) changed"
    default: "look at what '\(type(of: command).name)' shows\(subject.isEmpty ? "" : " of \(subject)")"
    }
  }
  var evidence: String { "you ran a command that shows it; its options and format are yours to choose" }

  func isMet(in scene: Scene) async throws -> Bool {
    guard let turn = scene.turn, turn.status == .success, isOfKind(turn.command) else { return false }
    return try await shows(turn, in: scene)
  }

  func wrongTurn(_ turn: Turn, in scene: Scene) async throws -> WrongTurn? {
    guard isOfKind(turn.command) else { return nil }
    if let typo = WrongTurn.misspelt(turn, expected: (try? command.story.requires) ?? []) { return typo }
    let asked = CommandShape(turn.words, in: table).operands
    guard turn.status == .success else {
      guard asked != operands, !asked.isEmpty, !operands.isEmpty else { return nil }
      return WrongTurn(
        seen: "There is no \(asked.joined(separator: " ")).",
        expected: "The step looks at \(operands.joined(separator: " and ")).",
        next: "Look at \(operands.joined(separator: " and ")).")
    }
    if asked.isEmpty || operands.isEmpty {
      return WrongTurn(
        seen: "That shows a part of it only.", expected: "\(text.asSentence).",
        next: "Leave out what narrows the list: 'goal' says what to look at.")
    }
    return WrongTurn(
      seen: "You looked at \(asked.joined(separator: " and ")).",
      expected: "The step looks at \(operands.joined(separator: " and ")).",
      next: "Look at \(operands.joined(separator: " and ")).")
  }

  // MARK: What a command shows

  private func isOfKind(_ other: any DrydockCommand) -> Bool { Self.kind(of: other) == Self.kind(of: command) }

  private static func kind(of command: any DrydockCommand) -> ObjectIdentifier {
    switch command {
    case is InspectImageCommand, is InspectContainerCommand: ObjectIdentifier(InspectCommand.self)
    default: ObjectIdentifier(type(of: command))
    }
  }

  private func shows(_ turn: Turn, in scene: Scene) async throws -> Bool {
    switch (command, turn.command) {
    case (let wanted as ImagesCommand, let shown as ImagesCommand):
      return try await images(wanted, scene.world).isSubset(of: try await images(shown, scene.world))
    case (let wanted as ContainersCommand, let shown as ContainersCommand):
      return try await containers(wanted, scene.world).isSubset(of: try await containers(shown, scene.world))
    case (let wanted as SearchCommand, let shown as SearchCommand):
      if wanted.term.lowercased() == shown.term.lowercased() { return true }
      let found = Set(try await shown.verb.run(in: scene.world).results.map(\.name))
      return Set(try await wanted.verb.run(in: scene.world).results.map(\.name)).isSubset(of: found)
    default: break
    }
    let asked = CommandShape(turn.words, in: table).operands
    let facts = (try? command.story.requires) ?? []
    if !facts.isEmpty { return turn.before.subjects(facts).isSubset(of: turn.before.subjects(turn.story.requires)) }
    return Set(operands.map { thing($0, turn.before) }).isSubset(of: Set(asked.map { thing($0, turn.before) }))
  }

  private func images(_ command: ImagesCommand, _ world: World) async throws -> Set<String> {
    let rows = try await command.verb(now: world.clock.now()).run(in: world).rows(withDigests: false)
    return Set(rows.map { "\($0.id) \($0.reference?.description ?? "")" })
  }

  private func containers(_ command: ContainersCommand, _ world: World) async throws -> Set<String> {
    Set(try await command.verb()?.run(in: world).containers.map(\.id.description) ?? [])
  }

  /// What a word means that is no fact of a story: an image or a container, else itself.
  private func thing(_ word: String, _ state: WorldState) -> Subject {
    if let name = try? ImageName(parsing: word), let image = try? state.images.find(name) { return .image(image.id) }
    return state.subject(.container(word))
  }
}

extension DrydockCommand {
  /// The verb.
  static var name: String { configuration.commandName ?? "" }
}
