import Foundation
import TestSupport
import Testing

@testable import Programs

@Suite struct ChildProcessTests {
  private static let environment = ["PATH": "/usr/bin:/bin"]

  /// Runs a shell script and returns what it writes.
  private func output(_ script: String, environment: [String: String] = Self.environment) throws -> String {
    let pipe = try Pipe(for: "sh")
    let call = try ProgramCall("sh", ["-c", script], environment: environment)
    let child = try ChildProcess(call, .init(input: nil, output: pipe.writer, errors: nil), group: .own)
    close(pipe.writer)
    let handle = FileHandle(fileDescriptor: pipe.reader, closeOnDealloc: true)
    let text = String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    #expect(child.wait() == .exited(0))
    return text
  }

  @Test func `A program has its words, its environment, and no descriptor besides the three`() throws {
    // Without O_CLOEXEC: a child that inherits it would show it.
    let stray = open("/dev/zero", O_RDONLY)
    defer { close(stray) }
    #expect(try output("ls /proc/self/fd | tr '\\n' ' '") == "0 1 2 3 ")
    #expect(try output("echo $A-$0", environment: Self.environment.merging(["A": "b c"]) { $1 }) == "b c-sh\n")
    #expect(try output("cat; echo end") == "end\n")
  }

  @Test func `SIGPIPE ends a program though it is ignored here`() throws {
    signal(SIGPIPE, SIG_IGN)
    let pipe = try Pipe(for: "yes")
    let call = try ProgramCall("yes", environment: Self.environment)
    let child = try ChildProcess(call, .init(input: nil, output: pipe.writer, errors: nil), group: .own)
    close(pipe.writer)
    close(pipe.reader)
    #expect(child.wait() == .signaled(SIGPIPE))
    #expect(ProcessEnding.signaled(SIGPIPE).status == 141)
  }

  @Test func `A program ends with all that it has started`() throws {
    let pipe = try Pipe(for: "sh")
    let call = try ProgramCall("sh", ["-c", "sleep 100 & sleep 100"], environment: Self.environment)
    let child = try ChildProcess(call, .init(input: nil, output: pipe.writer, errors: nil), group: .own)
    close(pipe.writer)
    #expect(child.ending() == nil)
    child.end()
    // The end of the pipe: nobody holds its other end.
    #expect(try FileHandle(fileDescriptor: pipe.reader, closeOnDealloc: true).readToEnd() == nil)
  }

  @Test func `A program is found on the search path, or told why not`() throws {
    let scratch = try ScratchFolder()
    try "#!/bin/sh\n".write(toFile: scratch("runs"), atomically: true, encoding: .utf8)
    chmod(scratch("runs"), 0o755)
    try "".write(toFile: scratch("plain"), atomically: true, encoding: .utf8)
    let path = SearchPath(["PATH": ":relative:\(scratch.path):/usr/bin"])
    #expect(path.folders == [scratch.path, "/usr/bin"])
    #expect(try path.path(of: "runs") == scratch("runs"))
    #expect(try path.path(of: scratch("runs")) == scratch("runs"))
    #expect(path.names(beginning: "ru").contains("runs"))
    #expect(!path.names(beginning: "pl").contains("plain"))
    for (name, error) in [
      ("nosuch-program", ProgramError.notFound("nosuch-program")), ("plain", .notExecutable("plain")),
      (scratch("plain"), .notExecutable(scratch("plain"))), (scratch.path, .notExecutable(scratch.path)),
      ("", .notFound("")),
    ] {
      #expect(throws: error) { try path.path(of: name) }
    }
  }
}
