import Glibc

/// A system call on a file of the store failed: which, on what, and why.
public struct FileError: Error, Hashable, CustomStringConvertible {
  /// What was being done.
  public enum Operation: String, Sendable {
    case open
    case read
    case write
    case synchronize
    case rename
    case remove
    case createFolder = "create folder"
    case list
    case status
    case lock
    case permit
  }

  /// What was being done.
  public let operation: Operation
  /// With which file.
  public let path: String
  /// The system's `errno`.
  public let code: Int32

  /// Notes what the last system call of this thread said.
  init(_ operation: Operation, _ path: String, code: Int32 = errno) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  /// Whether the disk or the quota is full.
  public var isFull: Bool { code == ENOSPC || code == EDQUOT }

  /// The operation, the path and the system's words, for logs.
  public var description: String { "\(operation.rawValue) \(path): \(String(cString: strerror(code)))" }
}
