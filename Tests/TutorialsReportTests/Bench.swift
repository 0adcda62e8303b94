import Foundation
import ImageCommands
import TestSupport
import Testing
import Tutorials
import Worlds

/// Command lines of `tutorial …` in a folder of their own, without a process.
final class Bench: Sendable {
  /// How a command ended.
  struct Ended {
    let status: Int32
    let output: String
    let errors: String
    var all: String { output + errors }
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  let folder: ScratchFolder
  private let environment: [String: String]

  init(_ environment: [String: String] = [:]) throws {
    _ = OpenFileLimit.isRaised
    folder = try ScratchFolder()
    self.environment = environment
  }

  /// The shipped pages and fixtures.
  static let library = Library(folders: [
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "tutorials").path(percentEncoded: false)
  ])

  /// Writes a page and returns its path.
  @discardableResult
  func page(_ text: String, _ name: String = "page.md") throws -> String {
    try text.write(toFile: folder(name), atomically: true, encoding: .utf8)
    return folder(name)
  }

  /// A file's text.
  func text(_ name: String) throws -> String { try String(contentsOfFile: folder(name), encoding: .utf8) }

  /// The names of the files that there are.
  var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted() }

  /// Runs `tutorial check` in the world of 2016.
  func check(_ words: String...) async throws -> Ended {
    try await run(["tutorial", "check", "--fixture", "windows-2016"] + words)
  }

  /// Runs a command line.
  func run(
    _ words: [String], library: Library = Bench.library, progress: LessonProgress = .none
  ) async throws -> Ended {
    let tutorials = TutorialExtension(library: library, progress: progress)
    let variables = [
      "DRYDOCK_HOME": folder("store"), "HOME": folder.path, "TMPDIR": NSTemporaryDirectory(),
    ].merging(environment) { $1 }
    let real = try RealWorld(environment: variables, workingFolder: folder.path, machine: "x86_64")
    let (output, errors) = (Collected(), Collected())
    var context = CommandContext(
      world: real.world(), output: output, errors: errors, library: library,
      table: CommandTable(adding: tutorials.commands))
    context.environment = variables
    context.extensions = [tutorials]
    // A slow machine adds no lines about long work.
    let start = ContinuousClock.now
    context.pace = { start }
    let status = await Dispatcher(context.table).run(words, in: context)
    return Ended(status: status.rawValue, output: output.text, errors: errors.text)
  }
}

/// Keeps what is written.
private final class Collected: TextOutput, @unchecked Sendable {
  private let lock = NSLock()
  private var parts = ""

  var text: String { lock.withLock { parts } }
  func write(_ text: String) { lock.withLock { parts += text } }
}
