import ContainerStore
import ContentStore
import ImageSpec
import LayoutStore
import Worlds

/// `undo`: takes back what a verb did: names that were set, moved or removed, images that went, containers that were
/// made or removed. What it does is an entry of the journal itself, which can be undone like any other.
public struct Undo: Verb {
  public static let name = "undo"

  /// The entry's number; nil for the newest that can be undone.
  public let number: Int?

  /// Asks for an undo.
  public init(_ number: Int? = nil) { self.number = number }

  public var story: Story { Story() }

  /// What will be taken back.
  public struct Planned: VerbPlan {
    /// The journal's entry.
    public let entry: JournalEntry
    public let effects: [Effect]
    public var undoes: Int? { entry.number }
  }

  /// What was taken back.
  public struct Result: VerbOutcome {
    /// The journal's entry.
    public let entry: JournalEntry
    public let effects: [Effect]
  }

  /// Why nothing is undone.
  public enum Refusal: Error, Hashable {
    /// The journal has no entry that can be undone; the newest of those that can't be, and why.
    case nothing(newest: JournalEntry?, UndoObstacle?)
    /// The journal has no entry with the number.
    case noEntry(Int)
    /// The entry can't be undone.
    case obstacle(JournalEntry, UndoObstacle)
  }

  public func plan(in world: World) async throws -> Planned {
    let state = try await UndoState(of: world)
    let entry = try await entry(in: state)
    return Planned(entry: entry, effects: Inverse(of: entry.effects).effects(state.container))
  }

  private func entry(in state: UndoState) async throws -> JournalEntry {
    guard let number else {
      if let last = try await state.last() { return last }
      let newest = state.entries.last { $0.undoes == nil }
      let obstacle = if let newest { try await state.obstacle(to: newest) } else { nil as UndoObstacle? }
      throw Refusal.nothing(newest: newest, obstacle)
    }
    guard let entry = state.entry(number) else { throw Refusal.noEntry(number) }
    if let obstacle = try await state.obstacle(to: entry) { throw Refusal.obstacle(entry, obstacle) }
    return entry
  }

  public func apply(_ plan: Planned, in world: World, progress: any ProgressSink) async throws -> Result {
    let entry = plan.entry
    do {
      // While this lease is held no sweep takes what comes back.
      return try await world.store.withLease {
        for root in Inverse(of: entry.effects).restored {
          if let absent = try await world.store.absentContent(of: root).first {
            throw UndoObstacle.contentGone(absent.digest)
          }
        }
        for effect in plan.effects { try await Self.apply(effect, in: world) }
        let update = try await world.store.update { try Inverse(of: entry.effects).apply(to: &$0) }
        let others = plan.effects.filter { effect in
          switch effect {
          case .containerCreated, .containerRemoved: true
          default: false
          }
        }
        return Result(entry: entry, effects: update.effects + others)
      }
    } catch let obstacle as UndoObstacle { throw Refusal.obstacle(entry, obstacle) }
  }

  /// Brings a container back or takes it away again; names change together afterwards.
  private static func apply(_ effect: Effect, in world: World) async throws {
    do {
      switch effect {
      case .containerCreated(let id, _, _): try await world.containers.restore(try ContainerID(parsing: id))
      case .containerRemoved(let id): try await world.containers.remove(try ContainerID(parsing: id))
      default: break
      }
    } catch ContainerError.notFound(let id) {
      throw UndoObstacle.containerChanged(id: id)
    } catch ContainerError.idTaken(let id) {
      throw UndoObstacle.containerChanged(id: id.description)
    } catch ContainerError.nameTaken(let name, let other) {
      throw UndoObstacle.containerNameTaken(name, by: other)
    }
  }
}
