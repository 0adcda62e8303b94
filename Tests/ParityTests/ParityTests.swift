import Foundation
import TestSupport
import Testing

/// What docker's users and scripts know, replayed against the built program: standard output and exit status whole, and
/// the first line of standard error, against what a real engine printed.
///
/// `Differences.md` has a row for everything that is not the same. With `DRYDOCK_PARITY_REPORT` in the environment a
/// report of everything that differs is written to that file.
@Suite struct ParityTests {
  /// The sessions: recordings in one row went on in the same engine.
  private static let sessions = [
    ["commit"], ["cp", "diff"], ["create-ps-rm"], ["general"], ["history"], ["images"], ["import-export"], ["inspect"],
    ["login"], ["pull"], ["push"], ["rmi"], ["save-load"], ["search", "search-results"], ["tag"],
  ]

  @Test func `docker's users find what they know`() async throws {
    let text = try String(contentsOf: Recording.folder.appending(path: "Differences.md"), encoding: .utf8)
    let table = DifferenceTable(text)
    #expect(table.mistakes == [], "rows of Differences.md that can't be read or stand twice")
    let world = try await ParityWorld()
    let results = try await withThrowingTaskGroup(of: [Replay.Result].self) { group in
      for names in Self.sessions {
        group.addTask { try await Replay(in: world, table).run(names.map { try Recording($0) }) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    report(results)

    for result in results {
      let row = table.rows[result.key]
      switch result.verdict {
      case .out: continue
      case .same:
        #expect(row == nil, "\(result.key) no longer differs: its row in Differences.md says what is not so")
      case .different(let found) where row != nil:
        #expect(row?.what == found, "\(result.key) differs otherwise than its row says\n\(result.report)")
      case .different:
        Issue.record("\(result.key) differs: \(result.report)")
      }
    }
    let known = Set(results.map(\.key))
    for key in table.rows.keys where !known.contains(key) { Issue.record("\(key) is in no recording") }
  }

  private func report(_ results: [Replay.Result]) {
    let out = results.count { $0.verdict == .out }
    let same = results.count { $0.verdict == .same }
    print("parity: \(same) same, \(results.count - same - out) different, \(out) out, of \(results.count) recorded")
    guard let path = ProcessInfo.processInfo.environment["DRYDOCK_PARITY_REPORT"] else { return }
    let different = results.filter { $0.verdict != .same && $0.verdict != .out }
    let text = different.map { "================ \($0.key)\n\($0.report)" }.joined(separator: "\n")
    try? text.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
