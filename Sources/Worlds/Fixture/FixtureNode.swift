import CommandLanguage
import Yams

/// A place in a fixture's YAML, for reading with errors that name the place.
struct FixtureNode {
  let node: Node
  let path: String
  let fixture: String

  /// An error at this place.
  func error(_ rule: FixtureError.Rule) -> FixtureError {
    FixtureError(fixture: fixture, path: path, line: node.mark?.line, rule: rule)
  }

  /// The members of a mapping that has only these keys.
  func members(_ allowed: [String]) throws(FixtureError) -> FixtureMembers {
    var values: [String: FixtureNode] = [:]
    for (key, value) in try entries() {
      guard allowed.contains(key) else {
        throw value.error(.unknownKey(key, nearest: Spelling.nearest(to: key, among: allowed)), above: self)
      }
      values[key] = value
    }
    return FixtureMembers(owner: self, values: values)
  }

  /// The members of a mapping whose keys are names of the fixture's own, in the file's order.
  func entries() throws(FixtureError) -> [(key: String, value: FixtureNode)] {
    guard case .mapping(let mapping) = node else { throw error(.expected("a mapping")) }
    var entries: [(key: String, value: FixtureNode)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { throw error(.expected("a mapping whose keys are texts")) }
      entries.append((name, FixtureNode(node: value, path: path.isEmpty ? name : "\(path).\(name)", fixture: fixture)))
    }
    return entries
  }

  /// The elements of a list.
  func elements() throws(FixtureError) -> [FixtureNode] {
    guard case .sequence(let sequence) = node else { throw error(.expected("a list")) }
    return sequence.enumerated().map { FixtureNode(node: $1, path: "\(path)[\($0)]", fixture: fixture) }
  }

  /// Whether it is a list.
  var isList: Bool { if case .sequence = node { true } else { false } }

  /// Whether it is a mapping.
  var isMapping: Bool { if case .mapping = node { true } else { false } }

  /// The text of a scalar, as it is written: `10.10` stays `10.10`.
  func text() throws(FixtureError) -> String {
    guard let text = node.scalar?.string else { throw error(.expected("a text")) }
    return text
  }

  /// The texts of a list.
  func texts() throws(FixtureError) -> [String] {
    var texts: [String] = []
    for element in try elements() { texts.append(try element.text()) }
    return texts
  }

  /// A whole number in a range.
  func integer(_ range: ClosedRange<Int64>) throws(FixtureError) -> Int64 {
    guard let number = Int64(try text()) else { throw error(.expected("a whole number")) }
    guard range.contains(number) else {
      throw error(.invalid("\(number)", reason: "not in \(range.lowerBound)...\(range.upperBound)"))
    }
    return number
  }

  /// `true` or `false`.
  func flag() throws(FixtureError) -> Bool {
    guard let flag = Bool(try text()) else { throw error(.expected("true or false")) }
    return flag
  }

  /// A text parsed by a value's own grammar.
  func parsed<Value>(_ parse: (String) throws -> Value?) throws(FixtureError) -> Value {
    let text = try text()
    let reason: String
    do {
      if let value = try parse(text) { return value }
      reason = "wrong form"
    } catch { reason = "\(error)" }
    throw error(.invalid(text, reason: reason))
  }

  /// One of the values of an enumeration.
  func choice<Value: RawRepresentable<String> & CaseIterable>(of type: Value.Type = Value.self)
    throws(FixtureError) -> Value
  {
    let text = try text()
    guard let value = Value(rawValue: text) else {
      throw error(.invalid(text, reason: "not one of " + Value.allCases.map(\.rawValue).joined(separator: ", ")))
    }
    return value
  }

  private func error(_ rule: FixtureError.Rule, above owner: FixtureNode) -> FixtureError {
    FixtureError(fixture: fixture, path: owner.path, line: node.mark?.line ?? owner.node.mark?.line, rule: rule)
  }
}

/// The members of a mapping whose keys were checked.
struct FixtureMembers {
  let owner: FixtureNode
  let values: [String: FixtureNode]

  subscript(key: String) -> FixtureNode? { values[key] }

  /// A member that must be there.
  func required(_ key: String) throws(FixtureError) -> FixtureNode {
    guard let value = values[key] else { throw owner.error(.missing(key)) }
    return value
  }
}
