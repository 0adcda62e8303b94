import ByteStreams
import NIOCore
import NIOHTTP1
import NIOPosix

/// One connection: requests one after the other, each answered before the next is read.
///
/// Its task runs on the event loop of its channel, see ``LoopExecutor``.
final class Connection: Sendable {
  private struct State {
    var isAnswering = false
    var isFinishing = false
    /// Whether the weather makes the answer under way wait.
    var isHeld = false
  }

  let channel: any Channel
  private let reader: NIOLoopBound<RequestReader>
  let writer: ResponseWriter
  let watch = ClientWatch()
  private let registry: RegistrySimulator
  private let drainLimit: Int
  private let state = Locked(State())

  /// Sets up a new connection's handlers, on its event loop.
  init(_ channel: any Channel, _ registry: RegistrySimulator, _ configuration: ListenerConfiguration) throws {
    self.channel = channel
    self.registry = registry
    drainLimit = configuration.drainLimit
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = configuration.headerSize
    limits.maxHeaderListSize = configuration.headerSize
    limits.maxHeaderFieldCount = configuration.headerFields
    let pace = Pace(configuration)
    let reader = RequestReader(pace, configuration)
    self.reader = NIOLoopBound(reader, eventLoop: channel.eventLoop)
    writer = ResponseWriter(channel, NIOLoopBound(pace, eventLoop: channel.eventLoop), configuration.pieceSize)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandlers(pace, watch)
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: false, withErrorHandling: false, withEncoderConfiguration: .init(),
      withDecoderLimitConfiguration: limits)
    try pipeline.addHandler(reader)
  }

  /// Answers requests until the connection ends, and closes it. Cancelling it cuts what it does; its caller does that
  /// when the client is gone.
  func serve() async {
    let reader = self.reader.value
    do {
      while let head = try await reader.nextHead(), begin() {
        guard try await answer(head, reader), end() else { break }
      }
      if reader.isOverfull { await linger(reader) }
    } catch let refusal as Refusal {
      // Nothing that follows can be understood, so this is the last answer.
      let response = RegistryResponse(refusal)
      try? await writer.send(response, writer.head(of: response, connection: "close"))
      await linger(reader)
    } catch {
      // The connection broke, or an answer can't be sent as promised: the client sees it end.
    }
    channel.close(promise: nil)
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
  func close() { channel.close(promise: nil) }

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
  private func answer(_ head: HTTPRequestHead, _ reader: RequestReader) async throws -> Bool {
    if let refusal = head.refusal { throw refusal }
    let awaitsContinue = head.awaitsContinue
    let wait = { [weak self] (time: Duration) in
      guard let self, hold() else { throw ClientWatch.ClientGone() }
      defer { release() }
      try await watch.wait(for: time, on: channel.eventLoop)
    }
    let body = RequestBody(wait: wait) { [writer] in
      if awaitsContinue { try await writer.sendContinueOnce(while: reader.isInBody) }
      return try await reader.nextChunk().map { Array($0.readableBytesView) }
    }
    var headers = RegistryHeaders()
    for (name, value) in head.headers { headers.append(name, value) }
    writer.beginResponse()
    var request = RegistryRequest(method: head.method.rawValue, target: head.uri, headers: headers, body: body)
    request.address = channel.remoteAddress?.ipAddress
    let response = await registry.respond(to: request)
    // A client that waits for `100 Continue` may or may not send its body now: the connection can't be kept.
    let isWaiting = awaitsContinue && !body.isStarted && reader.isInBody
    let isShort = head.bodyLength.map { $0 <= drainLimit } ?? false
    let keepsAlive =
      head.isKeepAlive && !head.wantsUpgrade && !isWaiting && (isShort || !reader.isInBody)
      && !state.withLock { $0.isFinishing }
    let isOld = head.version == .http1_0
    let responseHead = writer.head(of: response, connection: keepsAlive ? (isOld ? "keep-alive" : nil) : "close")
    if response.delivery == .plain {
      try await writer.send(response, responseHead)
    } else {
      guard try await deliver(response, responseHead, isInBody: reader.isInBody) else { return false }
    }
    if keepsAlive { return try await reader.drain() }
    if reader.isInBody, !isWaiting { await linger(reader) }
    return false
  }

  /// Closes the way out, and lets the client read the last answer before the way in is closed too.
  private func linger(_ reader: RequestReader) async {
    try? await channel.close(mode: .output).get()
    await reader.discardRest()
  }
}
