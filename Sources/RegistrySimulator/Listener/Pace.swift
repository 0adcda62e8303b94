import NIOCore

/// Watches how long a client lets its connection wait, and ends the wait that lasts too long.
///
/// Stands before the decoder, so that it sees every byte. Lives on the connection's event loop.
final class Pace: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  /// What the client is waited for.
  enum Wait: Hashable {
    /// The first byte of a request.
    case request
    /// The rest of a request's head.
    case head
    /// More of a request's body.
    case body
    /// That the client reads the answer.
    case reading
  }

  /// Tells the handlers behind that the client was waited for too long. Nothing is waited for then.
  struct Overdue: Hashable {
    let wait: Wait
  }

  private let idleTimeout: TimeAmount
  private let headerTimeout: TimeAmount
  private let transferTimeout: TimeAmount
  private let interval: TimeAmount
  private let minimalRate: Int64
  private var wait: Wait?
  /// When the time of this wait was last counted.
  private var counted = NIODeadline.now()
  /// How long the client may still be waited for.
  private var left = TimeAmount.zero
  private var bodyLeft = TimeAmount.zero
  private var readingLeft = TimeAmount.zero
  /// Bytes of an answer that the socket had not taken when it was last looked at.
  private var unsent = 0
  private var ticks: Scheduled<Void>?
  /// All bytes that came.
  private(set) var received: Int64 = 0

  init(_ configuration: ListenerConfiguration) {
    idleTimeout = TimeAmount(configuration.idleTimeout)
    headerTimeout = TimeAmount(configuration.headerTimeout)
    transferTimeout = TimeAmount(configuration.transferTimeout)
    let shortest = min(idleTimeout, headerTimeout, transferTimeout, .seconds(4))
    interval = max(.milliseconds(1), .nanoseconds(shortest.nanoseconds / 4))
    minimalRate = max(1, configuration.minimalRate)
  }

  func channelActive(context: ChannelHandlerContext) {
    context.fireChannelActive()
    schedule(context)
  }

  func handlerRemoved(context: ChannelHandlerContext) { ticks?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let count = Int64(unwrapInboundIn(data).readableBytes)
    received += count
    switch wait {
    case .request: begin(.head)
    case .body: earn(count)
    default: break
    }
    context.fireChannelRead(data)
  }

  /// A request begins: its transfers get their whole time.
  func beginRequest() {
    bodyLeft = transferTimeout
    readingLeft = transferTimeout
  }

  /// The client is waited for from now on.
  func begin(_ wait: Wait) {
    self.wait = wait
    counted = .now()
    left =
      switch wait {
      case .request: idleTimeout
      case .head: headerTimeout
      case .body: bodyLeft
      case .reading: readingLeft
      }
  }

  /// The client is not waited for any more; it has taken that many bytes.
  func end(taken: Int = 0) {
    count()
    if taken > 0 { earn(Int64(taken)) }
    switch wait {
    case .body: bodyLeft = left
    case .reading: readingLeft = left
    default: break
    }
    wait = nil
  }

  /// Bytes that moved buy time, but never more than there was at first.
  private func earn(_ bytes: Int64) {
    let (bought, isTooMuch) = bytes.multipliedReportingOverflow(by: 1_000_000_000 / minimalRate)
    left = isTooMuch ? transferTimeout : min(transferTimeout, left + .nanoseconds(bought))
  }

  private func count() {
    let now = NIODeadline.now()
    if wait != nil { left = left - (now - counted) }
    counted = now
  }

  private func schedule(_ context: ChannelHandlerContext) {
    ticks = context.eventLoop.assumeIsolated().scheduleTask(in: interval) { self.tick(context) }
  }

  private func tick(_ context: ChannelHandlerContext) {
    count()
    if wait == .reading {
      // A slow client takes a piece in parts, and each of them counts.
      let now = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
      if now < unsent { earn(Int64(unsent - now)) }
      unsent = now
    }
    if let wait, left <= .zero {
      self.wait = nil
      context.fireUserInboundEventTriggered(Overdue(wait: wait))
    }
    if context.channel.isActive { schedule(context) }
  }
}
