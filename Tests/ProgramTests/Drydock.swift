import Foundation
import TestSupport
import Testing

/// The built program in an environment of its own: nothing of the user's is read or written.
final class Drydock: Sendable {
  /// How a run ended.
  struct Ended {
    let status: Int32
    let output: String
    let errors: String
  }

  let scratch: ScratchFolder
  let environment: [String: String]

  init(_ others: [String: String] = [:]) throws {
    scratch = try ScratchFolder()
    for folder in ["home", "tmp", "work"] {
      try FileManager.default.createDirectory(atPath: scratch(folder), withIntermediateDirectories: true)
    }
    environment = [
      "HOME": scratch("home"), "XDG_STATE_HOME": scratch("state"), "XDG_DATA_HOME": scratch("data"),
      "DRYDOCK_HOME": scratch("store"), "DOCKER_CONFIG": scratch("docker"), "TMPDIR": scratch("tmp"),
      "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm",
    ].merging(others) { $1 }
  }

  static let path = PtySession.built("drydock")

  /// The history file's lines.
  var history: [String] {
    let text = try? String(contentsOfFile: scratch("state/drydock/history"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  /// What simulated worlds have left behind.
  var leftovers: [String] { (try? FileManager.default.contentsOfDirectory(atPath: scratch("tmp"))) ?? ["unreadable"] }

  /// Runs the program off any terminal.
  func run(_ arguments: String..., input: String = "") async throws -> Ended {
    try await run(Self.path, arguments, input: input)
  }

  /// Runs a bash script in which `$drydock` is the program.
  func bash(_ script: String) async throws -> Ended { try await run("/bin/bash", ["-c", script], input: "") }

  private func run(_ program: String, _ arguments: [String], input: String) async throws -> Ended {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = environment.merging(["drydock": Self.path]) { $1 }
    process.currentDirectoryURL = URL(filePath: scratch("work"))
    let name = UUID().uuidString
    func file(_ kind: String, _ text: String = "") throws -> FileHandle {
      try text.write(toFile: scratch("\(name).\(kind)"), atomically: false, encoding: .utf8)
      return try #require(FileHandle(forUpdatingAtPath: scratch("\(name).\(kind)")))
    }
    process.standardInput = try file("in", input)
    process.standardOutput = try file("out")
    process.standardError = try file("err")
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    func text(_ kind: String) throws -> String {
      try String(contentsOfFile: scratch("\(name).\(kind)"), encoding: .utf8)
    }
    return Ended(status: process.terminationStatus, output: try text("out"), errors: try text("err"))
  }

  /// Starts the shell on a terminal and waits for its first prompt.
  func shell(_ arguments: String..., prompt: String = "drydock (linux-basics)>") async throws -> PtySession {
    let session = try PtySession(Self.path, arguments, environment: environment)
    try await session.waitForPrompt(prompt)
    return session
  }
}

extension PtySession {
  /// Waits until the last line is an empty prompt.
  func waitForPrompt(_ prompt: String = "drydock (linux-basics)>") async throws {
    try await wait(for: "the prompt \(prompt)") { $0.lines.last == prompt && $0.cursor.column == prompt.count + 1 }
  }
}
