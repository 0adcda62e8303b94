import ArgumentParser
import ContentStore
import ImageArchives
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `load`.
public struct LoadCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "load", abstract: "Take the images of an archive or a layout into the store")
  public static let synopsis = "[OPTIONS]"
  public static let optionKinds: [String: ArgumentKind] = ["input": .file]
  public static let examples = [
    Example("load -i app.tar", "what docker, podman, skopeo or drydock wrote"),
    Example("load -i layout/", "an OCI image layout in a folder"),
    Example("load < app.tar.gz", "from standard input, compressed or not"),
  ]

  @Option(
    name: [.customShort("i"), .long],
    help: ArgumentHelp("Read this archive or layout folder, not standard input", valueName: "string"))
  package var input: String?
  @Flag(name: [.customShort("q"), .long], help: "Show no progress")
  var quiet = false
  @Option(name: .long, help: ArgumentHelp("Take only this platform's image of an index", valueName: "string"))
  package var platform: String?
  @OptionGroup var dryRun: DryRunOption

  public init() {}

  public var story: Story { Story(requires: input.map { [.file($0)] } ?? []) }

  public func run(in context: CommandContext) async throws {
    let platform = try PlatformRefused.platform(platform)
    let archive = try await archive(in: context)
    let verb = LoadImages(archive, platform: platform)
    if dryRun.isDry {
      _ = try await dryRun.run(verb, in: context)
      return
    }
    let isQuiet = quiet || !context.terminal.isTerminal
    let result = try await context.showing(.load, isQuiet: isQuiet) { renderer, world in
      try await verb.run(in: world, progress: ArrivingBytes(next: renderer))
    }
    for image in result.images { try tell(image, in: context) }
    if let image = result.images.last { context.identified?(image.id.description) }
  }

  private func tell(_ image: LoadImages.LoadedImage, in context: CommandContext) throws {
    for name in image.names {
      if let old = image.replaced[name] {
        try context.output.line(
          "The image \(name.familiar) already exists, renaming the old one with ID \(old) to empty string")
      }
      try context.output.line("Loaded image: \(name.familiar)")
    }
    guard image.names.isEmpty else { return }
    try context.output.line("Loaded image ID: \(image.id)")
    if let tag = image.tags.first {
      try context.errors.line(
        "Notice: it is called '\(Escaping.line(tag))' there, which is no whole name: "
          + "give it one with 'tag \(image.id.short) NAME'.")
    }
  }

  private func archive(in context: CommandContext) async throws -> ImageArchive {
    guard let input else {
      guard !context.input.isTerminal else { throw LoadFromTerminal() }
      return try await ArchiveSource(context.input, in: context.world).open()
    }
    return try await ArchiveSource(path: try context.world.folder.resolve(input), named: input, in: context.world)
      .open()
  }
}

/// Shows content while its bytes arrive, and nothing of what is there or waits: a load has no other states.
private struct ArrivingBytes: ProgressSink {
  let next: any ProgressSink

  func report(_ event: ProgressEvent) {
    if event.phase == .transferring { next.report(event) }
  }
}

/// Nobody types an archive.
struct LoadFromTerminal: WordedError, Hashable {
  var words: ErrorText {
    ErrorText("requested load from stdin, but stdin is empty", nextStep: "Name the archive: 'load -i FILE'.")
  }
}
