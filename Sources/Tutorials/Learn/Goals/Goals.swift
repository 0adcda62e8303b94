import ContainerStore
import ImageCommands
import ImageOperations

/// Draws goals from a page's commands.
struct Goals {
  let table: CommandTable
  /// The names of containers that later steps of the page speak of.
  let laterContainers: Set<String>

  /// The goal of one command.
  ///
  /// - Parameters:
  ///   - trace: what the command did when it was run as the page has it.
  ///   - command: the command, its words those of the learner's world.
  ///   - words: those words.
  ///   - page: the command as it stands on the page.
  /// - Returns: what its effect was there, as a goal.
  /// - Throws: what is wrong with an argument.
  func goal(
    _ trace: ModelRun.Trace, as command: any DrydockCommand, _ words: [String], _ page: PageCommand
  ) throws -> any Goal {
    let operands = CommandShape(words, in: table).operands
    if page.expectsFailure { return RefusalGoal(command: command, operands: operands) }
    let plain = CommandGoal(command: command, operands: operands, isDry: words.contains("--dry-run"), table: table)
    if plain.isDry { return plain }
    // What changed nothing when it was first done can't be seen in a state: it is to be done.
    let isSilent = !trace.changedSomething
    switch command {
    case is ImagesCommand, is HistoryCommand, is InspectCommand, is InspectImageCommand, is InspectContainerCommand,
      is ContainersCommand, is SearchCommand, is DiffCommand, is ListFilesCommand, is ReadFileCommand,
      is ManifestInspectCommand, is RegistryTagsCommand, is RegistryListCommand, is RegistryLogCommand,
      is DiskUsageCommand, is LogCommand, is InformationCommand, is VersionCommand:
      return LookGoal(command: command, operands: operands, table: table)
    case let command as CopyCommand:
      let verb = try command.verb
      if verb.source == .stream || verb.destination == .stream { return plain }
      return CopyGoal(verb: verb, contract: CopyContract(command))
    case let command as PushCommand: return PushGoal(try command.verb)
    case _ where isSilent: return plain
    case let command as PullCommand:
      let verbs = try command.verbs
      return verbs.count == 1 ? PullGoal(verbs[0]) : plain
    case let command as TagCommand: return TagGoal(try command.verb)
    case let command as CommitCommand: return CommitGoal(try command.verb)
    case let command as CreateCommand:
      let verb = try command.verb
      let isNeeded = verb.containerName.map { laterContainers.contains($0.description) } ?? false
      return CreateGoal(verb, isNameNeeded: isNeeded)
    case let command as RemoveImageCommand:
      let names = try command.story.removes.compactMap { fact -> ImageName? in
        if case .image(let name) = fact { name } else { nil }
      }
      return RemoveImageGoal(names: names, isWhole: trace.after.images.all.count < trace.before.images.all.count)
    case let command as RemoveContainerCommand:
      return RemoveContainerGoal(names: try command.story.removes.map(\.name))
    case let command as LoginCommand:
      guard case .credential(let host)? = try command.story.provides.first else { return plain }
      return LoginGoal(host: host, contract: LoginContract(command))
    case let command as LogoutCommand:
      guard case .credential(let host)? = try command.story.removes.first else { return plain }
      return LogoutGoal(host: host)
    default: return plain
    }
  }
}
