import Glibc
import Presentation

/// A file that a command line names could not be opened, read or written.
public struct FileFailure: WordedError, Hashable {
  /// What it was called.
  public let name: String
  /// What the system said.
  public let errno: Int32

  /// Notes a failure.
  public init(name: String, errno: Int32) {
    self.name = name
    self.errno = errno
  }

  public var words: ErrorText { ErrorText("\(name): \(ErrorWording.system(errno))") }
}
