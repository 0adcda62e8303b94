import Foundation
import TestSupport

/// A learner at a terminal of his own: types lines and reads what comes.
final class Learner: Sendable {
  /// Many lessons at once, each with two worlds, keep a small machine busy.
  private static let patience = 60.0

  let terminal: PtySession
  /// Its folders live as long as the learner does.
  private let drydock: Drydock

  /// Opens a lesson and waits for its first prompt. The window is as high as the lesson is long, so that nothing of it
  /// is out of sight.
  init(_ drydock: Drydock, _ arguments: [String], columns: Int = 80, rows: Int = 800) async throws {
    self.drydock = drydock
    terminal = try PtySession(
      Drydock.path, arguments, environment: drydock.environment, columns: columns, rows: rows)
    try await terminal.wait(for: "the first prompt", seconds: Self.patience) { Self.isAtPrompt($0) }
  }

  convenience init(_ drydock: Drydock, learns page: String, columns: Int = 80, rows: Int = 800) async throws {
    try await self.init(drydock, ["tutorial", "learn", page], columns: columns, rows: rows)
  }

  /// What was said since the last command, line by line as it stands there.
  var lines: [String] {
    let lines = terminal.screen.lines
    let prompts = lines.indices.filter { lines[$0].hasPrefix("drydock") }
    guard let end = prompts.last else { return lines }
    return Array(lines[(prompts.dropLast().last.map { $0 + 1 } ?? 0)..<end])
  }

  /// The same, as one text whatever the width.
  var said: String { lines.flatMap { $0.split(separator: " ") }.joined(separator: " ") }

  /// The prompt that waits now.
  var prompt: String { terminal.screen.lines.last ?? "" }

  /// Types a line, answers what it asks, and waits for the next prompt.
  ///
  /// - Returns: what was said, as one text whatever the width.
  @discardableResult
  func type(_ line: String, answering questions: [(question: String, answer: String)] = []) async throws -> String {
    let before = Self.prompts(on: terminal.screen)
    terminal.send(line + "\r")
    for (question, answer) in questions {
      try await terminal.wait(for: question, seconds: Self.patience) { $0.lines.last == question }
      terminal.send(answer + "\r")
    }
    try await terminal.wait(for: "the prompt behind ‘\(line)’", seconds: Self.patience) {
      Self.prompts(on: $0) > before && Self.isAtPrompt($0)
    }
    return said
  }

  /// Presses a key at the prompt, and waits for the next one.
  func press(_ key: String, showing sign: String) async throws {
    let before = Self.prompts(on: terminal.screen)
    terminal.send(key)
    try await terminal.wait(for: "the prompt behind \(sign)", seconds: Self.patience) {
      Self.prompts(on: $0) > before && Self.isAtPrompt($0)
    }
  }

  /// Leaves a lesson that the program was started for, and the program with it.
  ///
  /// - Returns: what was said at last.
  func stop() async throws -> [String] {
    terminal.send("stop\r")
    guard try await terminal.waitForEnd() == .exited(0) else { throw CocoaError(.featureUnsupported) }
    let lines = terminal.screen.lines
    return Array(lines[(lines.lastIndex { $0.hasPrefix("drydock") }.map { $0 + 1 } ?? 0)...])
  }

  /// Leaves the program by Ctrl-D.
  func leave() async throws -> PtySession.Ending {
    terminal.send("\u{4}")
    return try await terminal.waitForEnd()
  }

  /// How often the shell has asked for a line. A prompt may be wider than the window.
  private static func prompts(on screen: TerminalScreen) -> Int {
    screen.lines.joined().matches(of: #/drydock (\(simulated\) \[|\[…|\[\d+\]>|\()|drydock>/#).count
  }

  private static func isAtPrompt(_ screen: TerminalScreen) -> Bool {
    let flat = screen.lines.suffix(3).joined()
    return flat.contains(#/drydock( \([^)]*\))?( \[[^\]]*\])*>$/#)
  }
}

extension Drydock {
  /// All files of a folder, by path, with their bytes and times.
  func contents(of folder: String) -> [String: String] {
    let root = scratch(folder)
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
    var contents: [String: String] = [:]
    for path in paths {
      var status = stat()
      lstat("\(root)/\(path)", &status)
      let bytes = FileManager.default.contents(atPath: "\(root)/\(path)") ?? Data()
      contents[path] =
        "\(status.st_mode) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) \(bytes.base64EncodedString())"
    }
    return contents
  }

  /// Puts an image into the store that is not a lesson's.
  func keepOwnImage() async throws {
    let made = try await bash(
      "mkdir -p tree && echo mine > tree/file && tar -C tree -cf - . | \"$drydock\" import - own:1 && \"$drydock\" images"
    )
    guard made.status == 0, made.output.contains("own") else { throw CocoaError(.fileNoSuchFile) }
  }

  /// What `tutorial list` says of a page.
  func progress(of page: String) async throws -> String {
    let listed = try await run("tutorial", "list").output
    return listed.split(separator: "\n").first { $0.hasPrefix("\(page) ") }.map(String.init) ?? listed
  }
}
