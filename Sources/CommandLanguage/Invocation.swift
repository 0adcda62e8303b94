/// A command line without what people put in front of a verb: `sudo` and the CLI's name.
public struct Invocation: Hashable, Sendable {
  /// The names of command line tools whose verbs are ours too.
  public static let names: Set<String> = ["docker", "podman", "nerdctl", "drydock"]

  /// Whether `sudo` stood in front.
  public let usesSudo: Bool
  /// The CLI that was named, if one was.
  public let name: String?
  /// The words from the verb, or from the CLI's first option, on.
  public let words: [Word]

  /// Takes `sudo` (with its options) and the CLI's name off. A line that names no CLI keeps its words.
  public init(_ words: [Word]) {
    var rest = words[...]
    var usesSudo = false
    if rest.first?.value == "sudo", rest.count > 1 {
      usesSudo = true
      rest = rest.dropFirst().drop { $0.value.hasPrefix("-") }
    }
    self.usesSudo = usesSudo
    if let first = rest.first, let name = Self.name(first.value) {
      self.name = name
      self.words = Array(rest.dropFirst())
    } else {
      name = nil
      self.words = Array(rest)
    }
  }

  /// `docker` for `docker` and `docker.exe`.
  private static func name(_ word: String) -> String? {
    let base = word.hasSuffix(".exe") ? String(word.dropLast(4)) : word
    return names.contains(base) ? base : nil
  }
}
