import ImageSpec

/// Compares JSON as a page shows it with what was printed: members by key in any order, elements by place, leaves by
/// type.
struct JSONComparison {
  let sample: [SampleJSON]

  /// The documents of a printed text: one, or one a line.
  static func documents(in text: String) -> [JSON]? {
    if let whole = try? JSON(parsing: Array(text.utf8)) { return [whole] }
    var documents: [JSON] = []
    for line in text.lines where !line.isBlank {
      guard let document = try? JSON(parsing: Array(line.utf8)) else { return nil }
      documents.append(document)
    }
    return documents.isEmpty ? nil : documents
  }

  func compare(_ seen: [JSON], _ collector: inout FindingCollector, _ bindings: inout Bindings) {
    for (index, value) in sample.enumerated() {
      guard seen.indices.contains(index) else {
        collector.add(value.line, .missingRow, "a document", "", "no such document was printed", .mismatch)
        continue
      }
      compare(value, seen[index], at: "", &collector, &bindings)
    }
    if seen.count > sample.count, let last = sample.last {
      collector.add(
        last.line, .incompleteSample, "", "\(seen.count - sample.count) more", "the page shows fewer documents")
    }
  }

  private func compare(
    _ sample: SampleJSON, _ seen: JSON, at path: String, _ collector: inout FindingCollector,
    _ bindings: inout Bindings
  ) {
    switch (sample.content, seen) {
    case (.object(let members, let isOpen), .object(let object)):
      compare(members, object, isOpen, sample.line, path, &collector, &bindings)
    case (.array(let elements, let isOpen), .array(let values)):
      compare(elements, values, isOpen, sample.line, path, &collector, &bindings)
    case (.string(let expected), .string(let text)):
      compare(expected, text, sample.line, path, &collector, &bindings)
    case (.literal(let expected), .number(let number)) where Double(expected) != nil:
      guard Double(expected) != Double(number) else { return }
      let isSize = path.split(separator: ".").last.map { $0.hasSuffix("Size") || $0 == "size" } ?? false
      collector.add(
        sample.line, isSize ? .size : .value, expected, number,
        isSize ? "another size under \(path)" : "another number under \(path)")
    case (.literal("true"), .bool(true)), (.literal("false"), .bool(false)), (.literal("null"), .null): return
    default:
      collector.add(
        sample.line, .value, Self.text(sample), Self.text(seen), "another value under \(Self.shown(path))", .mismatch)
    }
  }

  private func compare(
    _ members: [(key: String, value: SampleJSON)], _ object: JSONObject, _ isOpen: Bool, _ line: Int, _ path: String,
    _ collector: inout FindingCollector, _ bindings: inout Bindings
  ) {
    for (key, value) in members {
      guard let other = object[key] else {
        collector.add(
          value.line, .missingRow, "\"\(key)\": \(Self.text(value))", "", "\(Self.shown(path)) has no \(key)")
        continue
      }
      compare(value, other, at: path.isEmpty ? key : "\(path).\(key)", &collector, &bindings)
    }
    let shown = Set(members.map(\.key))
    let more = object.keys.filter { !shown.contains($0) }
    guard !isOpen, !more.isEmpty else { return }
    collector.add(
      line, .incompleteSample, "", more.prefix(8).joined(separator: ", ") + (more.count > 8 ? ", …" : ""),
      "the page does not show all members of \(Self.shown(path)); a line of ... would say so")
  }

  private func compare(
    _ elements: [SampleJSON], _ values: [JSON], _ isOpen: Bool, _ line: Int, _ path: String,
    _ collector: inout FindingCollector, _ bindings: inout Bindings
  ) {
    for (index, element) in elements.enumerated() {
      guard values.indices.contains(index) else {
        collector.add(
          element.line, .missingRow, Self.text(element), "", "\(Self.shown(path)) has only \(values.count)", .mismatch)
        continue
      }
      compare(element, values[index], at: "\(path)[\(index)]", &collector, &bindings)
    }
    guard !isOpen, values.count > elements.count else { return }
    collector.add(
      line, .extraRow, "\(elements.count)", "\(values.count)", "the page shows fewer elements of \(Self.shown(path))")
  }

  /// Compares two texts: ids as variables, moments as moments, `abc...` by how it begins, all else literally.
  private func compare(
    _ expected: String, _ seen: String, _ line: Int, _ path: String, _ collector: inout FindingCollector,
    _ bindings: inout Bindings
  ) {
    if expected == seen, !IDText.isID(expected) { return }
    for mark in ["...", "…"] where expected.hasSuffix(mark) {
      if seen.hasPrefix(expected.dropLast(mark.count)) { return }
    }
    if let captures = LinePattern(expected).match(seen) {
      return collector.compare(captures, line: line, &bindings)
    }
    collector.add(line, .value, expected, seen, "another text under \(Self.shown(path))", .mismatch)
  }

  private static func shown(_ path: String) -> String { path.isEmpty ? "the document" : path }

  private static func text(_ sample: SampleJSON) -> String {
    switch sample.content {
    case .object(let members, _): members.isEmpty ? "{}" : "{…}"
    case .array(let elements, _): elements.isEmpty ? "[]" : "[…]"
    case .string(let text): "\"\(text)\""
    case .literal(let text): text
    }
  }

  private static func text(_ value: JSON) -> String {
    switch value {
    case .object(let object): object.isEmpty ? "{}" : "{…}"
    case .array(let elements): elements.isEmpty ? "[]" : "[…]"
    default: value.text()
    }
  }
}
