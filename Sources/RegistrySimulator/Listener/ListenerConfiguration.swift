/// What a listener takes and how long it waits.
public struct ListenerConfiguration: Hashable, Sendable {
  /// The address to listen on.
  public var host = "127.0.0.1"
  /// The port; 0 takes a free one.
  public var port = 0
  /// Bytes of a request's head in all.
  public var headerSize = 64 << 10
  /// Seconds without any byte in either direction after which a connection is closed.
  public var idleTimeout: Int64 = 60
  /// Seconds that a stop waits for answers under way before it cuts them.
  public var stopTimeout: Int64 = 10
  /// Connections that wait to be accepted.
  public var backlog: Int32 = 256
  /// Bytes of an unread request body that are still taken, so that the connection can be kept.
  public var drainLimit = 1 << 20
  /// Bytes of an unread request body that are thrown away before a connection is closed, so that the client reads the
  /// answer.
  public var lingerLimit = 256 << 20

  /// Loopback and a free port.
  public init(host: String = "127.0.0.1", port: Int = 0) {
    self.host = host
    self.port = port
  }
}

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
