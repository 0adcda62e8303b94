/// The body of a request: chunks that are pulled, so that a body of any size passes through in flat memory.
///
/// Not sendable: a body belongs to the task that answers its request.
public final class RequestBody {
  private let pull: () async throws -> [UInt8]?
  private let wait: (Duration) async throws -> Void

  /// Whether somebody asked for the body; a client that waits for `100 Continue` gets it then.
  public private(set) var isStarted = false
  /// How many bytes were read so far.
  public private(set) var count: Int64 = 0
  /// Whether the whole body was read.
  public private(set) var isFinished = false

  /// A body whose chunks come from a closure, nil at the end.
  ///
  /// - Parameters:
  ///   - wait: lets time pass between chunks, for a link that is slow; none passes by default. It throws where the
  ///     client went away meanwhile.
  ///   - pull: the next chunk.
  public init(
    wait: @escaping (Duration) async throws -> Void = { _ in }, _ pull: @escaping () async throws -> [UInt8]?
  ) {
    self.pull = pull
    self.wait = wait
  }

  /// A body that is in memory.
  public convenience init(_ bytes: [UInt8] = []) {
    var rest = bytes.isEmpty ? nil : bytes
    self.init {
      defer { rest = nil }
      return rest
    }
  }

  /// The next chunk; nil at the end and ever after.
  ///
  /// - Throws: what the connection says when it broke.
  public func next() async throws -> [UInt8]? {
    isStarted = true
    if isFinished { return nil }
    guard let chunk = try await pull() else {
      isFinished = true
      return nil
    }
    count += Int64(chunk.count)
    return chunk
  }

  /// Lets time pass as the transport does.
  func pause(for time: Duration) async throws { try await wait(time) }

  /// The whole body; nil where it has more bytes than the limit.
  public func collect(limit: Int) async throws -> [UInt8]? {
    var bytes: [UInt8] = []
    while let chunk = try await next() {
      guard chunk.count <= limit - bytes.count else { return nil }
      bytes += chunk
    }
    return bytes
  }
}
