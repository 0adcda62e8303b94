import ArgumentParser
import ContainerStore
import GoTemplates
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `system df`.
public struct DiskUsageCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "df", abstract: "Show what the store takes")
  public static let synopsis = "[OPTIONS]"
  public static let optionKinds: [String: ArgumentKind] = ["format": listing.formatKind]
  public static let examples = [
    Example("system df -v", "each image with what it shares with others"),
    Example("system df --format '{{.Type}}: {{.Reclaimable}}'", "what could be free"),
  ]

  @Flag(name: [.customShort("v"), .long], help: "Show each image and each container")
  var verbose = false
  @OptionGroup var format: FormatOption

  public init() {}

  public var isPaged: Bool { true }

  public func run(in context: CommandContext) async throws {
    let result = try await DiskUsage().run(in: context.world)
    if verbose, !format.isGiven { return try await tell(result, in: context) }
    let format = try ListingFormat(
      format.format, table: "{{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}")
    try context.write(Self.rows(result), as: Self.listing, in: format)
  }

  private typealias Row = (type: String, total: DiskUsage.Total)

  private static let listing = Listing<Row>(
    "*formatter.diskUsageContext",
    [
      .init("Type", "TYPE") { .string($0.type) },
      .init("TotalCount", "TOTAL") { .string(String($0.total.count)) },
      .init("Active", "ACTIVE") { .string(String($0.total.active)) },
      .init("Size", "SIZE") { .string(ByteSize.text($0.total.size, precision: .four)) },
      .init("Reclaimable", "RECLAIMABLE") { .string(reclaimable($0.total)) },
    ])

  /// docker's rows, and one more where something was removed and its space is not free yet.
  private static func rows(_ result: DiskUsage.Result) -> [Row] {
    let nothing = DiskUsage.Total()
    let rows = [
      ("Images", result.images), ("Containers", result.containers), ("Local Volumes", nothing),
      ("Build Cache", nothing),
    ]
    return result.removed.size > 0 ? rows + [("Removed", result.removed)] : rows
  }

  private static func reclaimable(_ total: DiskUsage.Total) -> String {
    let bytes = ByteSize.text(total.reclaimable, precision: .four)
    return total.size > 0 ? "\(bytes) (\(total.reclaimable * 100 / total.size)%)" : bytes
  }

  private func tell(_ result: DiskUsage.Result, in context: CommandContext) async throws {
    let now = context.world.clock.now()
    var images = Table([
      "REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE", "SHARED SIZE", "UNIQUE SIZE", "CONTAINERS",
    ])
    for image in result.perImage {
      let names = image.image.references.map { ($0.familiarName, $0.tag?.description ?? "<none>") }
      for (name, tag) in names.isEmpty ? [("<none>", "<none>")] : names {
        images.rows.append([
          name, tag, image.image.id.short, Age.ago(image.image.created ?? Timestamp(seconds: 0), now: now),
          ByteSize.text(image.shared + image.unique), ByteSize.text(image.shared), ByteSize.text(image.unique),
          String(image.containers),
        ])
      }
    }
    try context.output.write("Images space usage:\n\n\(images.text())")
    var containers = Table([
      "CONTAINER ID", "IMAGE", "COMMAND", "LOCAL VOLUMES", "SIZE", "CREATED", "STATUS", "NAMES",
    ])
    for (container, size) in result.perContainer {
      containers.rows.append([
        container.id.short, container.image, Truncation.command(container.command.joined(separator: " "), whole: false),
        "0", ByteSize.text(size), Age.ago(container.created, now: now), container.state, container.name.description,
      ])
    }
    try context.output.write("\nContainers space usage:\n\n\(containers.text())")
    guard result.removed.size > 0 else { return }
    let bytes = ByteSize.text(result.removed.size, precision: .four)
    try context.output.write("\nRemoved, and kept for 'undo' until 'gc': \(bytes)\n")
  }
}
