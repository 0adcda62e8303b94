/// Why a listener can't start.
public enum ListenerError: Error, Hashable, CustomStringConvertible {
  /// The address can't be had: host, port and the system's reason.
  case cannotListen(host: String, port: Int, reason: String)
  /// It runs already, or it was stopped; a listener starts once.
  case startedBefore

  /// The facts, for logs.
  public var description: String {
    switch self {
    case .cannotListen(let host, let port, let reason): "cannot listen on \(host):\(port): \(reason)"
    case .startedBefore: "the listener was started before"
    }
  }
}
