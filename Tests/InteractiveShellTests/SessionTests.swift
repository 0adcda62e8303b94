import ByteStreams
import CommandLanguage
import Foundation
import ImageCommands
import LineEditing
import Testing
import Worlds

@testable import InteractiveShell

@Suite struct SessionTests {
  @Test(
    "What people paste in front of a verb is dropped",
    arguments: [
      "version", "$ version", "> version", "docker version", "PS C:\\> docker version", "C:\\>docker version",
      "sudo docker version", "drydock> version", "drydock (linux-basics) [1]> version", "user@host:~$ docker version",
      "  version  # a comment",
    ])
  func prompts(line: String) async throws {
    let test = try await TestSession()
    #expect(await test.session.run(line) == .done(.success))
    #expect(test.output.text == VersionCommand.text)
    await test.close()
  }

  @Test func `Blank lines and comments do nothing, open ones wait, and words that are none are told`() async throws {
    let test = try await TestSession()
    for line in ["", "   ", "# version", "$", "PS C:\\> "] { #expect(await test.session.run(line) == .nothing) }
    #expect(await test.session.run("tag 'a") == .incomplete(.singleQuote))
    #expect(await test.session.run("pull \\") == .incomplete(.continuation))
    #expect(test.errors.text == "")
    #expect(await test.session.run("tag 'a", isWhole: true) == .done(.failure))
    #expect(await test.session.run("nosuch") == .done(.failure))
    #expect(await test.session.run("images --nosuch") == .done(.badFlag))
    #expect(await test.session.run("version; version") == .done(.failure))
    #expect(await test.session.run("version | less") == .done(.failure))
    #expect(await test.session.run("version &") == .done(.failure))
    #expect(await test.session.run("pull <name>") == .done(.failure))
    #expect(test.output.text == "")
    #expect(test.errors.text.split(separator: "\n").count >= 7)
    await test.close()
  }

  @Test func `exit and quit leave with the status asked for`() async throws {
    let test = try await TestSession()
    #expect(await test.session.run("exit") == .leave(nil))
    #expect(await test.session.run("$ quit 7") == .leave(ImageCommands.ExitStatus(rawValue: 7)))
    for line in ["exit 256", "exit -1", "exit now", "exit 1 2"] {
      #expect(await test.session.run(line) == .done(.failure))
    }
    #expect(test.errors.text.contains("'256' is no status"))
    await test.close()
  }

  @Test func `Output goes to files of the world, and not out of it`() async throws {
    let test = try await TestSession()
    #expect(await test.session.run("version > out") == .done(.success))
    #expect(try test.file("out") == VersionCommand.text)
    #expect(await test.session.run("version >> out") == .done(.success))
    #expect(try test.file("out") == VersionCommand.text + VersionCommand.text)
    #expect(test.output.text == "")
    for line in ["version > /etc/nope", "version > ../nope", "version > no/such/folder", "version > pages", "> out"] {
      #expect(await test.session.run(line) != .done(.success), "\(line)")
    }
    #expect(try test.file("out") == VersionCommand.text + VersionCommand.text)
    await test.close()
  }

  @Test func `A password comes from a file behind <`() async throws {
    let test = try await TestSession()
    try "correct horse battery staple\n".write(
      toFile: test.session.world.folder.resolve("secret"), atomically: true, encoding: .utf8)
    #expect(
      await test.session.run("login -u alice --password-stdin < secret") == .done(.success), "\(test.errors.text)")
    #expect(test.output.text.contains("Login Succeeded"))
    #expect(await test.session.run("login -u alice --password-stdin < nosuch") == .done(.failure))
    await test.close()
  }

  @Test func `The variable id is the last id that was printed`() async throws {
    let test = try await TestSession()
    #expect(await test.session.run("rm $id") == .done(.failure))
    #expect(test.errors.text.contains("$id is not set"))
    #expect(await test.session.run("create greeter:old") == .done(.success), "\(test.errors.text)")
    #expect(await test.session.run("version") == .done(.success))
    #expect(await test.session.run("rm $id") == .done(.success), "\(test.errors.text)")
    await test.close()
  }

  @Test func `Extensions run every command, and talk past a redirection`() async throws {
    let follower = Follower()
    let test = try await TestSession(extensions: [follower])
    _ = await test.session.run("docker version")
    _ = await test.session.run("nosuch x")
    _ = await test.session.run("# nothing")
    #expect(follower.heard.withLock { $0 } == ["version 0", "nosuch x 1"])
    _ = await test.session.run("version > out")
    #expect(test.output.text.hasSuffix("heard\n"))
    #expect(try test.file("out") == VersionCommand.text)
    await test.close()
  }

  @Test func `A session works in an extension's world as long as there is one`() async throws {
    let (test, other) = (try await TestSession(), try await TestSession())
    _ = await other.session.run("tag greeter:old elsewhere")
    let host = Host()
    let session = Session(test.session.context, extensions: [host])
    let completer = ShellCompleter(session)
    #expect(session.isInOwnWorld)
    host.place.withLock { $0 = other.session.world }
    #expect(!session.isInOwnWorld)
    #expect(await session.run("tag elsewhere further") == .done(.success), "\(test.errors.text)")
    #expect(
      try await test.completions(for: "rmi els", by: completer).candidates.map(\.text) == ["elsewhere:latest"])
    host.place.withLock { $0 = nil }
    #expect(await session.run("rmi elsewhere") == .done(.failure))
    #expect(try await test.completions(for: "rmi els", by: completer).candidates == [])
    _ = await other.session.run("images")
    #expect(other.output.text.contains("further"))
    await session.close()
    #expect(host.ended.withLock { $0 } == 1)
    await test.close()
    await other.close()
  }
}

/// Hears of commands.
private final class Follower: SessionExtension {
  let heard = Locked<[String]>([])

  func run(
    _ words: [String], in context: CommandContext, talkingOn console: any TextOutput,
    by command: @Sendable (CommandContext) async -> ImageCommands.ExitStatus
  ) async -> ImageCommands.ExitStatus {
    let status = await command(context)
    heard.withLock { $0.append("\(words.joined(separator: " ")) \(status.rawValue)") }
    try? console.line("heard")
    return status
  }
}

/// Lends a world.
private final class Host: SessionExtension {
  let place = Locked<World?>(nil)
  let ended = Locked(0)
  var world: World? { place.withLock { $0 } }
  func endSession() async { ended.withLock { $0 += 1 } }
}
