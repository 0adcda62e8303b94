import ImageCommands
import ImageOperations
import LineEditing
import Presentation
import Worlds

/// What the prompt says: who is logged in where, a simulated world's name, what extensions add, and the last status when
/// it was not 0. A world that the shell did not begin in is an extension's, which names it; of that the prompt says that
/// it is simulated.
///
/// In words and signs throughout: colour only repeats them. What a narrow terminal has no room for is shortened and then
/// left out, the account first and the status never.
struct ShellPrompt {
  let world: World.Origin
  let isOwnWorld: Bool
  var account: KnownNames.Account?
  let segments: [String]
  let status: ExitStatus

  /// A piece of the prompt.
  private struct Part {
    var text: String
    var open = ""
    var close = ""
    let style: (String) -> String
    /// Whether its end tells more than its beginning: `first-steps 3/11`.
    var endsMatter = false

    var width: Int { DisplayWidth.of(open + text + close) + 1 }

    /// The same in so many columns.
    func shortened(to columns: Int) -> Part {
      var part = self
      part.text =
        endsMatter ? Truncation.ellipsisInFront(text, columns: columns) : Truncation.ellipsis(text, columns: columns)
      return part
    }
  }

  /// The prompt for a terminal of so many columns.
  func prompt(style: Style, columns: Int) -> LineEditing.Prompt {
    let account = self.account.map { account in
      Part(
        text: Escaping.line(account.username.map { "\($0)@" } ?? "") + Escaping.line("\(account.host)"),
        style: style.green)
    }
    var place: Part?
    if case .simulated(let fixture) = world {
      place = Part(text: isOwnWorld ? Escaping.line(fixture) : "simulated", open: "(", close: ")", style: style.yellow)
    }
    let others = segments.map { text in
      Part(text: Escaping.line(text), open: "[", close: "]", style: style.cyan, endsMatter: true)
    }
    let failure = status == .success ? nil : Part(text: "\(status.rawValue)", open: "[", close: "]", style: style.red)
    func all(_ account: Part?, _ place: Part?, _ others: [Part]) -> [Part] {
      [account, place].compactMap { $0 } + others + [failure].compactMap { $0 }
    }
    // From the longest to the shortest; the last one is taken even where it is too long.
    let short = (place?.shortened(to: 10), others.map { $0.shortened(to: 12) })
    let choices = [
      all(account, place, others), all(account?.shortened(to: 16), place, others), all(nil, place, others),
      all(nil, short.0, short.1), all(nil, nil, short.1), all(nil, nil, Array(short.1.prefix(1))), all(nil, nil, []),
    ]
    let room = max(columns * 2 / 3, columns - 20) - DisplayWidth.of("drydock> ")
    let parts = choices.first { $0.reduce(0) { $0 + $1.width } <= room } ?? choices[choices.count - 1]
    let texts = parts.map { " " + $0.style($0.open + $0.text + $0.close) }
    return LineEditing.Prompt(style.bold("drydock") + texts.joined() + "> ")
  }
}
