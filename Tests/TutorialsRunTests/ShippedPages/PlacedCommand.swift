import Testing
import Tutorials

/// One command of a shipped page, to be replaced.
struct PlacedCommand: Sendable, CustomTestStringConvertible {
  let page: String
  let step: Int
  let line: Int
  let source: String
  /// The verb, with its group where it has one, and with the option that makes another verb of it.
  let verb: String
  let expectsFailure: Bool
  /// How many lines the page shows.
  let lineCount: Int

  var testDescription: String { "\(page):\(line) \(source)" }

  /// Every command of the shipped pages, but for translations, which have the commands of their originals.
  static let all: [PlacedCommand] = Pages.shipped.filter { !$0.contains(".") }.flatMap { name in
    ((try? Pages.shipped(name))?.steps ?? []).flatMap { step in
      step.commands.filter { _ in !step.switches.skip }.map {
        PlacedCommand(
          page: name, step: step.ordinal, line: $0.line, source: $0.source, verb: verb($0),
          expectsFailure: $0.expectsFailure, lineCount: $0.sample.lines.count)
      }
    }
  }

  private static func verb(_ command: PageCommand) -> String {
    let words = command.words.filter { !$0.hasPrefix("-") }
    let groups: Set = ["registry", "manifest", "system", "image", "container"]
    var verb = words.prefix(words.first.map(groups.contains) == true ? 2 : 1).joined(separator: " ")
    if verb == "registry weather", let more = words.dropFirst(2).first { verb += " \(more)" }
    return command.words.contains("--dry-run") ? verb + " --dry-run" : verb
  }
}
