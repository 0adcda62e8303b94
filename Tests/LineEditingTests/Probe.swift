import Foundation
import TestSupport

/// The probe program on a terminal, with its first prompt shown.
func startProbe(
  term: String? = "xterm", locale: String = "C.UTF-8", columns: Int = 80, rows: Int = 24,
  environment: [String: String] = [:]
) async throws -> PtySession {
  var all = environment
  all["LC_ALL"] = locale
  all["TERM"] = term
  let session = try PtySession(
    PtySession.built("line-editor-probe"), environment: all, columns: columns, rows: rows)
  try await session.waitForPrompt()
  return session
}

extension PtySession {
  /// Waits until the last line is an empty prompt and the editor has taken over the terminal.
  func waitForPrompt() async throws {
    try await wait(for: "a prompt") { $0.lines.last == "probe>" && $0.cursor.column == 7 }
  }

  /// Waits for what a read returned, and the prompt after it.
  func wait(forRead text: String) async throws {
    try await wait(for: "read \(text)") { screen in
      screen.lines.contains("read \(text)") && screen.lines.last == "probe>" && screen.cursor.column == 7
    }
  }
}
