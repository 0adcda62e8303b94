import Foundation
import ImageCommands
import Presentation
import TestSupport
import Worlds

@testable import InteractiveShell

/// A session in a real world of a scratch folder, whose programs write into a file. The world has the file `given`.
final class RealSession: Sendable {
  let scratch: ScratchFolder
  let output = Recorder()
  let errors = Recorder()
  let session: Session

  /// - Parameters:
  ///   - environment: adds to the session's.
  ///   - rows: the height of the terminal where a person sits at one; there is none otherwise.
  init(_ environment: [String: String] = [:], rows: Int? = nil) throws {
    // As the program does: a reader that goes away shows at the write.
    signal(SIGPIPE, SIG_IGN)
    scratch = try ScratchFolder()
    let environment = ["PATH": "/usr/bin:/bin", "DRYDOCK_HOME": scratch("store"), "HOME": scratch.path]
      .merging(environment) { $1 }
    let world = try RealWorld(environment: environment, workingFolder: scratch.path, machine: "x86_64").world()
    try "given\n".write(toFile: scratch("given"), atomically: true, encoding: .utf8)
    let descriptor = open(scratch("programs"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw POSIXError(.EIO) }
    var context = CommandContext(world: world, output: output, errors: errors)
    context.isSession = true
    session = Session(
      context,
      programs: ProgramHost(environment: environment, input: nil, output: descriptor, errors: descriptor),
      isInteractive: rows != nil,
      terminal: { rows.map { TerminalTraits(isTerminal: true, columns: 80, rows: $0, style: .plain) } ?? .none })
    self.descriptor = descriptor
  }

  private let descriptor: Int32

  deinit { close(descriptor) }

  /// What programs wrote since the last call.
  func written() throws -> String {
    defer { truncate(scratch("programs"), 0) }
    return try file("programs")
  }

  /// A file of the working folder.
  func file(_ name: String) throws -> String { try String(contentsOfFile: scratch(name), encoding: .utf8) }

  /// Makes an image `base:1` of a file `motd`.
  func makeImage() async throws {
    try shell("printf '%s' hello > motd && tar cf rootfs.tar motd", in: scratch)
    guard await session.run("import rootfs.tar base:1") == .done(.success) else {
      throw NoImage(reason: errors.text)
    }
  }
}

/// The image of a test was not made.
struct NoImage: Error { let reason: String }
