import ArgumentParser
import ContainerStore
import ImageOperations
import Presentation
import Worlds

/// `cp`.
public struct CopyCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "cp", abstract: "Copy files into a container, or out of one")
  public static let synopsis = "[OPTIONS] CONTAINER:PATH PATH|-  or  PATH|- CONTAINER:PATH"
  public static let argumentKinds: [ArgumentKind] = [.containerPath]
  public static let examples = [
    Example("cp index.html web:/usr/share/nginx/html/", "into a container"),
    Example("cp web:/etc/nginx .", "out of one"),
    Example("tar c site | drydock cp - web:/srv", "an archive's files"),
  ]

  @Flag(name: [.customShort("a"), .long], help: "Keep owners")
  var archive = false
  @Flag(name: [.customShort("L"), .customLong("follow-link")], help: "Follow a link that is named as the source")
  var followLink = false
  @Flag(name: [.customShort("q"), .long], help: "Say nothing on success")
  var quiet = false
  @OptionGroup var dryRun: DryRunOption
  @Argument(help: "Where from")
  var source: String
  @Argument(help: "Where to")
  var destination: String

  public init() {}

  /// What is asked for.
  public var verb: CopyFiles { get throws { try verb(streams: CopyFiles.Streams()) } }

  private func verb(streams: CopyFiles.Streams) throws -> CopyFiles {
    var options = CopyOptions()
    options.followsLink = followLink
    options.keepsOwners = archive
    return try CopyFiles(
      from: CopyFiles.Place(parsing: source), to: CopyFiles.Place(parsing: destination), options: options,
      streams: streams)
  }

  public var story: Story { get throws { try verb.story } }

  public func run(in context: CommandContext) async throws {
    var streams = CopyFiles.Streams()
    let input = context.input
    streams.input = { try await input.read(into: $0) }
    streams.output = context.byteOutput
    let verb = try verb(streams: streams)
    if verb.source == .stream, context.input.isTerminal { throw TerminalStream.input }
    if verb.destination == .stream, context.byteOutput.isTerminal { throw TerminalStream.output }
    if dryRun.isDry, case .host(let path) = verb.destination {
      // What is written on this machine is no effect on a world: nothing of it is looked at here.
      _ = try await verb.plan(in: context.world)
      return try context.output.line("Would write: \(Escaping.line(source)) to \(Escaping.line(path))")
    }
    guard let summary = try await dryRun.run(verb, in: context)?.summary else { return }
    for path in summary.skipped {
      try context.errors.line("Notice: \(Escaping.line(path)) is a device, which needs privileges: left out.")
    }
    // docker tells it on a terminal only, so that scripts see nothing.
    if context.terminal.isTerminal, !quiet, verb.destination != .stream {
      let size = ByteSize.text(summary.archiveBytes, precision: .three)
      var target = destination
      if case .host(let path) = verb.destination { target = try context.world.folder.resolve(path) }
      try context.errors.line("Successfully copied \(size) to \(Escaping.line(target))")
    }
  }

  /// An archive would come from a keyboard or go to a screen.
  enum TerminalStream: WordedError {
    case input
    case output

    var words: ErrorText {
      switch self {
      case .input:
        ErrorText(
          "standard input is a terminal, not an archive", nextStep: "Pipe one in: 'tar c FILES | drydock cp - ...'.")
      case .output:
        ErrorText(
          "cowardly refusing to save to a terminal. Redirect",
          nextStep: "Write to a file with '> FILE', or to a program with '| tar x'.")
      }
    }
  }
}
