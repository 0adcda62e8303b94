import ArgumentParser
import ImageOperations
import ImageSpec

/// `image inspect`.
public struct InspectImageCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show everything about images")
  public static let synopsis = "[OPTIONS] IMAGE [IMAGE...]"
  public static let argumentKinds: [ArgumentKind] = [.localImage]
  public static let optionKinds: [String: ArgumentKind] = ["format": InspectFields.imageFormat]
  public static let examples = [Example("image inspect -f '{{.Id}}' app:1", "its id")]

  @OptionGroup var format: InspectFormatOption
  @Option(name: .long, help: ArgumentHelp("Take this platform's image of an index", valueName: "platform"))
  var platform: String?
  @Argument(help: "The images")
  package var images: [String]

  public init() {}

  public var isPaged: Bool { true }

  /// Whether a template says what is printed.
  package var hasTemplate: Bool { format.isTemplate }

  public var story: Story { get throws { Story(requires: try images.map { .image(try ImageName(parsing: $0)) }) } }

  public func run(in context: CommandContext) async throws {
    let platform = try platform.map { try Platform(parsing: $0) }
    let find = InspectCommand.Finder(world: context.world, platform: platform)
    try await InspectionOutput(format: format.format).run(images, in: context, find: find.image)
  }
}
