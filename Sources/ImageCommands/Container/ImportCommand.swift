import Archive
import ArgumentParser
import ByteStreams
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `import`.
public struct ImportCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Make an image of a file system's archive")
  public static let synopsis = "[OPTIONS] file|URL|- [REPOSITORY[:TAG]]"
  public static let argumentKinds: [ArgumentKind] = [.file, .newReference]
  public static let examples = [
    Example("import rootfs.tar.gz base:1", "an image of one layer"),
    Example("export web | drydock import - web:flat", "a container as one layer"),
  ]

  @Option(
    name: [.customShort("c"), .long],
    help: ArgumentHelp("Set the configuration by a Dockerfile's instruction", valueName: "list"))
  var change: [String] = []
  @Option(name: [.customShort("m"), .long], help: ArgumentHelp("What it is", valueName: "string"))
  var message: String?
  @Option(name: .long, help: ArgumentHelp("The platform that it is for", valueName: "string"))
  var platform: String?
  @OptionGroup var dryRun: DryRunOption
  @Argument(help: "The archive: a file, a URL, or '-' for standard input")
  package var source: String
  @Argument(help: "The image's name")
  package var reference: String?

  public init() {}

  private var isURL: Bool { source.hasPrefix("http://") || source.hasPrefix("https://") }

  private func verb(from place: ImportImage.Source) throws -> ImportImage {
    try ImportImage(
      from: place, as: try reference.map { try ImageReference(parsing: $0) }, message: message,
      changes: try ConfigurationChange.parse(change), platform: try platform.map { try Platform(parsing: $0) })
  }

  public var story: Story {
    get throws {
      var story = try verb(from: .stream { _ in }).story
      if source != "-", !isURL { story.requires = [.file(source)] }
      return story
    }
  }

  public func run(in context: CommandContext) async throws {
    let verb = try verb(from: try await place(in: context))
    if isURL { try context.output.line("Downloading from \(source)") }
    guard let result = try await dryRun.run(verb, in: context) else { return }
    try context.output.line(result.id.description)
  }

  private func place(in context: CommandContext) async throws -> ImportImage.Source {
    if isURL { return .url(source) }
    guard source != "-" else {
      guard !context.input.isTerminal else { throw CopyCommand.TerminalStream.input }
      let input = context.input
      return .stream { try await input.read(into: $0) }
    }
    let path = try context.world.folder.resolve(source)
    let file: OpenFile
    do { file = try await BlockingThreads.run { try OpenFile(path) } } catch let error as SystemError {
      throw FileFailure(name: "open \(source)", errno: error.number)
    }
    return .stream { sink in try await BlockingThreads.run { try file.copy(into: sink) } }
  }
}
