import ContentStore
import ImageArchives
import ImageSpec
import LayoutStore
import RegistryClient
import Worlds

extension CopyImage {
  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let outcome = try await leased(in: world) { try await move(plan, in: world, progress) }
    let chosen = plan.index.flatMap { index in
      index.body.manifests.first { $0.digest == plan.presence.manifests.first?.digest }
    }
    return Result(
      root: plan.root, platform: chosen?.platform, offered: plan.index?.body.images.count, copy: outcome,
      effects: plan.effects + (isIntoStore ? outcome.copied.map { .contentAdded($0.digest) } : []))
  }

  private var isIntoStore: Bool { if case .store = destination { true } else { false } }

  /// Keeps sweeps away from the store, where it is one of the sides.
  private func leased(in world: World, _ body: () async throws -> CopyOutcome) async throws -> CopyOutcome {
    if isIntoStore { return try await world.store.withLease { try await body() } }
    guard case .store = source else { return try await body() }
    return try await world.store.withLease(creating: false) { try await body() }
  }

  private func move(_ plan: Planned, in world: World, _ progress: any ProgressSink) async throws -> CopyOutcome {
    switch destination {
    case .registry(let reference):
      let repository = try world.repository(for: reference, progress: progress)
      var copy = copy(plan, to: repository, progress)
      copy.concurrency = 5
      if case .registry(let from) = source, from.host == reference.host, from.repository != reference.repository {
        let prefix = try world.routing.route(to: from.host).prefix
        let mounted = try RepositoryName(parsing: prefix + from.repository.description)
        copy.mountSources = { _ in [mounted] }
      }
      return try await copy.run(plan.root, as: reference)
    case .store(let reference):
      let outcome = try await copy(plan, to: world.store, progress).run(plan.root, as: nil)
      try await plan.presence.verifyLayers(in: world.store)
      try await world.store.tag(plan.root, as: reference)
      return outcome
    case .layout(let path, let name):
      let layout = LayoutWriter(folder: path)
      let outcome = try await copy(plan, to: layout, progress).run(plan.root, as: nil)
      try await layout.add(plan.root, named: name, whole: name.flatMap(Self.wholeName))
      return outcome
    case .archive(let output, let format, let name):
      var outcome = CopyOutcome()
      try await output.write { sink in
        let writer = ArchiveWriter(into: sink, format: format)
        var copy = copy(plan, to: writer, progress)
        copy.concurrency = 1
        outcome = try await copy.run(plan.root, as: nil)
        let names = name.map { [ListedName($0, whole: Self.wholeName($0))] } ?? []
        writer.add(plan.root, names: names, manifest: plan.listed)
        try await writer.finish()
      }
      return outcome
    }
  }

  private func copy(
    _ plan: Planned, to destination: any ContentChecker & ContentPusher & ReferencePusher, _ progress: any ProgressSink
  ) -> GraphCopy {
    var copy = GraphCopy(from: plan.content, to: destination, progress: progress)
    plan.presence.prepare(&copy)
    return copy
  }

  /// The reference that a name in a layout is; nil for a tag alone.
  private static func wholeName(_ name: String) -> ImageReference? {
    guard name.contains("/") || name.contains(":") else { return nil }
    return (try? ImageReference(parsing: name))?.withDefaultTag
  }
}
