import Presentation

/// How a command ended, as other programs see it: docker's numbers.
public struct ExitStatus: Hashable, Sendable, RawRepresentable {
  /// The number.
  public let rawValue: Int32

  /// Takes a number.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  /// Everything was done.
  public static let success = ExitStatus(rawValue: 0)
  /// It could not be done.
  public static let failure = ExitStatus(rawValue: 1)
  /// A flag was wrong.
  public static let badFlag = ExitStatus(rawValue: 125)
  /// It was cancelled with Ctrl-C.
  public static let interrupted = ExitStatus(rawValue: 130)

  /// The status that an error gives: the one function that decides.
  public init(of error: any Error) {
    switch error {
    case is BrokenPipe: self = .success
    case is CancellationError: self = .interrupted
    case let usage as UsageError: self = ExitStatus(rawValue: usage.exitStatus)
    case let several as SeveralErrors: self = several.status
    case let told as ToldStatus: self = told.status
    case let worded as any WordedError: self = worded.status
    default: self = .failure
    }
  }

  /// Tells an error on the error output and returns its status.
  public static func tell(_ error: any Error, in context: CommandContext) -> ExitStatus {
    tell(error, on: context.errors, style: context.terminal.style)
  }

  /// Tells an error where there is no context yet, and returns its status.
  public static func tell(_ error: any Error, on output: any TextOutput, style: Style) -> ExitStatus {
    for text in ErrorWording.texts(for: error) {
      // Nobody is left to tell when the error output is gone too.
      try? output.write(text.text(style: style))
    }
    return ExitStatus(of: error)
  }
}

/// Several things failed while others were done: each error is told, and the status decided here.
public struct SeveralErrors: Error {
  /// What went wrong, in order.
  public let errors: [any Error]
  /// The status of the whole.
  public let status: ExitStatus

  /// Collects errors.
  public init(_ errors: [any Error], status: ExitStatus = .failure) {
    self.errors = errors
    self.status = status
  }
}

/// A command told itself what went wrong, and only the status is left to be passed on.
public struct ToldStatus: Error {
  /// The status.
  public let status: ExitStatus

  /// Ends a command with a status.
  public init(_ status: ExitStatus) { self.status = status }
}
