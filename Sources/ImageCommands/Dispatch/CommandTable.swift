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
    CommandEntry("pull", PullCommand.self, .images),
    CommandEntry("push", PushCommand.self, .images),
    CommandEntry("images", ImagesCommand.self, .images),
    CommandEntry("history", HistoryCommand.self, .images),
    CommandEntry("inspect", InspectCommand.self, .images),
    CommandEntry("tag", TagCommand.self, .images),
    CommandEntry("rmi", RemoveImageCommand.self, .images),
    CommandEntry("save", SaveCommand.self, .images),
    CommandEntry("load", LoadCommand.self, .images),
    CommandEntry("copy", CopyImageCommand.self, .images),
    CommandEntry("commit", CommitCommand.self, .images),
    CommandEntry("create", CreateCommand.self, .containers),
    CommandEntry("ps", ContainersCommand.self, .containers),
    CommandEntry("cp", CopyCommand.self, .files),
    CommandEntry("diff", DiffCommand.self, .containers),
    CommandEntry("rename", RenameCommand.self, .containers),
    CommandEntry("export", ExportCommand.self, .containers),
    CommandEntry("import", ImportCommand.self, .images),
    CommandEntry("ls", ListFilesCommand.self, .files),
    CommandEntry("cat", ReadFileCommand.self, .files),
    CommandEntry("container delete", DeleteCommand.self, .files),
    CommandEntry("rm", RemoveContainerCommand.self, .containers),
    CommandEntry("search", SearchCommand.self, .registries),
    CommandEntry("login", LoginCommand.self, .registries),
    CommandEntry("logout", LogoutCommand.self, .registries),
    CommandEntry("registry ls", RegistryListCommand.self, .registries),
    CommandEntry("registry tags", RegistryTagsCommand.self, .registries),
    CommandEntry("registry rm", RegistryRemoveCommand.self, .registries),
    CommandEntry("registry serve", RegistryServeCommand.self, .registries),
    CommandEntry("registry start", RegistryStartCommand.self, .registries),
    CommandEntry("registry log", RegistryLogCommand.self, .registries),
    CommandEntry("registry stop", RegistryStopCommand.self, .registries),
    CommandEntry("registry weather", WeatherCommand.self, .registries),
    CommandEntry("log", LogCommand.self, .store),
    CommandEntry("undo", UndoCommand.self, .store),
    CommandEntry("gc", CollectCommand.self, .store),
    CommandEntry("verify", VerifyCommand.self, .store),
    CommandEntry("image prune", ImagePruneCommand.self, .images),
    CommandEntry("container prune", ContainerPruneCommand.self, .containers),
    CommandEntry("system df", DiskUsageCommand.self, .store),
    CommandEntry("system prune", SystemPruneCommand.self, .store),
    CommandEntry("set", SetCommand.self),
    CommandEntry("info", InformationCommand.self),
    CommandEntry("version", VersionCommand.self),
    CommandEntry("help", HelpCommand.self),
    CommandEntry("apropos", AproposCommand.self),
    CommandEntry("manifest inspect", ManifestInspectCommand.self, .images),

    CommandEntry("system info", InformationCommand.self, isAlias: true),
    CommandEntry("image ls", ImagesCommand.self, isAlias: true),
    CommandEntry("image list", ImagesCommand.self, isAlias: true),
    CommandEntry("image rm", RemoveImageCommand.self, isAlias: true),
    CommandEntry("image remove", RemoveImageCommand.self, isAlias: true),
    CommandEntry("image pull", PullCommand.self, isAlias: true),
    CommandEntry("image push", PushCommand.self, isAlias: true),
    CommandEntry("image tag", TagCommand.self, isAlias: true),
    CommandEntry("image history", HistoryCommand.self, isAlias: true),
    CommandEntry("image inspect", InspectImageCommand.self, .images),
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
    CommandEntry("container inspect", InspectContainerCommand.self, .containers),
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
      throw .unknownCommand(first, near: abbreviated(words) ?? Spelling.nearest(to: first, among: firstWords))
    }
    guard words.count > 1, !words[1].hasPrefix("-") else { throw .groupWithoutVerb(first) }
    if let entry = entries.first(where: { $0.path == [first, words[1]] }) { return (entry, words.dropFirst(2)) }
    let verbs = verbs(of: first).map { $0.path[1] }
    let near = Spelling.nearest(to: words[1], among: verbs).map { "\(first) \($0)" }
    throw .unknownCommand("\(first) \(words[1])", near: abbreviated(words) ?? near)
  }

  private func abbreviated(_ words: [String]) -> String? {
    if case .command(let name, _) = abbreviation(words) { name.text } else { nil }
  }
}
