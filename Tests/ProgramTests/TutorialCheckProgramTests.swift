import Foundation
import TestSupport
import Testing

/// `tutorial check` in the real program: statuses, `--watch`, and its end.
@Suite struct TutorialCheckProgramTests {
  static let good = "# A\n\n```console\n$ docker pull -q microsoft/nanoserver\n```\n"
  static let wrong = "# A\n\n```console\n$ docker images --nonsense\n```\n"

  private static let check = ["tutorial", "check", "--fixture", "windows-2016"]

  @Test func `statuses are those of the worst page, and nothing is left behind`() async throws {
    let program = try Drydock()
    try Self.good.write(toFile: program.scratch("work/good.md"), atomically: true, encoding: .utf8)
    try Self.wrong.write(toFile: program.scratch("work/wrong.md"), atomically: true, encoding: .utf8)
    let ended = try await program.bash(
      """
      check() { "$drydock" tutorial check --fixture windows-2016 "$@" >/dev/null 2>&1 && echo 0 || echo $?; }
      check ./good.md; check ./good.md ./wrong.md; check ./wrong.md ./absent.md ./good.md
      check --baseline known.json --update-baseline ./wrong.md; check --baseline known.json ./wrong.md ./good.md
      check --nonsense ./good.md
      """)
    #expect(ended.output == "0\n1\n2\n0\n0\n125\n", "\(ended)")
    #expect(program.leftovers.isEmpty)
  }

  @Test func `a watched page is checked again when it or its fixture changes, and Ctrl-C is the usual end`()
    async throws
  {
    let program = try Drydock()
    let page = program.scratch("work/page.md")
    let fixture = program.scratch("work/small.yaml")
    try "---\ntutorial: {fixture: small.yaml}\n---\n\(Self.good)".write(toFile: page, atomically: true, encoding: .utf8)
    let shipped = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "tutorials/fixtures/windows-2016.yaml")
    try FileManager.default.copyItem(atPath: shipped.path, toPath: fixture)
    let session = try PtySession(
      Drydock.path, ["tutorial", "check", "--watch", page], environment: program.environment, columns: 120, rows: 40)
    try await session.wait(for: "Watching 2 files", seconds: 120)
    #expect(session.screen.text.contains("1 step: 1 pass"))
    // As an editor that writes in place does, and as one that renames.
    try "---\ntutorial: {fixture: small.yaml}\n---\n\(Self.wrong)".write(
      toFile: page, atomically: false, encoding: .utf8)
    try await session.wait(for: "1 fail", seconds: 120)
    try await session.wait(for: "both rounds", seconds: 120) { $0.text.ranges(of: "Watching 2 files").count == 2 }
    try "---\ntutorial: {fixture: small.yaml}\n---\n\(Self.good)\nMore.\n".write(
      toFile: page, atomically: true, encoding: .utf8)
    try await session.wait(for: "three rounds", seconds: 120) { $0.text.ranges(of: "Watching 2 files").count == 3 }
    let other = try String(contentsOfFile: fixture, encoding: .utf8).replacing(
      "microsoft/nanoserver", with: "microsoft/other")
    try other.write(toFile: fixture, atomically: true, encoding: .utf8)
    try await session.wait(for: "four rounds", seconds: 120) { $0.text.ranges(of: "Watching 2 files").count == 4 }
    #expect(session.screen.text.contains("1 unmet"))
    session.send("\u{3}")
    #expect(try await session.waitForEnd(seconds: 60) == .exited(0))
    #expect(program.leftovers.isEmpty)
  }

  @Test func `off a terminal a watch writes lines alone, and ends by a signal`() async throws {
    let program = try Drydock()
    let ended = try await program.bash(
      #"""
      set -eu
      printf '# A\n\n```console\n$ docker images\n```\n' >page.md
      exec 3< <(exec "$drydock" tutorial check --watch ./page.md 2>&1)
      watching=$!
      trap 'kill $watching 2>/dev/null || true' EXIT
      until read -r -u 3 line && [[ $line = Watching* ]]; do printf '%s\n' "$line"; done
      printf '\nmore\n' >>page.md
      until read -r -u 3 line && [[ $line = Watching* ]]; do printf '%s\n' "$line"; done
      kill -INT $watching
      wait $watching
      cat <&3
      """#)
    #expect(ended.status == 0, "\(ended)")
    #expect(ended.output.split(separator: "\n").count { $0.hasPrefix("1 step: 1 pass") } == 2, "\(ended)")
    #expect(ended.output.contains("./page.md changed."))
    #expect(!ended.output.contains("\u{1b}"))
    #expect(program.leftovers.isEmpty)
  }
}
