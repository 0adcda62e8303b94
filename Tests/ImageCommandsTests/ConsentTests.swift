import ByteStreams
import ImageCommands
import TestSupport
import Testing
import Worlds

/// What asks the person at the prompt before it is done, and what asks nobody elsewhere.
@Suite struct ConsentTests {
  /// Keeps the questions, and answers as it is told.
  private final class Asked: Prompter {
    private let state = Locked((questions: [String](), reply: String?.none))
    let isInteractive: Bool

    init(isInteractive: Bool = true) { self.isInteractive = isInteractive }

    /// What was asked since this was last asked for.
    var questions: [String] {
      state.withLock { state in
        defer { state.questions = [] }
        return state.questions
      }
    }

    func reply(_ text: String?) { state.withLock { $0.reply = text } }

    func answer(_ question: String) throws -> String? {
      let reply = state.withLock { state in
        state.questions.append(question)
        return state.reply
      }
      if reply == "\u{3}" { throw CancellationError() }
      return reply
    }

    func secret(_ question: String) -> String? { nil }
    func standardInput(limit: Int) -> [UInt8] { [] }
  }

  /// A world in which each of the dangerous verbs has something to do.
  private static func bench(_ prompter: Asked) async throws -> Workbench {
    let bench = try await Workbench(fixture: "linux-basics", prompter: prompter)
    for line in [
      "login -u alice -p 'correct horse battery staple'", "pull -q tiny", "tag tiny alice/greeter", "rm web",
      "rmi greeter:old",
    ] {
      let ended = try await bench.run(line)
      #expect(ended.status == 0, "\(line): \(ended.errors)")
    }
    return bench
  }

  /// The verbs, and what is told before the question as long as there is something to do.
  private static let verbs: [(line: String, told: String)] = [
    ("push alice/greeter", "Would replace in its registry: docker.io/alice/greeter:latest ("),
    ("copy tiny docker://alice/greeter", "Would replace in its registry: docker.io/alice/greeter:latest ("),
    ("gc", "Would delete: "),
    ("registry rm alice/greeter:latest", "Would remove from its registry: docker.io/alice/greeter:latest"),
    ("image prune -a", "Would untag: tiny:latest"),
  ]

  @Test("Who does not agree at the prompt keeps what is there, and who does has it done", arguments: verbs.map(\.line))
  func question(line: String) async throws {
    let asked = Asked()
    let bench = try await Self.bench(asked)
    let told = try #require(Self.verbs.first { $0.line == line }).told
    let before = try await bench.run("\(line) --dry-run").output
    #expect(before.contains(told))
    for reply in ["", "no", nil, "\u{3}"] {
      asked.reply(reply)
      let ended = try await bench.run(line) { $0.isSession = true }
      // A prune that is refused is no failure of docker's.
      #expect(ended.status == (reply == "\u{3}" ? 130 : line.hasPrefix("image prune") ? 0 : 1))
      #expect(asked.questions.allSatisfy { $0.hasSuffix("[y/N] ") })
      #expect(ended.output.contains(told))
    }
    #expect(try await bench.run("\(line) --dry-run").output == before)
    asked.reply("y")
    #expect(try await bench.run(line) { $0.isSession = true }.status == 0)
    #expect(asked.questions.count == 1)
    #expect(!(try await bench.run("\(line) --dry-run")).output.contains(told))
  }

  @Test("Who agrees beforehand, or stands at no prompt, is not asked", arguments: [" --yes", " -f", ""])
  func consent(flag: String) async throws {
    let asked = Asked(isInteractive: !flag.isEmpty)
    let bench = try await Self.bench(asked)
    for (line, told) in Self.verbs {
      // docker's prune wants an answer wherever it is. What the push replaced, the copy does not any more.
      if flag.isEmpty && line.hasPrefix("image prune") || line.hasPrefix("copy") { continue }
      let ended = try await bench.run(line + flag) { $0.isSession = !flag.isEmpty }
      #expect(ended.status == 0, "\(line)\(flag): \(ended.errors)")
      #expect(!(try await bench.run("\(line) --dry-run")).output.contains(told), "\(line)\(flag)")
    }
    #expect(asked.questions == [])
  }

  @Test func `Nobody is asked where nothing would be replaced or freed, and a tag that moves is told`() async throws {
    let asked = Asked()
    let bench = try await Self.bench(asked)
    for line in [
      "gc -f", "gc", "push --yes alice/greeter", "push alice/greeter", "tag tiny alice/new", "push alice/new",
      "tag tiny new:1", "create --name made tiny", "commit made made:1",
    ] {
      let ended = try await bench.run(line) { $0.isSession = true }
      #expect(ended.status == 0, "\(line): \(ended.errors)")
      #expect(!ended.errors.contains("before;"))
    }
    #expect(asked.questions == [])
    let moved = try await bench.run("tag made:1 new:1") { $0.isSession = true }
    #expect(moved.errors.contains("Notice: new:1 was ") && moved.errors.contains("'undo' takes it back"))
    #expect(try await bench.run("tag tiny new:1").errors == "")
  }
}
