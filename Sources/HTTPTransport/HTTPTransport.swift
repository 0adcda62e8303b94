import ByteStreams

/// Sends requests and streams bodies, over libcurl.
///
/// Each exchange runs on a thread that may block, with a libcurl session of its own; sessions are kept and go back to
/// the origin they are connected to, so connections are reused. Cancelling the task ends the exchange at once, also
/// while it is stalled. How many run at a time is up to who starts them.
public final class HTTPTransport: Sendable {
  /// Decides where the body of a response goes. Called once, on the receiving thread; what it throws ends the exchange
  /// and is passed on.
  public typealias Accept = @Sendable (HTTPResponseHead) throws -> HTTPBodyDestination

  private let configuration: HTTPConfiguration
  private let sessions: SessionPool
  private let now: @Sendable () -> ContinuousClock.Instant

  /// A transport with no connections yet.
  ///
  /// - Parameters:
  ///   - configuration: what holds for every request.
  ///   - now: the time that stalls are measured by.
  public init(
    configuration: HTTPConfiguration = HTTPConfiguration(),
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    self.configuration = configuration
    self.now = now
    sessions = SessionPool(limit: configuration.idleSessions)
  }

  /// Sends a request, follows redirects, and returns when the body is where `accept` said.
  ///
  /// A redirect drops `Authorization`, `Cookie` and the client's certificate when scheme, host or port change, never
  /// leads from https to http, and keeps method and body except on 303. Without `accept` the first 64 KiB of the body
  /// are captured.
  ///
  /// - Parameters:
  ///   - request: what to send. A streamed body is cancelled when the exchange is over, however it ends.
  ///   - accept: decides about the body, success or not.
  ///   - progress: gets counts of the last exchange, on its thread.
  /// - Returns: the response of any status, once its body is complete.
  /// - Throws: ``HTTPError``, `CancellationError`, and what `accept`, the sink or the source throw.
  public func send(
    _ request: HTTPRequest,
    accept: @escaping Accept = { _ in .capture(limit: HTTPBodyDestination.errorBodyLimit) },
    progress: (@Sendable (HTTPProgress) -> Void)? = nil
  ) async throws -> HTTPResponse {
    defer {
      if case .stream(let source, _) = request.body { source.cancel(CancellationError()) }
    }
    var current = request
    for _ in 0...request.maximumRedirects {
      let step = try await perform(current, progress: progress, accept: accept)
      guard let next = step.redirect else { return step.response }
      current = next
    }
    throw HTTPError(.tooManyRedirects(limit: request.maximumRedirects), method: request.method, url: current.url)
  }

  private func perform(
    _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?, accept: @escaping Accept
  ) async throws -> Exchange.Outcome {
    if let field = request.headers.firstInvalid {
      throw HTTPError(.invalidHeader(name: field.name), method: request.method, url: request.url)
    }
    let cancellation = Cancellation()
    let configuration = configuration
    let sessions = sessions
    let now = now
    return try await withTaskCancellationHandler {
      try await BlockingThreads.run {
        let session = try sessions.take(request.url.origin, for: request)
        let exchange = Exchange(
          request, headerLimit: configuration.maximumHeaderBytes, progress: progress, accept: accept)
        let outcome = try session.perform(exchange, configuration, cancellation, now: now)
        // A session whose exchange failed is not used again: libcurl 7.88 refuses the next request of a handle whose
        // host could not be resolved.
        sessions.put(session, origin: request.url.origin)
        return outcome
      }
    } onCancel: {
      if case .stream(let source, _) = request.body { source.cancel(CancellationError()) }
      cancellation.cancel()
    }
  }
}
