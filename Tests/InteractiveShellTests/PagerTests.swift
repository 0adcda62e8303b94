import Foundation
import ImageCommands
import Presentation
import TestSupport
import Testing

@testable import InteractiveShell

@Suite struct PagerTests {
  private static let version = VersionCommand.text
  private static let height = version.count { $0 == "\n" }
  /// A pager that shows that it was there.
  private static let marking = ["PAGER": "sed 's/^/|/'"]

  private static func marked(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { "|\($0)\n" }.joined()
  }

  @Test func `What is taller than the screen goes through the pager, and nothing else does`() async throws {
    let small = try RealSession(Self.marking, rows: Self.height)
    #expect(await small.session.run("version") == .done(.success))
    #expect(try small.written() == Self.marked(Self.version))
    #expect(small.output.text == "")
    // The prompt takes one line.
    let tall = try RealSession(Self.marking, rows: Self.height + 1)
    #expect(await tall.session.run("version") == .done(.success))
    #expect(tall.output.text == Self.version)
    #expect(await tall.session.run("help") == .done(.success))
    #expect(try tall.written().hasPrefix("|Usage:"))
    // A line that wraps takes two.
    let wide = try RealSession(Self.marking, rows: 3)
    #expect(await wide.session.run("version --format '\(String(repeating: "x", count: 241))'") == .done(.success))
    #expect(try wide.written().hasPrefix("|xxx"))
    #expect(await wide.session.run("version --format '\(String(repeating: "x", count: 80))'") == .done(.success))
    #expect(try wide.written() == "")
  }

  @Test func `Nothing is paged off a terminal, in files and pipes, and by a command that does something`() async throws
  {
    for (line, rows) in [
      ("version", nil), ("version > out", 3), ("version | cat", 3), ("import rootfs.tar base:2", 1), ("nosuch", 1),
    ] as [(String, Int?)] {
      let test = try RealSession(Self.marking, rows: rows)
      try await test.makeImage()
      _ = try test.written()
      _ = await test.session.run(line)
      #expect(!(try test.written().contains("|")), "\(line)")
    }
  }

  @Test func `Leaving the pager early is quiet, and its own status is nobody's`() async throws {
    for pager in ["true", "false", "head -n 1", "sh -c 'exec 0<&-; sleep 0.05'"] {
      let test = try RealSession(["PAGER": pager], rows: 3)
      #expect(await test.session.run("help") == .done(.success), "\(pager)")
      #expect(test.errors.text == "" && test.output.text == "", "\(pager)")
    }
  }

  @Test func `The setting goes before PAGER; empty, cat and off page nothing; what is not there is told`() async throws
  {
    for (environment, setting, written, said) in [
      (["PAGER": "sed s/^/one/"], "sed s/^/two/", "two", ""), (["PAGER": "sed s/^/one/"], nil, "one", ""),
      (["PAGER": "sed s/^/one/"], "off", nil, ""), (["PAGER": ""], nil, nil, ""), (["PAGER": "cat"], nil, nil, ""),
      (["PAGER": "nosuch-pager -x"], nil, nil, "nosuch-pager: command not found"),
      (["PAGER": "sed s/^/one/ | cat"], nil, nil, "command not found"), (["PATH": "/nowhere"], nil, nil, ""),
    ] as [([String: String], String?, String?, String)] {
      let test = try RealSession(environment, rows: 3)
      if let setting { #expect(await test.session.run("set pager \(setting)") == .done(.success)) }
      #expect(await test.session.run("version") == .done(.success))
      #expect(try test.written().hasPrefix(written ?? ""), "\(environment)")
      #expect(test.output.text.hasSuffix(written == nil ? Self.version : ""), "\(environment)")
      #expect(said.isEmpty ? test.errors.text == "" : test.errors.text.contains(said), "\(test.errors.text)")
    }
  }

  @Test func `Errors wait until the pager is left, and keep their place where there is none`() async throws {
    let test = try RealSession(Self.marking, rows: 3)
    try await test.makeImage()
    #expect(await test.session.run("inspect base:1 nosuch") == .done(.failure))
    #expect(try test.written().hasPrefix("|["))
    #expect(test.errors.text.contains("No such object: nosuch"))
  }
}
