import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `info`: what a world is and has.
public struct ShowInformation: Verb {
  public static let name = "info"

  /// Asks for it.
  public init() {}

  public var story: Story { Story() }

  /// What was found.
  public struct Result: VerbOutcome {
    /// How many images are listed.
    public let images: Int
    /// How many containers there are; none runs.
    public let containers: Int
    /// The folder of the store.
    public let folder: String
    /// The platform that is taken from an index.
    public let platform: Platform
    /// Which world it is.
    public let origin: World.Origin
    /// How many entries the journal has.
    public let journalEntries: Int
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    Result(
      images: try await world.store.images().count { $0.isListed },
      containers: try await world.containers.list().count, folder: world.store.path, platform: world.platform,
      origin: world.origin, journalEntries: try await world.journal.entries().count)
  }
}
