import ArgumentParser
import ContainerStore
import ImageOperations
import Presentation

/// `cp`.
public struct CopyCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "cp", abstract: "Copy files/folders between a container and the local filesystem")
  public static let synopsis = "[OPTIONS] CONTAINER:SRC_PATH DEST_PATH  |  SRC_PATH CONTAINER:DEST_PATH"
  public static let argumentKinds: [ArgumentKind] = [.containerPath]
  public static let examples = [
    Example("cp index.html web:/usr/share/nginx/html/", "into a container"),
    Example("cp web:/etc/nginx .", "out of one"),
  ]

  @Flag(name: [.customShort("a"), .long], help: "Keep owners")
  var archive = false
  @Flag(name: [.customShort("L"), .customLong("follow-link")], help: "Follow a link that is named as the source")
  var followLink = false
  @Flag(name: [.customShort("q"), .long], help: "Say nothing on success")
  var quiet = false
  @Argument(help: "Where from")
  var source: String
  @Argument(help: "Where to")
  var destination: String

  public init() {}

  /// What is asked for.
  public var verb: CopyFiles {
    get throws {
      var options = CopyOptions()
      options.followsLink = followLink
      options.keepsOwners = archive
      return try CopyFiles(
        from: CopyFiles.Place(parsing: source), to: CopyFiles.Place(parsing: destination), options: options)
    }
  }

  public var story: Story { get throws { try verb.story } }

  public func run(in context: CommandContext) async throws {
    let summary = try await verb.run(in: context.world).summary
    for path in summary.skipped {
      try context.errors.line("Notice: \(Escaping.line(path)) is a device, which needs privileges: left out.")
    }
    // docker tells it on a terminal only, so that scripts see nothing.
    if context.terminal.isTerminal, !quiet {
      let size = ByteSize.text(summary.bytes, precision: .three)
      try context.errors.line("Successfully copied \(size) to \(Escaping.line(destination))")
    }
  }
}
