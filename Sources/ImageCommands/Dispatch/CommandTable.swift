import CommandLanguage

/// Every command with all its spellings: what the dispatcher, help and completion look words up in.
public struct CommandTable: Sendable {
  /// The commands, in the order in which help lists them.
  public let entries: [CommandEntry]
  private let declarations: CommandDeclarations

  /// The commands of this target and those that others add.
  public init(adding others: [CommandEntry] = []) {
    self.init(Self.own + others, CommandDeclarations())
  }

  private init(_ entries: [CommandEntry], _ declarations: CommandDeclarations) {
    self.entries = entries
    self.declarations = declarations
  }

  /// These commands and others, with what is known of them.
  public func adding(_ others: [CommandEntry]) -> CommandTable { CommandTable(entries + others, declarations) }

  /// The options and arguments that a command declares.
  public func declaration(of command: any DrydockCommand.Type) -> DeclaredCommand {
    declarations.declaration(of: command)
  }

  private static let own: [CommandEntry] = [
    CommandEntry("pull", PullCommand.self),
    CommandEntry("push", PushCommand.self),
    CommandEntry("images", ImagesCommand.self),
    CommandEntry("history", HistoryCommand.self),
    CommandEntry("inspect", InspectCommand.self),
    CommandEntry("tag", TagCommand.self),
    CommandEntry("rmi", RemoveImageCommand.self),
    CommandEntry("save", SaveCommand.self),
    CommandEntry("load", LoadCommand.self),
    CommandEntry("copy", CopyImageCommand.self),
    CommandEntry("commit", CommitCommand.self),
    CommandEntry("create", CreateCommand.self),
    CommandEntry("ps", ContainersCommand.self),
    CommandEntry("cp", CopyCommand.self),
    CommandEntry("diff", DiffCommand.self),
    CommandEntry("rename", RenameCommand.self),
    CommandEntry("export", ExportCommand.self),
    CommandEntry("import", ImportCommand.self),
    CommandEntry("ls", ListFilesCommand.self),
    CommandEntry("cat", ReadFileCommand.self),
    CommandEntry("container delete", DeleteCommand.self),
    CommandEntry("rm", RemoveContainerCommand.self),
    CommandEntry("search", SearchCommand.self),
    CommandEntry("login", LoginCommand.self),
    CommandEntry("logout", LogoutCommand.self),
    CommandEntry("registry ls", RegistryListCommand.self),
    CommandEntry("registry tags", RegistryTagsCommand.self),
    CommandEntry("registry rm", RegistryRemoveCommand.self),
    CommandEntry("registry serve", RegistryServeCommand.self),
    CommandEntry("registry start", RegistryStartCommand.self),
    CommandEntry("registry log", RegistryLogCommand.self),
    CommandEntry("registry stop", RegistryStopCommand.self),
    CommandEntry("registry weather", WeatherCommand.self),
    CommandEntry("log", LogCommand.self),
    CommandEntry("undo", UndoCommand.self),
    CommandEntry("gc", CollectCommand.self),
    CommandEntry("verify", VerifyCommand.self),
    CommandEntry("image prune", ImagePruneCommand.self),
    CommandEntry("container prune", ContainerPruneCommand.self),
    CommandEntry("system df", DiskUsageCommand.self),
    CommandEntry("system prune", SystemPruneCommand.self),
    CommandEntry("set", SetCommand.self),
    CommandEntry("info", InformationCommand.self),
    CommandEntry("version", VersionCommand.self),
    CommandEntry("help", HelpCommand.self),
    CommandEntry("manifest inspect", ManifestInspectCommand.self),

    CommandEntry("system info", InformationCommand.self, isAlias: true),
    CommandEntry("image ls", ImagesCommand.self, isAlias: true),
    CommandEntry("image list", ImagesCommand.self, isAlias: true),
    CommandEntry("image rm", RemoveImageCommand.self, isAlias: true),
    CommandEntry("image remove", RemoveImageCommand.self, isAlias: true),
    CommandEntry("image pull", PullCommand.self, isAlias: true),
    CommandEntry("image push", PushCommand.self, isAlias: true),
    CommandEntry("image tag", TagCommand.self, isAlias: true),
    CommandEntry("image history", HistoryCommand.self, isAlias: true),
    CommandEntry("image inspect", InspectImageCommand.self),
    CommandEntry("image save", SaveCommand.self, isAlias: true),
    CommandEntry("image load", LoadCommand.self, isAlias: true),
    CommandEntry("image copy", CopyImageCommand.self, isAlias: true),
    CommandEntry("container create", CreateCommand.self, isAlias: true),
    CommandEntry("container ls", ContainersCommand.self, isAlias: true),
    CommandEntry("container list", ContainersCommand.self, isAlias: true),
    CommandEntry("container ps", ContainersCommand.self, isAlias: true),
    CommandEntry("container rm", RemoveContainerCommand.self, isAlias: true),
    CommandEntry("container remove", RemoveContainerCommand.self, isAlias: true),
    CommandEntry("container cp", CopyCommand.self, isAlias: true),
    CommandEntry("container diff", DiffCommand.self, isAlias: true),
    CommandEntry("container rename", RenameCommand.self, isAlias: true),
    CommandEntry("container inspect", InspectContainerCommand.self),
    CommandEntry("container export", ExportCommand.self, isAlias: true),
    CommandEntry("image import", ImportCommand.self, isAlias: true),
    CommandEntry("container commit", CommitCommand.self, isAlias: true),
  ]

  /// The groups: first words that need a second.
  public var groups: Set<String> { Set(entries.filter { $0.path.count > 1 }.map { $0.path[0] }) }

  /// Whether a word is a group's name and no command's too.
  func isGroup(_ word: String) -> Bool { groups.contains(word) && !entries.contains { $0.path == [word] } }

  /// The verbs that stand alone, and the groups: what may be the first word of a line.
  public var firstWords: [String] {
    var seen: Set<String> = []
    return entries.map { $0.path[0] }.filter { seen.insert($0).inserted }
  }

  /// The verbs of a group.
  public func verbs(of group: String) -> [CommandEntry] {
    entries.filter { $0.path.count > 1 && $0.path[0] == group }
  }

  /// The command that a line's words call, and the words that are left for it.
  ///
  /// - Throws: ``UsageError`` when there is none.
  public func find(_ words: [String]) throws(UsageError) -> (entry: CommandEntry, rest: ArraySlice<String>) {
    guard let first = words.first else { throw .noCommand }
    if let entry = entries.first(where: { $0.path == [first] }) { return (entry, words.dropFirst()) }
    guard groups.contains(first) else {
      throw .unknownCommand(first, near: Spelling.nearest(to: first, among: firstWords))
    }
    guard words.count > 1, !words[1].hasPrefix("-") else { throw .groupWithoutVerb(first) }
    if let entry = entries.first(where: { $0.path == [first, words[1]] }) { return (entry, words.dropFirst(2)) }
    let verbs = verbs(of: first).map { $0.path[1] }
    throw .unknownCommand(
      "\(first) \(words[1])", near: Spelling.nearest(to: words[1], among: verbs).map { "\(first) \($0)" })
  }
}
