/// What went wrong with one exchange, by the kinds that a report counts.
enum Failure: Error, Hashable, CustomStringConvertible {
  /// The server takes no connection: the system's number.
  case refused(Int32)
  /// The connection broke.
  case reset
  /// The connection ended before the answer did.
  case earlyEnd
  /// Nothing happened for too long.
  case timeout
  /// The answer is no HTTP.
  case malformed
  /// Another status than the one that must come.
  case status(Int, to: String)
  /// The status is right, the bytes or a header are not.
  case wrong(String)

  var description: String {
    switch self {
    case .refused(let number): "connection refused (\(number))"
    case .reset: "connection reset"
    case .earlyEnd: "early end"
    case .timeout: "timeout"
    case .malformed: "malformed answer"
    case .status(let status, let request): "status \(status) to \(request)"
    case .wrong(let what): "wrong \(what)"
    }
  }
}
