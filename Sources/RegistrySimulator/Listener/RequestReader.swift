import DistributionSpec
import NIOCore
import NIOHTTP1

/// The requests of one connection in their order, on their way from its channel to the task that serves it.
///
/// Both run on the channel's event loop, so nothing here is locked. The channel is read only when somebody waits for
/// more: what a client sends ahead stays in its socket.
final class RequestReader: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart

  private enum Item {
    case head(HTTPRequestHead)
    case body(ByteBuffer)
    case end
    /// Nothing behind it can be understood.
    case broken(Refusal)
  }

  let pace: Pace
  private let configuration: ListenerConfiguration
  private var items = CircularBuffer<Item>()
  private var headCount = 0
  private var context: ChannelHandlerContext?
  private var waiter: CheckedContinuation<Void, Never>?
  /// Whether nothing more will come.
  private var isEnded = false
  /// Whether what comes is thrown away.
  private var isDiscarding = false
  /// Whether more requests came than may wait: nothing behind them is read.
  private(set) var isOverfull = false

  /// Whether the end of a request's body was not reached yet.
  private(set) var isInBody = false

  init(_ pace: Pace, _ configuration: ListenerConfiguration) {
    self.pace = pace
    self.configuration = configuration
  }

  /// Whether another request may come on this connection.
  var takesMore: Bool { !isOverfull || headCount > 0 }

  /// The next request's head; nil where the client has no more.
  ///
  /// - Throws: ``Refusal`` where what came is no request.
  func nextHead() async throws -> HTTPRequestHead? {
    while let item = await next(waitingFor: .request) {
      switch item {
      case .head(let head):
        headCount -= 1
        isInBody = true
        pace.beginRequest()
        return head
      case .broken(let refusal): throw refusal
      case .body, .end: continue
      }
    }
    return nil
  }

  /// The next piece of the request's body; nil at its end.
  ///
  /// - Throws: ``Refusal`` where the body is malformed or late, or the client's side ended first.
  func nextChunk() async throws -> ByteBuffer? {
    guard isInBody else { return nil }
    switch await next(waitingFor: .body) {
    case .body(let buffer): return buffer
    case .end:
      isInBody = false
      return nil
    case .broken(let refusal): throw refusal
    case .head, nil: throw Refusal(400, .sizeInvalid, message: "the request ended early")
    }
  }

  /// Reads the rest of a body, so that the next request can be read; says whether there can be one.
  func drain() async throws -> Bool {
    var count = 0
    while isInBody {
      guard let chunk = try await nextChunk() else { break }
      count += chunk.readableBytes
      if count > configuration.drainLimit { return false }
    }
    return takesMore
  }

  /// Throws away what still comes until the client closes, within limits: unread bytes would reset the connection at
  /// its close, and the client would lose the answer.
  func discardRest() async {
    isDiscarding = true
    items.removeAll()
    let limit = pace.received + Int64(configuration.lingerLimit)
    pace.beginRequest()
    while !isEnded, pace.received < limit { await wait(for: .body) }
  }

  private func next(waitingFor wait: Pace.Wait) async -> Item? {
    while items.isEmpty {
      if isEnded || isOverfull { return nil }
      await self.wait(for: wait)
    }
    return items.removeFirst()
  }

  private func wait(for wait: Pace.Wait) async {
    pace.begin(wait)
    context?.read()
    await withCheckedContinuation { waiter = $0 }
    pace.end()
  }

  private func wake() {
    waiter?.resume()
    waiter = nil
  }

  private func end() {
    isEnded = true
    wake()
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    end()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isDiscarding || isOverfull { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      if headCount > configuration.pipelinedRequests {
        isOverfull = true
        return
      }
      headCount += 1
      items.append(.head(head))
    case .body(var buffer):
      // Many small pieces are as much as one, and cost as little.
      if let last = items.last, case .body(var before) = last {
        before.writeBuffer(&buffer)
        items[items.index(before: items.endIndex)] = .body(before)
      } else {
        items.append(.body(buffer))
      }
    case .end: items.append(.end)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if !items.isEmpty || isDiscarding || isOverfull {
      wake()
    } else if waiter != nil {
      context.read()
    }
  }

  func channelActive(context: ChannelHandlerContext) {
    context.fireChannelActive()
    // Somebody may wait already, and an inactive channel forgets that it was to be read.
    if waiter != nil { context.read() }
  }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case let event as ChannelEvent where event == .inputClosed: end()
    case let overdue as Pace.Overdue: miss(overdue.wait, context)
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? HTTPParserError {
      items.append(.broken(Refusal(error)))
      wake()
    } else {
      // The socket failed.
      context.close(promise: nil)
    }
  }

  private func miss(_ wait: Pace.Wait, _ context: ChannelHandlerContext) {
    switch wait {
    case .request, .reading: context.close(promise: nil)
    case .head, .body:
      if isDiscarding {
        context.close(promise: nil)
      } else {
        items.append(.broken(Refusal(408, .unsupported, message: "the request took too long to come")))
        wake()
      }
    }
  }
}
