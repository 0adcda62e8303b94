import ByteStreams
import Foundation
import ImageCommands
import LayoutStore
import Testing
import Tutorials
import Worlds

/// Pages that nobody would write, and pages that somebody would to do harm.
@Suite struct HostileTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String
    /// How many steps it has; nil for a page that is refused.
    let steps: Int?

    init(_ name: String, _ text: String, steps: Int? = 1) {
      (testDescription, self.text, self.steps) = (name, text, steps)
    }
  }

  private static let count = 400
  private static let step = "\n\n```console\n$ docker images -q\n```\n"

  private static func fence(_ text: String) -> String { "# A page\n\n```console\n\(text)```\n" }

  private static func repeated(_ text: String, _ count: Int = count) -> String { String(repeating: text, count: count) }

  private static func numbered(_ text: (Int) -> String) -> String { (0..<count).map(text).joined() }

  static let cases: [Case] = [
    Case("many fences", numbered { "```console\n$ docker run a\($0)\n```\n\n" }, steps: count),
    Case("many commands in a fence", fence(numbered { "$ docker run a\($0)\n" })),
    Case("one long line", fence("$ docker images -q " + repeated("a ") + "\n")),
    Case("one long word", fence("$ docker images -q " + repeated("a", 200_000) + "\n")),
    Case(
      "a sample of many rows",
      fence("$ docker images\nREPOSITORY   TAG   IMAGE ID\n" + numbered { "a\($0)   1   0123456789ab\n" })),
    Case("a sample of many lines", fence("$ docker images -q\n" + numbered { "line \($0)\n" })),
    Case("a sample of elisions", fence("$ docker images -q\n" + repeated("...\nx\n"))),
    Case("many names", fence("$ docker images -q\n" + numbered { "<n\($0)> " } + "\n")),
    Case("many names in a command", fence("$ docker images " + numbered { "<n\($0)>" } + "\n")),
    Case("a command without end", fence("$ docker images \\\n" + repeated("  a \\\n", 5_000) + "b\n")),
    Case("a quote without end", fence("$ docker commit -m \"x\n" + repeated("> a\n", 5_000))),
    Case("quotes in quotes", repeated(">", 5_000) + " x" + step),
    Case("brackets in brackets", repeated("[", 5_000) + "a" + repeated("]", 5_000) + step),
    Case("emphasis that never ends", repeated("*a_ ", 5_000) + step),
    Case("comments that never end", "<!-- tutorial: skip\n\n" + repeated("<!--") + step, steps: nil),
    Case("details that never end", repeated("<details>\n\n") + step, steps: nil),
    Case(
      "a transcript of many layers", fence("$ docker pull alpine\n" + numbered { _ in "0123456789ab: Pull complete\n" })
    ),
    Case("JSON of many members", fence("$ docker inspect web\n[" + numbered { "{\"a\": \($0)},\n" } + "]\n")),
    Case("JSON in JSON", fence("$ docker inspect web\n" + repeated("[", 5_000) + repeated("]", 5_000) + "\n")),
    Case("YAML in YAML", "---\na: " + repeated("[", 5_000) + repeated("]", 5_000) + "\n---" + step),
    Case("zero bytes", repeated("a\0") + step),
    Case("text that runs backwards", repeated("\u{202E}\u{2066}") + step),
    Case("a line that steers a terminal", fence("$ docker images -q\n\u{1B}[2J\u{7}\u{9B}1m\n")),
    Case("pipes without end", fence("$ docker images " + repeated("| grep a ") + "\n")),
    Case("switches without end", "<!-- tutorial: " + repeated("skip, ") + "skip -->" + step.dropFirst(), steps: nil),
  ]

  @Test(arguments: cases) func aHostilePageEndsWithFewWords(_ one: Case) async throws {
    let page: Page
    do { page = try CorpusWorld.page(one.text) } catch let error as PageError {
      #expect(one.steps == nil, "\(error)")
      #expect(!error.problems.isEmpty)
      return
    }
    #expect(page.steps.count == one.steps)
    let report = try await CorpusWorld.check().run(page)
    #expect(report.steps.count == one.steps)
    for step in report.steps { #expect(step.findings.count <= Self.count + 200) }
    #expect(!report.text.contains("\u{1B}"))
  }

  @Test func aSampleOfManyLinesGivesAHundredFindingsAtMost() async throws {
    let lines = (0..<3_000).map { "nothing like it \($0)\n" }.joined()
    let report = try await CorpusWorld.check().run(try CorpusWorld.page(Self.fence("$ docker images -q\n" + lines)))
    let findings = try #require(report.steps.first?.findings)
    #expect(findings.count <= 100)
    #expect(findings.contains { $0.reason.contains("more differences are left out") }, "\(report.text)")
  }

  @Test func aPageOfTwoMegabytesIsReadAndOneOfMoreThanFourIsNot() throws {
    let section = "## A section\n\n" + Self.repeated("Some words of prose. ", 2_000) + Self.step + "\n"
    let text = Self.repeated(section, 64)
    #expect(text.utf8.count > 2 << 20)
    #expect(try CorpusWorld.page(text).steps.count == 64)
    let tooLong = [UInt8](repeating: UInt8(ascii: "a"), count: Page.sizeLimit + 1)
    #expect(throws: PageError.self) { try Page(parsing: tooLong, path: "page.md") }
  }

  @Test func whatIsNoUTF8IsNamedByItsLine() {
    var bytes = Array("# A\n\n".utf8) + [0xFF, 0xFE]
    bytes += Array(Self.step.utf8)
    #expect { try Page(parsing: bytes, path: "page.md") } throws: { error in
      (error as? PageError)?.problems.map(\.line) == [3]
    }
  }

  @Test func aCommandThatCannotBeStoppedEndsTheJudgingAndNotTheCheck() async throws {
    let text = "<!-- tutorial: timeout=20ms -->\n```console\n$ docker pull alpine\n```\n" + Self.step
    let waiting = Locked<CheckedContinuation<Void, Never>?>(nil)
    var check = try CorpusWorld.check()
    check.executor = { _, _ in
      await withCheckedContinuation { continuation in waiting.withLock { $0 = continuation } }
      return .success
    }
    let report = try await check.run(try CorpusWorld.page(text))
    waiting.withLock { $0 }?.resume()
    #expect(report.steps.map(\.verdict) == [.fail, .skipped])
    #expect(report.steps.first?.findings.map(\.kind) == [.timeout])
    #expect(report.steps.last?.findings.map(\.kind) == [.dependency])
  }

  @Test func whatAFailedCommandTookAwayIsNotHeldAgainstThePage() async throws {
    let text = Self.fence("$ docker rm web\n") + "\n```console\n$ docker commit web a:1\n```\n"
    var check = try CorpusWorld.check()
    let real = check.executor
    check.executor = { call, context in
      let status = await real(call, context)
      return call.step.ordinal == 1 ? ExitStatus(rawValue: 1) : status
    }
    let report = try await check.run(try CorpusWorld.page(text))
    #expect(report.steps.map(\.verdict) == [.fail, .skipped], "\(report.text)")
  }

  @Test func aBlobThatIsDamagedLaterIsFoundByTheStepThatDidIt() async throws {
    let fences = (1...3).map { "```console\n$ docker tag local/tool:1 a:\($0)\n```\n\n" }.joined()
    var check = try CorpusWorld.check()
    let real = check.executor
    check.executor = { call, context in
      let status = await real(call, context)
      if call.step.ordinal == 2 {
        let blobs = "\(context.world.store.path)/blobs/sha256"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: blobs)) ?? []
        if let name = names.min() { try? Data("nonsense".utf8).write(to: URL(filePath: "\(blobs)/\(name)")) }
      }
      return status
    }
    let report = try await check.run(try CorpusWorld.page("# A page\n\n" + fences))
    let unsound = report.steps.prefix(2).map { $0.findings.contains { $0.kind == .store } }
    #expect(unsound == [false, true], "\(report.text)")
  }
}
