import ByteStreams
import ImageSpec
import LayoutStore
import Worlds

/// Looks at images of which only names are known, and notes what they are: a few at once, many behind the user's back.
public final class ImageLook: Sendable {
  /// How many images are looked at while a key waits: each takes two small files.
  private static let atOnce = 30

  private struct State {
    var isRunning = false
    /// The images that can't be read, which are not tried again.
    var unreadable: Set<Digest> = []
  }

  private let state = Locked(State())

  /// Prepares to look; one for a session.
  public init() {}

  /// Looks at images. Blocks for milliseconds.
  ///
  /// - Parameters:
  ///   - roots: gives the digests of their roots; not asked while many are looked at already.
  ///   - world: whose store has them.
  /// - Returns: whether more is known now; what is looked at behind the user's back is known later.
  func look(at roots: () -> Set<Digest>, in world: World) -> Bool {
    let (isRunning, known) = state.withLock { ($0.isRunning, $0.unreadable) }
    guard !isRunning else { return false }
    let wanted = roots().subtracting(known)
    guard !wanted.isEmpty else { return false }
    if wanted.count <= Self.atOnce { return note(wanted, in: world) }
    let isFirst = state.withLock { state in
      defer { state.isRunning = true }
      return !state.isRunning
    }
    guard isFirst else { return false }
    BlockingThreads.start {
      _ = self.note(wanted, in: world)
      self.state.withLock { $0.isRunning = false }
    }
    return false
  }

  private func note(_ roots: Set<Digest>, in world: World) -> Bool {
    let reader = SummaryReader(world.store, preferring: world.platform)
    var (summaries, sizes): ([Digest: ImageSummary], [Digest: Int64?]) = ([:], [:])
    for root in roots { summaries[root] = reader.summary(of: root, sizes: &sizes) }
    let unreadable = roots.subtracting(summaries.keys)
    state.withLock { $0.unreadable.formUnion(unreadable) }
    return (try? world.store.summarize(summaries, for: world.platform)) != nil
  }
}
