import ArgumentParser
import ImageOperations
import ImageSpec

/// `image prune`.
public struct ImagePruneCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "prune", abstract: "Remove unused images")
  public static let synopsis = "[OPTIONS]"
  public static let optionKinds: [String: ArgumentKind] = ["filter": FilterKinds.prune]
  public static let examples = [
    Example("image prune -f", "images without a name; 'undo' takes it back"),
    Example("image prune -a --filter until=720h --dry-run", "what is unused and older than a month"),
  ]

  @Flag(name: [.customShort("a"), .long], help: "Remove all images that no container needs, not only nameless ones")
  package var all = false
  @OptionGroup var options: PruneOptions

  public init() {}

  /// What is asked for at a moment.
  package func verb(now: Timestamp) throws -> Prune {
    try options.verb(images: all ? .unused : .dangling, of: Self.self, now: now)
  }

  public func run(in context: CommandContext) async throws {
    let what = all ? "all images without at least one container associated to them" : "all dangling images"
    try await options.run(
      "WARNING! This will remove \(what).", images: all ? .unused : .dangling, of: Self.self, in: context)
  }
}

/// `container prune`.
public struct ContainerPruneCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove all containers; none runs here")
  public static let synopsis = "[OPTIONS]"
  public static let optionKinds: [String: ArgumentKind] = ["filter": FilterKinds.prune]
  public static let examples = [
    Example("container prune -f", "all of them; 'undo' brings them back"),
    Example("container prune -f --filter label!=keep", "but those with a label"),
  ]

  @OptionGroup var options: PruneOptions

  public init() {}

  /// What is asked for at a moment.
  package func verb(now: Timestamp) throws -> Prune {
    try options.verb(containers: true, of: Self.self, now: now)
  }

  public func run(in context: CommandContext) async throws {
    try await options.run(
      "WARNING! This will remove all stopped containers.", containers: true, of: Self.self, in: context)
  }
}

/// `system prune`.
public struct SystemPruneCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove containers and unused images")
  public static let synopsis = "[OPTIONS]"
  public static let optionKinds: [String: ArgumentKind] = ["filter": FilterKinds.prune]
  public static let examples = [
    Example("system prune -a --gc", "everything that no container needs, its space freed at once")
  ]

  @Flag(name: [.customShort("a"), .long], help: "Remove all images that no container needs, not only nameless ones")
  var all = false
  @OptionGroup var options: PruneOptions

  public init() {}

  /// What is asked for at a moment.
  package func verb(now: Timestamp) throws -> Prune {
    try options.verb(images: all ? .unused : .dangling, containers: true, of: Self.self, now: now)
  }

  public func run(in context: CommandContext) async throws {
    let images = all ? "all images without at least one container associated to them" : "all dangling images"
    try await options.run(
      "WARNING! This will remove:\n  - all stopped containers\n  - \(images)\n", images: all ? .unused : .dangling,
      containers: true, of: Self.self, in: context)
  }
}
