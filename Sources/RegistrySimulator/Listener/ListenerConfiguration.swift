/// What a listener takes and how long it waits. Every limit holds for one connection unless it says otherwise.
///
/// Memory: a connection holds at most its head (``headerSize``), one piece of a body in either direction
/// (``pieceSize`` each), and ``pipelinedRequests`` heads that wait, whatever it sends and however slowly it reads.
public struct ListenerConfiguration: Hashable, Sendable {
  /// The address to listen on.
  public var host = "127.0.0.1"
  /// The port; 0 takes a free one.
  public var port = 0
  /// Threads that serve connections; each connection belongs to one.
  public var threads = 2
  /// Connections at once, of all clients together. Those beyond wait in the backlog until one ends.
  public var connections = 4_096
  /// Connections that wait to be accepted; the system refuses those beyond.
  public var backlog: Int32 = 1_024
  /// Bytes of a request's head in all; a larger one is answered 431.
  public var headerSize = 64 << 10
  /// Fields of a request's head; one with more is answered 431.
  public var headerFields = 256
  /// Requests that may wait behind the one that is being answered. What a client sends beyond is not read: the
  /// connection closes after the last one that waits, and the client has to ask again.
  public var pipelinedRequests = 64
  /// Bytes of a body that are read or sent at once.
  public var pieceSize = 64 << 10
  /// Bytes of an unread request body that are still taken, so that the connection can be kept.
  public var drainLimit = 1 << 20
  /// Bytes of an unread request body that are thrown away before a connection is closed, so that the client reads the
  /// answer.
  public var lingerLimit = 256 << 20
  /// The time without a request after which a connection is closed.
  public var idleTimeout = Duration.seconds(60)
  /// The time from the first byte of a request's head to its last, else it is answered 408.
  public var headerTimeout = Duration.seconds(10)
  /// The time that a client may lag behind ``minimalRate``, with a request's body (answered 408) and with reading an
  /// answer (closed). Time in which the registry itself works or waits does not count.
  public var transferTimeout = Duration.seconds(30)
  /// Bytes a second that a client must send of a body, or take of an answer, on average.
  public var minimalRate: Int64 = 256
  /// The time that a stop waits for answers under way before it cuts them.
  public var stopTimeout = Duration.seconds(10)

  /// Loopback and a free port.
  public init(host: String = "127.0.0.1", port: Int = 0) {
    self.host = host
    self.port = port
  }
}
