import ByteStreams
import NIOCore
import NIOHTTP1

/// Sends answers over a connection: a short one in one go, a long one piece by piece, each when the socket has taken
/// the one before.
///
/// Answers are written past NIO's own writer: several connections on a busy event loop let it queue without bound.
final class ResponseWriter: Sendable {
  private let channel: any Channel
  private let pace: NIOLoopBound<Pace>
  let pieceSize: Int
  private let continueSent = Locked(false)

  init(_ channel: any Channel, _ pace: NIOLoopBound<Pace>, _ pieceSize: Int) {
    self.channel = channel
    self.pace = pace
    self.pieceSize = pieceSize
  }

  /// A request was read, and its answer comes next.
  func beginResponse() { continueSent.withLock { $0 = false } }

  /// Lets a client send the body that it holds back; later calls for the same answer do nothing.
  func sendContinueOnce(while isInBody: Bool) async throws {
    let isFirst = continueSent.withLock { sent in
      defer { sent = true }
      return !sent
    }
    guard isFirst, isInBody else { return }
    try await flush(.head(HTTPResponseHead(version: .http1_1, status: .continue)))
  }

  /// The head of an answer, with that `Connection` field.
  func head(of response: RegistryResponse, connection: String?) -> HTTPResponseHead {
    var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: response.status))
    for field in response.headers.fields { head.headers.add(name: field.name, value: field.value) }
    if let connection { head.headers.replaceOrAdd(name: "Connection", value: connection) }
    return head
  }

  /// Sends an answer whole.
  ///
  /// - Throws: what the storage or the socket says. The answer is then broken off, and the connection with it: the
  ///   promised length can't be kept.
  func send(_ response: RegistryResponse, _ head: HTTPResponseHead) async throws {
    queue(.head(head))
    var unsent = 0
    switch response.body {
    case .none: break
    case .bytes(let bytes):
      unsent = bytes.count
      queue(.body(.byteBuffer(ByteBuffer(bytes: bytes))))
    case .blob(let blob, let range):
      var position = range.lowerBound
      while position < range.upperBound {
        let piece = try await read(blob, position..<range.upperBound)
        position += Int64(piece.readableBytes)
        if position < range.upperBound {
          try await flush(.body(.byteBuffer(piece)), count: piece.readableBytes)
        } else {
          unsent = piece.readableBytes
          queue(.body(.byteBuffer(piece)))
        }
      }
    }
    try await flush(.end(nil), count: unsent)
  }

  /// The first piece of a part of a blob.
  private func read(_ blob: any BlobReader, _ range: Range<Int64>) async throws -> ByteBuffer {
    let count = Int(min(Int64(pieceSize), Int64(range.count)))
    var buffer = channel.allocator.buffer(capacity: count)
    let filled = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { room in
      try blob.readAtHand(at: range.lowerBound, into: .init(rebasing: room[..<count])) ?? 0
    }
    if filled > 0 { return buffer }
    let piece = try await BlockingThreads.run { try blob.read(at: range.lowerBound, count: count) }
    if piece.isEmpty { throw StorageError.truncated }
    return ByteBuffer(bytes: piece)
  }

  /// Sends a part together with the next one.
  private func queue(_ part: HTTPServerResponsePart) { channel.write(part, promise: nil) }

  /// Sends a part and waits until the socket took it and all before it: no connection holds more than one piece.
  ///
  /// - Parameters:
  ///   - part: what is sent.
  ///   - count: the bytes of a body that are among them.
  /// - Throws: what the socket says.
  func flush(_ part: HTTPServerResponsePart, count: Int = 0) async throws {
    let pace = self.pace.value
    let sent = channel.eventLoop.makePromise(of: Void.self)
    channel.writeAndFlush(part, promise: sent)
    pace.begin(.reading)
    defer { pace.end(taken: count) }
    try await sent.futureResult.get()
  }
}
