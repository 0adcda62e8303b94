import Glibc
import ImageCommands
import Presentation
import Programs

/// A program is not started.
enum ProgramRefused: WordedError, Hashable {
  /// It can't be.
  case unusable(ProgramError)
  /// The world is simulated; what was asked for.
  case simulated(Wanted)
  /// The session starts none at all.
  case absent

  /// What would start a program.
  enum Wanted: Hashable { case filter, escape }

  var words: ErrorText {
    switch self {
    case .unusable(.notFound(let name)):
      ErrorText("\(Escaping.line(name)): command not found", nextStep: "Look where programs are found: '!echo $PATH'.")
    case .unusable(.notExecutable(let name)): ErrorText("\(Escaping.line(name)): Permission denied")
    case .unusable(.notStarted(let name, let errno)):
      ErrorText("\(Escaping.line(name)): \(String(cString: strerror(errno)))")
    case .simulated(.filter):
      ErrorText(
        "a simulated world starts no program, so output can't be piped to one",
        nextStep: "Write it to a file of the world: '> FILE'.")
    case .simulated(.escape):
      ErrorText(
        "a simulated world starts no program", nextStep: "Use '!' in a drydock that was started without '--world'.")
    case .absent: ErrorText("no program can be started here")
    }
  }

  /// The statuses of shells: 127 for what is not there, 126 for what can't be started.
  var status: ImageCommands.ExitStatus {
    switch self {
    case .unusable(.notFound): ImageCommands.ExitStatus(rawValue: 127)
    case .unusable: ImageCommands.ExitStatus(rawValue: 126)
    case .simulated, .absent: .failure
    }
  }
}
