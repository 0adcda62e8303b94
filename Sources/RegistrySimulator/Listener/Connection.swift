import ByteStreams
import NIOCore
import NIOHTTP1
import NIOPosix

/// One connection: requests one after the other, each answered before the next is read.
final class Connection: Sendable {
  /// Answers are written past NIO's own writer: several connections on a busy event loop let it queue without bound.
  typealias Stream = NIOAsyncChannel<HTTPServerRequestPart, Never>
  typealias Part = HTTPPart<HTTPResponseHead, ByteBuffer>

  private struct State {
    var isAnswering = false
    var isFinishing = false
    /// Whether the weather makes the answer under way wait.
    var isHeld = false
  }

  let stream: Stream
  private let registry: RegistrySimulator
  private let configuration: ListenerConfiguration
  private let state = Locked(State())

  init(_ stream: Stream, _ registry: RegistrySimulator, _ configuration: ListenerConfiguration) {
    self.stream = stream
    self.registry = registry
    self.configuration = configuration
  }

  /// Sets up a new connection's handlers, on its event loop.
  static func configure(_ channel: any Channel, _ configuration: ListenerConfiguration) throws -> Stream {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = configuration.headerSize
    limits.maxHeaderListSize = configuration.headerSize
    try channel.pipeline.syncOperations.addHandler(
      IdleStateHandler(allTimeout: .seconds(configuration.idleTimeout)))
    try channel.pipeline.syncOperations.addHandler(ClientWatch())
    try channel.pipeline.syncOperations.addHandler(IdleCloser())
    try channel.pipeline.syncOperations.configureHTTPServerPipeline(
      withPipeliningAssistance: false, withEncoderConfiguration: .init(), withDecoderLimitConfiguration: limits)
    try channel.pipeline.syncOperations.addHandler(ResponseParts())
    return try NIOAsyncChannel(
      wrappingChannelSynchronously: channel,
      configuration: .init(
        backPressureStrategy: .init(lowWatermark: 2, highWatermark: 8), isOutboundHalfClosureEnabled: false))
  }

  /// Answers requests until the connection ends.
  func serve() async {
    try? await stream.executeThenClose { inbound in
      let parts = RequestParts(inbound.makeAsyncIterator())
      while let head = try await parts.nextHead() {
        guard begin() else { return }
        guard try await answer(head, parts) else { return }
        guard end() else { return }
      }
    }
  }

  /// Closes after the answer under way, or now where there is none.
  func finish() {
    let isIdle = state.withLock { state in
      state.isFinishing = true
      return !state.isAnswering || state.isHeld
    }
    if isIdle { close() }
  }

  /// Closes at once.
  func close() { stream.channel.close(promise: nil) }

  /// Makes the answer under way one that a stop cuts; false where it stops already.
  func hold() -> Bool {
    state.withLock { state in
      state.isHeld = !state.isFinishing
      return state.isHeld
    }
  }

  /// Ends what ``hold()`` began.
  func release() { state.withLock { $0.isHeld = false } }

  private func begin() -> Bool {
    state.withLock { state in
      state.isAnswering = !state.isFinishing
      return state.isAnswering
    }
  }

  private func end() -> Bool {
    state.withLock { state in
      state.isAnswering = false
      return !state.isFinishing
    }
  }

  /// Answers one request; says whether the connection can take another.
  private func answer(_ head: HTTPRequestHead, _ parts: RequestParts) async throws -> Bool {
    let awaitsContinue =
      head.version == .http1_1 && head.headers["Expect"].contains { $0.lowercased() == "100-continue" }
    let wait = { [weak self] (time: Duration) in
      guard let self, hold() else { throw ClientWatch.ClientGone() }
      defer { release() }
      try await self.wait(for: time)
    }
    let body = RequestBody(wait: wait) { [stream] in
      if awaitsContinue, parts.takeContinue() {
        let part = Part.head(HTTPResponseHead(version: .http1_1, status: .continue))
        try await stream.channel.writeAndFlush(part).get()
      }
      return try await parts.nextChunk()
    }
    var headers = RegistryHeaders()
    for (name, value) in head.headers { headers.append(name, value) }
    let response = await registry.respond(
      to: RegistryRequest(method: head.method.rawValue, target: head.uri, headers: headers, body: body))
    // A client that waits for `100 Continue` may or may not send its body now: the connection can't be kept.
    let isWaiting = awaitsContinue && !body.isStarted && parts.isInBody
    let isShort = head.bodyLength.map { $0 <= configuration.drainLimit } ?? false
    let keepsAlive =
      head.isKeepAlive && !isWaiting && (isShort || !parts.isInBody) && !state.withLock { $0.isFinishing }
    guard try await send(response, keepsAlive) else { return false }
    // Unread bytes would reset the connection at its close, and the client would lose the answer.
    if !isWaiting, !(try await parts.drain(configuration.lingerLimit)) { return false }
    return keepsAlive
  }

  /// Sends an answer; false where the weather ended the connection with it.
  private func send(_ response: RegistryResponse, _ keepsAlive: Bool) async throws -> Bool {
    var head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: response.status))
    for field in response.headers.fields { head.headers.add(name: field.name, value: field.value) }
    if !keepsAlive { head.headers.replaceOrAdd(name: "Connection", value: "close") }
    if response.delivery != .plain { return try await deliver(response, head) }
    switch response.body {
    case .none:
      queue(.head(head))
    case .bytes(let bytes):
      queue(.head(head))
      queue(.body(ByteBuffer(bytes: bytes)))
    case .blob(let reader, let range):
      queue(.head(head))
      var position = range.lowerBound
      while position < range.upperBound {
        let (start, count) = (position, Int(min(Int64(Self.chunkSize), range.upperBound - position)))
        let chunk = try await BlockingThreads.run { try reader.read(at: start, count: count) }
        // The promised length can't be kept: the connection breaks, so that the client sees it.
        if chunk.isEmpty { throw StorageError.truncated }
        try await write(.body(ByteBuffer(bytes: chunk)))
        position += Int64(chunk.count)
      }
    }
    try await write(.end(nil))
    return true
  }

  /// Sends a part together with the next one.
  private func queue(_ part: Part) { stream.channel.write(part, promise: nil) }

  /// Sends a part and waits until the socket took it: no connection holds more than one chunk.
  func write(_ part: Part) async throws { try await stream.channel.writeAndFlush(part).get() }

  static let chunkSize = 256 << 10
}

/// Passes answers on to NIO's encoder, whose own type also has room for files.
private final class ResponseParts: ChannelOutboundHandler {
  typealias OutboundIn = HTTPPart<HTTPResponseHead, ByteBuffer>
  typealias OutboundOut = HTTPServerResponsePart

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let part: HTTPServerResponsePart =
      switch unwrapOutboundIn(data) {
      case .head(let head): .head(head)
      case .body(let buffer): .body(.byteBuffer(buffer))
      case .end(let trailers): .end(trailers)
      }
    context.write(wrapOutboundOut(part), promise: promise)
  }
}

/// Closes a connection on which nothing moves.
private final class IdleCloser: ChannelInboundHandler {
  typealias InboundIn = NIOAny

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent {
      context.close(promise: nil)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }
}

extension HTTPRequestHead {
  /// How many bytes the body has; nil where only its end will tell.
  fileprivate var bodyLength: Int? {
    if headers.contains(name: "Transfer-Encoding") { return nil }
    return headers.first(name: "Content-Length").map { Int($0) ?? .max } ?? 0
  }
}
