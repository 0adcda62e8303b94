/// Compares the layers of two transcripts. The order of layers in a pull is not determined, and their ids are
/// variables.
struct TranscriptComparison {
  let sample: Transcript
  let seen: Transcript

  func compare(_ collector: inout FindingCollector, _ bindings: inout Bindings) {
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
    let known = bindings
    pair { known.id($0.id) == $1.id }
    pair { known.id($0.id) == nil && known.pageID(of: $1.id) == nil && $0.state == $1.state }
    pair { known.id($0.id) == nil && known.pageID(of: $1.id) == nil }
    pair { first, second in first.state == second.state }
    pair { _, _ in true }

    for (first, second) in pairs.sorted(by: { $0.sample.line < $1.sample.line }) {
      collector.bind(first.line, id: first.id, to: second.id, &bindings)
      if first.state == second.state { continue }
      collector.surroundings = Surroundings(
        page: .init(before: ["\(first.id):"]), seen: .init(before: ["\(second.id):"]))
      defer { collector.surroundings = nil }
      if !first.isDone, second.isDone {
        collector.add(
          first.line, .incompleteSample, first.state, second.state, "recorded before the layer was done")
      } else {
        collector.add(first.line, .state, first.state, second.state, "another last state of a layer")
      }
    }
    for layer in open {
      collector.add(
        layer.line, .missingRow, "\(layer.id): \(layer.state)", "", "the sample shows more layers than there are",
        .mismatch)
    }
    if let first = rest.first {
      let line = sample.layers.map(\.line).max() ?? 1
      let more = rest.count > 1 ? " and \(rest.count - 1) more" : ""
      collector.add(
        line, .incompleteSample, "", "\(first.id): \(first.state)\(more)", "the page shows fewer layers than there are")
    }
  }
}
