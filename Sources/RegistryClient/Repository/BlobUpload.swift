import ByteStreams
import ContentStore
import DistributionSpec
import HTTPTransport
import ImageSpec

/// The upload of one blob: a session, the bytes as one stream, and the digest that ends it. What fails for the moment
/// is begun anew, from the start.
///
/// See [Pushing blobs](https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pushing-blobs).
struct BlobUpload: Sendable {
  private let repository: RemoteRepository
  private let descriptor: Descriptor
  private let source: any ContentFetcher
  private let progress: @Sendable (Int64) -> Void

  /// Up to here the bytes go with the request that ends the upload; larger blobs get one of their own, as servers and
  /// proxies expect it.
  static let singleRequestLimit: Int64 = 1 << 20
  /// How long a server may think about a large blob before it answers.
  static let commitTimeout: Duration = .seconds(300)

  init(
    _ repository: RemoteRepository, _ descriptor: Descriptor, source: any ContentFetcher,
    progress: @escaping @Sendable (Int64) -> Void
  ) {
    self.repository = repository
    self.descriptor = descriptor
    self.source = source
    // A second attempt begins at 0 again; what was told must not shrink.
    let highest = Locked<Int64>(-1)
    self.progress = { count in
      let isNews = highest.withLock { highest in
        guard count > highest else { return false }
        highest = count
        return true
      }
      if isNews { progress(count) }
    }
  }

  func run() async throws {
    let registry = repository.registry
    var attempt = 0
    while true {
      let delay: Duration
      // A refusal to open a session is final; what passes with time was tried again in there.
      let session = try await open()
      do { return try await transfer(into: session) } catch let error as RegistryError {
        // A token may end between the session and its bytes, and a server may forget a session.
        let isTransient =
          RetryPolicy.isTransient(error.status) || [401, 404, 416].contains(error.status) && attempt == 0
        guard isTransient,
          let wait = registry.retry.delay(after: attempt, retryAfter: error.retryAfter.map(String.init))
        else { throw error }
        delay = wait
      } catch let error as HTTPError {
        guard registry.isWorthRepeating(error), let wait = registry.retry.delay(after: attempt) else { throw error }
        delay = wait
      }
      registry.retry.notify(descriptor.digest, delay)
      try await registry.retry.sleep(delay)
      attempt += 1
    }
  }

  private func transfer(into opened: HTTPURL) async throws {
    var session = opened
    var body: RemoteRegistry.Call?
    if descriptor.size > Self.singleRequestLimit {
      let response = try await stream(RemoteRegistry.Call(method: .patch, url: session))
      guard response.status == 202 || response.status == 204 else { throw RegistryError(response, method: .patch) }
      session = try Self.location(response)
      body = nil
    } else if descriptor.size > 0 {
      body = RemoteRegistry.Call(method: .put, url: session)
    }
    let query = Query([("digest", descriptor.digest.description)]).encoded
    var call = body ?? RemoteRegistry.Call(method: .put, url: session)
    call.url = try session.adding(query: query)
    call.stallTimeout = Self.commitTimeout
    let response: HTTPResponse
    if body == nil {
      call.scopes = repository.pushScopes
      call.isRepeatable = false
      response = try await repository.registry.send(call)
    } else {
      response = try await stream(call)
    }
    guard response.head.isSuccess else { throw RegistryError(response, method: .put) }
    progress(descriptor.size)
  }

  /// Opens a session, or takes the one that a failed mount left.
  private func open() async throws -> HTTPURL {
    if let session = repository.openUploads.withLock({ $0.removeValue(forKey: descriptor.digest) }) { return session }
    let url = try repository.registry.endpoint.url(Endpoint.uploads(repository.name).path)
    var call = RemoteRegistry.Call(method: .post, url: url, scopes: repository.pushScopes, digest: descriptor.digest)
    call.isRepeatable = true
    let response = try await repository.registry.succeed(call)
    guard response.status == 202 else { throw RegistryError(response, method: .post) }
    return try Self.location(response)
  }

  /// Sends the blob's bytes as the body of a request, checked on their way.
  private func stream(_ call: RemoteRegistry.Call) async throws -> HTTPResponse {
    let pipe = BytePipe()
    var call = call
    call.headers["Content-Type"] = "application/octet-stream"
    call.body = .stream(pipe, length: descriptor.size)
    call.scopes = repository.pushScopes
    call.isRepeatable = false
    let verifying = try VerifyingSink(descriptor, next: pipe)
    let counting = CountingSink(next: verifying, progress: progress)
    let (source, descriptor) = (source, descriptor)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        do {
          try await source.fetch(descriptor, from: 0, into: counting)
          try verifying.finish()
          pipe.close()
        } catch {
          pipe.close(throwing: error)
          throw error
        }
      }
      // Whatever ends the request, also before it began: the source must not wait for a reader for ever.
      defer { pipe.cancel(CancellationError()) }
      let response = try await repository.registry.send(call)
      do { try await group.waitForAll() } catch {
        // The server answered before it had everything: its answer says why, not the source that was told to stop.
        if response.head.isSuccess { throw error }
      }
      return response
    }
  }

  /// The session's address. Whoever it names gets no credential unless he is the registry.
  static func location(_ response: HTTPResponse) throws -> HTTPURL {
    let here = response.head.url
    guard let text = response.headers["Location"] else { throw RegistryProtocolError.noLocation(url: here.description) }
    guard let there = try? here.resolving(text), !(here.origin.scheme == "https" && there.origin.scheme == "http")
    else {
      throw RegistryProtocolError.unusableLocation(url: here.description)
    }
    return there
  }
}
