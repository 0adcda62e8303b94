import NIOCore

/// Lets a listener accept no more connections than it may have at once; the others wait in the system's backlog.
final class ConnectionGate: ChannelDuplexHandler {
  typealias InboundIn = any Channel
  typealias OutboundIn = Never

  /// How many are taken at one go.
  private static let batch = 16
  private let limit: Int
  private var open = 0
  private var isReadWaiting = false

  init(limit: Int) { self.limit = limit }

  func read(context: ChannelHandlerContext) {
    let room = limit - open
    isReadWaiting = room <= 0
    if isReadWaiting { return }
    // Fails where the channel is closed, which the read then finds too.
    try? context.channel.syncOptions?.setOption(.maxMessagesPerRead, value: UInt(min(room, Self.batch)))
    context.read()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    open += 1
    unwrapInboundIn(data).closeFuture.hop(to: context.eventLoop).assumeIsolated().whenComplete { _ in
      self.open -= 1
      if self.isReadWaiting { self.read(context: context) }
    }
    context.fireChannelRead(data)
  }
}
