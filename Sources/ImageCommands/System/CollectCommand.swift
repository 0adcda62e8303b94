import ArgumentParser
import ImageOperations
import Presentation

/// `gc`: frees the space of what nothing reaches any more.
public struct CollectCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "gc", abstract: "Free the space of removed images")
  public static let synopsis = ""

  @OptionGroup var dryRun: DryRunOption

  public init() {}

  public func run(in context: CommandContext) async throws {
    guard let result = try await dryRun.run(Collect(), in: context) else { return }
    if result.isDeferred {
      return try context.errors.line("Nothing was done: a copy is running. Run 'gc' again later.")
    }
    for digest in result.removed { try context.output.line("deleted: \(digest)") }
    try context.output.line("Total reclaimed space: \(ByteSize.text(result.bytes, precision: .four))")
  }
}
