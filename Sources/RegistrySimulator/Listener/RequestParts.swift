import NIOCore
import NIOHTTP1

/// The parts of a connection's requests, in their order. Belongs to the task that serves the connection.
final class RequestParts {
  private var iterator: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator
  /// Whether the body's end was not reached yet.
  private(set) var isInBody = false
  private var continueSent = false

  init(_ iterator: NIOAsyncChannelInboundStream<HTTPServerRequestPart>.AsyncIterator) { self.iterator = iterator }

  /// The next request's head; nil where the client has no more.
  func nextHead() async throws -> HTTPRequestHead? {
    while let part = try await iterator.next() {
      guard case .head(let head) = part else { continue }
      isInBody = true
      continueSent = false
      return head
    }
    return nil
  }

  /// The next piece of the request's body; nil at its end.
  ///
  /// - Throws: ``BrokenOff`` where the connection ended first.
  func nextChunk() async throws -> [UInt8]? {
    guard isInBody else { return nil }
    switch try await iterator.next() {
    case .body(let buffer): return Array(buffer.readableBytesView)
    case .end:
      isInBody = false
      return nil
    case .head, nil: throw BrokenOff()
    }
  }

  /// Whether `100 Continue` has to be sent now: once.
  func takeContinue() -> Bool {
    defer { continueSent = true }
    return !continueSent && isInBody
  }

  /// Reads the rest of a body, up to a limit; says whether its end was reached.
  func drain(_ limit: Int) async throws -> Bool {
    var count = 0
    while isInBody {
      guard let chunk = try await nextChunk() else { break }
      count += chunk.count
      if count > limit { return false }
    }
    return true
  }

  /// The connection ended within a request's body.
  struct BrokenOff: Error {}
}
