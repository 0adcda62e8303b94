import Foundation

/// The built program in an environment of its own: nothing of the user's is read or written.
public final class Drydock: Sendable {
  /// How a run ended.
  public struct Ended: Sendable {
    public let status: Int32
    public let output: String
    public let errors: String
  }

  public let scratch: ScratchFolder
  public let environment: [String: String]

  /// Makes an environment; `others` adds to it, an empty value takes away.
  public init(_ others: [String: String] = [:]) throws {
    scratch = try ScratchFolder()
    for folder in ["home", "tmp", "work"] {
      try FileManager.default.createDirectory(atPath: scratch(folder), withIntermediateDirectories: true)
    }
    environment = [
      "HOME": scratch("home"), "XDG_STATE_HOME": scratch("state"), "XDG_DATA_HOME": scratch("data"),
      "DRYDOCK_HOME": scratch("store"), "DOCKER_CONFIG": scratch("docker"), "TMPDIR": scratch("tmp"),
      "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm",
    ].merging(others) { $1 }.filter { !$0.value.isEmpty }
  }

  /// The program's path.
  public static let path = PtySession.built("drydock")

  /// The history file's lines.
  public var history: [String] {
    let text = try? String(contentsOfFile: scratch("state/drydock/history"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }

  /// What simulated worlds have left behind.
  public var leftovers: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: scratch("tmp"))) ?? ["unreadable"]
  }

  /// Runs the program off any terminal.
  public func run(_ arguments: String..., input: String = "") async throws -> Ended {
    try await run(Self.path, arguments, input: input)
  }

  /// Runs a bash script in which `$drydock` is the program.
  public func bash(_ script: String) async throws -> Ended { try await run("/bin/bash", ["-c", script], input: "") }

  private func run(_ program: String, _ arguments: [String], input: String) async throws -> Ended {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = environment.merging(["drydock": Self.path]) { $1 }
    process.currentDirectoryURL = URL(filePath: scratch("work"))
    let name = UUID().uuidString
    func file(_ kind: String, _ text: String = "") throws -> FileHandle {
      try text.write(toFile: scratch("\(name).\(kind)"), atomically: false, encoding: .utf8)
      return try FileHandle(forUpdating: URL(filePath: scratch("\(name).\(kind)")))
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
  public func shell(_ arguments: String..., prompt: String = "drydock (linux-basics)>") async throws -> PtySession {
    let session = try PtySession(Self.path, arguments, environment: environment)
    try await session.waitForPrompt(prompt)
    return session
  }
}

extension PtySession {
  /// Waits until the last line is an empty prompt.
  public func waitForPrompt(_ prompt: String = "drydock (linux-basics)>") async throws {
    try await wait(for: "the prompt \(prompt)") { $0.lines.last == prompt && $0.cursor.column == prompt.count + 1 }
  }
}
