import ByteStreams
import Glibc
import NIOCore
import NIOHTTP1

extension Connection {
  /// Sends an answer as the weather wants it; says whether the connection can take another request.
  ///
  /// Whatever waits here ends when the client goes away or the listener stops.
  ///
  /// - Parameters:
  ///   - response: the answer.
  ///   - head: its head.
  ///   - isInBody: whether there is more of the request, which nobody reads.
  /// - Returns: false where the connection has ended, or ends now.
  /// - Throws: what the storage or the socket says.
  func deliver(_ response: RegistryResponse, _ head: HTTPResponseHead, isInBody: Bool) async throws -> Bool {
    guard hold() else { return false }
    defer { release() }
    let delivery = response.delivery
    if delivery.delay > .zero { try await watch.wait(for: delivery.delay, on: channel.eventLoop) }
    if !delivery.isUnanswered {
      try await writer.flush(.head(head))
      try await send(response.body, of: delivery)
    }
    switch delivery.end {
    case .complete: try await writer.flush(.end(nil))
    case .broken(let way, _):
      if way == .reset {
        try await waitForArrival()
        try await makeCloseReset()
      }
      try? await channel.close()
      return false
    case .stalled:
      // A client that is killed while it still sends closes its side behind what it sent, which is not read: nothing
      // tells of that.
      try? await watch.wait(for: isInBody ? Self.uploadStall : nil, on: channel.eventLoop)
      return false
    case .endless:
      let zeros = ByteBuffer(repeating: 0, count: delivery.pace?.piece ?? writer.pieceSize)
      while true { try await send(zeros, behind: delivery.pace) }
    }
    return true
  }

  /// How long an upload stalls before its connection is closed: longer than any client is patient.
  private static let uploadStall = Duration.seconds(600)

  /// Sends a body up to where its delivery ends.
  private func send(_ body: RegistryResponse.Body, of delivery: Delivery) async throws {
    var limit = body.count
    switch delivery.end {
    case .broken(_, .body(let place)), .stalled(.body(let place)): limit = min(limit, place)
    default: break
    }
    let size = Int64(min(delivery.pace?.piece ?? writer.pieceSize, writer.pieceSize))
    var position: Int64 = 0
    while position < limit {
      let piece = try await body.piece(at: position, count: Int(min(size, limit - position)))
      if piece.isEmpty { throw StorageError.truncated }
      try await send(ByteBuffer(bytes: piece), behind: position > 0 ? delivery.pace : nil)
      position += Int64(piece.count)
    }
  }

  /// Sends a piece, when the time between two pieces has passed.
  private func send(_ piece: ByteBuffer, behind pace: Delivery.Pace?) async throws {
    if let pace { try await watch.wait(for: pace.interval, on: channel.eventLoop) }
    try await writer.flush(.body(.byteBuffer(piece)), count: piece.readableBytes)
  }

  /// Waits until the client's machine has all that was sent: a reset forgets the rest, and breaks off somewhere.
  private func waitForArrival() async throws {
    let channel = self.channel
    while true {
      let underWay = try await channel.eventLoop.submit {
        try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) { socket in
          var count: CInt = 0
          return ioctl(socket, UInt(TIOCOUTQ), &count) == 0 ? Int(count) : 0
        } ?? 0
      }.get()
      if underWay == 0 { return }
      try await watch.wait(for: .milliseconds(5), on: channel.eventLoop)
    }
  }

  private func makeCloseReset() async throws {
    let socket = channel as? any SocketOptionProvider
    try await socket?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
  }
}

extension RegistryResponse.Body {
  fileprivate func piece(at position: Int64, count: Int) async throws -> [UInt8] {
    switch self {
    case .none: return []
    case .bytes(let bytes): return Array(bytes[Int(position)...].prefix(count))
    case .blob(let reader, let range):
      return try await BlockingThreads.run { try reader.read(at: range.lowerBound + position, count: count) }
    }
  }
}
