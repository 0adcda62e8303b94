import ByteStreams
import Foundation
import ImageCommands
import LineEditing
import TestSupport
import Worlds

@testable import InteractiveShell

/// Collects what is written.
final class Recorder: TextOutput {
  private let state = Locked("")
  var text: String { state.withLock { $0 } }
  func write(_ text: String) { state.withLock { $0 += text } }
}

/// A session in the simulated world `linux-basics`: one image `greeter:old`, a container `web`, a file `motd`, a folder
/// `pages`.
final class TestSession: Sendable {
  let output = Recorder()
  let errors = Recorder()
  let session: Session
  private let scratch: ScratchFolder

  init(extensions: [any SessionExtension] = [], prompter: any Prompter = NoPrompter()) async throws {
    scratch = try ScratchFolder()
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let library = Library(folders: [root.appending(path: "tutorials").path])
    let world = try await World.simulated(
      fixture: try library.loadFixture("linux-basics"), temporaryFolder: scratch.path)
    var context = CommandContext(world: world, output: output, errors: errors, prompter: prompter, library: library)
    context.isSession = true
    session = Session(context, extensions: extensions)
  }

  /// A file of the world's working folder; nil when there is none.
  func file(_ name: String) throws -> String? {
    try? String(contentsOfFile: session.world.folder.resolve(name), encoding: .utf8)
  }

  /// The completions at a cursor, by default at the line's end, asked for on a thread that may wait, as the editor's is.
  func completions(
    for line: String, cursor: Int? = nil, by completer: ShellCompleter? = nil
  ) async throws -> Completion {
    let completer = completer ?? ShellCompleter(session, patience: .seconds(60))
    return try await BlockingThreads.run { completer.completions(for: line, cursor: cursor ?? line.utf8.count) }
  }

  func close() async { await session.world.close() }
}
