import ByteStreams
import DistributionSpec
import HTTPTransport
import ImageSpec

/// A registry behind an endpoint: sends requests with the authorization that they need, and again when they fail for
/// the moment.
///
/// Made for one verb or one session; shares its transport and its tokens with others.
public final class RemoteRegistry: Sendable {
  /// Where it is.
  public let endpoint: RegistryEndpoint
  /// The host that it stands for in references and credentials.
  public let host: RegistryHost
  let transport: HTTPTransport
  let authorizer: Authorizer
  let retry: RetryPolicy
  let fallback: FallbackCredential?
  let uploads: UploadRecords?
  private let quotas: RegistryQuotas
  private let hasAnswered = Locked(false)

  /// - Parameters:
  ///   - host: what references and credentials call it.
  ///   - endpoint: where it is.
  ///   - transport: sends; may be shared.
  ///   - credentials: are asked when the registry wants to know who asks.
  ///   - fallback: stands in where no credential is kept.
  ///   - tokens: keeps tokens; may be shared.
  ///   - quotas: keeps what the registry says about limits; may be shared.
  ///   - retry: how failures for the moment are met.
  ///   - uploads: remembers uploads that were cut, for a later run; nil for none.
  public init(
    _ host: RegistryHost, at endpoint: RegistryEndpoint, transport: HTTPTransport,
    credentials: any CredentialStore = MemoryCredentials(), fallback: FallbackCredential? = nil,
    tokens: TokenCache = TokenCache(), quotas: RegistryQuotas = RegistryQuotas(), retry: RetryPolicy = RetryPolicy(),
    uploads: UploadRecords? = nil
  ) {
    self.host = host
    self.endpoint = endpoint
    self.transport = transport
    self.retry = retry
    self.fallback = fallback
    self.quotas = quotas
    self.uploads = uploads
    authorizer = Authorizer(
      host, endpoint, transport: transport, credentials: credentials, fallback: fallback, tokens: tokens, retry: retry)
  }

  /// The same registry, asked without patience: no request is made twice.
  func once() -> RemoteRegistry {
    var retry = retry
    retry.attempts = 1
    return RemoteRegistry(self, retry: retry)
  }

  private init(_ other: RemoteRegistry, retry: RetryPolicy) {
    host = other.host
    endpoint = other.endpoint
    transport = other.transport
    fallback = other.fallback
    authorizer = other.authorizer
    quotas = other.quotas
    uploads = nil
    self.retry = retry
  }

  /// How many pulls it still allows, as its last answer told.
  public var quota: RegistryQuota? { quotas.quota(of: host) }

  /// A repository of it.
  public func repository(_ name: RepositoryName, foreignLayers: ForeignLayerPolicy = .never) -> RemoteRepository {
    RemoteRepository(self, name, foreignLayers: foreignLayers)
  }

  /// A request to the registry.
  struct Call: Sendable {
    var method: HTTPMethod
    var url: HTTPURL
    var headers: HTTPHeaders = [:]
    var body: HTTPRequest.Body = .none
    var scopes: [TokenScope] = []
    /// What the request is about, for notices.
    var digest: Digest?
    /// Whether it is made again when it fails for the moment.
    var isRepeatable = true
    var stallTimeout: Duration = .seconds(30)
    /// Changes the request before each attempt, as a resumed download needs it.
    var prepare: @Sendable (inout HTTPRequest) -> Void = { _ in }
    /// How much was achieved so far; an attempt that achieves something begins the count of attempts anew.
    var achieved: @Sendable () -> Int64 = { 0 }
    /// Whether there is anything left to be had, asked when a connection was lost.
    var isUnfinished: @Sendable () -> Bool = { true }
    /// Where the body of a success goes; other bodies are captured.
    var accept: HTTPTransport.Accept = { _ in .collect(limit: Document<Manifest>.maximumSize) }
  }

  /// How much of a body must arrive in an attempt for the count of attempts to begin anew.
  private static let worthwhileProgress: Int64 = 1 << 20

  /// Sends a request and returns the answer, whatever its status.
  func send(_ call: Call) async throws -> HTTPResponse {
    try await repeating(call) { try await sendAuthorized(call) }
  }

  /// Makes a request until it is answered with more than that it can't be answered now, or that has failed too often.
  func repeating(_ call: Call, _ body: () async throws -> HTTPResponse) async throws -> HTTPResponse {
    var attempt = 0
    var achieved = call.achieved()
    while true {
      let delay: Duration
      let cause: RetryNotice.Cause
      do {
        let response = try await body()
        hasAnswered.withLock { $0 = true }
        quotas.note(response.headers, of: host)
        guard call.isRepeatable, let wait = retry.delay(after: attempt, response) else { return response }
        (delay, cause) = (wait, .status(response.status))
      } catch let error as HTTPError {
        if call.achieved() - achieved >= Self.worthwhileProgress { attempt = 0 }
        achieved = call.achieved()
        guard call.isRepeatable, call.isUnfinished(), isWorthRepeating(error), let wait = retry.delay(after: attempt)
        else { throw error }
        (delay, cause) = (wait, .connection)
      }
      try await wait(delay, cause, for: call.digest)
      attempt += 1
    }
  }

  /// Tells of a wait and waits.
  func wait(_ delay: Duration, _ cause: RetryNotice.Cause, for digest: Digest?) async throws {
    retry.notify(RetryNotice(host: host, digest: digest, delay: delay, cause: cause))
    try await retry.sleep(delay)
  }

  /// Sends a request and returns its success.
  ///
  /// - Throws: ``RegistryError`` for any other status.
  func succeed(_ call: Call) async throws -> HTTPResponse {
    let response = try await send(call)
    guard response.head.isSuccess else { throw RegistryError(response, method: call.method) }
    return response
  }

  /// Whether the failure may pass; a registry that was never reached is not tried again, since nobody is there.
  func isWorthRepeating(_ error: HTTPError) -> Bool {
    switch error.reason {
    case .couldNotConnect, .connectTimedOut: hasAnswered.withLock { $0 }
    default: error.isTransient
    }
  }

  /// Sends a request and answers challenges: with a token that was kept, and when that is refused, with a new one.
  private func sendAuthorized(_ call: Call) async throws -> HTTPResponse {
    let origin = endpoint.base.origin
    guard call.url.origin == origin else { return try await sendOnce(call, authorization: nil) }
    var header = try await authorizer.authorization(for: call.scopes)
    while true {
      let response = try await sendOnce(call, authorization: header)
      guard response.status == 401, response.head.url.origin == origin else { return response }
      if case .stream = call.body {
        authorizer.forget(call.scopes)
        return response
      }
      let challenges = response.headers.values(of: "WWW-Authenticate").flatMap(Challenge.parse)
      guard let answer = try await authorizer.answer(challenges, for: call.scopes, refused: header) else {
        return response
      }
      if answer.isFresh { return try await sendOnce(call, authorization: answer.header) }
      header = answer.header
    }
  }

  private func sendOnce(_ call: Call, authorization: String?) async throws -> HTTPResponse {
    let tls = endpoint.tls(for: call.url)
    var request = HTTPRequest(call.method, call.url, headers: call.headers, body: call.body, tls: tls)
    request.stallTimeout = call.stallTimeout
    if let authorization { request.headers["Authorization"] = authorization }
    call.prepare(&request)
    let accept = call.accept
    return try await transport.send(request) { head in
      head.isSuccess ? try accept(head) : .capture(limit: HTTPBodyDestination.errorBodyLimit)
    }
  }
}
