import ArgumentParser
import ContainerStore
import GoTemplates
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `ps`.
public struct ContainersCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "ps", abstract: "List containers")
  public static let synopsis = "[OPTIONS]"
  public static let optionKinds: [String: ArgumentKind] = [
    "filter": FilterKinds.containers,
    "format": listing(now: Timestamp(seconds: 0), whole: false).formatKindWithRaw,
  ]
  public static let examples = [
    Example("ps -a", "all containers; none runs here"), Example("ps -a -f ancestor=app:1", "those of an image"),
    Example("ps -as", "with what was changed in them"),
  ]

  @Flag(name: [.customShort("a"), .long], help: "Show all containers, not only those that run")
  package var all = false
  @Flag(name: [.customShort("q"), .long], help: "Print only ids")
  package var quiet = false
  @Flag(name: .customLong("no-trunc"), help: "Do not shorten ids and commands")
  package var noTrunc = false
  @Flag(name: [.customShort("s"), .long], help: "Show sizes: what was changed, and with the image")
  var size = false
  @Option(
    name: [.customShort("n"), .long], help: ArgumentHelp("Show the newest so many, -1 for all", valueName: "int"))
  var last = -1
  @Flag(name: [.customShort("l"), .long], help: "Show the newest container")
  var latest = false
  @OptionGroup var filter: FilterOption
  @OptionGroup var format: FormatOption

  public init() {}

  public var isPaged: Bool { true }

  /// Whether a format of one's own was asked for.
  package var hasFormat: Bool { format.isGiven }

  /// What is asked for; nil where nothing can fit: docker shows only what runs without `-a`, and nothing runs here.
  package func verb(measures: Bool = false) throws -> ListContainers? {
    let filter = try ContainerFilter(try filter.filters(of: Self.self))
    let limit = latest ? 1 : last > 0 ? last : nil
    guard all || limit != nil || filter.meansStopped else { return nil }
    return ListContainers(filter, limit: limit, measures: measures)
  }

  public func run(in context: CommandContext) async throws {
    if quiet, format.isGiven {
      try context.errors.line(
        "WARNING: Ignoring custom format, because both --format and --quiet are set.")
    }
    let configured = await context.world.configuredFormat("psFormat")
    let columns =
      "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}\t{{.Names}}"
      + (size ? "\t{{.Size}}" : "")
    let asked = quiet && format.format != "raw" ? nil : format.format
    let format: ListingFormat
    do {
      format = try ListingFormat(
        asked, configured: configured, quiet: quiet, table: columns,
        raw: (Self.raw(withSize: size), "container_id: {{.ID}}"))
    } catch { throw TemplateFailure(error.error, prefix: "failed to parse template") }
    let listing = Self.listing(now: context.world.clock.now(), whole: noTrunc)
    // docker tries the template out before it asks for anything.
    do { _ = try format.template.text(for: listing.probe) } catch {
      throw TemplateFailure(error, prefix: "failed to execute template")
    }
    let measures = size || (!quiet && asked != "json" && format.mentions("Size"))
    let listed = try await verb(measures: measures)?.run(in: context.world).listed ?? []
    try context.write(listed, as: listing, in: format)
  }

  private static func raw(withSize: Bool) -> String {
    "container_id: {{.ID}}\nimage: {{.Image}}\ncommand: {{.Command}}\ncreated_at: {{.CreatedAt}}\n"
      + "state: {{- pad .State 1 0}}\nstatus: {{- pad .Status 1 0}}\nnames: {{.Names}}\nlabels: {{- pad .Labels 1 0}}\n"
      + "ports: {{- pad .Ports 1 0}}\n" + (withSize ? "size: {{.Size}}\n" : "")
  }

  /// What a row of containers can show.
  private static func listing(now: Timestamp, whole: Bool) -> Listing<ListContainers.Listed> {
    Listing(
      "*formatter.ContainerContext",
      [
        .init("ID", "CONTAINER ID") { .string(whole ? "\($0.container.id)" : $0.container.id.short) },
        .init("Names", "NAMES") { .string("\($0.container.name)") },
        .init("Image", "IMAGE") { .string(image($0, whole: whole)) },
        .init("Command", "COMMAND") {
          .string(Truncation.command(words($0.container.command), whole: whole))
        },
        .init("CreatedAt", "CREATED AT") { .string(GoTime.text($0.container.created)) },
        .init("RunningFor", "CREATED") { .string(Age.ago($0.container.created, now: now)) },
        .init("Ports", "PORTS") { _ in "" },
        .init("State", "STATE") { .string($0.container.state.lowercased()) },
        .init("Status", "STATUS") { .string($0.container.state) },
        .init("Size", "SIZE") { .string(size($0)) },
        .init("Labels", "LABELS") { .string(labels($0.container.configuration.labels)) },
        .init("Mounts", "MOUNTS") { _ in "" },
        .init("Networks", "NETWORKS") { _ in "" },
        .init("LocalVolumes", "LOCAL VOLUMES") { _ in "0" },
        .init("Platform", "PLATFORM") { _ in .null },
      ],
      lookups: [.init(name: "Label") { $0.container.configuration.labels }])
  }

  /// The image as it was named, or its id where that name means another image now.
  private static func image(_ listed: ListContainers.Listed, whole: Bool) -> String {
    let container = listed.container
    guard listed.isImageNamed else { return whole ? "\(container.imageID)" : container.imageID.short }
    guard !whole, let reference = try? ImageReference(parsing: container.image), reference.digest != nil else {
      return container.image
    }
    // A digest is too long for a column.
    return reference.tag.map { "\(reference.familiarName):\($0)" } ?? reference.familiarName
  }

  /// The command's words; one with blanks in it stands in quotes, as in docker.
  private static func words(_ command: [String]) -> String {
    guard let first = command.first else { return "" }
    return ([first] + command.dropFirst().map { $0.contains(" ") ? "'\($0)'" : $0 }).joined(separator: " ")
  }

  private static func size(_ listed: ListContainers.Listed) -> String {
    let changed = ByteSize.text(listed.changed)
    return listed.whole > 0 ? "\(changed) (virtual \(ByteSize.text(listed.whole)))" : changed
  }

  private static func labels(_ labels: [String: String]) -> String {
    labels.map { "\($0)=\($1)" }.sorted().joined(separator: ",")
  }
}
