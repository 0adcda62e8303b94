import TestSupport
import Testing

/// The same words on every terminal, and on none.
@Suite struct TerminalKindTests {
  private static let lines = [
    "search alpine", "pull busybox", "hint", "pull alpine", "images", "cat alpine:/etc/os-release", "where", "stop",
  ]

  @Test func `A dumb terminal, and a pipe, get the same words and no control sequence`() async throws {
    let learner = try await Learner(try Drydock(["TERM": "dumb"]), learns: "first-steps")
    var seen = learner.lines
    for line in Self.lines {
      if line == "stop" { break }
      try await learner.type(line)
      seen += learner.lines
    }
    seen += try await learner.stop()
    #expect(!learner.terminal.output.contains("\u{1B}"))

    let piped = try await Drydock(["TERM": "dumb"]).bash(
      "printf '%s\\n' '\(Self.lines.joined(separator: "' '"))' | \"$drydock\" tutorial learn first-steps 2>&1")
    #expect(piped.status == 0)
    #expect(!piped.output.contains("\u{1B}"))
    let told = piped.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // A terminal breaks what is longer than its window.
    #expect(Self.words(seen) == Self.words(told))
  }

  private static func words(_ lines: [String]) -> String { lines.joined().filter { $0 != " " && $0 != "*" } }

  @Test func `NO_COLOR takes the colours and leaves the words`() async throws {
    let plain = try await Learner(try Drydock(["NO_COLOR": "1"]), learns: "first-steps")
    let coloured = try await Learner(try Drydock(), learns: "first-steps")
    for line in ["search alpine", "pull busybox", "pull alpine"] {
      try await plain.type(line)
      try await coloured.type(line)
      #expect(Self.words(plain.lines) == Self.words(coloured.lines))
    }
    #expect(!plain.terminal.output.contains(#/\u{1B}\[[0-9;]*m/#))
    #expect(coloured.terminal.output.contains("\u{1B}[1m"))
  }

  @Test func `Forty columns hold every word whole`() async throws {
    let drydock = try Drydock()
    let narrow = try await Learner(drydock, learns: "first-steps", columns: 40)
    let wide = try await Learner(drydock, learns: "first-steps", columns: 100)
    func words(_ learner: Learner) -> [Substring] { learner.said.split(separator: " ") }
    #expect(words(narrow) == words(wide))
    try await narrow.type("skip")
    try await wide.type("skip")
    #expect(words(narrow).suffix(40) == words(wide).suffix(40))
    #expect(narrow.terminal.screen.lines.allSatisfy { $0.count <= 40 })
  }

  @Test func `A window that changes its size gets the next lines in its width`() async throws {
    let learner = try await Learner(try Drydock(), learns: "first-steps", columns: 80)
    learner.terminal.resize(columns: 47, rows: 800)
    try await learner.type("skip")
    let prose = learner.lines.drop { !$0.hasPrefix("Step 2") }
    #expect(prose.contains("An image under OFFICIAL is looked after by"), "\(learner.lines)")
  }
}
