import Foundation
import TestSupport
import Testing

/// Long work at a terminal: put aside, told of, cancelled.
@Suite struct JobProgramTests {
  /// A registry that takes a connection and never answers; the stream has an element for each that asked.
  private static func silent() throws -> (server: ScriptedServer, asked: AsyncStream<Void>) {
    let (asked, tell) = AsyncStream.makeStream(of: Void.self)
    let server = try ScriptedServer { connection in
      _ = try connection.request()
      tell.yield()
      connection.waitForClose()
    }
    return (server, asked)
  }

  @Test func `The end of a job is told above the line, which keeps what is typed and has a new prompt`() async throws {
    let (gate, open) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let registry = try ScriptedServer { connection in
      _ = try connection.request()
      gate.signal()
      open.wait()
    }
    let drydock = try Drydock()
    let shell = try await drydock.shell(prompt: "drydock>")
    let image = "127.0.0.1:\(registry.port)/slow"
    shell.send("pull \(image) &\r")
    try await shell.waitForPrompt("drydock [1 job]>")
    shell.send("jobs\r")
    try await shell.wait(for: "1         running   for ")
    try await shell.waitForPrompt("drydock [1 job]>")
    shell.send("version --format x\u{1b}[D\u{1b}[D")
    try await shell.wait(for: "the line") { $0.lines.last == "drydock [1 job]> version --format x" }
    // It hangs up without an answer, each time it is asked.
    for _ in 0..<16 { open.signal() }
    try await shell.wait(for: "the end above the line") { screen in
      let lines = screen.filledLines
      return lines.last == "drydock> version --format x" && screen.cursor.column == 25
        && lines[lines.count - 2].hasPrefix("[1] failed (1)  pull \(image): ")
    }
    shell.send("\u{3}")
    try await shell.waitForPrompt("drydock>")
    shell.send("\u{4}")
    #expect(try await shell.waitForEnd() == .exited(0))
  }

  @Test func `Leaving with a job asks once, Ctrl-C ends a wait and not the job, and cancel ends it`() async throws {
    let (registry, asked) = try Self.silent()
    let drydock = try Drydock()
    let shell = try await drydock.shell(prompt: "drydock>")
    let image = "127.0.0.1:\(registry.port)/slow"
    shell.send("pull \(image) &\r")
    for await _ in asked { break }
    shell.send("exit\r")
    try await shell.wait(for: "Leave once more to cancel it; 'wait 1' waits for it.")
    try await shell.waitForPrompt("drydock [1 job]>")
    shell.send("wait\r")
    try await shell.wait(for: "the wait") { $0.filledLines.last?.hasPrefix("[1] pull \(image): for ") == true }
    shell.send("\u{3}")
    try await shell.waitForPrompt("drydock [1 job] [130]>")
    #expect(shell.screen.text.contains("Still running: [1] pull \(image)"))
    shell.send("cancel 1\r")
    try await shell.wait(for: "[1] cancelled  pull \(image)")
    try await shell.waitForPrompt("drydock>")

    shell.send("pull \(image) &\r")
    for await _ in asked { break }
    shell.send("\u{4}")
    try await shell.wait(for: "wait 2")
    try await shell.waitForPrompt("drydock [1 job]>")
    shell.send("\u{4}")
    #expect(try await shell.waitForEnd() == .exited(0))
  }

  @Test("A signal cancels what was put aside", arguments: [SIGTERM, SIGHUP])
  func signals(signal: Int32) async throws {
    let (registry, asked) = try Self.silent()
    let drydock = try Drydock()
    let shell = try await drydock.shell(prompt: "drydock>")
    shell.send("pull 127.0.0.1:\(registry.port)/slow &\r")
    for await _ in asked { break }
    kill(shell.processID, signal)
    #expect(try await shell.waitForEnd() == .exited(128 + signal))
    #expect(try await drydock.run("verify").status == 0)
  }

  @Test func `Ctrl-C ends a command that waits for a lock, and a question`() async throws {
    let drydock = try Drydock()
    let store = drydock.scratch("store")
    #expect(try await drydock.bash("mkdir -p r && tar -C r -cf r.tar . && $drydock import r.tar app:1").status == 0)
    let lock = open("\(store)/lock", O_RDWR | O_CLOEXEC)
    #expect(flock(lock, LOCK_EX) == 0)
    let shell = try await drydock.shell(prompt: "drydock>")
    shell.send("tag app:1 app:2\r")
    try await shell.wait(for: "the command") { $0.lines.last == "drydock> tag app:1 app:2" || $0.lines.last == "" }
    shell.send("\u{3}")
    try await shell.waitForPrompt("drydock [130]>")
    close(lock)
    shell.send("tag app:1 app:3\r")
    try await shell.waitForPrompt("drydock>")
    shell.send("rmi app:1 app:3\r")
    try await shell.waitForPrompt("drydock>")
    shell.send("gc\r")
    try await shell.wait(for: "This can't be taken back. Free the space? [y/N]")
    shell.send("\u{3}")
    try await shell.waitForPrompt("drydock [130]>")
    #expect(shell.isCooked == false)
    shell.send("exit 0\r")
    #expect(try await shell.waitForEnd() == .exited(0))
    #expect(shell.isCooked)
    #expect(try await drydock.run("undo").status == 0)
    #expect(try await drydock.run("verify").output == "The store is sound.\n")
  }
}
