/// Why the history file could not be read or written. The line stays in memory in any case.
public enum HistoryError: Error, Equatable, CustomStringConvertible {
  /// A system call on the file or its folder failed.
  case system(call: String, path: String, errno: Int32)
  /// The path leads to something that is no regular file.
  case notAFile(path: String)

  public var description: String {
    switch self {
    case .system(let call, let path, let errno): "\(call) \(path): errno \(errno)"
    case .notAFile(let path): "\(path) is not a regular file"
    }
  }
}
