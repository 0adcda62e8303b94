import ImageCommands
import Presentation

/// What can be wrong with a job.
enum JobError: WordedError, Hashable {
  /// There is no such job.
  case unknown(JobName)
  /// So many run already.
  case tooMany(Int)
  /// The verb is about the session itself.
  case ofTheSession(String)
  /// The command wants to ask somebody.
  case cannotAsk
  /// The command stands alone, and no session remembers jobs.
  case noSession

  var words: ErrorText {
    switch self {
    case .unknown(let name): ErrorText("no such job: \(name.number)", nextStep: "See them with 'jobs'.")
    case .tooMany(let limit):
      ErrorText(
        "\(limit) jobs are running, and no more can be put aside", nextStep: "Wait for one of them: 'wait JOB'.")
    case .ofTheSession(let verb):
      ErrorText("'\(verb)' is about the session and can't be put aside", nextStep: "Leave the '&' out.")
    case .cannotAsk:
      ErrorText(
        "the command asks for something, and nobody answers a command that was put aside",
        nextStep: "Leave the '&' out, or give the answer with the command: see its --help.")
    case .noSession:
      ErrorText(
        "jobs are of a session, and this command stands alone", nextStep: "Type it at the prompt of 'drydock'.")
    }
  }
}
