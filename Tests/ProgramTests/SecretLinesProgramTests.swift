import Foundation
import TestSupport
import Testing

/// Lines with secrets, private lines and answers are in no file, and no key of the editor reaches them. What a process
/// keeps in its pages until they are used again is out of a test's sight.
@Suite struct SecretLinesProgramTests {
  private static let secret = "hunter2"
  private static let refused = [
    "login -u alice -p hunter2", "docker login --password=hunter2 -u alice", "lgoin -p hunter2",
    "registry serve --user alice:hunter2 --nosuch", "images https://alice:hunter2@localhost/x", " images hunter2",
    "login \\\r-u alice \\\r-p hunter2", "echo hunter2 | docker login --password-stdin",
  ]

  @Test func `No secret is kept, whatever way it was typed`() async throws {
    let drydock = try Drydock()
    let shell = try await drydock.shell("--world", "linux-basics")
    shell.send("version\r")
    try await shell.wait(for: "drydock version")
    try await shell.waitForPrompt()
    for line in Self.refused {
      shell.send("\u{c}\(line)\r")
      try await Self.waitForAnyPrompt(shell)
    }
    // An answer, a dropped line, and a block with a secret in it.
    shell.send("\u{c}login\r")
    try await shell.wait(for: "Username:")
    shell.send("alice\r")
    try await shell.wait(for: "Password:")
    shell.send("hunter2\r")
    try await Self.waitForAnyPrompt(shell)
    shell.send("images hunter2\u{3}")
    try await Self.waitForAnyPrompt(shell)
    shell.send("\u{c}\u{1b}[200~images -q\nlogin -u alice -p hunter2\n\u{1b}[201~\r")
    try await shell.wait(for: "both lines") { $0.text.contains("-p hunter2\n") }
    try await Self.waitForAnyPrompt(shell)

    #expect(drydock.history == ["version", "login", "images -q"])
    // The search, the arrows to the oldest line and back, and the hint.
    shell.send("\u{c}\u{12}\(Self.secret)")
    try await shell.wait(for: "no match") { $0.lines == ["no match 'hunter2':"] }
    shell.send("\u{7}")
    for line in ["images -q", "login", "version", "version"] {
      shell.send("\u{1b}[A")
      try await shell.wait(for: "the older line \(line)") { $0.lines.last?.contains("> \(line)") == true }
    }
    shell.send("\u{15}login -")
    try await shell.wait(for: "the line") { $0.lines.last?.hasSuffix("login -") == true }
    shell.send("\u{15} ima")
    try await shell.wait(for: "the line") { $0.lines.last?.hasSuffix("  ima") == true }
    #expect(!shell.screen.text.contains(Self.secret))
    shell.send("\u{15}exit\r")
    _ = try await shell.waitForEnd()
  }

  /// An empty prompt, whatever status it shows.
  private static func waitForAnyPrompt(_ shell: PtySession) async throws {
    try await shell.wait(for: "a prompt") {
      guard let last = $0.lines.last, last.hasPrefix("drydock ("), last.hasSuffix(">") else { return false }
      return $0.cursor.column == last.count + 1 && $0.lines.count > 1
    }
  }
}
