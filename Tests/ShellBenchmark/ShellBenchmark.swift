import ArgumentParser
import TestSupport

/// Measures a prompt as a person meets it, beside bash's in the same run: the time to the first prompt, from a key to
/// its echo, and from Tab to what it completes.
@main
struct ShellBenchmark: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shell-benchmark", abstract: "Measure the prompt beside bash's",
    discussion: "Each has a history of 10,000 lines, and as many names to complete: references here, files there.")

  @Argument(help: "The program drydock, of the release build") var program: String
  @Option(help: "How many references there are") var references = 10_000
  @Option(help: "How often each thing is measured") var rounds = 40

  func run() async throws {
    let scratch = try ScratchFolder()
    let pair = [
      try Subject.drydock(program, in: scratch, references: references),
      try Subject.bash(in: scratch, files: references),
    ]
    Report.heading()
    try await measure("first prompt", pair) { try await $0.firstPrompts(rounds) }
    try await measure("key to echo", pair) { try await $0.echoes(rounds) }
    try await measure("first Tab", pair) { try await $0.firstTabs(max(rounds / 4, 1)) }
    try await measure("next Tab", pair) { try await $0.nextTabs(rounds) }
  }

  /// Measures one thing with each, in turns, and reports both with their ratio.
  private func measure(
    _ name: String, _ pair: [Subject], _ body: (Subject) async throws -> [Duration]
  ) async throws {
    var times: [[Duration]] = pair.map { _ in [] }
    // Twice in turns: what disturbs the machine for a while meets both.
    for _ in 0..<2 {
      for (number, subject) in pair.enumerated() { times[number] += try await body(subject) }
    }
    Report.row(name, times[0], beside: times[1])
  }
}
