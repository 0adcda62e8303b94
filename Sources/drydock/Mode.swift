import Glibc
import ImageCommands
import InteractiveShell
import LineEditing

/// What the program is asked to be.
enum Mode: Sendable {
  /// One command, then the end.
  case command([String])
  /// A script; `ownsInput` where it is read from standard input, which commands then can't have.
  case script(String, Script.Source, ownsInput: Bool)
  /// The prompt at a terminal; a command that is run first leads into a world that the shell ends with.
  case shell(opening: [String]?)
  /// The same for such a command off a terminal: a line of standard input after the other, without prompts.
  case lines(opening: [String])

  init(_ options: GlobalOptions, beginsSession: ([String]) -> Bool) throws {
    let isTerminal = TerminalMode.isTerminal(0) && TerminalMode.isTerminal(1)
    if !options.words.isEmpty {
      self =
        !beginsSession(options.words)
        ? .command(options.words) : isTerminal ? .shell(opening: options.words) : .lines(opening: options.words)
    } else if let line = options.line {
      self = .script("-c", .text(line), ownsInput: false)
    } else if let file = options.file, file != "-" {
      let descriptor = open(file, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileFailure(name: file, errno: errno) }
      var status = stat()
      guard fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR else {
        throw FileFailure(name: file, errno: EISDIR)
      }
      self = .script(file, .reader(try Self.reader(descriptor)), ownsInput: false)
    } else if options.file == nil, isTerminal {
      self = .shell(opening: nil)
    } else {
      self = .script("standard input", .reader(try Self.reader(0)), ownsInput: true)
    }
  }

  /// The signals that end the program; in the shell Ctrl-C ends but a command.
  var endingSignals: Set<Signal> {
    if case .shell = self { [.terminate, .hangup] } else { [.interrupt, .terminate, .hangup] }
  }

  var isCommand: Bool { if case .command = self { true } else { false } }

  static func reader(_ descriptor: Int32) throws -> PlainLineReader {
    try PlainLineReader(descriptor: descriptor) { _ in }
  }
}
