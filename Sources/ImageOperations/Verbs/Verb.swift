import ByteStreams
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// A verb as a value: what it was asked to do, and nothing of how it is shown.
///
/// It has a ``story`` that needs no world, a plan that changes nothing, and an outcome that says what happened.
/// `--dry-run`, confirmations, tutorials, the journal and checks read these, never text.
public protocol Verb: Sendable {
  /// What it would do.
  associatedtype Planned: VerbPlan
  /// What it did.
  associatedtype Result: VerbOutcome

  /// What the verb is called in the journal: docker's name.
  static var name: String { get }

  /// What the verb requires and provides, without any world.
  var story: Story { get }

  /// Computes what the verb would do in a world, and changes nothing there.
  func plan(in world: World) async throws -> Planned

  /// Does what was planned.
  ///
  /// - Returns: what happened, with the effects.
  func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result
}

/// What a verb would do.
public protocol VerbPlan: Sendable {
  /// The changes, with what is there before.
  var effects: [Effect] { get }
  /// How many bytes would move or go, as far as the plan knows.
  var bytes: PlannedBytes { get }
  /// The journal's entry that the plan takes back, if it is an undo.
  var undoes: Int? { get }
  /// The journal's entries that can be undone now and could not be any more.
  var endedUndos: [JournalEntry] { get }
  /// The ids of images that the plan composed and that are in no store yet, by the digests of their manifests.
  var newImages: [Digest: Digest] { get }
}

extension VerbPlan {
  /// Whether a name in a registry would mean another image than it does.
  public var replaces: Bool {
    effects.contains { if case .remoteReference(_, _?, _?) = $0 { true } else { false } }
  }

  public var endedUndos: [JournalEntry] { [] }
  public var undoes: Int? { nil }
  public var newImages: [Digest: Digest] { [:] }
  public var bytes: PlannedBytes { PlannedBytes() }
}

/// How many bytes a plan would move or free; nil where it says nothing of them.
public struct PlannedBytes: Hashable, Sendable {
  /// What disk space would be free again at once.
  public var freed: Int64?
  /// What would come from a registry or a file.
  public var received: Int64?
  /// What would go to a registry or a file.
  public var sent: Int64?

  /// States what is known.
  public init(freed: Int64? = nil, received: Int64? = nil, sent: Int64? = nil) {
    self.freed = freed
    self.received = received
    self.sent = sent
  }
}

/// What a verb did.
public protocol VerbOutcome: Sendable {
  /// The changes that happened.
  var effects: [Effect] { get }
}

extension Verb {
  /// Plans, notes the intent in the world's journal, and does it.
  @discardableResult
  public func run(in world: World, progress: any ProgressSink = NoProgress()) async throws -> Result {
    try await carryOut(try await plan(in: world), in: world, progress: progress)
  }

  /// Notes a plan's intent in the world's journal, and does it.
  ///
  /// What the plan says of names and images is not noted here but when the index changes, under its lock: then it is
  /// known what exactly changes.
  public func carryOut(
    _ plan: Planned, in world: World, progress: any ProgressSink = NoProgress()
  ) async throws -> Result {
    let run = JournalRun(Self.name, in: world.journal, clock: world.clock, undoes: plan.undoes)
    let intent = plan.effects.filter { !$0.isNotedWithIndex }
    if !intent.isEmpty { try await BlockingThreads.run { try run.note(intent) } }
    do { return try await apply(plan, in: world.recording(run), progress: progress) } catch {
      // The error that ended the verb is the one to tell. In a task of its own: a cancellation may be that error.
      await Task { try? await BlockingThreads.run { try run.fail() } }.value
      throw error
    }
  }
}

extension Effect {
  /// Whether the change of the index says it, or what came with it; see ``LayoutIndex/effects(from:to:)``.
  fileprivate var isNotedWithIndex: Bool {
    switch self {
    case .reference, .imageAdded, .imageRemoved, .contentAdded: true
    default: false
    }
  }
}

/// The plan of a verb that only reads.
public struct NothingPlanned: VerbPlan {
  public init() {}
  public var effects: [Effect] { [] }
}

/// A plan that is its effects.
public struct EffectPlan: VerbPlan {
  public var effects: [Effect]

  /// Plans these changes.
  public init(_ effects: [Effect]) { self.effects = effects }
}
