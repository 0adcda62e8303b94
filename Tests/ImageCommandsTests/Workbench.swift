import Archive
import ByteStreams
import CommandLanguage
import ContainerStore
import Foundation
import ImageCommands
import ImageSpec
import LayoutStore
import RegistryClient
import TestSupport
import Worlds

/// Command lines in a world of their own, without a process: what they write and how they end.
///
/// A workbench is either a fixture's simulated world, or a store, containers and credentials in a scratch folder with
/// the real routes, for a real registry on loopback.
final class Workbench: Sendable {
  /// How a command line ended.
  struct Ended {
    let status: Int32
    let output: String
    let errors: String
    /// What was written to standard output as bytes.
    var bytes: [UInt8] = []

    /// The error output's first line.
    var headline: String { errors.split(separator: "\n").first.map(String.init) ?? "" }
    /// Standard output's lines.
    var lines: [String] { output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) }
  }

  let world: World
  let scratch: ScratchFolder
  private let prompter: any Prompter

  /// Opens the simulated world of a fixture of the library.
  init(fixture name: String, prompter: any Prompter = NoPrompter()) async throws {
    scratch = try ScratchFolder()
    world = try await World.simulated(fixture: try Self.library.loadFixture(name), temporaryFolder: scratch.path)
    self.prompter = prompter
  }

  /// Opens the simulated world of a fixture's text.
  init(yaml: String, prompter: any Prompter = NoPrompter()) async throws {
    scratch = try ScratchFolder()
    world = try await World.simulated(
      fixture: try Fixture(parsing: yaml, name: "test"), temporaryFolder: scratch.path)
    self.prompter = prompter
  }

  /// Makes an empty world in a scratch folder, with the routes of the real one; the working folder is `work` below it.
  /// `prepare` changes what that world is made of.
  init(
    environment: [String: String] = [:], prompter: any Prompter = NoPrompter(),
    prepare: (inout RealWorld) -> Void = { _ in }
  ) throws {
    scratch = try ScratchFolder()
    let work = scratch("work")
    try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
    let own = ["HOME": scratch.path, "DRYDOCK_HOME": scratch("store"), "DOCKER_CONFIG": scratch("docker")]
    var real = try RealWorld(environment: own.merging(environment) { $1 }, workingFolder: work, machine: "x86_64")
    prepare(&real)
    world = real.world()
    self.prompter = prompter
  }

  static let library: Library = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return Library(folders: [root.appending(path: "tutorials").path])
  }()

  /// Runs one command line, as the shell would, without redirections; `input` is what a pipe holds for it.
  @discardableResult
  func run(
    _ line: String, terminal: TerminalTraits = .none, input: [UInt8] = [],
    _ change: (inout CommandContext) -> Void = { _ in }
  ) async throws -> Ended {
    let output = RecordedOutput()
    let errors = RecordedOutput()
    let bytes = RecordedBytes(isTerminal: terminal.isTerminal)
    let words = Invocation(try CommandLine(line).words).words.map(\.value)
    var context = CommandContext(
      world: world, output: output, errors: errors, terminal: terminal, prompter: prompter, library: Self.library)
    context.input = PipedBytes(bytes: input, isTerminal: terminal.isTerminal)
    context.byteOutput = bytes
    let start = ContinuousClock.now
    context.pace = { start }
    change(&context)
    let status = await Dispatcher(context.table).run(words, in: context)
    return Ended(status: status.rawValue, output: output.text, errors: errors.text, bytes: bytes.bytes)
  }

  /// Writes a file into the working folder.
  func write(_ text: String, to name: String) throws {
    try text.write(toFile: try world.folder.resolve(name), atomically: true, encoding: .utf8)
  }
}

/// Collects what is written.
final class RecordedOutput: TextOutput {
  private let state = Locked("")
  var text: String { state.withLock { $0 } }
  func write(_ text: String) { state.withLock { $0 += text } }
}

/// Collects bytes that are written to standard output.
final class RecordedBytes: ByteOutput {
  let isTerminal: Bool
  private let state = Locked([UInt8]())

  init(isTerminal: Bool) { self.isTerminal = isTerminal }

  var bytes: [UInt8] { state.withLock { $0 } }
  func write(_ bytes: UnsafeRawBufferPointer) { state.withLock { $0 += bytes } }
}

/// Standard input that is a pipe with some bytes in it.
struct PipedBytes: ByteInput {
  let bytes: [UInt8]
  let isTerminal: Bool

  func regularFile() -> OpenFile? { nil }

  func read(into sink: any ByteSink) async throws {
    // In pieces that are no blocks of anything, as a pipe gives them.
    try await BlockingThreads.run {
      for start in stride(from: 0, to: bytes.count, by: 1000) {
        try sink.write(Array(bytes[start..<min(start + 1000, bytes.count)]))
      }
    }
  }
}
