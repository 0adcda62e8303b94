import Glibc

/// A system call that failed: which one, on what, and why.
public struct SystemError: Error, Hashable, CustomStringConvertible {
  /// The call's name.
  public let call: String
  /// The path or name that it was about; foreign text.
  public let path: String
  /// The `errno` that it left.
  public let number: Int32

  /// Names a failure.
  public init(call: String, path: String, number: Int32 = errno) {
    self.call = call
    self.path = path
    self.number = number
  }

  /// The system's own words for the number.
  public var reason: String { String(cString: strerror(number)) }

  /// The facts, for logs.
  public var description: String { "\(call) \(path): \(reason)" }
}
