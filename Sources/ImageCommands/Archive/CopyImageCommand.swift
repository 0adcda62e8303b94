import ArgumentParser
import ImageArchives
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `copy`.
public struct CopyImageCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "copy", abstract: "Copy an image between registries, the store, layouts and archives",
    discussion: """
      A place is docker://NAME for a registry, oci:FOLDER[:NAME] for an image
      layout, oci-archive:FILE[:NAME] or docker-archive:FILE[:NAME] for an
      archive, and NAME alone for the store. FILE may be - for standard input
      or output. Nothing passes through the store unless it is one of the two.
      """)
  public static let synopsis = "[OPTIONS] SOURCE DESTINATION"
  public static let argumentKinds: [ArgumentKind] = [.imagePlace]
  public static let exclusiveOptions: [Set<String>] = [["all", "platform"]]
  public static let examples = [
    Example("copy --all docker://debian:12 docker://registry.example/debian:12", "between registries"),
    Example("copy app:1 oci:layout:1", "from the store into a layout's folder"),
    Example("copy docker-archive:app.tar docker://registry.example/app:1", "past the store"),
  ]

  @Flag(name: [.customShort("a"), .long], help: "Take the whole index, with every platform")
  var all = false
  @Option(name: .long, help: ArgumentHelp("Take this platform's image of an index", valueName: "string"))
  var platform: String?
  @Flag(name: [.customShort("q"), .long], help: "Print only the digest")
  var quiet = false
  @OptionGroup var consent: Consent
  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var connection: ConnectionFlags
  @Argument(help: "Where from")
  package var source: String
  @Argument(help: "Where to")
  package var destination: String

  public init() {}

  public var story: Story {
    get throws {
      var story = Story()
      switch try ImagePlace(parsing: source) {
      case .registry(let reference): story.requires.append(.remote(reference))
      case .store(let name): story.requires.append(.image(name))
      case let place: if let file = place.file { story.requires.append(.file(file)) }
      }
      switch try ImagePlace(parsing: destination) {
      case .registry(let reference): story.provides.append(.remote(reference))
      case .store(let name): story.provides.append(.image(name))
      case let place: if let file = place.file { story.provides.append(.file(file)) }
      }
      return story
    }
  }

  public func run(in context: CommandContext) async throws {
    let context = try context.reaching(connection)
    guard !all || platform == nil else { throw AllAndPlatform() }
    let scope = all ? CopyScope.whole : .platform(try PlatformRefused.platform(platform))
    let (from, to) = (try ImagePlace(parsing: source), try ImagePlace(parsing: destination))
    let target = try output(to, in: context)
    let verb = try CopyImage(from: try await input(from, in: context), to: target, scope: scope)
    let plan = try await verb.plan(in: context.world)
    if try await dryRun.tells(plan, in: context) { return }
    if plan.replaces { try await consent.require(for: plan, PushCommand.question, in: context) }
    // Where the archive itself goes to standard output, nothing else may.
    let isStream = if case .archive(.stream, _, _) = target { true } else { false }
    let result = try await context.showing(.copy, isQuiet: quiet || isStream) { renderer, world in
      try await verb.carryOut(plan, in: world, progress: renderer)
    }
    try tell(result, to, in: context, isStream: isStream)
  }

  private func tell(
    _ result: CopyImage.Result, _ place: ImagePlace, in context: CommandContext, isStream: Bool
  ) throws {
    if let offered = result.offered, offered > 1, platform == nil {
      let which = result.platform.map { " (\(Escaping.line($0.description)))" } ?? ""
      try context.errors.line(
        "Notice: one of \(offered) platforms was copied\(which). Add '--all' for the whole index.")
    }
    if place.isLayout, [.dockerManifest, .dockerManifestList].contains(result.root.mediaType) {
      try context.errors.line(
        "Notice: the image keeps docker's media types, so that its digest stays; umoci and others read OCI's only.")
    }
    guard !isStream else { return }
    if !quiet { try context.output.line("Copied \(Escaping.line(source)) to \(Escaping.line(destination))") }
    try context.output.line(quiet ? "\(result.root.digest)" : "Digest: \(result.root.digest)")
  }

  private func input(_ place: ImagePlace, in context: CommandContext) async throws -> CopySource {
    switch place {
    case .registry(let reference): return .registry(reference)
    case .store(let name): return .store(name)
    case .layout(let path, let name), .layoutArchive(let path, let name), .dockerArchive(let path, let name):
      guard path == "-" else {
        let resolved = try context.world.folder.resolve(path)
        return .archive(try await ArchiveSource(path: resolved, named: path, in: context.world).open(), image: name)
      }
      guard !context.input.isTerminal else { throw LoadFromTerminal() }
      return .archive(try await ArchiveSource(context.input, in: context.world).open(), image: name)
    }
  }

  private func output(_ place: ImagePlace, in context: CommandContext) throws -> CopyDestination {
    switch place {
    case .registry(let reference): return .registry(reference)
    case .store(let name):
      guard let reference = name.reference else { throw ReferenceError.looksLikeID(name.description) }
      return .store(reference)
    case .layout(let path, let name): return .layout(path: try context.world.folder.resolve(path), name: name)
    case .layoutArchive(let path, let name): return .archive(try archive(path, in: context), .layout, name: name)
    case .dockerArchive(let path, let name):
      // docker's list knows whole names only.
      if let name { _ = try ImageReference(parsing: name) }
      return .archive(try archive(path, in: context), .docker, name: name)
    }
  }

  private func archive(_ path: String, in context: CommandContext) throws -> ArchiveOutput {
    try .place(path == "-" ? nil : path, to: "save image", in: context)
  }

  /// Everything and one platform only.
  struct AllAndPlatform: WordedError, Hashable {
    var words: ErrorText { ErrorText("--all and --platform exclude each other") }
  }
}
