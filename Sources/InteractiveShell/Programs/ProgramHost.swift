import LineEditing
import Programs

/// What programs get that a session starts: filters behind `|`, the pager, and what stands behind `!`.
public struct ProgramHost: Sendable {
  /// Their environment.
  public let environment: [String: String]
  let input: Int32?
  let output: Int32
  let errors: Int32

  /// - Parameters:
  ///   - environment: all that programs get.
  ///   - input: standard input for those that don't read from a pipe; nil for none.
  ///   - output: standard output.
  ///   - errors: standard error.
  public init(environment: [String: String], input: Int32? = 0, output: Int32 = 1, errors: Int32 = 2) {
    (self.environment, self.input, self.output, self.errors) = (environment, input, output, errors)
  }

  /// Whether standard output is a terminal.
  var isTerminal: Bool { TerminalMode.isTerminal(output) }

  /// The terminal whose settings programs may change.
  var terminal: Int32? { [input ?? -1, output].first(where: TerminalMode.isTerminal) }

  /// Where programs are found.
  var searchPath: SearchPath { SearchPath(environment) }
}
