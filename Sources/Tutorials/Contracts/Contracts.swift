import ImageCommands
import ImageOperations

/// The contract of a command, by its type. Every command of the table has one, or a reason why it owes nothing.
package enum Contracts {
  /// The contract of a command; nil for those that ``reasons`` lists.
  static func contract(of command: any DrydockCommand) -> (any Contract)? {
    imageContract(of: command) ?? containerContract(of: command) ?? registryContract(of: command)
      ?? storeContract(of: command)
  }

  /// The contract of a command line: what is only told owes that nothing is done.
  static func contract(of command: any DrydockCommand, isDry: Bool) -> (any Contract)? {
    guard isDry, !(command is RegistryServeCommand) else { return contract(of: command) }
    return ReadingContract(command)
  }

  /// Whether a command owes something; every one does that ``reasons`` does not list.
  package static func isBound(_ command: any DrydockCommand) -> Bool { contract(of: command) != nil }

  /// The commands without a contract, and why.
  package static let reasons: [(command: any DrydockCommand.Type, reason: String)] =
    [(RegistryServeCommand.self, "it serves until it is interrupted, and a step of a page ends")]
    + (TutorialExtension.entries + LessonCommands.entries).map {
      ($0.command, "it works on pages in worlds of its own, and this world has no part in it")
    }

  private static func imageContract(of command: any DrydockCommand) -> (any Contract)? {
    switch command {
    case let command as PullCommand: PullContract(command)
    case let command as PushCommand: PushContract(command)
    case let command as TagCommand: TagContract(command)
    case let command as RemoveImageCommand: RemoveImageContract(command)
    case let command as SaveCommand: SaveContract(command)
    case let command as LoadCommand: LoadContract(command)
    case let command as ImportCommand: ImportContract(command)
    case let command as CopyImageCommand: CopyImageContract(command)
    case let command as ImagesCommand: command.hasFormat ? ReadingContract(command) : ImagesContract(command)
    case let command as HistoryCommand: command.hasFormat ? ReadingContract(command) : HistoryContract(command)
    case let command as InspectCommand: command.remote ? RemoteInspectContract(command) : InspectContract(command)
    case let command as InspectImageCommand: InspectContract(command)
    default: nil
    }
  }

  private static func containerContract(of command: any DrydockCommand) -> (any Contract)? {
    switch command {
    case let command as CreateCommand: CreateContract(command)
    case let command as CommitCommand: CommitContract(command)
    case let command as CopyCommand: CopyContract(command)
    case let command as RemoveContainerCommand: RemoveContainerContract(command)
    case let command as RenameCommand: RenameContract(command)
    case let command as DeleteCommand: DeleteContract(command)
    case let command as DiffCommand: DiffContract(command)
    case let command as ExportCommand: ExportContract(command)
    case let command as ContainersCommand: command.hasFormat ? ReadingContract(command) : ContainersContract(command)
    case let command as InspectContainerCommand: InspectContract(command)
    case let command as ListFilesCommand: ListFilesContract(command)
    case let command as ReadFileCommand: ReadFileContract(command)
    default: nil
    }
  }

  private static func registryContract(of command: any DrydockCommand) -> (any Contract)? {
    switch command {
    case let command as LoginCommand: LoginContract(command)
    case let command as LogoutCommand: LogoutContract(command)
    case let command as SearchCommand: searchContract(of: command)
    case let command as RegistryListCommand: RepositoriesContract(command)
    case let command as RegistryTagsCommand: TagsContract(command)
    case let command as RegistryRemoveCommand: RegistryRemoveContract(command)
    case let command as ManifestInspectCommand: ManifestContract(command)
    case is RegistryStartCommand: ListenerContract(isOpen: true)
    case is RegistryStopCommand: ListenerContract(isOpen: false)
    case let command as RegistryLogCommand: ReadingContract(command)
    case let command as WeatherCommand: WeatherContract(command)
    default: nil
    }
  }

  private static func searchContract(of command: SearchCommand) -> any Contract {
    if command.listTags { return TagsContract(command) }
    return command.hasFormat ? ReadingContract(command) : SearchContract(command)
  }

  private static func storeContract(of command: any DrydockCommand) -> (any Contract)? {
    switch command {
    case let command as LogCommand: LogContract(command)
    case let command as UndoCommand: UndoContract(command)
    case is CollectCommand: CollectContract()
    case let command as VerifyCommand: VerifyContract(command)
    case let command as ImagePruneCommand: PruneContract { try command.verb(now: $0) }
    case let command as ContainerPruneCommand: PruneContract { try command.verb(now: $0) }
    case let command as SystemPruneCommand: PruneContract { try command.verb(now: $0) }
    case let command as DiskUsageCommand: DiskUsageContract(command)
    case let command as SetCommand: SetContract(command)
    case let command as InformationCommand: InformationContract(command)
    case is VersionCommand, is HelpCommand, is AproposCommand: ProgramContract(command: command)
    default: nil
    }
  }
}
