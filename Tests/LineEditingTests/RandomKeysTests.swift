import Foundation
import TestSupport
import Testing

@testable import LineEditing

@Suite struct RandomKeysTests {
  /// One terminal with one program, and how many sequences are typed at it.
  struct Terminal: Sendable, CustomStringConvertible {
    let term: String
    let seed: UInt64
    var keys = "emacs"
    var columns = 80
    var rows = 24
    var resizes = false
    var noColor = ""

    var description: String { "\(term), \(keys) keys, \(columns)x\(rows), seed \(seed)" }
  }

  private static let terminals = [
    Terminal(term: "xterm", seed: 1), Terminal(term: "screen", seed: 2, keys: "vi", columns: 40, rows: 10),
    Terminal(term: "xterm", seed: 3, resizes: true), Terminal(term: "linux", seed: 4, columns: 23, rows: 7),
    Terminal(term: "vt100", seed: 5, noColor: "1"), Terminal(term: "dumb", seed: 6, resizes: true),
    Terminal(term: "xterm", seed: 7, keys: "vi", resizes: true), Terminal(term: "unknown", seed: 8),
  ]
  private static let sequences = 125

  @Test func `A thousand random key sequences do no harm, and another emulator sees the same screens`() async throws {
    let transcripts = try await withThrowingTaskGroup { group in
      for terminal in Self.terminals { group.addTask { try await Self.type(at: terminal) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let compared = transcripts.compactMap { $0 }
    let opinions = try await ScreenOracle.screens(of: compared)
    for (transcript, screens) in zip(compared, opinions) {
      let differing = zip(transcript.screens, screens).first { ours, theirs in
        ours.lines != theirs.lines || [ours.cursor.column, ours.cursor.row] != theirs.cursor
      }
      #expect(differing?.0.lines == differing?.1.lines)
      #expect(differing.map { [$0.0.cursor.column, $0.0.cursor.row] } == differing?.1.cursor)
    }
    #expect(opinions.joined().count >= 4 * Self.sequences)
  }

  /// Types all the sequences of a terminal; each ends with a line that has to be read.
  private static func type(at terminal: Terminal) async throws -> ScreenOracle.Transcript? {
    let folder = try ScratchFolder()
    var environment = ["PROBE_HISTORY": folder("history"), "PROBE_KEYS": terminal.keys]
    if !terminal.noColor.isEmpty { environment["NO_COLOR"] = terminal.noColor }
    let session = try await startProbe(
      term: terminal.term, columns: terminal.columns, rows: terminal.rows, environment: environment)
    var keys = RandomKeys(seed: terminal.seed, isWild: terminal.resizes)
    var transcript = ScreenOracle.Transcript(columns: terminal.columns, rows: terminal.rows)
    for number in 0..<Self.sequences {
      for deed in keys.sequence() {
        switch deed {
        case .type(let bytes): session.send(bytes)
        case .resize(let columns, let rows): session.resize(columns: columns, rows: rows)
        case .interrupt: kill(session.processID, SIGINT)
        }
      }
      if terminal.resizes { session.resize(columns: terminal.columns, rows: terminal.rows) }
      try await Self.settle(session, "mark\(number)", terminal) { transcript.look(at: session) }
      transcript.look(at: session)
    }
    session.send("\u{4}")
    #expect(try await session.waitForEnd() == .exited(0), "\(terminal)")
    return terminal.resizes ? nil : transcript
  }

  /// Leaves whatever is going on, and has a line read.
  private static func settle(
    _ session: PtySession, _ mark: String, _ terminal: Terminal, _ look: () -> Void
  ) async throws {
    for attempt in 0..<12 {
      // Ctrl-G ends a search or a list; a second Enter may be the answer to a question.
      if attempt > 0 { kill(session.processID, SIGINT) }
      session.send("\u{7}\r")
      session.send("\u{15}\(mark)\r")
      do {
        try await session.wait(for: "\(mark) of \(terminal)", seconds: attempt == 0 ? 1 : 0.5) {
          $0.lines.contains { $0.contains("[\(mark)]") } && $0.lines.last == "probe>" && $0.cursor.column == 7
        }
        return look()
      } catch {
        look()
        if attempt == 11 { throw error }
      }
    }
  }
}
