import Foundation
import TestSupport
import Testing

/// The shell as a person has it before him.
@Suite struct ShellTests {
  private static let world = ["--world", "linux-basics"]
  private static let failed = "drydock (linux-basics) [1]>"

  @Test func `An image is pulled and listed, and Tab completes verbs, options and names`() async throws {
    let drydock = try Drydock()
    let shell = try await drydock.shell("--world", "linux-basics")
    #expect(shell.screen.text.contains("linux-basics is simulated"))
    shell.send("docker pull tiny\r")
    try await shell.wait(for: "Status: Downloaded newer image for tiny:latest")
    try await shell.waitForPrompt()
    shell.send("ima\t")
    try await shell.wait(for: "the common beginning") { $0.lines.last == "drydock (linux-basics)> image COMMAND" }
    shell.send("s --no-t\t")
    try await shell.wait(for: "the option") {
      $0.lines.last == "drydock (linux-basics)> images --no-trunc [REPOSITORY[:TAG]]"
    }
    shell.send("ti\t")
    try await shell.wait(for: "the name") { $0.lines.last == "drydock (linux-basics)> images --no-trunc tiny" }
    shell.send("\r")
    try await shell.wait(for: "REPOSITORY")
    try await shell.waitForPrompt()
    shell.send("\u{4}")
    #expect(try await shell.waitForEnd() == .exited(0))
    #expect(drydock.history == ["docker pull tiny", "images --no-trunc tiny"])
    #expect(drydock.leftovers == [])
  }

  @Test func `The arrows and Ctrl-R reach the history, of earlier shells too`() async throws {
    let drydock = try Drydock()
    let first = try await drydock.shell("--world", "linux-basics")
    first.send("version\r")
    try await first.wait(for: "drydock version")
    try await first.waitForPrompt()
    first.send("images -q\r")
    try await first.wait(for: "the id") { $0.filledLines.suffix(2).first?.count == 12 }
    try await first.waitForPrompt()
    first.send("\u{1b}[A\u{1b}[A")
    try await first.wait(for: "the line before the last") { $0.lines.last == "drydock (linux-basics)> version" }
    first.send("\u{3}")
    try await first.waitForPrompt()
    first.send("exit\r")
    #expect(try await first.waitForEnd() == .exited(0))

    let second = try await drydock.shell("--world", "linux-basics")
    second.send("\u{12}ersio")
    try await second.wait(for: "version")
    second.send("\r")
    try await second.wait(for: "drydock version")
    second.send("exit 7\r")
    #expect(try await second.waitForEnd() == .exited(7))
  }

  @Test func `Ctrl-C drops a line; the last status is in the prompt and the shell's own in the end`() async throws {
    let drydock = try Drydock()
    let shell = try await drydock.shell("--world", "linux-basics")
    shell.send("rmi nosuch")
    try await shell.wait(for: "rmi nosuch")
    shell.send("\u{3}")
    try await shell.wait(for: "the dropped line") { $0.text.contains("rmi nosuch^C") }
    try await shell.waitForPrompt()
    shell.send("rmi nosuch\r")
    try await shell.wait(for: "No such image: nosuch:latest")
    try await shell.waitForPrompt(Self.failed)
    shell.send("tag 'greeter:old\r")
    try await shell.wait(for: "the secondary prompt") { $0.lines.last == ">" }
    shell.send("\u{3}")
    try await shell.waitForPrompt(Self.failed)
    shell.send("\u{4}")
    #expect(try await shell.waitForEnd() == .exited(1))
  }

  @Test func `Ctrl-C cancels a pull that hangs, and the shell lives on`() async throws {
    let (asked, tell) = AsyncStream.makeStream(of: Void.self)
    let registry = try ScriptedServer { connection in
      _ = try connection.request()
      tell.yield()
      connection.waitForClose()
    }
    let drydock = try Drydock()
    let shell = try await drydock.shell(prompt: "drydock>")
    shell.send("pull 127.0.0.1:\(registry.port)/slow\r")
    for await _ in asked { break }
    shell.send("\u{3}")
    try await shell.waitForPrompt("drydock [130]>")
    shell.send("images\r")
    try await shell.wait(for: "REPOSITORY")
    try await shell.waitForPrompt("drydock>")
    shell.send("exit\r")
    #expect(try await shell.waitForEnd() == .exited(0))
  }

  @Test func `login asks without showing the password, and no secret is in the history`() async throws {
    let drydock = try Drydock()
    let shell = try await drydock.shell("--world", "linux-basics")
    shell.send("login\r")
    try await shell.wait(for: "Username:")
    shell.send("alice\r")
    try await shell.wait(for: "Password:")
    shell.send("correct horse battery staple\r")
    try await shell.wait(for: "Login Succeeded")
    try await shell.waitForPrompt("drydock alice@docker.io (linux-basics)>")
    #expect(!shell.output.contains("horse"))
    shell.send("logout\r")
    try await shell.waitForPrompt()
    shell.send("login -u alice -p 'correct horse battery staple'\r")
    try await shell.wait(for: "the second login") { $0.text.components(separatedBy: "Login Succeeded").count == 3 }
    try await shell.waitForPrompt("drydock alice@docker.io (linux-basics)>")
    shell.send("login -u bob\r")
    try await shell.wait(for: "the question") { $0.lines.last == "Password:" }
    shell.send("\u{3}")
    try await shell.waitForPrompt("drydock alice@docker.io (linux-basics) [130]>")
    shell.send("exit\r")
    #expect(try await shell.waitForEnd() == .exited(130))
    #expect(drydock.history == ["login", "logout", "login -u bob", "exit"])
  }

  @Test func `A pasted block runs line by line, its prompts dropped`() async throws {
    let drydock = try Drydock()
    let shell = try await drydock.shell("--world", "linux-basics")
    shell.send("\u{1b}[200~$ docker images -q\nPS C:\\> docker version\n\u{1b}[201~")
    try await shell.wait(for: "docker version")
    shell.send("\r")
    try await shell.wait(for: "both outputs") { screen in
      let lines = screen.filledLines
      guard let first = lines.lastIndex(of: "drydock (linux-basics)> $ docker images -q"), first + 3 < lines.count,
        lines[first + 1].count == 12
      else { return false }
      return lines[first + 2] == "drydock (linux-basics)> PS C:\\> docker version"
        && lines[first + 3].hasPrefix("drydock version")
    }
    try await shell.waitForPrompt()
    shell.send("\u{1b}[200~images -q\nrmi nosuch\n\n# a comment\nversion\nps\n\u{1b}[201~\r")
    try await shell.wait(for: "the end of the block") { $0.text.contains("The 2 lines behind it were not run.") }
    try await shell.waitForPrompt(Self.failed)
    // A command of several lines is one entry of the history, and Ctrl-C in it drops the whole.
    shell.send("tag \\\rgreeter:old \\\r")
    try await shell.wait(for: "the third line") { $0.lines.suffix(2) == ["> greeter:old \\", ">"] }
    shell.send("\u{3}")
    try await shell.waitForPrompt(Self.failed)
    shell.send("tag \\\rgreeter:old \\\rgreeter:two\r")
    try await shell.waitForPrompt()
    shell.send("\u{1b}[A\r")
    try await shell.wait(for: "the command again") { $0.text.components(separatedBy: "> greeter:two").count == 3 }
    try await shell.waitForPrompt()
    shell.send("exit\r")
    _ = try await shell.waitForEnd()
    let kept = ["$ docker images -q", #"PS C:\\> docker version"#, "images -q", "rmi nosuch"]
    #expect(drydock.history == kept + [#"tag \\\ngreeter:old \\\ngreeter:two"#, "exit"])
  }

  @Test func `SIGTERM ends the shell with everything put away`() async throws {
    let drydock = try Drydock()
    let shell = try await drydock.shell("--world", "linux-basics")
    kill(shell.processID, SIGTERM)
    #expect(try await shell.waitForEnd() == .exited(143))
    #expect(!shell.screen.modes.contains(2004))
    #expect(drydock.leftovers == [])
  }

  @Test func `Without colour there is none`() async throws {
    let drydock = try Drydock(["NO_COLOR": "1"])
    let shell = try await drydock.shell("--world", "linux-basics")
    shell.send("rmi nosuch\r")
    try await shell.waitForPrompt(Self.failed)
    shell.send("exit\r")
    _ = try await shell.waitForEnd()
    for code in ["1", "2", "31", "33", "36"] { #expect(!shell.output.contains("\u{1b}[\(code)m")) }
    let colourful = try await Drydock().shell("--world", "linux-basics")
    #expect(colourful.output.contains("\u{1b}[33m"))
  }
}
