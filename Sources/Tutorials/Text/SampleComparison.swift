/// Compares what a page shows with what a command printed, by type: tables as tables, progress as last states, ids as
/// variables, ages and sizes by their writing, everything else literally. No similarity is measured.
public enum SampleComparison {
  /// Compares one sample. A page that shows nothing agrees with everything.
  ///
  /// - Parameters:
  ///   - sample: what the page shows.
  ///   - seen: what was printed, plain, without control sequences.
  ///   - bindings: what the page's ids and names stand for so far; what this sample adds is bound.
  ///   - verb: the command's verb; only `pull`, `push` and unknown ones can print layers' progress.
  ///   - switches: `exact` compares line by line and byte for byte, `unordered` lets lines come in any order.
  /// - Returns: the differences, in the order of the page's lines.
  public static func compare(
    sample: Sample, seen: String, bindings: inout Bindings, verb: String? = nil, switches: Switches = .none
  ) -> [TextFinding] {
    if sample.isEmpty { return [] }
    let text = seen.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }).map(
      String.init)
    let printed = Sample(text.enumerated().map { Sample.Line(number: $0.offset + 1, text: $0.element) })
    var collector = FindingCollector()
    if switches.exact {
      exact(sample.lines, text, &collector)
      return collector.findings
    }
    if let values = SampleJSON.values(in: sample.lines), let documents = JSONComparison.documents(in: seen) {
      JSONComparison(sample: values).compare(documents, &collector, &bindings)
      return collector.findings
    }
    var page = sample.lines
    var lines = printed.lines
    if let table = SampleTable(page) {
      guard let other = SampleTable(lines) else {
        let first = lines.first { !$0.text.isBlank }?.text ?? ""
        collector.add(
          table.header.number, .text, LinePattern.folded(table.header.text), LinePattern.folded(first),
          "no table was printed", .mismatch)
        return collector.findings
      }
      TableComparison(sample: table, seen: other).compare(&collector, &bindings)
      page.removeSubrange(table.lines)
      lines.removeSubrange(other.lines)
    } else if mayShowLayers(verb), let transcript = Transcript(page) {
      page = transcript.rest
      if let other = Transcript(lines) {
        TranscriptComparison(sample: transcript, seen: other, skips: page.contains(where: \.isElision)).compare(
          &collector, &bindings)
        lines = other.rest
      } else {
        for layer in transcript.layers {
          collector.add(layer.line, .missingRow, "\(layer.id): \(layer.state)", "", "no layer was printed", .mismatch)
        }
      }
    } else if mayShowLayers(verb), let other = Transcript(lines) {
      if !page.contains(where: \.isElision) {
        collector.add(
          sample.lines.last?.number ?? 1, .incompleteSample, "", Self.count(other.layers.count, "layer"),
          "the page does not show the layers")
      }
      lines = other.rest
    }
    TextComparison(sample: page, seen: lines.map(\.text), isUnordered: switches.unordered).compare(
      &collector, &bindings)
    return collector.findings.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(
      \.element)
  }

  /// Whether a command can print layers' progress.
  static func mayShowLayers(_ verb: String?) -> Bool {
    guard let verb else { return true }
    return ["pull", "push", "load", "run", "create", "build", "image"].contains(verb)
  }

  private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  private static func exact(_ page: [Sample.Line], _ seen: [String], _ collector: inout FindingCollector) {
    var printed = seen
    while printed.last?.isEmpty == true { printed.removeLast() }
    for (index, line) in page.enumerated() {
      guard index < printed.count else {
        collector.add(line.number, .missingRow, line.text, "", "this line was not printed", .mismatch)
        continue
      }
      if line.text == printed[index] { continue }
      let isLayout = LinePattern.folded(line.text) == LinePattern.folded(printed[index])
      collector.add(
        line.number, isLayout ? .layout : .text, line.text, printed[index],
        isLayout ? "other blanks, and the fence says exact" : "another text, and the fence says exact", .mismatch)
    }
    for line in printed.dropFirst(page.count) {
      collector.add(page.last?.number ?? 1, .extraRow, "", line, "the fence says exact", .mismatch)
    }
  }
}
