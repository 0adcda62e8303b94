/// The progress of a pull or a push, folded to each layer's last state.
public struct Transcript: Hashable, Sendable {
  /// A layer, where it was last seen.
  public struct Layer: Hashable, Sendable {
    /// The layer's id, as printed.
    public let id: String
    /// Its last state, without bars and numbers.
    public let state: String
    /// The line of that state.
    public let line: Int

    /// Whether nothing more comes for this layer.
    public var isDone: Bool { Transcript.finalStates.contains { state.hasPrefix($0) } }
  }

  /// The layers, in the order in which they were first seen.
  public let layers: [Layer]
  /// All other lines.
  public let rest: [Sample.Line]

  private static let finalStates = [
    "Pull complete", "Already exists", "Pushed", "Layer already exists", "Mounted from", "Skipped foreign layer",
    "Unavailable", "Image already exists", "Image successfully pushed",
  ]
  /// States that docker up to 1.9 calls otherwise.
  private static let older = [
    "Image already exists": "Layer already exists", "Image successfully pushed": "Pushed",
  ]
  private static let passingStates = [
    "Pulling fs layer", "Pulling metadata", "Pulling dependent layers", "Waiting", "Downloading", "Download complete",
    "Verifying Checksum", "Extracting",
    "Retrying in",
    "Preparing", "Pushing",
  ]

  /// Reads a transcript; one without any layer is ordinary text.
  public init?(_ lines: [Sample.Line]) {
    var layers: [Layer] = []
    var places: [String: Int] = [:]
    var rest: [Sample.Line] = []
    for line in lines {
      guard let layer = Self.layer(line) else {
        rest.append(line)
        continue
      }
      if let place = places[layer.id] {
        layers[place] = layer
      } else {
        places[layer.id] = layers.count
        layers.append(layer)
      }
    }
    if layers.isEmpty { return nil }
    self.layers = layers
    self.rest = rest
  }

  private static func layer(_ line: Sample.Line) -> Layer? {
    let text = line.text.trimmed
    guard let length = IDText.length(text[...]), length == 12 else { return nil }
    let tail = text.dropFirst(length)
    guard tail.hasPrefix(": ") else { return nil }
    let state = tail.dropFirst(2)
    if let passing = passingStates.first(where: { state.hasPrefix($0) }) {
      return Layer(id: String(text.prefix(length)), state: passing, line: line.number)
    }
    guard finalStates.contains(where: { state.hasPrefix($0) }) else { return nil }
    let written = String(state).trimmed
    return Layer(id: String(text.prefix(length)), state: older[written] ?? written, line: line.number)
  }
}
