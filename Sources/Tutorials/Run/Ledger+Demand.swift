import ImageOperations
import ImageSpec

extension Ledger {
  /// What it means for a command that it requires something: the rules that the replay and the lint share.
  enum Demand {
    /// Nothing keeps the command from being tried.
    case met
    /// The world holds it, and no step made it.
    case supplied
    /// The command on that line should have provided it, and did not.
    case withheld(line: Int)
    /// The command on that line, which can't be done here, may have provided it.
    case maker(verb: String, line: Int)
    /// It was removed, and the page does not show an error.
    case removed(Removal)
    /// Nothing provides it, and the page does not show an error.
    case undefined
  }

  /// Weighs what a command requires.
  ///
  /// - Parameters:
  ///   - key: what is required.
  ///   - isThere: whether it is there at that moment.
  ///   - isInvented: whether the world began with it only so that the page runs.
  ///   - expectsFailure: whether the page shows the command failing; then what it names may be absent.
  /// - Returns: what it means for the command.
  func demand(_ key: FactKey, isThere: Bool, isInvented: Bool, expectsFailure: Bool) -> Demand {
    if isThere {
      // What a command that can't be done here may have made has a maker on the page.
      if isInvented, provider(of: key) == nil, case .undefined = lack(of: key) { return .supplied }
      return .met
    }
    // What a registry or a login should give is found out by trying, unless an earlier step failed to provide it.
    let isTried = key.kind == .remote || key.kind == .credential
    switch lack(of: key) {
    case .withheld(let line): return .withheld(line: line)
    case .maker(let verb, let line): return isTried ? .met : .maker(verb: verb, line: line)
    case .removed(let removal): return isTried || expectsFailure ? .met : .removed(removal)
    case .undefined: return isTried || expectsFailure ? .met : .undefined
    }
  }

  /// Notes a command that did not do what it says: what it should have left behind can't be built on.
  ///
  /// - Parameters:
  ///   - command: the command.
  ///   - story: reads the story of a command's words; nil where they can't be parsed.
  mutating func withhold(_ command: PageCommand, _ story: (_ words: [String]) -> Story?) {
    var facts: Set<FactKey> = []
    for words in PageWords.commands(of: command) {
      if let verb = words.first(where: { !$0.hasPrefix("-") }) { note(maker: verb, line: command.line) }
      facts.formUnion((story(words)?.provides ?? []).map { FactKey($0) })
      facts.formUnion(PageWords.named(in: words))
    }
    for id in PageWords.ids(in: command.sample) {
      facts.insert(.container(id))
      if let name = try? ImageName(parsing: id) { facts.insert(FactKey(.image(name))) }
    }
    withhold(facts, line: command.line)
    withhold(names: command.sample.lines.compactMap { PageWords.placeholder(in: [$0.text]) }, line: command.line)
  }
}
