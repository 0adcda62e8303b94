import Foundation
import TestSupport
import Testing

/// The program as other programs have it: no terminal anywhere.
@Suite struct CommandTests {
  @Test func `One command line ends with docker's statuses`() async throws {
    let drydock = try Drydock()
    let version = try await drydock.run("--version")
    #expect(version.status == 0 && version.output.hasPrefix("drydock version ") && version.errors == "")
    #expect(try await drydock.run("images").output.hasPrefix("REPOSITORY"))
    #expect(try await drydock.run("nosuch").status == 1)
    #expect(try await drydock.run("imagse").errors.contains("images"))
    #expect(try await drydock.run("images", "--nosuch").status == 125)
    #expect(try await drydock.run("--nosuch").status == 125)
    #expect(try await drydock.run("-c").status == 125)
    #expect(try await drydock.run("-c", "version", "images").status == 125)
    #expect(try await drydock.run("--world", "nosuch", "images").status == 1)
    let help = try await drydock.run("--help")
    #expect(help.status == 0 && help.output.contains("pull") && help.errors == "")
    let login = try await drydock.run("login")
    #expect(login.status == 1 && login.errors.contains("non TTY"))
  }

  @Test func `Looking creates nothing`() async throws {
    let drydock = try Drydock()
    #expect(try await drydock.run("images").status == 0)
    #expect(try await drydock.run("-c", "images -q").status == 0)
    for name in ["store", "state", "docker", "data"] {
      #expect(!FileManager.default.fileExists(atPath: drydock.scratch(name)), "\(name)")
    }
  }

  @Test func `Scripts come from a line, a file and standard input`() async throws {
    let drydock = try Drydock()
    let line = try await drydock.run("--world", "linux-basics", "-c", "docker pull tiny")
    #expect(line.status == 0 && line.output.contains("Status: Downloaded newer image for tiny:latest"))
    #expect(!line.output.contains("\u{1b}") && line.errors == "")

    let path = drydock.scratch("script")
    try "version\r\n\r\nrmi nosuch\r\nversion\r\n".write(toFile: path, atomically: true, encoding: .utf8)
    let file = try await drydock.run("--world", "linux-basics", "-f", path)
    #expect(file.status == 1)
    #expect(file.output.components(separatedBy: "drydock version").count == 2)
    #expect(file.errors.contains("\(path):3: rmi nosuch: ended with status 1"))
    let going = try await drydock.run("--keep-going", "--world", "linux-basics", "-f", path)
    #expect(going.status == 1 && going.output.components(separatedBy: "drydock version").count == 3)

    let piped = try await drydock.run("--world=linux-basics", input: "pull tiny\nimages -q\nexit 5\nversion\n")
    #expect(piped.status == 5 && !piped.output.contains("drydock"))
    let echoed = try await drydock.run("--echo", "-f", "-", input: "version\n")
    #expect(echoed.output.hasPrefix("> version\ndrydock version"))
    #expect(try await drydock.run("-f", "nosuch").errors.contains("nosuch: no such file"))
    #expect(drydock.history == [])
    #expect(drydock.leftovers == [])
  }

  @Test func `A password comes from standard input`() async throws {
    let drydock = try Drydock()
    let login = try await drydock.run(
      "--world", "linux-basics", "login", "-u", "alice", "--password-stdin", input: "correct horse battery staple\n")
    #expect(login.status == 0, "\(login.errors)")
    let wrong = try await drydock.run(
      "--world", "linux-basics", "login", "-u", "alice", "--password-stdin", input: "wrong")
    #expect(wrong.status == 1 && !wrong.errors.contains("wrong\n"))
  }

  @Test func `A reader that goes away is no error, a full disk is one`() async throws {
    let drydock = try Drydock()
    let piped = try await drydock.bash("for i in 1 2 3; do $drydock help; done | head -1; echo ${PIPESTATUS[@]}")
    #expect(piped.errors == "")
    let closed = try await drydock.bash("($drydock help; echo $? >&2) | true")
    #expect(closed.errors == "0\n" || closed.errors == "")
    let full = try await drydock.bash("$drydock help > /dev/full")
    #expect(full.status == 1 && full.errors.contains("standard output: no space left on device"))
  }

  @Test(
    "A signal ends a command cleanly",
    arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func signals(signal: Int32, status: Int32) async throws {
    let (asked, tell) = AsyncStream.makeStream(of: Void.self)
    let registry = try ScriptedServer { connection in
      _ = try connection.request()
      tell.yield()
      connection.waitForClose()
    }
    let drydock = try Drydock()
    let command = try PtySession(
      Drydock.path, ["pull", "127.0.0.1:\(registry.port)/slow"], environment: drydock.environment)
    for await _ in asked { break }
    kill(command.processID, signal)
    #expect(try await command.waitForEnd() == .exited(status))
  }

  @Test func `One command at a terminal asks there`() async throws {
    let drydock = try Drydock()
    let command = try PtySession(
      Drydock.path, ["--world", "linux-basics", "login"], environment: drydock.environment)
    try await command.wait(for: "Username:")
    command.send("alice\r")
    try await command.wait(for: "Password:")
    command.send("correct horse battery staple\r")
    try await command.wait(for: "Login Succeeded")
    #expect(try await command.waitForEnd() == .exited(0))
    #expect(!command.output.contains("horse"))
  }
}
