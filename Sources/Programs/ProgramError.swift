/// Why a program is not started.
public enum ProgramError: Error, Hashable {
  /// No folder of the search path has a program of that name, or no file has that path.
  case notFound(String)
  /// There is such a file, and this user may not execute it.
  case notExecutable(String)
  /// The system refused to start it; with its error number.
  case notStarted(String, errno: Int32)
}
