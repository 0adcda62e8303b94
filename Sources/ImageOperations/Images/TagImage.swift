import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `tag`: gives an image another name.
public struct TagImage: Verb {
  public static let name = "tag"

  /// The image.
  public let source: ImageName
  /// The new name, with a tag.
  public let target: ImageReference

  /// Asks for another name.
  public init(_ source: ImageName, as target: ImageReference) {
    self.source = source
    self.target = target.withDefaultTag
  }

  public var story: Story { Story(requires: [.image(source)], provides: [.image(ImageName(target))]) }

  /// What is named, and what the name means so far.
  public struct Planned: VerbPlan {
    /// What the name will mean.
    public let root: Descriptor
    public let effects: [Effect]
  }

  /// What was named.
  public struct Result: VerbOutcome {
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> Planned {
    let image = try await LocalImages(in: world).find(source)
    let before = try? await world.store.resolve(target)
    return Planned(root: image.root.bare, effects: [.reference(target, before: before, after: image.root.bare)])
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    try await world.store.tag(plan.root, as: target)
    return Result(effects: plan.effects)
  }
}
