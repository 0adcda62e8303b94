import Presentation
import RegistrySimulator

/// What `help weather` says.
enum WeatherHelp {
  /// What may stand behind some words of `registry weather`.
  static func argumentKind(behind words: [String]) -> ArgumentKind? {
    guard let action = words.first else {
      return .known([
        KnownWord("add", gloss: "Make a rule"), KnownWord("rm", gloss: "Take rules away"),
        KnownWord("ls", gloss: "List the rules, as without a word"),
      ])
    }
    switch (action, words.count) {
    case ("add", 1): return .known(WeatherFault.words.map { KnownWord($0, gloss: gloss(of: $0)) } + refusals)
    case ("add", _): return clauseKind(behind: words[words.count - 1])
    case ("rm", 1), ("remove", 1): return .known([KnownWord("all", gloss: "Every rule; else a rule's number")])
    case ("rm", _), ("remove", _): return .text
    default: return nil
    }
  }

  private static let refusals = [
    KnownWord("429", gloss: "the request is refused: too many"),
    KnownWord("503", gloss: "the request is refused: not now"),
  ]

  private static func gloss(of word: String) -> String? {
    let name = word.prefix { $0 != "=" && $0 != "@" }
    return faults.first { $0.0.split { " ,=@".contains($0) }.contains(name) }?.1
  }

  private static func clauseKind(behind word: String) -> ArgumentKind {
    switch word {
    case "on": .word(RequestSelection.Method.allCases.map(\.rawValue) + RequestKind.allCases.map(\.rawValue))
    case "of", "at", "after", "with": .text
    default:
      .known(
        clauses.flatMap { clause in
          clause.0.split(separator: ", ").map { $0.prefix { $0 != " " } }.filter { $0 != "N" }.map {
            KnownWord(String($0), gloss: clause.1)
          }
        } + [KnownWord("retry-after=", gloss: "with the seconds to wait")])
    }
  }

  /// The faults as they are written, with what happens then.
  static let faults = [
    ("reset, close", "the connection breaks before any answer"),
    ("reset@N, close@N", "it breaks behind N bytes of the body"),
    ("lost-answer", "what was asked for is done, and the answer lost"),
    ("stall, stall@N", "nothing more moves, the connection stays"),
    ("endless", "the body never ends"),
    ("drip=N, slow=N", "N bytes a second: once a second, or evenly"),
    ("delay=TIME", "the answer comes late, as 250ms or 2s"),
    ("flip, flip@N", "one bit is wrong: in the middle, or behind N bytes"),
    ("length=+N, length=-N", "Content-Length is wrong by N"),
    ("wrong-digest, no-digest", "Docker-Content-Digest is wrong or absent"),
    ("400 ... 599", "the request is refused with that status"),
    ("429 retry-after=N", "with the seconds to wait; retry-at=N as a date"),
    ("stale-token", "the request's token is good no more"),
    ("redirect=TARGET", "to a /path, a URL, another http://HOST, or a loop"),
    ("no-range", "all comes where a part was asked for"),
    ("html", "a page of a proxy comes in the place of the body"),
    ("bad-json, huge-json=N", "the document is cut, or N bytes long"),
    ("media-type=TYPE", "Content-Type is TYPE"),
    ("header=NAME:VALUE", "a header is VALUE (%20: a blank), or absent"),
    ("hostile", "control characters in messages and names"),
    ("skew=+TIME, skew=-TIME", "the registry's clock is wrong"),
  ]

  private static let clauses = [
    ("on [METHODS] [KINDS]", "of requests: GET blob; manifest,tags; PUT"),
    ("of REPOSITORY", "of this repository; * is anything: library/*"),
    ("at PATH", "at this path; * is anything: */manifests/latest"),
    ("once, N times, always", "so often; always need not be said"),
    ("after N", "behind N requests that pass"),
    ("with P%", "by chance, as the seed decides"),
  ]

  static var text: String {
    var text = "\nA rule of the weather says what goes wrong, on which requests, and when:\n\n"
    text += "  reset@4096 on blob once\n  429 retry-after=2 on manifest 3 times\n  503 on upload with 20%\n\n"
    text += "It begins with what goes wrong:\n\n" + table(faults)
    text += "\nThen come, in any order:\n\n" + table(clauses)
    let kinds = RequestKind.allCases.map(\.rawValue)
    text += "\nThe kinds of requests: \(kinds.prefix(6).joined(separator: ", ")),\n"
    text += "\(kinds.dropFirst(6).joined(separator: ", ")), any.\n"
    return text + """

      N bytes may be 64k or 1M. They count what the request carries: of an upload
      what comes in, else the answer. A rule meets only what it can harm: reset@4096
      passes a HEAD and a body of 4096 bytes. Each counts its own requests, so the
      same requests in the same order meet the same weather. Waits are real time.

      'registry weather add RULE' makes a rule, 'registry serve --weather RULE' starts
      with one, and a fixture has them as a list under 'weather', for every registry
      or for one.

      """
  }

  private static func table(_ rows: [(String, String)]) -> String {
    Table(["", ""], rows: rows.map { ["  \($0.0)", $0.1] }).text(withHeadings: false)
  }
}
