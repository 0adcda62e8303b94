import DistributionSpec
import ImageSpec

/// Rules of a weather with their counts, as control sends them: JSON.
public struct WeatherReport: Hashable, Sendable {
  /// The rules.
  public let entries: [Weather.Entry]

  /// Reports on rules.
  public init(_ entries: [Weather.Entry]) { self.entries = entries }

  /// Reads a report.
  ///
  /// - Throws: `DocumentError`, and ``WeatherRuleError`` for a rule that this program does not know.
  public init(parsing bytes: [UInt8]) throws {
    entries = try JSONCursor(parsing: bytes).required("rules").elements().map { entry in
      Weather.Entry(
        number: Int(try entry.required("number").integer()),
        rule: try WeatherRule(parsing: try entry.required("rule").string()),
        met: Int(try entry.required("met").integer()), struck: Int(try entry.required("struck").integer()))
    }
  }

  /// The report's bytes.
  public func encoded() -> [UInt8] {
    let rules = entries.map { entry -> JSON in
      [
        "number": .integer(Int64(entry.number)), "rule": .string(entry.rule.description),
        "met": .integer(Int64(entry.met)), "struck": .integer(Int64(entry.struck)),
      ]
    }
    let body: JSON = ["rules": .array(rules)]
    return body.encoded()
  }

  /// The body that adds a rule.
  public static func request(adding rule: WeatherRule) -> [UInt8] {
    let body: JSON = ["rule": .string(rule.description)]
    return body.encoded()
  }
}
