/// The place in a fixture and the rule that it breaks there.
public struct FixtureError: Error, Hashable, CustomStringConvertible {
  /// The fixture's name.
  public let fixture: String
  /// The keys that lead to the place, `images.aspnet.layers[1].layer`; empty for the whole file.
  public let path: String
  /// The line, from 1, where it is known.
  public let line: Int?
  /// The rule broken.
  public let rule: Rule

  /// Names a broken rule.
  public init(fixture: String, path: String, line: Int?, rule: Rule) {
    self.fixture = fixture
    self.path = path
    self.line = line
    self.rule = rule
  }

  /// The rules of fixtures.
  public enum Rule: Hashable, Sendable {
    /// The text is not YAML, with the parser's reason.
    case notYAML(String)
    /// The text has more bytes than a fixture may have.
    case tooLarge(limit: Int)
    /// A key that must be there is absent.
    case missing(String)
    /// The value is of another kind: `a mapping`, `a list`, `a text`, `a whole number`, `true or false`.
    case expected(String)
    /// There is no such key here; the nearest one that there is.
    case unknownKey(String, nearest: String?)
    /// The value breaks its own grammar.
    case invalid(String, reason: String)
    /// Nothing has this name; what it should name, and the nearest name that there is.
    case undefined(String, kind: String, nearest: String?)
    /// The image is built on itself.
    case circular(String)
  }

  /// The facts, for logs.
  public var description: String {
    let place = line.map { "\(fixture):\($0)" } ?? fixture
    return path.isEmpty ? "\(place): \(rule.text)" : "\(place): \(path): \(rule.text)"
  }
}

extension FixtureError.Rule {
  fileprivate var text: String {
    func hint(_ nearest: String?) -> String { nearest.map { "; did you mean \"\($0)\"?" } ?? "" }
    return switch self {
    case .notYAML(let reason): "not YAML: \(reason)"
    case .tooLarge(let limit): "more than \(limit) bytes"
    case .missing(let key): "the key \"\(key)\" is missing"
    case .expected(let kind): "must be \(kind)"
    case .unknownKey(let key, let nearest): "there is no key \"\(key)\"\(hint(nearest))"
    case .invalid(let value, let reason): "\"\(value)\" is not valid: \(reason)"
    case .undefined(let name, let kind, let nearest): "there is no \(kind) \"\(name)\"\(hint(nearest))"
    case .circular(let name): "the image \"\(name)\" is built on itself"
    }
  }
}
