import ByteStreams
import ContentStore
import ImageCommands
import ImageSpec
import Testing

@testable import InteractiveShell

/// Commands that are put aside, without a terminal.
@Suite struct JobTests {
  /// A registry whose layers never come to an end.
  private static let stalled = "registry weather add stall on blob"

  @Test func `A job goes on beside the session until it is cancelled, and leaves a sound store`() async throws {
    let test = try await TestSession(extensions: [JobExtension()], prompter: Person())
    #expect(await test.session.run(Self.stalled) == .done(.success))
    #expect(await test.session.run("pull  tiny & # later") == .done(.success))
    #expect(test.errors.text == "[1] pull tiny\n")
    #expect(await test.session.run("tag greeter:old other") == .done(.success))
    #expect(await test.session.extensions[0].promptSegment() == "1 job")
    #expect(test.session.unfinished?.contains("[1] pull tiny") == true)
    #expect(await test.session.run("jobs") == .done(.success))
    #expect(test.output.text.contains("\n1         running   for "))

    let waiting = Task { await test.session.run("wait 1") }
    waiting.cancel()
    #expect(await waiting.value == .done(.interrupted))
    #expect(test.errors.text.contains("Still running: [1] pull tiny\n'cancel 1' ends it."))
    #expect(await test.session.run("cancel %1") == .done(.success))
    #expect(test.errors.text.hasSuffix("[1] cancelled  pull tiny\n"))
    #expect(await test.session.extensions[0].promptSegment() == nil)
    #expect(test.session.unfinished == nil)
    #expect(await test.session.run("verify") == .done(.success))
    await test.close()
  }

  @Test func `What a job wrote and how it ended is told once, and can be asked for`() async throws {
    let test = try await TestSession(extensions: [JobExtension()], prompter: Person())
    #expect(await test.session.run("pull tiny &") == .done(.success))
    #expect(await test.session.run("wait") == .done(.success))
    #expect(test.output.text.contains("Status: Downloaded newer image for tiny:latest\n"))
    #expect(test.errors.text.hasSuffix("[1] done  pull tiny\n"))
    #expect(await test.session.run("pull nosuch &") == .done(.success))
    #expect(await test.session.run("wait 2 %2") == .done(.failure))
    let verdict = "[2] failed (1)  pull nosuch: pull access denied for nosuch"
    #expect(test.errors.text.contains(verdict))
    #expect(await test.session.run("wait") == .done(.success))
    #expect(await test.session.run("jobs") == .done(.success))
    #expect(test.errors.text.hasSuffix("Notice: nothing is put aside; '&' behind a command does it.\n"))
    #expect(await test.session.run("jobs 2") == .done(.success))
    #expect(test.output.text.contains(verdict))
    #expect(await test.session.run("jobs 3") == .done(.failure))
    #expect(test.errors.text.contains("no such job: 3"))
    await test.close()
  }

  @Test func `The end of a job is said where nothing runs, and else behind the command that does`() async throws {
    let jobs = JobExtension()
    let test = try await TestSession(extensions: [jobs], prompter: Person())
    let (said, say) = AsyncStream.makeStream(of: String.self)
    jobs.beginSession { say.yield($0) }
    var told = said.makeAsyncIterator()
    #expect(await test.session.run("version > out &") == .done(.success))
    #expect(await told.next() == "[1] done  version > out")
    #expect(try test.file("out") == VersionCommand.text)

    let (gate, open) = AsyncStream.makeStream(of: Void.self)
    let command = Task { await jobs.list.inForeground { for await _ in gate {} } }
    #expect(await test.session.run("version &") == .done(.success))
    try await jobs.list.find([JobName(number: 2)])[0].waitForEnd()
    say.yield("the command draws")
    open.finish()
    await command.value
    #expect(await told.next() == "the command draws")
    #expect(await told.next() == "[2] done  version")
    await test.close()
  }

  @Test(
    "What is about the session, or has to ask, can't be put aside",
    arguments: [
      ("wait &", "'wait' is about the session"), ("jobs &", "'jobs' is about the session"),
      ("cancel 1 &", "'cancel' is about the session"), ("exit &", "'exit' can't be put aside"),
    ])
  func refusal(line: String, words: String) async throws {
    let test = try await TestSession(extensions: [JobExtension()], prompter: Person())
    #expect(await test.session.run(line) == .done(.failure))
    #expect(test.errors.text.hasPrefix(words))
    await test.close()
  }

  @Test func `A job asks nobody, and its secrets are not shown`() async throws {
    let test = try await TestSession(extensions: [JobExtension()], prompter: Person())
    #expect(await test.session.run("login &") == .done(.success))
    #expect(await test.session.run("wait") == .done(.failure))
    #expect(test.errors.text.contains("nobody answers a command that was put aside"))
    #expect(await test.session.run("login -u alice -p 'correct horse battery staple' &") == .done(.success))
    #expect(await test.session.run("wait") == .done(.success))
    #expect(test.errors.text.hasSuffix("[2] done  login …\n"))
    #expect(!(test.output.text + test.errors.text).contains("horse"))
    await test.close()
  }

  @Test func `A script waits at its last line for what it put aside, and fails if that did`() async throws {
    let test = try await TestSession(extensions: [JobExtension()])
    let script = Script("page.txt", .text("pull tiny &\npull nosuch &\nversion > out\n"))
    #expect(await script.run(in: test.session) == .failure)
    #expect(test.output.text.contains("docker.io/library/tiny:latest\n"))
    #expect(test.errors.text.contains("[2] failed (1)  pull nosuch: "))
    #expect(!test.errors.text.contains("[1]"))
    await test.close()
  }

  @Test func `A script that ends before cancels what it put aside`() async throws {
    let test = try await TestSession(extensions: [JobExtension()])
    let script = Script("page.txt", .text("\(Self.stalled)\npull tiny &\nrmi nosuch\nversion\n"))
    #expect(await script.run(in: test.session) == .failure)
    await test.session.close()
    #expect(test.errors.text.hasSuffix("page.txt:3: rmi nosuch: ended with status 1\n"))
    #expect(await test.session.run("verify") == .done(.success))
    await test.close()
  }

  @Test func `Progress is told in percent, bytes and speed`() throws {
    let start = ContinuousClock.now
    let now = Locked(start)
    let progress = JobProgress { now.withLock { $0 } }
    let digest = try Digest(parsing: "sha256:" + String(repeating: "a", count: 64))
    #expect(progress.text == "for 0s")
    progress.report(ProgressEvent(digest: digest, phase: .queued, total: 4_000_000))
    now.withLock { $0 = start.advanced(by: .seconds(2)) }
    progress.report(ProgressEvent(digest: digest, phase: .transferring, completed: 1_000_000, total: 4_000_000))
    #expect(progress.text == "25% of 4MB, 500kB/s, 6s left")
  }

  @Test func `Of what a job writes the last lines are kept`() async throws {
    let test = try await TestSession()
    let output = JobOutput()
    for number in 1...1000 { try output.output.line("line \(number)") }
    try output.errors.write("went wrong\nand why\n")
    try output.output.write("unfinished")
    try output.show(in: test.session.context)
    #expect(output.headline == "went wrong")
    #expect(test.output.text.hasPrefix("line 803\n") && test.output.text.hasSuffix("line 1000\nunfinished\n"))
    #expect(test.errors.text == "(802 lines before are not kept)\nwent wrong\nand why\n")
    await test.close()
  }
}

/// Somebody is at the prompt.
struct Person: Prompter {
  var isInteractive: Bool { true }
  func answer(_ question: String) -> String? { nil }
  func secret(_ question: String) -> String? { nil }
  func standardInput(limit: Int) -> [UInt8] { [] }
}
