/// Compares the layers of two transcripts. The order of layers in a pull is not determined, and their ids are
/// variables.
struct TranscriptComparison {
  let sample: Transcript
  let seen: Transcript
  /// Whether a line of `...` stands for layers that are not shown.
  var skips = false

  /// The layers that belong together, and those that only one side has.
  func paired(_ known: Bindings) -> (
    pairs: [(sample: Transcript.Layer, seen: Transcript.Layer)], missing: [Transcript.Layer], extra: [Transcript.Layer]
  ) {
    var pairs: [(sample: Transcript.Layer, seen: Transcript.Layer)] = []
    var open = sample.layers
    var rest = seen.layers
    /// Pairs each open layer with the first that fits it.
    func pair(_ fits: (Transcript.Layer, Transcript.Layer) -> Bool) {
      var unmatched: [Transcript.Layer] = []
      for layer in open {
        if let index = rest.firstIndex(where: { fits(layer, $0) }) {
          pairs.append((layer, rest.remove(at: index)))
        } else {
          unmatched.append(layer)
        }
      }
      open = unmatched
    }
    pair { known.id($0.id) == $1.id }
    pair { known.id($0.id) == nil && known.pageID(of: $1.id) == nil && $0.state == $1.state }
    pair { known.id($0.id) == nil && known.pageID(of: $1.id) == nil }
    pair { first, second in first.state == second.state }
    pair { _, _ in true }

    return (pairs.sorted { $0.sample.line < $1.sample.line }, open, rest)
  }

  func compare(_ collector: inout FindingCollector, _ bindings: inout Bindings) {
    let (pairs, open, rest) = paired(bindings)
    for (first, second) in pairs {
      collector.bind(first.line, id: first.id, to: second.id, &bindings)
      if first.state == second.state { continue }
      collector.surroundings = Surroundings(
        page: .init(before: ["\(first.id):"]), seen: .init(before: ["\(second.id):"]))
      defer { collector.surroundings = nil }
      if !first.isDone, second.isDone {
        collector.add(
          first.line, .incompleteSample, first.state, second.state,
          "the sample was recorded while the command still ran: this is no last state of a layer")
      } else {
        collector.add(first.line, .state, first.state, second.state, Self.reason(first.state, second.state))
      }
    }
    for layer in open where !skips || layer.isDone {
      collector.add(
        layer.line, .missingRow, "\(layer.id): \(layer.state)", "", "the page shows more layers than the image has",
        .mismatch)
    }
    if !skips, let first = rest.first {
      let line = sample.layers.map(\.line).max() ?? 1
      let more = rest.count > 1 ? " and \(rest.count - 1) more" : ""
      collector.add(
        line, .incompleteSample, "", "\(first.id): \(first.state)\(more)",
        "the page shows fewer layers than the image has")
    }
  }

  /// What two last states of a layer say of the two worlds.
  private static func reason(_ page: String, _ seen: String) -> String {
    let (first, second) = (meaning(of: page), meaning(of: seen))
    guard let first, let second else { return "the layer ended otherwise" }
    return "on the page \(first); here \(second)"
  }

  private static func meaning(of state: String) -> String? {
    switch state {
    case "Pull complete": "the layer was downloaded"
    case "Already exists": "the layer was on the machine before"
    case "Pushed": "the layer was sent to the registry"
    case "Layer already exists": "the registry had the layer before"
    case "Skipped foreign layer": "the layer lies on another host and was not sent"
    case let state where state.hasPrefix("Mounted from"):
      "the registry took the layer from another repository of its own"
    case "Download complete": "the layer was downloaded and not unpacked yet"
    case let state
    where ["Downloading", "Extracting", "Waiting", "Pulling", "Pushing", "Preparing"].contains {
      state.hasPrefix($0)
    }: "the command was still running"
    default: nil
    }
  }
}
