import ArgumentParser
import ImageOperations

/// `container inspect`.
public struct InspectContainerCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Show everything about containers")
  public static let synopsis = "[OPTIONS] CONTAINER [CONTAINER...]"
  public static let argumentKinds: [ArgumentKind] = [.container]
  public static let optionKinds: [String: ArgumentKind] = ["format": InspectFields.containerFormat]
  public static let examples = [Example("container inspect -s -f '{{.SizeRw}}' web", "the bytes changed in it")]

  @OptionGroup var format: InspectFormatOption
  @Flag(name: [.customShort("s"), .long], help: "Show sizes")
  var size = false
  @Argument(help: "The containers")
  package var containers: [String]

  public init() {}

  public var isPaged: Bool { true }

  /// Whether a template says what is printed.
  package var hasTemplate: Bool { format.isTemplate }

  public var story: Story { Story(requires: containers.map { .container($0) }) }

  public func run(in context: CommandContext) async throws {
    let find = InspectCommand.Finder(world: context.world, measures: size)
    try await InspectionOutput(format: format.format).run(containers, in: context, find: find.container)
  }
}
