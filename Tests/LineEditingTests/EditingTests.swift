import Foundation
import TestSupport
import Testing

@testable import LineEditing

@Suite struct EditingTests {
  @Test(
    "Keys edit the line",
    arguments: [
      ("größe 東京 🐳\r", "größe 東京 🐳"),
      ("abc\u{1b}[D\u{1b}[DX\r", "aXbc"),
      ("ö東b\u{1b}[D\u{1b}[D\u{7f}e\r", "e東b"),
      ("one two\u{1b}[1;5DX\u{1b}[1~Y\u{1b}[4~Z\r", "Yone XtwoZ"),
      ("abc\u{1b}[H\u{1b}[3~\u{1b}[F!\r", "bc!"),
      ("one two\u{17}three\r", "one three"),
      ("x\u{1b}[5~\u{1b}[2~y\r", "xy"),
      ("hel\u{1b}[C\r", "hello world"),
      ("im\tx\r", "imx"), ("ima\tx\r", "images x"), ("tag gr\t\r", "tag größe "),
      ("ima x\u{1b}[D\u{1b}[D\ty\r", "images yx"),
      // Keys that mean nothing type nothing.
      ("a\u{1b}[15~\u{1b}[1;2A\u{1b}[3;2~\u{1b}OP\u{1b}[Z\u{1b}[I\u{1b}[201~b\r", "ab"),
      // Undo takes back a word, a deletion, a recalled line.
      ("one two\u{1f}\r", "one "), ("one two\u{17}\u{15}\u{1f}\u{1f}\r", "one two"), ("x\u{1f}\u{1f}y\r", "y"),
      ("one two\u{b}\u{1}\u{b}\u{19}!\r", "one two!"),
    ])
  func keys(typed: String, line: String) async throws {
    let session = try await startProbe()
    session.send(typed)
    try await session.wait(forRead: "[\(line)]")
  }

  @Test(
    "Every terminal and locale takes UTF-8",
    arguments: [
      ("xterm", "C"), ("dumb", "C.UTF-8"), (nil, "POSIX"), ("no-such-terminal", "C.UTF-8"), ("emacs", "C.UTF-8"),
      ("vt100", "no_SUCH"),
    ] as [(String?, String)])
  func terminals(term: String?, locale: String) async throws {
    let session = try await startProbe(term: term, locale: locale)
    session.send("größe\r")
    try await session.wait(forRead: "[größe]")
    #expect(!session.screen.text.contains("terminal"))
    if term != "xterm", term != "vt100" { #expect(!session.output.contains("2004")) }
  }

  @Test func `Ctrl-C drops the line, Ctrl-D on an empty one ends, and the terminal is as before`() async throws {
    let session = try await startProbe()
    session.send("dropped")
    try await session.wait(for: "probe> dropped")
    session.send("\u{3}")
    try await session.wait(forRead: "interrupted")
    #expect(session.screen.lines.contains("probe> dropped^C"))
    session.send("kept\r")
    try await session.wait(forRead: "[kept]")
    session.send("\u{4}")
    #expect(try await session.waitForEnd() == .exited(0))
    #expect(session.screen.lines.last == "read end")
    #expect(!session.screen.modes.contains(2004))
  }

  @Test func `A message appears above the line, which stays as it is, also when it is wrapped`() async throws {
    let fifo = try ScratchFifo()
    let session = try await startProbe(columns: 30, environment: ["PROBE_MESSAGES": fifo.path])
    session.send("short")
    try await session.wait(for: "probe> short")
    try fifo.write("first\nsecond")
    try await session.wait(for: "the message") {
      $0.filledLines == ["upper", "first", "second", "probe> short"] && $0.cursor.column == 12
    }
    session.send(" and now a line of two rows")
    try await session.wait(for: "wo rows")
    try fifo.write("third")
    try await session.wait(for: "the message") {
      $0.filledLines == ["upper", "first", "second", "third", "probe> short and now a line of", " two rows"]
    }
    session.send("!\r")
    try await session.wait(for: "read [short and now a line of\ntwo rows!]")
  }

  @Test func `The user's .editrc counts more than our keys, whatever the mode, and an open quote does no harm`()
    async throws
  {
    let folder = try ScratchFolder()
    let lines = [
      "# comment", "", "bind '", "other:bind -e", #"bind "^R" ed-move-to-beg"#, "line-editor-probe:bind -e",
      "drydock:bind -v",
      #"drydock:bind "^T" ed-delete-prev-char"#, #"other:bind "x" ed-ignore"#, #"bind "\e[A" ed-move-to-beg"#,
      "nonsense",
    ]
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: folder("editrc")))
    let session = try await startProbe(environment: ["EDITRC": folder("editrc")])
    session.send("abxc\u{14}\u{12}Y\u{1b}[F\u{1b}[AZ\u{1b}xi!\r")
    try await session.wait(forRead: "[!Yabx]")
  }

  @Test func `Accents that are characters of their own stay on the screen, and wide ones in their columns`()
    async throws
  {
    let session = try await startProbe(columns: 20)
    session.send("cafe\u{301}x\u{1b}[D\u{1b}[D\u{1b}[DY")
    try await session.wait(for: "the accent") { $0.lines.last == "probe> cafYe\u{301}x" && $0.cursor.column == 11 }
    session.send("\u{15}東東東東東東東\u{1b}[D\u{7f}")
    try await session.wait(for: "the wide ones") { $0.lines.last == "probe> 東東東東東東" && $0.cursor.column == 17 }
  }

  @Test func `The line is drawn anew when the window changes`() async throws {
    let session = try await startProbe(columns: 60)
    session.send("a line that takes more than forty columns")
    try await session.wait(for: "forty columns")
    session.resize(columns: 40, rows: 24)
    try await session.wait(for: "the line in two rows") {
      $0.lines.suffix(2) == ["probe> a line that takes more than forty", " columns"]
    }
    session.send("!\r")
    try await session.wait(for: "the result") { $0.text.contains("more than forty\ncolumns!]") }
  }
}
