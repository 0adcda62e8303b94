import Foundation
import TestSupport
import Testing

@testable import LineEditing

/// What surrounds a line: lists, history, secrets, signals.
@Suite struct ReadingTests {
  @Test func `Several candidates are listed with glosses that fit the width, and the line stays`() async throws {
    let session = try await startProbe(columns: 40)
    session.send("x im\t")
    try await session.wait(for: "the list") { $0.lines.last == "probe> x im" && $0.lines.count > 3 }
    #expect(
      session.screen.lines.dropFirst() == [
        "probe> x im", "images  List the images of the local s…", "import  Make an image of a tar archive",
        "probe> x im",
      ])
    session.send("p\t\r")
    try await session.wait(forRead: "[x import ]")
  }

  @Test func `A list that is taller than the screen is paged`() async throws {
    let session = try await startProbe(columns: 20, rows: 10)
    session.send("many\t")
    try await session.wait(for: "the first page") { $0.lines.last == "--More-- 9 of 31" }
    #expect(session.screen.lines.first == "60 candidates:")
    session.send("\r")
    try await session.wait(for: "one line more") { $0.lines.suffix(2) == ["many8   many38", "--More-- 10 of 31"] }
    session.send("q")
    try await session.wait(for: "the line") { $0.lines.last == "probe> many" }
    session.send("\t")
    try await session.wait(for: "the first page") { $0.lines.last == "--More-- 9 of 31" }
    session.send("x\u{7f}")
    try await session.wait(for: "the line") { $0.lines.last == "probe> many" && $0.cursor.column == 11 }
    session.send("\t")
    try await session.wait(for: "the first page") { $0.lines.last == "--More-- 9 of 31" }
    session.send("\u{3}")
    try await session.wait(forRead: "interrupted")
  }

  @Test func `The arrows find what begins alike, Ctrl-R what contains it; secrets are nowhere`() async throws {
    let folder = try ScratchFolder()
    let path = folder("state/drydock/history")
    let session = try await startProbe(environment: ["PROBE_HISTORY": path])
    for line in ["pull one", "tag größe", "pull two", "pull two", " hidden", "login password"] {
      session.send("\(line)\r")
      try await session.wait(forRead: "[\(line)]")
    }
    session.send("\u{1b}[A")
    try await session.wait(for: "probe> pull two")
    session.send("\u{1b}[A")
    try await session.wait(for: "the one before") { $0.lines.last == "probe> tag größe" }
    session.send("\u{1b}[B")
    try await session.wait(for: "the one after") { $0.lines.last == "probe> pull two" }
    session.send("\u{15}pull\u{1b}[A\u{1b}[A!\r")
    try await session.wait(forRead: "[pull one!]")
    session.send("\u{12}röß")
    try await session.wait(for: "the search") { $0.lines.last == "search 'röß': tag größe" }
    session.send("\r")
    try await session.wait(forRead: "[tag größe]")
    session.send("\u{4}")
    _ = try await session.waitForEnd()
    #expect(try HistoryFile(path: path).load() == ["pull one", "tag größe", "pull two", "pull one!", "tag größe"])

    let next = try await startProbe(environment: ["PROBE_HISTORY": path])
    next.send("\u{1b}[A\u{1b}[A\r")
    try await next.wait(forRead: "[pull one!]")
  }

  @Test func `A secret is not shown, an answer is, and Ctrl-C leaves both`() async throws {
    let session = try await startProbe()
    session.send("secret\r")
    try await session.wait(for: "Password:")
    #expect(!session.isCooked)
    session.send("größe 123\r")
    try await session.wait(for: "secret [größe 123]")
    #expect(session.output.components(separatedBy: "größe 123").count == 2)
    try await session.waitForPrompt()
    session.send("secret\r")
    try await session.wait(for: "the question") { $0.lines.last == "Password:" }
    session.send("hidden\u{3}")
    try await session.wait(for: "secret interrupted")
    #expect(!session.output.contains("hidden"))
    try await session.waitForPrompt()
    session.send("answer\r")
    try await session.wait(for: "Sure?")
    #expect(session.isCooked)
    session.send("yes\r")
    try await session.wait(for: "answer [yes]")
  }

  @Test func `Ctrl-C cancels a running command, and the shell goes on`() async throws {
    let session = try await startProbe()
    session.send("run\r")
    try await session.wait(for: "running")
    #expect(session.isCooked)
    session.send("\u{3}")
    try await session.wait(for: "ran 130")
    try await session.waitForPrompt()
    session.send("cancel\r")
    try await session.wait(for: "cancelled true")
  }

  @Test func `SIGTERM gives the terminal back and then ends the process`() async throws {
    let session = try await startProbe()
    session.send("half")
    try await session.wait(for: "probe> half")
    kill(session.processID, SIGTERM)
    #expect(try await session.waitForEnd() == .killed(signal: SIGTERM))
    #expect(!session.screen.modes.contains(2004))
  }

  @Test func `Ctrl-Z stops under a shell, and the line is there again afterwards`() async throws {
    let probe = PtySession.built("line-editor-probe")
    let session = try PtySession(
      "/bin/bash", ["--norc", "--noediting", "-i"],
      environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8", "PS1": "bash> ", "PATH": "/usr/bin:/bin"])
    try await session.wait(for: "bash>")
    session.send("\(probe)\r")
    try await session.waitForPrompt()
    session.send("kept")
    try await session.wait(for: "probe> kept")
    session.send("\u{1a}")
    try await session.wait(for: "bash's prompt") { $0.lines.last == "bash>" && $0.text.contains("Stopped") }
    session.send("fg\r")
    try await session.wait(for: "the line") { $0.lines.last == "probe> kept" }
    session.send("!\r")
    try await session.wait(forRead: "[kept!]")
  }
}
