import ArgumentParser
import ContainerStore
import ContentStore
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// What the prunes of images, of containers and of both have in common.
struct PruneOptions: ParsableArguments, Sendable {
  @OptionGroup var consent: Consent
  @Option(
    name: .long,
    help: ArgumentHelp("Take only what is until=TIME, label=KEY[=VALUE] or label!=...", valueName: "filter"))
  var filter: [String] = []
  @Flag(name: .long, help: "Free the space at once, which ends undo")
  var gc = false
  @OptionGroup var dryRun: DryRunOption

  init() {}

  /// Asks, removes, and tells as docker does.
  ///
  /// - Parameters:
  ///   - warning: what would be removed.
  ///   - images: which images.
  ///   - containers: whether containers.
  ///   - command: the command that was asked for.
  ///   - context: what it works in.
  /// - Throws: what is wrong with a filter, and what the store and the outputs throw.
  func run(
    _ warning: String, images: Prune.Images? = nil, containers: Bool = false, of command: any DrydockCommand.Type,
    in context: CommandContext
  ) async throws {
    let prune = try verb(images: images, containers: containers, of: command, now: context.world.clock.now())
    let plan = try await prune.plan(in: context.world)
    if try await dryRun.tells(plan, in: context) { return try tellSpace(after: plan, in: context) }
    let ended = gc ? Self.list(plan.endedByCollection) : ""
    let end = ended.isEmpty ? "" : "\nIt also ends the undo of: \(ended)"
    guard try await consent.isGiven(warning + end, for: plan, in: context) else { return }

    let result = try await prune.carryOut(plan, in: context.world)
    try tell(result, in: context)
    guard gc else {
      try context.output.line("Total reclaimed space: 0B")
      if plan.reclaimable > 0 {
        let bytes = ByteSize.text(plan.reclaimable, precision: .four)
        try context.notice("\(bytes) can be freed with 'gc'; until then 'undo' takes this back.")
      }
      return
    }
    let collection = try await Collect().run(in: context.world)
    if collection.isDeferred { try context.errors.line("Nothing was freed: a copy is running. Run 'gc' later.") }
    try context.output.line("Total reclaimed space: \(ByteSize.text(collection.bytes, precision: .four))")
  }

  /// What is asked for.
  ///
  /// - Throws: what is wrong with a filter.
  func verb(
    images: Prune.Images? = nil, containers: Bool = false, of command: any DrydockCommand.Type, now: Timestamp
  ) throws -> Prune {
    let filters = try FilterOption.filters(filter, flag: "--filter", of: command)
    return Prune(images: images, containers: containers, filter: try PruneFilter(filters, now: now))
  }

  private func tellSpace(after plan: Prune.Planned, in context: CommandContext) throws {
    let bytes = ByteSize.text(plan.reclaimable, precision: .four)
    guard gc else { return try context.output.line("A 'gc' afterwards would free: \(bytes)") }
    try context.output.line("Would free: \(bytes)")
    let ended = Self.list(plan.endedByCollection)
    if !ended.isEmpty { try context.output.line("Would end the undo of: \(ended)") }
  }

  private func tell(_ result: Prune.Result, in context: CommandContext) throws {
    if !result.containers.isEmpty {
      try context.output.line("Deleted Containers:")
      for container in result.containers { try context.output.line(container.id.description) }
      try context.output.line("")
    }
    if !result.images.isEmpty {
      try context.output.line("Deleted Images:")
      for image in result.images {
        for name in image.names { try context.output.line("untagged: \(name.name.familiar)") }
        for deleted in image.deleted {
          for digest in [deleted.id] + deleted.layers { try context.output.line("deleted: \(digest)") }
        }
      }
      try context.output.line("")
    }
  }

  private static func list(_ entries: [JournalEntry]) -> String {
    entries.map { "\($0.number) (\(Escaping.line($0.verb)))" }.joined(separator: ", ")
  }
}
