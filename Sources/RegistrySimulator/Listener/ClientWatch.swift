import ByteStreams
import NIOCore

/// Knows whether a connection's client is still there, and lets an answer wait for a time that ends when it goes.
final class ClientWatch: ChannelInboundHandler, Sendable {
  typealias InboundIn = NIOAny

  private struct State {
    var isGone = false
    var waiter: EventLoopPromise<Void>?
  }

  private let state = Locked(State())

  /// Waits; for ever where no time is given.
  ///
  /// - Throws: ``ClientGone`` as soon as the client closes its side or the connection ends.
  func wait(for time: Duration?, on loop: any EventLoop) async throws {
    let promise = loop.makePromise(of: Void.self)
    let isGone = state.withLock { state in
      if !state.isGone { state.waiter = promise }
      return state.isGone
    }
    if isGone { promise.fail(ClientGone()) }
    let timer = time.map { time in
      loop.scheduleTask(in: TimeAmount(time)) { self.takeWaiter(isGone: false)?.succeed() }
    }
    defer { timer?.cancel() }
    try await promise.futureResult.get()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // Who sends no more may still listen. Under bad weather that is not waited for: a close looks the same.
    if case .inputClosed? = event as? ChannelEvent { takeWaiter(isGone: true)?.fail(ClientGone()) }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    takeWaiter(isGone: true)?.fail(ClientGone())
    context.fireChannelInactive()
  }

  private func takeWaiter(isGone: Bool) -> EventLoopPromise<Void>? {
    state.withLock { state in
      if isGone { state.isGone = true }
      defer { state.waiter = nil }
      return state.waiter
    }
  }

  /// The client went away while something waited for it, or the listener stopped.
  struct ClientGone: Error {}
}
