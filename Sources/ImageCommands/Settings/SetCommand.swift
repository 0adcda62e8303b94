import ArgumentParser
import ByteStreams
import CommandLanguage
import ImageOperations
import Presentation
import Worlds

/// `set`: lists, makes and takes back settings.
public struct SetCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Show settings and change them")
  public static let synopsis = "[OPTIONS] [NAME [VALUE...]]"
  public static func argumentKind(behind arguments: [String]) -> ArgumentKind? {
    SettingsHelp.argumentKind(behind: arguments)
  }
  public static let examples = [
    Example("set", "what is set"),
    Example("set --save mirror docker.io https://mirror.example", "pull from a mirror"),
    Example("set --save --unset mirror docker.io", "and no more"),
    Example("set --save editing-mode vi", "edit lines as in vi"),
  ]

  @Flag(name: .long, help: "Keep it for later runs, in drydockrc")
  package var save = false
  @Flag(name: .long, help: "Take it back; without a value all of that name")
  package var unset = false
  @Argument(help: "A setting's name and its value; 'help settings' lists them")
  package var words: [String] = []

  public init() {}

  public func run(in context: CommandContext) async throws {
    let world = context.world
    if words.isEmpty {
      guard !save, !unset else { throw SettingError.noName }
      let ofPrompt = context.promptSettings.current.list.filter(\.name.isOfPrompt)
      return try list(world.settings.current.list.filter { !$0.name.isOfPrompt } + ofPrompt, in: context)
    }
    guard let name = SettingName(rawValue: words[0]) else { throw SettingError.unknownName(words[0]) }
    if unset { return try await take(name, back: context) }
    let settings = name.isOfPrompt ? context.promptSettings : world.settings
    if words.count == 1, !save { return try list(settings.current.list.filter { $0.name == name }, in: context) }
    let setting = try Setting(parsing: words) { try world.folder.resolve($0) }
    let file = try place(for: setting.name, in: context)
    try await BlockingThreads.run {
      try setting.check()
      try file?.save(setting)
    }
    settings.change { $0.set(setting) }
    if setting.name == .platform, world.isPlatformFixed {
      try context.errors.line("Notice: DOCKER_DEFAULT_PLATFORM is set and counts more.")
    }
  }

  private func list(_ settings: [Setting], in context: CommandContext) throws {
    for setting in settings {
      try context.output.line(Escaping.line(CommandLine.quote(["set"] + setting.words)))
    }
  }

  private func take(_ name: SettingName, back context: CommandContext) async throws {
    let values = Array(words.dropFirst())
    let isMeant: @Sendable (Setting) -> Bool = { setting in
      setting.name == name && setting.words.dropFirst().starts(with: values)
    }
    let file = try place(for: name, in: context)
    let saved = try await BlockingThreads.run { try file?.remove(where: isMeant) ?? [] }
    let settings = name.isOfPrompt ? context.promptSettings : context.world.settings
    let removed = settings.change { $0.remove(where: isMeant) }
    guard saved.isEmpty, removed.isEmpty else { return }
    throw NothingSet(asked: words)
  }

  /// Where the change is kept; nil where it is for this run only.
  private func place(for name: SettingName, in context: CommandContext) throws -> SettingsFile? {
    if context.world.simulation != nil {
      guard !save else { throw SettingRefused.simulatedSave }
      guard name.isOfPrompt || [.platform, .foreignLayers].contains(name) else {
        throw SettingRefused.simulated(name)
      }
    }
    if save { return context.world.settingsFile }
    guard context.isSession else { throw SettingRefused.withoutEffect(words) }
    return nil
  }
}

/// Why a setting can't be made here.
enum SettingRefused: Error {
  /// The run ends with this command.
  case withoutEffect([String])
  /// A simulated world has routes of its own.
  case simulated(SettingName)
  /// A simulated world changes nothing of the user's.
  case simulatedSave
}

/// There is nothing to take back.
struct NothingSet: Error {
  let asked: [String]
}
