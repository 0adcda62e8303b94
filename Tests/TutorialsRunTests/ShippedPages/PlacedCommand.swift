import Testing
import Tutorials

/// One command of a shipped page, to be replaced.
struct PlacedCommand: Sendable, CustomTestStringConvertible {
  let page: String
  let step: Int
  let line: Int
  let source: String
  let verb: String
  let expectsFailure: Bool

  var testDescription: String { "\(page):\(line) \(source)" }

  /// Every command of the shipped pages.
  static let all: [PlacedCommand] = Pages.shipped.flatMap { name in
    ((try? Pages.shipped(name))?.steps ?? []).flatMap { step in
      step.commands.filter { _ in !step.switches.skip }.map {
        PlacedCommand(
          page: name, step: step.ordinal, line: $0.line, source: $0.source, verb: $0.verb ?? "",
          expectsFailure: $0.expectsFailure)
      }
    }
  }
}
