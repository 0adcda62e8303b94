import Foundation
import TestSupport
import Testing

@testable import LineEditing

/// Ctrl-R and the arrows.
@Suite struct SearchTests {
  private static let lines = ["pull one", "tag größe", "push 東京", "pull two", "images"]

  private static func start(_ folder: ScratchFolder, keys: String = "emacs") async throws -> PtySession {
    let file = HistoryFile(path: folder("history"))
    for line in lines { try file.append(line) }
    return try await startProbe(environment: ["PROBE_HISTORY": folder("history"), "PROBE_KEYS": keys])
  }

  private static func wait(_ session: PtySession, for line: String, at column: Int) async throws {
    try await session.wait(for: "‘\(line)’ with the cursor at \(column)") {
      $0.lines.last == line && $0.cursor.column == column
    }
  }

  @Test func `Ctrl-R narrows with each character, goes on with the next Ctrl-R, and leaves as one wishes`() async throws
  {
    let folder = try ScratchFolder()
    let session = try await Self.start(folder)
    session.send("kept\u{12}")
    try await Self.wait(session, for: "search '': kept", at: 15)
    session.send("pul")
    try await Self.wait(session, for: "search 'pul': pull two", at: 14)
    session.send("\u{12}")
    try await Self.wait(session, for: "search 'pul': pull one", at: 14)
    session.send("\u{12}")
    try await Self.wait(session, for: "no match 'pul': pull one", at: 16)
    session.send("\u{13}")
    try await Self.wait(session, for: "search 'pul': pull two", at: 14)
    session.send("\u{7f}\u{7f}s")
    try await Self.wait(session, for: "no match 'ps': pull two", at: 23)
    session.send("\u{7f}\u{7f}東")
    try await Self.wait(session, for: "search '東': push 東京", at: 18)
    // Ctrl-G, Escape and Ctrl-C give back what was there.
    for key in ["\u{7}", "\u{1b}", "\u{3}"] {
      session.send(key)
      try await Self.wait(session, for: "probe> kept", at: 11)
      session.send("\u{12}pul")
      try await session.wait(for: "search 'pul': pull two")
    }
    // An arrow takes the line to be edited, Enter runs it, and an empty search means the one before.
    session.send("\u{1b}[D")
    try await Self.wait(session, for: "probe> pull two", at: 7)
    session.send("X\r")
    try await session.wait(forRead: "[Xpull two]")
    session.send("\u{12}\u{12}\u{12}")
    try await Self.wait(session, for: "search 'pul': pull two", at: 14)
    session.send("\r")
    try await session.wait(forRead: "[pull two]")
    #expect(try HistoryFile(path: folder("history")).load() == Self.lines + ["Xpull two", "pull two"])
  }

  @Test func `The arrows give what begins alike, the cursor at its end, and below it what was typed`() async throws {
    let folder = try ScratchFolder()
    let session = try await Self.start(folder)
    session.send("pul\u{1b}[A")
    try await Self.wait(session, for: "probe> pull two", at: 15)
    session.send("\u{1b}[A")
    try await Self.wait(session, for: "probe> pull one", at: 15)
    session.send("\u{1b}[A")
    session.send("\u{1b}[B\u{1b}[B")
    // The hint stands behind what was typed.
    try await Self.wait(session, for: "probe> pull two", at: 10)
    // From the middle of a line only what stands before the cursor counts, and the rest comes back.
    session.send("\u{15}puX\u{1b}[D\u{1b}[A")
    try await Self.wait(session, for: "probe> pull two", at: 15)
    session.send("\u{1b}[A")
    try await Self.wait(session, for: "probe> push 東京", at: 16)
    session.send("\u{1b}[B\u{1b}[B")
    try await Self.wait(session, for: "probe> puX", at: 9)
    // An edited line is what is looked for next. Other shells' lines are not the arrows', but the search's.
    try HistoryFile(path: folder("history")).append("pull elsewhere")
    session.send("\u{15}\r")
    try await session.wait(forRead: "[]")
    session.send("pull\u{1b}[A")
    try await Self.wait(session, for: "probe> pull two", at: 15)
    session.send("\u{12}else")
    try await Self.wait(session, for: "search 'else': pull elsewhere", at: 20)
    session.send("\r")
    try await session.wait(forRead: "[pull elsewhere]")
  }

  @Test func `vi's keys know the history, Escape, and the keys with sequences in both modes`() async throws {
    let folder = try ScratchFolder()
    let session = try await Self.start(folder, keys: "vi")
    for (keys, line) in [
      ("one two\u{1b}0dwi\r", "two"), ("abc\u{1b}[D\u{1b}[DX\r", "aXbc"), ("abc\u{1b}hx\r", "ac"),
      ("abc\u{1b}\u{1b}[D\u{1b}[3~\r", "ac"), ("abc\u{1b}[1~X\r", "Xabc"), ("abc\u{1b}xu\r", "abc"),
    ] {
      session.send(keys)
      try await session.wait(forRead: "[\(line)]")
      session.send("\u{c}")
      try await session.wait(for: "an empty screen") { $0.lines == ["probe>"] && $0.cursor.column == 7 }
    }
    session.send("pull\u{1b}k")
    try await session.wait(for: "the line before") { $0.lines.last == "probe> pull two" }
    session.send("\u{3}")
    try await session.wait(forRead: "interrupted")
    session.send("\u{12}one\r")
    try await session.wait(forRead: "[pull one]")
  }
}
