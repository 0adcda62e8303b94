/// How an answer goes over the wire. All but ``plain`` are faults, which a transport carries out after the registry has
/// decided on them; a caller in the same process may ignore them.
public struct Delivery: Hashable, Sendable {
  /// How the answer ends.
  public var end = End.complete
  /// How fast the body goes; nil as fast as the client takes it.
  public var pace: Pace?
  /// What passes before the first byte.
  public var delay = Duration.zero

  /// The whole answer, at once.
  public static let plain = Delivery()

  /// Composes a delivery.
  public init(end: End = .complete, pace: Pace? = nil, delay: Duration = .zero) {
    self.end = end
    self.pace = pace
    self.delay = delay
  }

  /// The ends of an answer.
  public enum End: Hashable, Sendable {
    /// All of it was sent.
    case complete
    /// The connection breaks there.
    case broken(Break, Place)
    /// Nothing more comes from there on, and the connection stays until the client gives up.
    case stalled(Place)
    /// Behind the body come zeros, until the client goes away. The body's length is not told.
    case endless
  }

  /// How a connection breaks.
  public enum Break: String, Hashable, Sendable {
    /// By a reset, as when the server's machine restarts: what is on its way is lost.
    case reset
    /// By an orderly close, as when a proxy ends early.
    case close
  }

  /// A place in an answer.
  public enum Place: Hashable, Sendable {
    /// Before the status line.
    case start
    /// Behind that many bytes of the body.
    case body(Int64)
  }

  /// The speed of a body.
  public struct Pace: Hashable, Sendable {
    /// The bytes that go at once, at least one.
    public let piece: Int
    /// What passes between two pieces.
    public let interval: Duration

    /// Composes a speed.
    public init(piece: Int, interval: Duration) {
      self.piece = max(1, piece)
      self.interval = interval
    }

    /// That many bytes every second, all at once.
    public static func drip(_ bytes: Int64) -> Pace { Pace(piece: Int(bytes), interval: .seconds(1)) }

    /// That many bytes a second, evenly.
    public static func link(_ bytes: Int64) -> Pace {
      bytes < 20
        ? Pace(piece: 1, interval: .seconds(1) / Int(max(1, bytes)))
        : Pace(piece: Int(bytes / 20), interval: .milliseconds(50))
    }
  }

  /// Whether nothing of the answer is sent.
  var isUnanswered: Bool {
    switch end {
    case .broken(_, .start), .stalled(.start): true
    default: false
    }
  }
}

extension RegistryResponse {
  /// The status that reaches the client; 0 for none.
  var sentStatus: Int { delivery.isUnanswered ? 0 : status }
}
