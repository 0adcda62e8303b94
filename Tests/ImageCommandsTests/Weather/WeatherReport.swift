import Foundation
import Testing

/// What happened to a command in bad weather.
struct WeatherReport: Equatable {
  /// The requests that the weather's rules are about, with the status of their answers, 0 for none, and waits that a
  /// server asked for.
  let requests: String
  /// `ok`, or the lines that the user reads, with ` | ` between them.
  let ending: String
}

/// A rule of the weather and what is to happen under it.
struct WeatherRow: Sendable, CustomTestStringConvertible {
  let rule: String
  let requests: String
  let ending: String

  var testDescription: String { rule }

  /// Reads a table: endings at the margin, and below each of them, indented, the rules that lead there with the requests
  /// on the way. Capitals stand for what is different in each run; `or` where libcurl may ask once more by itself, on a
  /// new connection, because a kept one was lost.
  static func table(_ text: String) -> [WeatherRow] {
    var ending = ""
    return text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("  ") else {
        ending = String(line)
        return nil
      }
      let parts = line.components(separatedBy: " → ")
      return WeatherRow(
        rule: parts[0].trimmingCharacters(in: .whitespaces), requests: parts.count > 1 ? parts[1] : "", ending: ending)
    }
  }

  /// Lets a command meet the weather, and compares.
  func run(_ act: WeatherAct) async throws {
    let report = try await WeatherStation.report(rule, act)
    #expect(report.ending == ending)
    #expect(requests.components(separatedBy: " or ").contains(report.requests), "\(report.requests)")
  }
}
