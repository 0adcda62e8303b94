import ArgumentParser
import ContainerStore
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `create`.
public struct CreateCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "create", abstract: "Make a container over an image")
  public static let synopsis = "[OPTIONS] IMAGE [COMMAND] [ARG...]"
  public static let argumentKinds: [ArgumentKind] = [.localImage, .text]
  public static let optionKinds: [String: ArgumentKind] = [
    "env-file": .file, "label-file": .file, "cidfile": .file,
    "pull": .known([
      KnownWord("missing", gloss: "When it is not here: the default"), KnownWord("always", gloss: "Every time"),
      KnownWord("never", gloss: "Not at all"),
    ]),
  ]
  public static let endsOptionsAtFirstArgument = true
  public static let examples = [
    Example("create --name web nginx", "a container to change and commit"),
    Example("create -e A=1 -w /srv base:1 sh", "with settings of its own"),
  ]

  @Option(name: .long, help: ArgumentHelp("The container's name", valueName: "string"))
  var name: String?
  @Option(
    name: [.customShort("e"), .long], help: ArgumentHelp("Set a variable: NAME=VALUE, or NAME", valueName: "list"))
  var env: [String] = []
  @Option(name: .customLong("env-file"), help: ArgumentHelp("Set the variables of a file", valueName: "list"))
  var envFile: [String] = []
  @Option(name: [.customShort("l"), .long], help: ArgumentHelp("Set a label: NAME=VALUE", valueName: "list"))
  var label: [String] = []
  @Option(name: .customLong("label-file"), help: ArgumentHelp("Set the labels of a file", valueName: "list"))
  var labelFile: [String] = []
  @Option(name: [.customShort("w"), .long], help: ArgumentHelp("Where it starts: a whole path", valueName: "string"))
  var workdir: String?
  @Option(name: [.customShort("u"), .long], help: ArgumentHelp("Who runs it: USER[:GROUP]", valueName: "string"))
  var user: String?
  @Option(name: .long, help: ArgumentHelp("Replace the image's entry point", valueName: "string"))
  var entrypoint: String?
  @Option(name: [.customShort("h"), .long], help: ArgumentHelp("The name of its host", valueName: "string"))
  var hostname: String?
  @Option(name: .long, help: ArgumentHelp("The name of its host's domain", valueName: "string"))
  var domainname: String?
  @Option(name: .long, help: ArgumentHelp("A port that it listens on, or a range", valueName: "list"))
  var expose: [String] = []
  @Option(
    name: [.customShort("p"), .long], help: ArgumentHelp("Like --expose: no host's port is opened", valueName: "list"))
  var publish: [String] = []
  @Option(
    name: [.customShort("v"), .long], help: ArgumentHelp("Declare a volume; nothing is mounted", valueName: "list"))
  var volume: [String] = []
  @Option(name: .customLong("stop-signal"), help: ArgumentHelp("The signal that ends it", valueName: "string"))
  var stopSignal: String?
  @Option(name: .customLong("stop-timeout"), help: ArgumentHelp("Seconds before it is killed", valueName: "int"))
  var stopTimeout: Int64?
  @Flag(name: [.customShort("i"), .long], help: "Keep its standard input open")
  var interactive = false
  @Flag(name: [.customShort("t"), .long], help: "Give it a terminal")
  var tty = false
  @OptionGroup var health: HealthOptions
  @Option(name: .long, help: ArgumentHelp("The platform that the image must have", valueName: "string"))
  var platform: String?
  @Option(name: .long, help: ArgumentHelp("Fetch the image: always, missing or never", valueName: "string"))
  var pull = PullPolicy.missing
  @Flag(name: [.customShort("q"), .long], help: "Say nothing of the fetching")
  var quiet = false
  @Option(name: .long, help: ArgumentHelp("Write the container's id into a new file", valueName: "string"))
  var cidfile: String?
  @OptionGroup var dryRun: DryRunOption
  @Argument(help: "The image, then the words that the container would start")
  var words: [String]

  public init() {}

  /// When the image is fetched from its registry.
  enum PullPolicy: String, ExpressibleByArgument {
    case always
    case missing
    case never
  }

  /// What is asked for, as far as the words alone say it.
  public var verb: CreateContainer {
    get throws { try verb(settings: try settings(environment: [:], file: { _ in [] })) }
  }

  public var story: Story { get throws { try verb.story } }

  private func verb(settings: ContainerSettings) throws -> CreateContainer {
    CreateContainer(
      try ImageName(parsing: words.first ?? ""), name: try name.map { try ContainerName(parsing: $0) },
      settings: settings, platform: try platform.map { try Platform(parsing: $0) })
  }

  public func run(in context: CommandContext) async throws {
    let folder = context.world.folder
    let settings = try settings(environment: context.environment) {
      try LineFile(try folder.resolve($0), named: $0).lines
    }
    let verb = try verb(settings: settings)
    for mount in volume where Self.isMount(mount) {
      try context.errors.line("Notice: \(Escaping.line(mount)) mounts nothing here: nothing runs.")
    }
    if dryRun.isDry { return try await tell(verb, in: context) }
    let file = try cidfile.map { try IdentityFile(try folder.resolve($0), named: $0) }
    let plan = try await plan(verb, in: context)
    let container = try await verb.carryOut(plan, in: context.world).container
    try file?.write(container.id.description)
    try context.output.line(container.id.description)
  }

  /// Tells the plan; of an image that would be fetched first, what fetching it would do.
  private func tell(_ verb: CreateContainer, in context: CommandContext) async throws {
    if pull != .always {
      do {
        _ = try await dryRun.tells(try await verb.plan(in: context.world), in: context)
        return
      } catch LocalImageError.noSuchImage where pull == .missing {}
    }
    guard let reference = verb.image.reference else { throw LocalImageError.noSuchImage(verb.image) }
    try await fetch(verb.image, in: context)
    let name = verb.containerName.map { "container \($0)" } ?? "a container"
    try context.output.line("Would create: \(name) of \(reference.familiar)")
  }

  private func plan(_ verb: CreateContainer, in context: CommandContext) async throws -> CreateContainer.Planned {
    if pull == .always { try await fetch(verb.image, in: context) }
    do { return try await verb.plan(in: context.world) } catch LocalImageError.noSuchImage where pull == .missing {
      guard let reference = verb.image.reference else { throw LocalImageError.noSuchImage(verb.image) }
      try context.errors.line("Unable to find image '\(reference.familiar)' locally")
      try await fetch(verb.image, in: context)
      do { return try await verb.plan(in: context.world) } catch LocalImageError.noSuchImage where platform != nil {
        // The registry has one image under the name, of another platform: taken, as the pull said.
        let any = CreateContainer(verb.image, name: verb.containerName, settings: verb.settings)
        return try await any.plan(in: context.world)
      }
    }
  }

  /// Fetches the image as `pull` does it, told on the error output, so that standard output has the id alone.
  private func fetch(_ image: ImageName, in context: CommandContext) async throws {
    guard let reference = image.reference else { throw LocalImageError.noSuchImage(image) }
    var aside = context
    var options = platform.map { ["--platform=\($0)"] } ?? []
    if dryRun.isDry {
      options.append("--dry-run")
    } else {
      aside.output = PullNarration(isQuiet: quiet, name: reference.description, next: context.errors)
    }
    guard let command = try PullCommand.parseAsRoot(options + ["--", reference.familiar]) as? PullCommand else {
      return
    }
    try await command.run(in: aside)
  }
}

/// What a pull says where it is only a part: all but the name at its end.
private struct PullNarration: TextOutput {
  let isQuiet: Bool
  let name: String
  let next: any TextOutput

  func write(_ text: String) throws {
    guard !isQuiet, text != name + "\n" else { return }
    try next.write(text)
  }
}
