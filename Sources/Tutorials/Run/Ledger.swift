import ImageOperations
import Worlds

/// Who provided what on the page so far: the define–use walk, kept while the page runs.
struct Ledger {
  /// A removal, with the world as it was before where it can be taken back.
  struct Removal {
    let line: Int
    let snapshot: WorldSnapshot?
  }

  /// Why something is not there.
  enum Lack {
    /// The command on that line should have provided it, and did not pass.
    case withheld(line: Int)
    /// The command on that line, which can't be done here, may have provided it.
    case maker(verb: String, line: Int)
    /// It was there and was removed.
    case removed(Removal)
    /// Nothing on the page ever provides it.
    case undefined
  }

  private var provided: [FactKey: Int] = [:]
  private var withheld: [FactKey: Int] = [:]
  private var removed: [FactKey: Removal] = [:]
  private var withheldNames: [String: Int] = [:]
  private var makers: [(verb: String, line: Int)] = []

  /// The verbs that make things in ways that can't be seen from their words.
  private static let containerMakers: Set<String> = [
    "run", "start", "compose", "docker-compose", "exec", "container", "pod",
  ]
  private static let imageMakers: Set<String> = [
    "build", "buildx", "import", "load", "compose", "docker-compose", "image",
  ]

  /// Notes what a command left behind.
  mutating func provide(_ facts: some Sequence<FactKey>, line: Int) {
    for fact in facts {
      provided[fact] = line
      withheld[fact] = nil
      removed[fact] = nil
    }
  }

  /// Notes what a command should have left behind and did not.
  mutating func withhold(_ facts: some Sequence<FactKey>, line: Int) {
    for fact in facts where provided[fact] == nil || removed[fact] != nil { withheld[fact] = line }
  }

  /// Notes `<name>`s that a command's output should have given a value.
  mutating func withhold(names: [String], line: Int) { for name in names { withheldNames[name] = line } }

  /// The line of the command whose output should have given a name its value.
  func withholder(ofName name: String) -> Int? { withheldNames[name] }

  /// Notes what a command took away.
  mutating func remove(_ facts: some Sequence<FactKey>, _ removal: Removal) {
    for fact in facts { removed[fact] = removal }
  }

  /// Notes a command that can't be done here and might have made anything.
  mutating func note(maker verb: String, line: Int) {
    if Self.containerMakers.contains(verb) || Self.imageMakers.contains(verb) { makers.append((verb, line)) }
  }

  /// Drops the snapshots: what they need may be gone.
  mutating func forgetSnapshots() { removed = removed.mapValues { Removal(line: $0.line, snapshot: nil) } }

  /// Whether a command provided it and none took it away since.
  func holds(_ fact: FactKey) -> Bool { provided[fact] != nil && removed[fact] == nil }

  /// Whether a command took it away, and none provided it since.
  func isRemoved(_ fact: FactKey) -> Bool { removed[fact] != nil }

  /// The line of the command that provided something.
  func provider(of fact: FactKey) -> Int? { provided[fact] }

  /// Whether a command should have provided it and did not.
  func withholder(of fact: FactKey) -> Int? { withheld[fact] }

  /// Why something is not there.
  func lack(of fact: FactKey) -> Lack {
    if let line = withheld[fact] { return .withheld(line: line) }
    if let removal = removed[fact] { return .removed(removal) }
    let verbs = fact.kind == .container ? Self.containerMakers : fact.kind == .image ? Self.imageMakers : []
    if let maker = makers.last(where: { verbs.contains($0.verb) }) { return .maker(verb: maker.verb, line: maker.line) }
    return .undefined
  }
}
