import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `commit`: makes an image of a container: its image's layers, and one more that holds its changes, if there are any.
public struct Commit: Verb {
  public static let name = "commit"

  /// The container's name, or the beginning of its id.
  public let container: String
  /// The new image's name, with a tag; nil makes an image without a name.
  public let reference: ImageReference?
  /// Who made it.
  public let author: String?
  /// What its maker says.
  public let message: String?
  /// What is changed in the configuration.
  public let changes: [ConfigurationChange]

  /// Asks for an image.
  ///
  /// - Throws: ``DigestReferenceRefused`` for a name with a digest, which nobody can choose.
  public init(
    _ container: String, as reference: ImageReference?, author: String? = nil, message: String? = nil,
    changes: [ConfigurationChange] = []
  ) throws(DigestReferenceRefused) {
    if let reference, reference.digest != nil { throw DigestReferenceRefused(reference: reference) }
    self.container = container
    self.reference = reference?.withDefaultTag
    self.author = author
    self.message = message
    self.changes = changes
  }

  /// A digest is what an image's content makes it, not a name to be given.
  public struct DigestReferenceRefused: Error, Hashable {
    /// The name.
    public let reference: ImageReference
  }

  public var story: Story {
    Story(requires: [.container(container)], provides: reference.map { [.image(ImageName($0))] } ?? [])
  }

  /// The image that will be made: it is composed already, so that its digest is known.
  public struct Planned: VerbPlan {
    /// The container.
    public let container: Container
    /// The layer that holds the changes; nil where nothing was changed.
    public let layer: Descriptor?
    let changes: ChangesLayer
    let documents: AuthoredDocuments
    public let effects: [Effect]

    public var newImages: [Digest: Digest] { documents.id }
  }

  /// What was made.
  public struct Result: VerbOutcome {
    /// The image's id.
    public let id: Digest
    /// Its manifest.
    public let manifest: Descriptor
    /// The layer that holds the changes; nil where nothing was changed.
    public let layer: Descriptor?
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    let found = try await world.containers.container(container)
    guard let base: Document<Manifest> = try? await world.store.document(of: found.manifest),
      let configuration: Document<ImageConfiguration> = try? await world.store.document(of: base.body.configuration)
    else { throw BaseAbsent(container: found) }
    let isDocker = base.mediaType == .dockerManifest
    let source = ChangesLayer(files: try await world.files(of: found))
    let layer = try await source.measure(mediaType: isDocker ? .dockerLayerGzip : .ociLayerGzip)
    let new = try AuthoredDocuments(
      configuration: try self.configuration(
        of: found, over: configuration.body, diffID: layer?.diffID, now: world.clock.now()
      ).encoded(),
      isDocker: isDocker
    ) { descriptor in
      Manifest(
        configuration: descriptor, layers: base.body.layers + (layer.map { [$0.descriptor] } ?? []),
        annotations: base.body.annotations)
    }
    return Planned(
      container: found, layer: layer?.descriptor, changes: source, documents: new,
      effects: try await new.effects(naming: reference, in: world.store))
  }

  /// The content of a container's image is not in the store.
  public struct BaseAbsent: Error {
    /// The container.
    public let container: Container
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    try await world.store.withLease {
      if let layer = plan.layer { try await world.store.push(layer, from: plan.changes, progress: { _ in }) }
      try await plan.documents.push(to: world.store)
      let manifest = plan.documents.manifest
      let (reference, parent) = (reference, plan.container.manifest.bare)
      let update = try await world.store.update { index in
        if let reference { index.set(reference, to: manifest) } else { index.add(manifest) }
        index.keep(parent, for: Keeper.child(manifest.digest).description)
      }
      return Result(
        id: plan.documents.configuration.digest, manifest: manifest, layer: plan.layer, effects: update.effects)
    }
  }

  /// The container's parameters with the changes, laid over what they were before: docker's order.
  private func parameters(
    of container: Container, over image: ImageConfiguration
  ) throws -> ExecutionParameters {
    let before = container.parameters(over: image)
    var after = before
    try after.apply(changes, for: image.platform)
    after.inherit(from: before)
    return after.ofImage
  }

  private func configuration(
    of container: Container, over base: ImageConfiguration, diffID: Digest?, now: Timestamp
  ) throws -> ImageConfiguration {
    var configuration = base
    configuration.execution = try parameters(of: container, over: base).object
    configuration.created = now.description
    configuration.author = author
    if let diffID { configuration.diffIDs.append(diffID) }
    let words = container.parameters(over: base).command ?? []
    configuration.history.append(
      HistoryEntry(
        created: now.description, createdBy: words.joined(separator: " "), author: author, comment: message,
        isEmptyLayer: diffID == nil))
    return configuration
  }
}

extension Container {
  /// How it would be started. What an older version made keeps only its words: the image says the rest.
  func parameters(over image: ImageConfiguration) -> ExecutionParameters {
    guard configuration.object.isEmpty else { return configuration }
    var parameters = ExecutionParameters(image.execution)
    let entryPoint = parameters.entryPoint ?? []
    if command != image.command, command.starts(with: entryPoint) {
      parameters.command = Array(command.dropFirst(entryPoint.count))
    }
    return parameters
  }
}
