import ByteStreams
import ImageSpec
import Worlds

/// Asks registries behind the user's back for names that completion did not know: silently, briefly, one request a
/// registry at a time. What it learns is there at the next Tab.
///
/// It asks nobody for a credential, starts no helper program, and tells of no failure.
public final class RegistryLook: Sendable {
  /// What may be asked for.
  public enum Wish: Hashable, Sendable {
    /// The repositories of a registry.
    case repositories(RegistryHost)
    /// The tags of a repository.
    case tags(ImageReference)
    /// Repositories that hold a word.
    case search(RegistryHost, String)

    var host: RegistryHost {
      switch self {
      case .repositories(let host), .search(let host, _): host
      case .tags(let reference): reference.host
      }
    }
  }

  /// How many names are asked for.
  private static let limit = 1_000
  /// For how long, in seconds, what was heard needs no asking again, and what could not be had is not tried again.
  private static let fresh: Int64 = 600
  private static let pause: Int64 = 30

  private struct State {
    var running: [RegistryHost: Task<Void, Never>] = [:]
    var failed: [Wish: Int64] = [:]
    var isOver = false
  }

  private let state = Locked(State())
  private let deadline: Duration

  /// Prepares to ask; one for a session.
  ///
  /// - Parameter deadline: how long a registry may take.
  public init(deadline: Duration = .seconds(2)) { self.deadline = deadline }

  /// Begins to ask, unless that was just done or the registry is being asked already. Returns at once.
  public func ask(_ wish: Wish, in world: World) {
    let now = world.clock.now().seconds
    guard !Self.isKnown(wish, world.seen(wish.host), now) else { return }
    let deadline = deadline
    state.withLock { state in
      guard !state.isOver, state.running[wish.host] == nil else { return }
      if let failed = state.failed[wish], abs(now - failed) < Self.pause { return }
      state.running[wish.host] = Task {
        let isAnswered = await Self.isAnswered(wish, in: world.unattended(), within: deadline)
        self.state.withLock { state in
          state.running[wish.host] = nil
          state.failed[wish] = isAnswered ? nil : now
        }
      }
    }
  }

  /// Waits until nothing is being asked.
  public func settle() async {
    while let task = state.withLock({ $0.running.values.first }) { await task.value }
  }

  /// Ends all requests; nothing is asked any more. Idempotent.
  public func end() {
    let running = state.withLock { state in
      state.isOver = true
      return Array(state.running.values)
    }
    for task in running { task.cancel() }
  }

  /// Whether a wish was fulfilled not long ago.
  static func isKnown(_ wish: Wish, _ seen: SeenRegistry, _ now: Int64) -> Bool {
    let moment =
      switch wish {
      case .repositories: seen.listed
      case .tags(let reference): seen.repositories[reference.repository.description]?.tagsListed
      case .search(_, let term): seen.searches[term]
      }
    // A clock that went back makes nothing known for ever.
    return moment.map { abs(now - $0) < fresh } ?? false
  }

  private static func isAnswered(_ wish: Wish, in world: World, within deadline: Duration) async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        do {
          switch wish {
          case .repositories(let host): try await ListRepositories(host, limit: limit).run(in: world)
          case .tags(let reference): try await ListTags(reference, limit: limit).run(in: world)
          case .search(let host, let term): try await Search("\(host)/\(term)").run(in: world)
          }
          return true
        } catch { return false }
      }
      group.addTask {
        try? await Task.sleep(for: deadline)
        return false
      }
      let isFirst = await group.next() ?? false
      group.cancelAll()
      return isFirst
    }
  }
}
