import CommandLanguage

/// A check that a reader sees: a task-list item below a step's fence whose code span says it.
///
/// References, paths and hosts are kept as written; who evaluates them parses them.
public enum Check: Hashable, Sendable {
  /// The reference names a local image.
  case image(String)
  /// The reference names no local image.
  case noImage(String)
  /// The image has that many layers.
  case layers(String, Int)
  /// The image's layers begin with those of its base.
  case parent(String, base: String)
  /// Both references name the same image.
  case same(String, String)
  /// The image or container holds a file.
  case file(String, path: String)
  /// The registry serves what the local reference names.
  case pushed(String)
  /// Credentials for the host are stored and accepted.
  case loggedIn(String)
  /// No blob is unreachable.
  case noOrphans
  /// A read-only command, words without the CLI's name, that must succeed.
  case command([String])

  /// The checks' names with the operands they take.
  public static let usages: [(name: String, operands: String)] = [
    ("image", "REF"), ("no-image", "REF"), ("layers", "REF N"), ("parent", "REF BASE"), ("same", "REF REF"),
    ("file", "REF PATH"), ("pushed", "REF"), ("logged-in", "HOST"), ("no-orphans", ""),
  ]

  /// Verbs that change nothing and may therefore stand in a check.
  public static let readOnlyVerbs: Set<String> = [
    "images", "history", "inspect", "ps", "search", "diff", "version", "info", "port", "logs", "top", "stats", "tags",
    "verify", "image ls", "image list", "image history", "image inspect", "container ls", "container list",
    "container ps", "container inspect", "container diff", "manifest inspect", "system df", "system info", "df",
  ]

  /// The check in the canonical writing.
  public var text: String {
    switch self {
    case .image(let reference): "image \(reference)"
    case .noImage(let reference): "no-image \(reference)"
    case .layers(let reference, let count): "layers \(reference) \(count)"
    case .parent(let reference, let base): "parent \(reference) \(base)"
    case .same(let first, let second): "same \(first) \(second)"
    case .file(let reference, let path): "file \(reference) \(CommandLine.quote(path))"
    case .pushed(let reference): "pushed \(reference)"
    case .loggedIn(let host): "logged-in \(host)"
    case .noOrphans: "no-orphans"
    case .command(let words): CommandLine.quote(words)
    }
  }

  /// Reads a code span.
  ///
  /// - Returns: nothing for a span that is no check at all, as in an ordinary list of things to do.
  /// - Throws: the rule that the span breaks, when it says that it is a check, or nearly is one.
  static func parse(_ span: String) throws(Refusal) -> Check? {
    guard let line = try? CommandLine(span, rules: .page), !line.words.isEmpty else {
      if span.hasPrefix("check ") { throw Refusal(.unknownCheck(span, nearest: nil)) }
      return nil
    }
    let invocation = Invocation(line.words)
    var words = invocation.words.map(\.value)
    let isMarked = words.first == "check"
    if isMarked { words.removeFirst() }
    guard let name = words.first else {
      if isMarked { throw Refusal(.unknownCheck(span, nearest: nil)) }
      return nil
    }
    if isMarked || invocation.name == nil, let usage = usages.first(where: { $0.name == name }) {
      if let check = known(name, Array(words.dropFirst())) { return check }
      if !isReadOnly(words) {
        throw Refusal(.invalidCheck(span, usage: usage.operands.isEmpty ? name : "\(name) \(usage.operands)"))
      }
    }
    if isReadOnly(words) { return .command(words) }
    let nearest = Spelling.nearest(to: name, among: usages.map(\.name))
    if isMarked { throw Refusal(.unknownCheck(span, nearest: nearest)) }
    if invocation.name != nil { throw Refusal(.misplacedCheck(span)) }
    if let nearest, words.count > 1 { throw Refusal(.unknownCheck(span, nearest: nearest)) }
    return nil
  }

  /// Why a span is refused.
  struct Refusal: Error {
    let rule: PageProblem.Rule
    init(_ rule: PageProblem.Rule) { self.rule = rule }
  }

  private static func isReadOnly(_ words: [String]) -> Bool {
    let verbs = words.drop { $0.hasPrefix("-") }.prefix(2)
    return verbs.first.map(readOnlyVerbs.contains) == true || readOnlyVerbs.contains(verbs.joined(separator: " "))
  }

  private static func known(_ name: String, _ operands: [String]) -> Check? {
    switch (name, operands.count) {
    case ("image", 1): .image(operands[0])
    case ("no-image", 1): .noImage(operands[0])
    case ("layers", 2): Int(operands[1]).flatMap { $0 >= 0 ? .layers(operands[0], $0) : nil }
    case ("parent", 2): .parent(operands[0], base: operands[1])
    case ("same", 2): .same(operands[0], operands[1])
    case ("file", 2): .file(operands[0], path: operands[1])
    case ("pushed", 1): .pushed(operands[0])
    case ("logged-in", 1): .loggedIn(operands[0])
    case ("no-orphans", 0): .noOrphans
    default: nil
    }
  }
}
