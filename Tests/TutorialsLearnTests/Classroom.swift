import ByteStreams
import Foundation
import ImageCommands
import InteractiveShell
import Presentation
import TestSupport
import Tutorials
import Worlds

/// A session with a lesson in it, without a terminal: lines go in, text comes out. Its own world is the simulated
/// `linux-basics`, in the place of the user's.
final class Classroom: Sendable {
  private let text = Locked("")
  private let shownAccount = Locked<[String]>([])
  private let answers = Locked<[String]>([])
  private let scratch: ScratchFolder
  private let home: World
  let session: Session

  static let library = Library(folders: [
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "tutorials").path(percentEncoded: false)
  ])

  /// Opens a lesson.
  init(_ page: String, columns: Int = 80, progress: LessonProgress = .none) async throws {
    _ = OpenFileLimit.isRaised
    scratch = try ScratchFolder()
    home = try await World.simulated(
      fixture: try Self.library.loadFixture("linux-basics"), temporaryFolder: scratch.path)
    let output = Output(text: text)
    var context = CommandContext(
      world: home, output: output, errors: output, prompter: Answers(text: text, answers: answers),
      library: Self.library)
    context.isSession = true
    context.environment = ["TMPDIR": scratch.path]
    session = Session(context, extensions: [TutorialExtension(library: Self.library, progress: progress)]) {
      TerminalTraits(isTerminal: false, columns: columns, style: .plain)
    }
    if !page.isEmpty { try await say("tutorial learn \(page)") }
  }

  /// Types a line, and answers to what it asks.
  ///
  /// - Returns: what was written, wrapped lines joined.
  @discardableResult
  func say(_ line: String, answering answers: [String] = []) async throws -> String {
    text.withLock { $0 = "" }
    self.answers.withLock { $0 = answers }
    _ = await session.run(line)
    let said = raw.replacing(/\n(?=\S)/, with: " ")
    if let match = said.firstMatch(of: /the name is (.*), the password is "(.*?)"\./) {
      shownAccount.withLock { $0 = [String(match.1), String(match.2)] }
    }
    return said
  }

  /// The name and the password that the lesson told last.
  var account: [String] { shownAccount.withLock { $0 } }

  /// What the last line wrote, as it was written.
  var raw: String { text.withLock { $0 } }

  /// The prompt's segment, as `first-steps 3/11`; nil without a lesson.
  var segment: String? { get async { await session.extensions[0].promptSegment() } }

  /// Skips to a step.
  func go(to step: Int) async throws {
    while let number = await segment?.split(separator: " ").last?.split(separator: "/").first.flatMap({ Int($0) }),
      number < step
    { try await say("skip") }
  }

  /// The names of scratch worlds that are left.
  var leftovers: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: scratch.path) } }

  func close() async {
    await session.close()
    await home.close()
  }

  private struct Output: TextOutput {
    let text: Locked<String>
    func write(_ part: String) { text.withLock { $0 += part } }
  }

  private struct Answers: Prompter {
    let text: Locked<String>
    let answers: Locked<[String]>
    var isInteractive: Bool { true }
    func answer(_ question: String) -> String? {
      text.withLock { $0 += question + "\n" }
      return answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }
    func secret(_ question: String) -> String? { answer(question) }
    func standardInput(limit: Int) -> [UInt8] { [] }
  }
}
