import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials
import Worlds

/// `tutorial check` as its users call it.
@Suite struct CheckCommandTests {
  static let good = "# A\n\n```console\n$ docker pull -q microsoft/nanoserver\n```\n"
  static let drifted = "# A\n\n```console\n$ docker search *\n```\n"
  static let wrong = "# A\n\n```console\n$ docker images --nonsense\n```\n"
  static let unmet = "# A\n\n```console\n$ docker run x\n```\n"

  static let cases: [(words: [String], page: String, status: Int32, said: String)] = [
    ([], good, 0, "1 step: 1 pass"), ([], drifted, 0, "1 step: 0 pass, 1 drift"),
    (["--strict"], drifted, 1, "wildcard"), ([], wrong, 1, "1 fail"), ([], unmet, 1, "1 unmet"),
    (["--allow-unmet", "build,run"], unmet, 0, "1 unmet"), (["--only", "7"], good, 2, "the page has the steps 1 to 1"),
    ([], "# A\n", 2, "the page is no tutorial"), ([], "<!-- tutorial: skp -->\n" + good, 2, "Did you mean \"skip\"?"),
    (["--json"], good, 0, "\"totals\":{\"steps\":1,\"pass\":1"),
  ]

  @Test(arguments: cases.indices) func theStatusIsAsDocumented(index: Int) async throws {
    let one = Self.cases[index]
    let folder = try ScratchFolder()
    let path = "\(folder.path)/page.md"
    try one.page.write(toFile: path, atomically: true, encoding: .utf8)
    let seen = Collected()
    let status = await run(["tutorial", "check", "--fixture", "windows-2016"] + one.words + [path], seen, folder.path)
    #expect(status.rawValue == one.status, "\(seen.text)")
    #expect(seen.text.contains(one.said), "\(seen.text)")
    // Neither the store of the world that the command was called in nor the folder got anything.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["page.md"])
  }

  @Test func listShowsTheShippedPages() async throws {
    let folder = try ScratchFolder()
    let seen = Collected()
    #expect(await run(["tutorial", "list"], seen, folder.path) == .success)
    let row = try #require(seen.text.split(separator: "\n").first { $0.hasPrefix("windows-container-images ") })
    #expect(
      row.split(separator: " ").map(String.init)
        == ["windows-container-images", "16", "windows-2016", "Windows", "container", "images"])
  }

  private func run(_ words: [String], _ seen: Collected, _ home: String) async -> ImageCommands.ExitStatus {
    let tutorials = TutorialExtension(library: Pages.library)
    let environment = ["DRYDOCK_HOME": "\(home)/store", "HOME": home, "TMPDIR": NSTemporaryDirectory()]
    guard let real = try? RealWorld(environment: environment, workingFolder: home, machine: "x86_64") else {
      return .failure
    }
    var context = CommandContext(
      world: real.world(), output: seen, errors: seen, library: Pages.library,
      table: CommandTable(adding: tutorials.commands))
    context.environment = environment
    return await Dispatcher(context.table).run(words, in: context)
  }
}

/// Keeps what is written.
private final class Collected: TextOutput, @unchecked Sendable {
  private let lock = NSLock()
  private var parts = ""

  var text: String { lock.withLock { parts } }
  func write(_ text: String) { lock.withLock { parts += text } }
}
