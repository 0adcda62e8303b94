import ByteStreams
import Foundation
import ImageCommands
import TestSupport
import Testing

@testable import InteractiveShell

/// One test after the other: each looks for programs that were left.
@Suite(.serialized) struct FilterTests {
  private static let version = VersionCommand.text

  private static func status(_ number: Int32) -> Session.Outcome { .done(ImageCommands.ExitStatus(rawValue: number)) }

  @Test func `Output passes programs, and the status is the command's, else the last failure's`() async throws {
    let test = try RealSession()
    for (line, status, written) in [
      ("version | cat", 0, Self.version), ("version | cat | cat | head -1", 0, "drydock version 0.1.0\n"),
      ("version | tr a-z 'A-Z' | grep -c DRYDOCK", 0, "1\n"), ("version | grep nosuch", 1, ""),
      ("version | sh -c 'exit 3' | cat", 3, ""), ("version | sh -c 'exit 3' | sh -c 'exit 4'", 4, ""),
      ("rmi nosuch | sh -c 'cat; exit 3'", 1, ""), ("images --nosuch | cat", 125, ""),
      // A reader that had enough is no failure, of nobody.
      ("version | yes | head -1", 0, "y\n"), ("version | true", 0, ""), ("version | sh -c 'kill -9 $$'", 137, ""),
      ("version | nosuch-program | cat", 127, ""), ("version | cat | /etc/passwd", 126, ""),
      ("version | cat > out", 0, ""), ("version | head -1 >> out", 0, ""),
    ] as [(String, Int32, String)] {
      #expect(await test.session.run(line) == Self.status(status), "\(line): \(test.errors.text)")
      #expect(try test.written() == written, "\(line)")
    }
    #expect(test.output.text == "")
    #expect(try test.file("out") == Self.version + "drydock version 0.1.0\n")
    #expect(test.errors.text.contains("nosuch-program: command not found"))
    #expect(test.errors.text.contains("/etc/passwd: Permission denied"))
  }

  @Test func `Bytes pass as they are, however slowly they are read, and no program is left`() async throws {
    let test = try RealSession()
    try await test.makeImage()
    #expect(await test.session.run("save base:1 | tar tf - | grep -c blobs/sha256/.") == Self.status(0))
    #expect(try test.written() == "3\n")
    // More than a pipe holds: the command waits, and goes on.
    try shell("head -c 1000000 /dev/urandom > big && tar cf big.tar big", in: test.scratch)
    #expect(await test.session.run("import big.tar big:1") == Self.status(0))
    #expect(await test.session.run("save big:1 | sh -c 'sleep 0.1; cat' | wc -c") == Self.status(0))
    #expect(Int(try test.written().dropLast()) ?? 0 > 1_000_000)
    // One that stops reading ends the command quietly.
    #expect(await test.session.run("save big:1 | head -c 5 > out") == Self.status(0))
    #expect(try test.file("out").count == 5)
    #expect(try Self.children() == [])
  }

  @Test func `A cancelled command ends though nobody reads, and its programs with it`() async throws {
    let test = try RealSession()
    try await test.makeImage()
    try shell("head -c 1000000 /dev/urandom > big && tar cf big.tar big", in: test.scratch)
    #expect(await test.session.run("import big.tar big:1") == Self.status(0))
    let started = test.scratch("started")
    try shell("mkfifo started", in: test.scratch)
    let task = Task { await test.session.run("save big:1 | sh -c 'echo > $HOME/started; exec sleep 1000'") }
    #expect(try await Self.text(ofPipe: started) == "\n")
    task.cancel()
    #expect(await task.value == .done(.interrupted))
    #expect(try Self.children() == [])
  }

  @Test func `What stands behind the exclamation mark is the user's shell's`() async throws {
    let test = try RealSession()
    for (line, status, written) in [
      ("!echo $((1 + 2)) | tr 3 4; exit 5", 5, "4\n"), ("! echo '#' > $HOME/shown; cat $HOME/shown", 0, "#\n"),
      ("  $ !kill -9 $$", 137, ""), ("!cat", 0, ""), ("!", 0, ""), ("!nosuch-program 2>/dev/null", 127, ""),
    ] as [(String, Int32, String)] {
      #expect(await test.session.run(line) == Self.status(status), "\(line): \(test.errors.text)")
      #expect(try test.written() == written, "\(line)")
    }
    try "#!/bin/sh\necho own: $2\n".write(toFile: test.scratch("own"), atomically: true, encoding: .utf8)
    chmod(test.scratch("own"), 0o755)
    let own = try RealSession(["SHELL": test.scratch("own")])
    #expect(await own.session.run("!a b") == Self.status(0))
    #expect(try own.written() == "own: a b\n")
  }

  @Test func `A simulated world starts no program`() async throws {
    let test = try await TestSession()
    for line in ["version | cat", "!echo hi", "version | cat > out", "!"] {
      #expect(await test.session.run(line) == .done(.failure), "\(line)")
    }
    #expect(test.errors.text.components(separatedBy: "a simulated world starts no program").count == 5)
    #expect(test.output.text == "")
    await test.close()
  }

  @Test func `Files and programs in the wrong order are told`() async throws {
    let test = try RealSession()
    for (line, said) in [
      ("version > out | cat", "Write what the program makes of it: 'VERB | PROGRAM > out'"),
      ("version | cat < given", "reads what stands in front of it, not 'given'"),
      ("load < given > given", "'given' is both read and written"),
      ("load < given >> given", "'given' is both read and written"),
    ] {
      #expect(await test.session.run(line) == .done(.failure))
      #expect(test.errors.text.contains(said), "\(line)")
    }
    #expect(try test.file("given") == "given\n")
  }

  @Test func `A file behind > loses what it held only to what is written`() async throws {
    let test = try RealSession()
    // A command that fails with nothing written; one that can't even start; files that take nothing.
    for line in [
      "rmi nosuch > given", "nosuch > given", "version | nosuch-program > given", "version > /dev/full",
      "version > no/such", "version > .", "version > ''", "version | cat > .",
    ] {
      #expect(await test.session.run(line) != .done(.success), "\(line)")
    }
    #expect(try test.file("given") == "given\n")
    // A command that reads the file and then writes to it.
    try await test.makeImage()
    #expect(await test.session.run("import rootfs.tar base:2 > rootfs.tar") == .done(.success))
    #expect(try test.file("rootfs.tar").hasPrefix("sha256:"))
    // Nothing to say is something, too.
    #expect(await test.session.run("images -q nosuch > given") == .done(.success))
    #expect(try test.file("given") == "")
    #expect(test.errors.text.contains("/dev/full: no space left on device"))
  }

  @Test func `A named pipe that nobody reads is waited for until the command is cancelled`() async throws {
    let test = try RealSession()
    try shell("mkfifo pipe", in: test.scratch)
    let task = Task { await test.session.run("version > pipe") }
    task.cancel()
    #expect(await task.value == .done(.interrupted))
    async let read = Self.text(ofPipe: test.scratch("pipe"))
    #expect(await test.session.run("version > pipe") == .done(.success))
    #expect(try await read == Self.version)
  }

  /// What somebody writes into a named pipe, which Foundation does not read by its name.
  private static func text(ofPipe path: String) async throws -> String {
    try await BlockingThreads.run {
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw POSIXError(.ENOENT) }
      let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }
  }

  /// The programs that were started here and are not waited for.
  private static func children() throws -> [String] {
    let path = "/proc/self/task"
    return try FileManager.default.contentsOfDirectory(atPath: path).flatMap { thread in
      let text = (try? String(contentsOfFile: "\(path)/\(thread)/children", encoding: .utf8)) ?? ""
      return text.split(separator: " ").compactMap { id in
        let status = (try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8)) ?? ""
        return status.contains("(sleep)") || status.contains("(tar)") || status.contains("(wc)") ? status : nil
      }
    }
  }
}
