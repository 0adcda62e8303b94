import Foundation
import ImageCommands
import Tutorials
import Worlds

/// Calls a command of the tutorials in the real world of a folder.
enum Called {
  struct Ended {
    let status: Int32
    let text: String
  }

  static func run(
    _ words: [String], in home: String, prompter: any Prompter = NoPrompter()
  ) async -> Ended {
    let tutorials = TutorialExtension(library: LintPages.library)
    let environment = ["DRYDOCK_HOME": "\(home)/.store", "HOME": home, "TMPDIR": NSTemporaryDirectory()]
    guard let real = try? RealWorld(environment: environment, workingFolder: home, machine: "x86_64") else {
      return Ended(status: -1, text: "")
    }
    let seen = Collected()
    var context = CommandContext(
      world: real.world(), output: seen, errors: seen, prompter: prompter, library: LintPages.library,
      table: CommandTable(adding: tutorials.commands))
    context.environment = environment
    let status = await Dispatcher(context.table).run(words, in: context)
    return Ended(status: status.rawValue, text: seen.text)
  }
}

/// Keeps what is written.
private final class Collected: TextOutput, @unchecked Sendable {
  private let lock = NSLock()
  private var parts = ""

  var text: String { lock.withLock { parts } }
  func write(_ text: String) { lock.withLock { parts += text } }
}
