import ContentStore
import ImageSpec

/// One run of a verb that changed a world, or was about to.
public struct JournalEntry: Hashable, Sendable {
  /// Its number in the journal, from 1 on; 0 for one that is not noted yet.
  public internal(set) var number = 0
  /// When it was noted.
  public let time: Timestamp
  /// The verb, for people; never with a secret.
  public let verb: String
  /// What it changed, in the order in which it did; a name that it set twice stands here once.
  public internal(set) var effects: [Effect]
  /// The number of the entry that it took back.
  public let undoes: Int?
  /// Whether all effects stand here; they don't where there were too many of them.
  public internal(set) var isComplete: Bool
  /// Whether it ended with an error: what it noted may or may not be done.
  public internal(set) var hasFailed = false

  /// Composes an entry.
  public init(time: Timestamp, verb: String, effects: [Effect], undoes: Int? = nil, isComplete: Bool = true) {
    self.time = time
    self.verb = verb
    self.effects = effects
    self.undoes = undoes
    self.isComplete = isComplete
  }

  /// The images that undoing needs: a sweep that keeps what they reach ends no undo.
  public var roots: [Descriptor] {
    effects.flatMap { effect -> [Descriptor] in
      switch effect {
      case .reference(_, let before, let after): [before, after].compactMap { $0 }
      case .imageAdded(let root), .imageRemoved(let root): [root]
      default: []
      }
    }
  }

  /// Takes in what the same run changed later.
  mutating func add(_ later: [Effect]) {
    for effect in later {
      switch effect {
      case .reference(let name, let before, let after):
        let earlier = effects.firstIndex { if case .reference(name, _, _) = $0 { true } else { false } }
        guard let earlier, case .reference(_, let first, _) = effects[earlier] else {
          effects.append(.reference(name, before: before, after: after))
          continue
        }
        effects[earlier] = .reference(name, before: first, after: after)
      case .imageAdded(let root): if !remove(.imageRemoved(root)) { effects.append(effect) }
      case .imageRemoved(let root): if !remove(.imageAdded(root)) { effects.append(effect) }
      default: effects.append(effect)
      }
    }
  }

  private mutating func remove(_ effect: Effect) -> Bool {
    guard let position = effects.firstIndex(of: effect) else { return false }
    effects.remove(at: position)
    return true
  }
}
