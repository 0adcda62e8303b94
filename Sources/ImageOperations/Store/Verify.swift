import ByteStreams
import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import RegistryClient
import Worlds

/// `verify`: hashes everything again that names and containers reach, and fetches again what is bad, if that is wished.
public struct Verify: Verb {
  public static let name = "verify"

  /// Whether what is bad or missing is fetched again.
  public let repairs: Bool

  /// Asks for a check, with a repair perhaps.
  public init(repairs: Bool = false) { self.repairs = repairs }

  public var story: Story { Story() }

  /// Something wrong, and whom it hurts.
  public struct Problem: Sendable {
    /// What is wrong with which content.
    public let content: ContentProblem
    /// The images that it hurts, by name, or by id where they have none.
    public let images: [String]
    /// The containers that it hurts.
    public let containers: [Container]
  }

  /// A try to fetch content again.
  public struct Repair: Sendable {
    /// The content.
    public let descriptor: Descriptor
    /// Where it came from; nil where it could not be had.
    public let source: ImageReference?
    /// What each repository that was asked said.
    public let failures: [(source: ImageReference, error: any Error)]
  }

  /// What was found and done.
  public struct Result: VerbOutcome {
    /// What is wrong with content, after the repair if there was one.
    public let problems: [Problem]
    /// What is wrong with containers' own files.
    public let containerProblems: [(container: Container, path: String, reason: String)]
    /// Files of the cache that could not be read; a repair drops them.
    public let damagedCaches: [String]
    /// What was tried to be fetched again, in order.
    public let repairs: [Repair]
    public var effects: [Effect] { repairs.filter { $0.source != nil }.map { .contentAdded($0.descriptor.digest) } }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    var problems = try await check(world, progress)
    var attempts: [Digest: Repair] = [:]
    var order: [Digest] = []
    // A document that came again may name content that nobody knew to be missing.
    while repairs {
      let fresh = problems.filter { attempts[$0.content.descriptor.digest] == nil }
      guard !fresh.isEmpty else { break }
      for problem in fresh {
        let digest = problem.content.descriptor.digest
        attempts[digest] = try await repair(problem, in: world, progress)
        order.append(digest)
      }
      problems = try await check(world, progress)
    }
    let caches = try await world.store.damagedCaches()
    if repairs { try await world.store.dropCaches(caches) }
    var own: [(container: Container, path: String, reason: String)] = []
    for container in try await world.containers.list() {
      for problem in try await world.containers.problems(with: container) {
        own.append((container, problem.path, problem.reason))
      }
    }
    return Result(
      problems: problems, containerProblems: own, damagedCaches: caches, repairs: order.compactMap { attempts[$0] })
  }

  private func check(_ world: World, _ progress: any ProgressSink) async throws -> [Problem] {
    let containers = try await world.containers.list()
    let found = try await world.store.verify(keeping: containers.map(\.manifest)) { descriptor in
      progress.report(
        ProgressEvent(
          digest: descriptor.digest, phase: .complete, completed: descriptor.size, total: descriptor.size))
    }
    let entries = try await world.store.images()
    return found.map { problem in
      let nameless = entries.filter { $0.isNameless && $0.isListed && problem.roots.contains($0.descriptor.digest) }
      return Problem(
        content: problem, images: problem.references.map(\.familiar) + nameless.map(\.descriptor.digest.short),
        containers: containers.filter { problem.roots.contains($0.manifest.digest) })
    }
  }

  // MARK: Repair

  /// Asks the repositories that are known to have had the content, one after the other.
  private func repair(_ problem: Problem, in world: World, _ progress: any ProgressSink) async throws -> Repair {
    let descriptor = problem.content.descriptor
    var failures: [(source: ImageReference, error: any Error)] = []
    for source in Self.sources(for: problem) {
      do {
        let repository = try world.repository(for: source, progress: progress)
        try await world.store.replace(descriptor, from: repository)
        return Repair(descriptor: descriptor, source: source, failures: failures)
      } catch let error as CancellationError { throw error } catch {
        failures.append((source, error))
      }
    }
    return Repair(descriptor: descriptor, source: nil, failures: failures)
  }

  /// Each repository once, those first that are known to have the image under its digest.
  private static func sources(for problem: Problem) -> [ImageReference] {
    let references = problem.content.references
    let containers = problem.containers.compactMap { try? ImageReference(parsing: $0.image) }
    let sorted = references.filter { $0.digest != nil } + references.filter { $0.digest == nil } + containers
    var seen: Set<ImageReference> = []
    return sorted.map(\.bare).filter { seen.insert($0).inserted }
  }
}
