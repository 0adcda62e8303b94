/// Lines whose order is chance in docker: layers that arrive at the same time, images of the same age, a map's entries.
///
/// Such output is compared in the order of its lines' own text, where it isn't the same as it stands.
struct ChanceOrder {
  private enum Kind { case layers, images, entries }

  private let kind: Kind

  /// The order of what a command prints; nothing for a command that has no line by chance.
  init?(_ command: String) {
    if command.contains(#/docker (?:image )?(?:pull|push)\b/#) {
      kind = .layers
    } else if command.contains(#/^docker (?:images|image (?:ls|list))\b/#) {
      kind = .images
    } else if command.contains(#/^docker (?:diff|rmi -f)\b/#) {
      kind = .entries
    } else {
      return nil
    }
  }

  /// A text with its lines in an order that is the same for both.
  ///
  /// - Parameter masked: a line without what can't be the same.
  func arranged(_ text: String, masked: (Substring) -> String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    switch kind {
    case .layers: return Self.byLayer(lines).joined(separator: "\n")
    case .images, .entries:
      let keyed = lines.map { (line: $0, key: (kind == .images ? Self.age($0) : "") + masked($0)) }
      return keyed.sorted { $0.key < $1.key }.map(\.line).joined(separator: "\n")
    }
  }

  /// Whether the rows of two texts go from young to old in the same way.
  func agree(_ one: String, _ other: String) -> Bool {
    guard kind == .images else { return true }
    return one.split(separator: "\n").map(Self.age) == other.split(separator: "\n").map(Self.age)
  }

  private static func age(_ line: Substring) -> String { line.contains("years ago") ? "old" : "" }

  /// What is told of one layer stands together; states that are only seen when the clock ticks then are left out.
  private static func byLayer(_ lines: [Substring]) -> [Substring] {
    var arranged: [Substring] = []
    var layers: [(id: Substring, lines: [Substring])] = []
    func flush() {
      arranged += layers.flatMap(\.lines)
      layers = []
    }
    for line in lines {
      guard let match = line.firstMatch(of: #/^([0-9a-f]{12}): (.*)$/#) else {
        flush()
        arranged.append(line)
        continue
      }
      if ["Verifying Checksum", "Waiting"].contains(match.output.2) { continue }
      if let index = layers.firstIndex(where: { $0.id == match.output.1 }) {
        layers[index].lines.append(line)
      } else {
        layers.append((match.output.1, [line]))
      }
    }
    flush()
    return arranged
  }
}
