import Foundation
import TestSupport
import Testing

@testable import LineEditing

/// The dim text behind the cursor.
@Suite struct HintTests {
  /// Waits for the last row, with the cursor so far behind the prompt.
  private static func wait(_ session: PtySession, for row: String, cursor: Int) async throws {
    try await session.wait(for: "‘\(row)’ with the cursor at \(cursor)") {
      $0.lines.last == "probe> \(row)" && $0.cursor.column == 7 + cursor
    }
  }

  @Test func `A hint is shown, taken whole or by words, and never part of the line by itself`() async throws {
    let session = try await startProbe()
    session.send("hel")
    try await Self.wait(session, for: "hello world", cursor: 3)
    #expect(session.output.contains("\u{1b}[2mlo world\u{1b}[0m"))
    session.send("\u{3}")
    try await session.wait(forRead: "interrupted")
    #expect(session.screen.lines.contains("probe> hel^C"))
    for (keys, line) in [
      ("\u{1b}[C", "hello world"), ("\u{5}", "hello world"), ("\u{6}", "hello world"), ("\u{1b}[F", "hello world"),
      ("\u{1b}f", "hello"), ("\u{1b}[1;5C", "hello"), ("\u{1b}f\u{1b}f", "hello world"), ("", "hel"),
      ("\u{1b}[D\u{1b}[CX", "helX"), ("\u{1}\u{1b}fX", "helX"), ("\u{1}\u{5}X", "helX"),
    ] {
      session.send("hel\(keys)\r")
      try await session.wait(forRead: "[\(line)]")
      session.send("\u{c}")
      try await session.wait(for: "an empty screen") { $0.lines == ["probe>"] && $0.cursor.column == 7 }
    }
    // What comes next is shown, and no key makes it text.
    session.send("tag ")
    try await Self.wait(session, for: "tag IMAGE", cursor: 4)
    session.send("\u{1b}[C\u{5}\u{1b}fx\r")
    try await session.wait(forRead: "[tag x]")
  }

  @Test func `The newest line that begins alike is the hint, of other shells too, without secrets`() async throws {
    let folder = try ScratchFolder()
    let path = folder("history")
    let others = HistoryFile(path: path)
    for line in ["pull old", "pull new", "pull password", "typo pull", "two\nrows"] { try others.append(line) }
    let session = try await startProbe(columns: 24, environment: ["PROBE_HISTORY": path])
    session.send("pul")
    try await Self.wait(session, for: "pull new", cursor: 3)
    session.send("l o")
    try await Self.wait(session, for: "pull old", cursor: 6)
    session.send("\u{15}typ")
    try await Self.wait(session, for: "typ", cursor: 3)
    session.send("\u{15}tw")
    try await Self.wait(session, for: "tw", cursor: 2)
    session.send("\u{15}own 東京\r")
    try await session.wait(forRead: "[own 東京]")
    try others.append("pull 東京東京東京東京")
    session.send("password\r")
    try await session.wait(forRead: "[password]")
    session.send("\u{c}own ")
    try await Self.wait(session, for: "own 東京", cursor: 4)
    // Cut to the free columns, wide characters whole: the last column stays free.
    session.send("\u{15}pull ")
    try await Self.wait(session, for: "pull 東京東京東…", cursor: 5)
    // It is gone before a message, a resize, Ctrl-C and Enter.
    session.resize(columns: 40, rows: 24)
    try await Self.wait(session, for: "pull 東京東京東京東京", cursor: 5)
    session.send("\u{3}")
    try await session.wait(forRead: "interrupted")
    #expect(session.screen.lines.filter { $0.hasPrefix("probe> pull") } == ["probe> pull ^C"])
  }

  @Test(
    "There are no hints where none can look like one",
    arguments: [("dumb", ""), ("vt100", "1"), ("xterm", "1"), ("unknown", "")])
  func plain(term: String, noColor: String) async throws {
    var environment: [String: String] = [:]
    if !noColor.isEmpty { environment["NO_COLOR"] = noColor }
    let session = try await startProbe(term: term, environment: environment)
    session.send("hel\u{1b}[C\r")
    try await session.wait(forRead: "[hel]")
    #expect(!session.output.contains("\u{1b}[2m") && !session.output.contains("lo world"))
  }
}
