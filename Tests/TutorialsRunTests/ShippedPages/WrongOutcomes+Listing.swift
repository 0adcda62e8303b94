import Foundation
import ImageCommands
import ImageOperations
import Testing
import Tutorials

extension WrongOutcome {
  /// Of the verbs that only print.
  static let listing =
    Falsehood.verbs.sorted().flatMap { verb in
      [
        WrongOutcome("nothing is printed", verb, where: hasContent, Doubles.printing { _ in "" }),
        WrongOutcome(
          "the last line is missing", verb, where: hasContent, Doubles.printing { $0.lines(leavingOut: 1) }),
        WrongOutcome("a digit is another", verb, Doubles.printing(changed)),
      ]
    } + [
      WrongOutcome("the list is empty", "images", Doubles.printing { String($0.prefix { $0 != "\n" }) + "\n" }),
      WrongOutcome("the results are those of another search", "search") { call, context in
        let term = try #require(call.words.operands.last)
        return await context.run(call.words.map { $0 == term ? "nginx" : $0 })
      },
    ]
    + ["history", "inspect"].map { verb in
      WrongOutcome("it is about another image", verb) { call, context in
        _ = try await context.anotherImage(named: "another")
        let image = try #require(call.words.operands.last)
        return await context.run(call.words.map { $0 == image ? "another" : $0 })
      }
    }

  /// An empty list without its heading is an empty list still.
  private static let hasContent: @Sendable (PlacedCommand) -> Bool = { $0.verb != "registry ls" || $0.lineCount > 1 }

  /// The last digit is another that is not an age's: time goes on.
  private static func changed(_ text: String) -> String {
    var text = text
    let ages = text.ranges(of: /[0-9]+ (second|minute|hour|day|week|month|year)s? ago/)
    let isOfAnAge = { (place: String.Index) in ages.contains { $0.lowerBound <= place && place < $0.upperBound } }
    guard let place = text.indices.last(where: { text[$0].isNumber && !isOfAnAge($0) }),
      let digit = text[place].wholeNumberValue
    else {
      return text + "1"
    }
    text.replaceSubrange(place...place, with: "\((digit + 1) % 10)")
    return text
  }
}

extension String {
  /// The text without its last lines.
  fileprivate func lines(leavingOut count: Int) -> String {
    let lines = split(separator: "\n", omittingEmptySubsequences: true).dropLast(count)
    return lines.map { $0 + "\n" }.joined()
  }
}
