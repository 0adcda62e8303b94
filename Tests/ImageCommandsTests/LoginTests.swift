import ByteStreams
import Foundation
import ImageCommands
import TestSupport
import Testing

/// `login` and `logout` at Debian's registry, in docker's words.
@Suite struct LoginTests {
  /// Somebody at a terminal, or standard input.
  private struct Answers: Prompter {
    var isInteractive = true
    var username = ""
    var password = ""
    var input = ""

    func answer(_ question: String) async throws -> String? { username }
    func secret(_ question: String) async throws -> String? { password }
    func standardInput(limit: Int) async throws -> [UInt8] { Array(input.utf8) }
  }

  private func registry() throws -> RealRegistry { try RealRegistry(user: (name: "alice", password: "secret")) }

  private func configuration(_ bench: Workbench) -> String {
    (try? String(contentsOfFile: bench.scratch("docker/config.json"), encoding: .utf8)) ?? ""
  }

  @Test func `A password by flag is warned of, kept and used again`() async throws {
    let registry = try registry()
    let bench = try Workbench()
    let first = try await bench.run("login -u alice -p secret \(registry.host)")
    #expect(first.output == "Login Succeeded\n" && first.status == 0)
    #expect(first.headline == "WARNING! Using --password via the CLI is insecure. Use --password-stdin.")
    #expect(first.errors.contains("WARNING! Your credentials are stored unencrypted in '\(bench.scratch("docker"))"))
    #expect(configuration(bench).contains("\"\(registry.host)\"") && !first.errors.contains("secret"))
    let again = try await bench.run("login \(registry.host)")
    #expect(again.output == "Login Succeeded\n" && !again.errors.contains("unencrypted"))
    #expect(again.headline == "Authenticating with existing credentials... [Username: alice]")
    #expect(try await bench.run("login -u alice http://\(registry.host)/v2/").output == "Login Succeeded\n")
    let out = try await bench.run("logout http://\(registry.host)/v2/")
    #expect(out.output == "Removing login credentials for \(registry.host)\n" && out.status == 0)
    #expect(try await bench.run("logout \(registry.host)").status == 0)
    #expect(!configuration(bench).contains(registry.host))
    #expect(try await bench.run("logout").output == "Removing login credentials for https://index.docker.io/v1/\n")
  }

  @Test(
    "A password from standard input loses its line's end alone",
    arguments: [
      ("--password-stdin", "secret", true), ("--password-stdin", "secret\r\n", true), ("-p -", "secret\n", true),
      ("--password-stdin", "sec\nret\n", false), ("--password-stdin", "wrong", false),
    ])
  func standardInput(option: String, input: String, isTaken: Bool) async throws {
    let registry = try registry()
    let bench = try Workbench(prompter: Answers(isInteractive: false, input: input))
    let ended = try await bench.run("login -u alice \(option) \(registry.host)")
    #expect((ended.status == 0) == isTaken)
    if isTaken {
      #expect(ended.output == "Login Succeeded\n" && ended.errors.hasPrefix("\nWARNING! Your credentials"))
    } else {
      #expect(
        ended.headline
          == "Error response from daemon: login attempt to \(registry.url)/v2/ failed with status: 401 Unauthorized")
      #expect(configuration(bench) == "" && !ended.errors.contains("wrong\n"))
    }
  }

  @Test(
    "What can't begin is told as docker tells it",
    arguments: [
      ("login --password-stdin h.example", "the --password-stdin option requires --username to be set"),
      (
        "login -u a -p x --password-stdin h.example",
        "conflicting options: cannot specify both --password and --password-stdin"
      ),
      ("login -u a --password-stdin h.example", "Error: Cannot perform an interactive login from a non TTY device"),
      ("login -u a h.example", "Error: Cannot perform an interactive login from a non TTY device"),
      ("login", "Error: Cannot perform an interactive login from a non TTY device"),
    ])
  func refused(line: String, headline: String) async throws {
    let ended = try await Workbench().run(line)
    #expect(ended.headline == headline && ended.status == 1 && ended.output == "")
  }

  @Test func `A person is asked for what is missing`() async throws {
    let registry = try registry()
    let asked = try Workbench(prompter: Answers(username: "alice", password: "secret"))
    #expect(try await asked.run("login \(registry.host)").output == "Login Succeeded\n")
    let named = try Workbench(prompter: Answers(username: "alice"))
    #expect(try await named.run("login -p secret \(registry.host)").output == "Login Succeeded\n")
    for (answers, headline) in [
      (Answers(), "Error: Non-null Username Required"), (Answers(username: "alice"), "Error: Password Required"),
    ] {
      let ended = try await Workbench(prompter: answers).run("login \(registry.host)")
      #expect(ended.headline == headline && ended.status == 1)
    }
  }

  @Test func `A kept credential that is refused is asked for anew, or told`() async throws {
    let registry = try registry()
    let kept = #"{"auths":{"\#(registry.host)":{"auth":"\#(Data("alice:old".utf8).base64EncodedString())"}}}"#
    for isInteractive in [true, false] {
      let bench = try Workbench(
        prompter: Answers(isInteractive: isInteractive, username: "alice", password: "secret"))
      try FileManager.default.createDirectory(atPath: bench.scratch("docker"), withIntermediateDirectories: true)
      try kept.write(toFile: bench.scratch("docker/config.json"), atomically: true, encoding: .utf8)
      let ended = try await bench.run("login \(registry.host)")
      #expect((ended.status == 0) == isInteractive, "\(ended)")
      #expect(ended.errors.contains(isInteractive ? "Login did not succeed" : "failed with status: 401"))
    }
  }
}
