import Glibc
import ImageCommands
import Programs

/// `!COMMAND`: a line for the user's own shell, which gets the terminal. `!` alone is that shell, until it is left.
struct ShellEscape: Sendable, Hashable {
  /// What the shell is to run; nil where it asks itself.
  let command: String?

  /// Reads a line that begins with `!`; everything behind it is the shell's, quotes and `$` included.
  init?(_ line: String) {
    let line = line.drop { $0 == " " || $0 == "\t" }
    guard line.first == "!" else { return nil }
    let text = line.dropFirst().drop { $0 == " " || $0 == "\t" }
    command = text.isEmpty ? nil : String(text)
  }

  /// Runs it and returns its status: 128 and the signal's number where one ended it.
  ///
  /// - Throws: ``ProgramRefused``.
  func run(on host: ProgramHost) async throws(ProgramRefused) -> ImageCommands.ExitStatus {
    let process: ChildProcess
    do {
      process = try ChildProcess(
        try ProgramCall(Self.shell(host.environment), command.map { ["-c", $0] } ?? [], environment: host.environment),
        .init(input: host.input, output: host.output, errors: host.errors), group: .ours)
    } catch {
      throw .unusable(error)
    }
    let endings = await ForegroundPrograms(processes: [process], terminal: host.terminal).wait()
    return ImageCommands.ExitStatus(rawValue: endings.first?.status ?? 0)
  }

  /// `$SHELL`, where that is a program's path.
  private static func shell(_ environment: [String: String]) -> String {
    guard let shell = environment["SHELL"], shell.hasPrefix("/"), access(shell, X_OK) == 0 else { return "/bin/sh" }
    return shell
  }
}
