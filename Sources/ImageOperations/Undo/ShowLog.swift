import ContainerStore
import ContentStore
import Worlds

/// `log`: lists what was done to the store, and what of it can be undone.
public struct ShowLog: Verb {
  public static let name = "log"

  /// The most entries to list; nil for all.
  public let limit: Int?

  /// Asks for the newest entries.
  public init(limit: Int? = nil) { self.limit = limit }

  public var story: Story { Story() }

  /// An entry.
  public struct Row: Sendable {
    /// The journal's entry.
    public let entry: JournalEntry
    /// Why it can't be undone; nil where it can.
    public let obstacle: UndoObstacle?
  }

  /// What was found.
  public struct Result: VerbOutcome {
    /// The rows, newest first.
    public let rows: [Row]
    public var effects: [Effect] { [] }
  }

  public func plan(in world: World) async throws -> NothingPlanned { NothingPlanned() }

  public func apply(_ plan: NothingPlanned, in world: World, progress: any ProgressSink) async throws -> Result {
    let state = try await UndoState(of: world)
    var rows: [Row] = []
    for entry in state.entries.suffix(limit ?? .max).reversed() {
      rows.append(Row(entry: entry, obstacle: try await state.obstacle(to: entry)))
    }
    return Result(rows: rows)
  }
}
