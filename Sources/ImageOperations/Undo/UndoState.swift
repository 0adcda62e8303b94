import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// What of the journal can be undone in the world as it is now. Read once, without locks.
///
/// The journal says what was meant to be done; it is believed only where the world agrees.
struct UndoState {
  /// The entries, oldest first.
  let entries: [JournalEntry]
  private let store: LayoutStore
  private let names: [ImageReference: Descriptor]
  private let listed: Set<Digest>
  private let live: [Container]
  private let removed: [Container]
  private let undoneBy: [Int: Int]

  init(of world: World) async throws {
    entries = try await world.journal.entries()
    store = world.store
    let index = try await world.store.index()
    names = Self.names(of: index)
    listed = Set(index.images.filter(\.isListed).map(\.descriptor.digest))
    live = try await world.containers.list()
    removed = try await world.containers.removed().map(\.container)
    var undoneBy: [Int: Int] = [:]
    // An undo that was itself undone counts no more, so the newest come first.
    for entry in entries.reversed() {
      guard let undone = entry.undoes, undoneBy[entry.number] == nil, !entry.hasFailed else { continue }
      undoneBy[undone] = undoneBy[undone] ?? entry.number
    }
    self.undoneBy = undoneBy
  }

  static func names(of index: LayoutIndex) -> [ImageReference: Descriptor] {
    Dictionary(index.references.map { ($0.reference, $0.descriptor) }) { first, _ in first }
  }

  /// The entry with a number.
  func entry(_ number: Int) -> JournalEntry? { entries.first { $0.number == number } }

  /// The newest entry that can be undone and is not itself an undo; nil where there is none.
  func last() async throws -> JournalEntry? {
    for entry in entries.reversed() where entry.undoes == nil {
      if try await obstacle(to: entry) == nil { return entry }
    }
    return nil
  }

  /// The entries that can be undone now and need some content or a container that is moved aside, oldest first.
  func undosThatNeed(content: Set<Digest>) async throws -> [JournalEntry] {
    var found: [JournalEntry] = []
    for entry in entries {
      let needs = Inverse(of: entry.effects).restored.contains { content.contains($0.digest) }
      let needsContainer = entry.effects.contains { if case .containerRemoved = $0 { true } else { false } }
      if needs || needsContainer, try await obstacle(to: entry) == nil { found.append(entry) }
    }
    return found
  }

  /// Why an entry can't be undone; nil where it can.
  func obstacle(to entry: JournalEntry) async throws -> UndoObstacle? {
    if let obstacle = Self.principle(against: entry) ?? disagreement(with: entry) ?? containers(of: entry) {
      return obstacle
    }
    if let later = undoneBy[entry.number] {
      // A killed undo noted what it meant to do and did not: then nothing came after it, and the world still agrees.
      guard entries.last?.number == later else { return .undone(by: later) }
    }
    for root in Inverse(of: entry.effects).restored {
      if let absent = try await store.absentContent(of: root).first { return .contentGone(absent.digest) }
    }
    return nil
  }

  /// What can't be undone in any world.
  private static func principle(against entry: JournalEntry) -> UndoObstacle? {
    for effect in entry.effects {
      switch effect {
      case .remoteReference(let reference, _, _): return .leftTheMachine(reference)
      case .credentialStored(let host, _), .credentialErased(let host): return .secret(host)
      case .containerChanged(let id): return .filesChanged(container: id)
      case .contentRemoved, .containerPurged: return .freedSpace
      default: break
      }
    }
    return entry.isComplete ? nil : .incomplete
  }

  /// The first name or image that is not as the entry left it.
  private func disagreement(with entry: JournalEntry) -> UndoObstacle? {
    let undone = undoneBy[entry.number].map { UndoObstacle.undone(by: $0) }
    var hasNames = false
    for case .reference(let name, _, let after) in entry.effects {
      hasNames = true
      if names[name]?.bare != after?.bare { return undone ?? .nameChanged(name) }
    }
    // Where names changed, they decide: an image may have come back under another name.
    guard !hasNames else { return nil }
    for effect in entry.effects {
      switch effect {
      case .imageAdded(let root) where !listed.contains(root.digest): return undone ?? .imageChanged(root.digest)
      case .imageRemoved(let root) where listed.contains(root.digest): return undone ?? .imageChanged(root.digest)
      default: break
      }
    }
    return nil
  }

  private func containers(of entry: JournalEntry) -> UndoObstacle? {
    let undone = undoneBy[entry.number].map { UndoObstacle.undone(by: $0) }
    for effect in entry.effects {
      switch effect {
      case .containerCreated(let id, _, _):
        if !live.contains(where: { $0.id.description == id }) { return undone ?? .containerChanged(id: id) }
      case .containerRemoved(let id):
        guard let container = removed.first(where: { $0.id.description == id }) else {
          return undone ?? .containerChanged(id: id)
        }
        if let other = live.first(where: { $0.name == container.name }) {
          return .containerNameTaken(container.name, by: other.id)
        }
      default: break
      }
    }
    return nil
  }

  /// The container of an id, as it is or as it was when it was removed.
  func container(_ id: String) -> Container? { (live + removed).first { $0.id.description == id } }
}
