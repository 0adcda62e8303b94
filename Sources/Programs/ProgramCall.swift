/// A program with its words and its environment, as it is to be started.
public struct ProgramCall: Sendable, Hashable {
  /// The program's file.
  public let path: String
  /// The words behind its name.
  public let arguments: [String]
  /// All of its environment: nothing is inherited.
  public let environment: [String: String]
  /// What the program finds as its own name: that by which it was called.
  public let name: String

  /// Finds a program.
  ///
  /// - Parameters:
  ///   - name: its name on the search path of the environment, or its path.
  ///   - arguments: the words behind its name.
  ///   - environment: all of its environment.
  /// - Throws: ``ProgramError`` when there is none to execute.
  public init(_ name: String, _ arguments: [String] = [], environment: [String: String]) throws(ProgramError) {
    path = try SearchPath(environment).path(of: name)
    (self.name, self.arguments, self.environment) = (name, arguments, environment)
  }
}
