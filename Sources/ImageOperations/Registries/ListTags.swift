import ContentStore
import ImageSpec
import RegistryClient
import Worlds

/// `registry tags`: the tags of a repository in its registry.
public struct ListTags: Verb {
  public static let name = "registry tags"

  /// The repository; a tag or a digest does not count.
  public let repository: ImageReference
  /// How many tags are listed at most.
  public let limit: Int

  /// How many tags are listed when nobody says how many: more than any repository should have.
  public static let defaultLimit = 100_000

  /// Asks for a list.
  public init(_ repository: ImageReference, limit: Int = ListTags.defaultLimit) {
    self.repository = repository.bare
    self.limit = limit
  }

  public var story: Story { Story() }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The tags in the registry's order.
    public let tags: [Tag]
    public var effects: [Effect] { [] }
  }

  /// The registry has no such repository.
  public struct RepositoryUnknown: Error {
    /// The repository.
    public let repository: ImageReference
    /// What the registry said.
    public let error: RegistryError
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    do {
      let tags = try await world.repository(for: repository, progress: progress).tags(limit: limit)
      await world.note(repository.host) { [repository, limit] in
        $0.see(tags: tags, areAll: tags.count < limit, of: repository.repository, at: $1)
      }
      return Result(tags: tags)
    } catch let error as RegistryError where error.status == 404 {
      throw RepositoryUnknown(repository: repository, error: error)
    }
  }
}
