import ByteStreams

/// Where the body of a response goes; decided once its head is known and before a byte of it flows.
public enum HTTPBodyDestination: Sendable {
  /// Into a sink, on the thread that receives. One byte more than `limit` is ``HTTPError/Reason/bodyTooLarge(limit:)``.
  case sink(any ByteSink, limit: Int64?)
  /// Into ``HTTPResponse/body``. One byte more than `limit` is ``HTTPError/Reason/bodyTooLarge(limit:)``.
  case collect(limit: Int)
  /// The first `limit` bytes into ``HTTPResponse/body``, the rest unread: for the bodies of errors.
  case capture(limit: Int)

  /// How much of an error's body is kept.
  public static let errorBodyLimit = 64 << 10
}

/// How far an exchange is: absolute counts of body bytes that only grow.
public struct HTTPProgress: Sendable, Hashable {
  /// Bytes of the request's body handed to the network.
  public var sent: Int64 = 0
  /// Bytes of the response's body received.
  public var received: Int64 = 0
}
