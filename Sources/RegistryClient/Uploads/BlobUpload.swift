import ByteStreams
import ContentStore
import DistributionSpec
import HTTPTransport
import ImageSpec

/// The upload of one blob: a session, the bytes as one stream, and the digest that ends it.
///
/// An upload that is cut goes on where the registry says that it is, in this run or, where sessions are remembered, in
/// a later one. A registry that does not say, or that has forgotten the session, gets the blob anew from the start.
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
    let record = try await claimRecord()
    // The session that was cut, to be asked for.
    var cut = record?.session
    var attempt = 0
    while true {
      let delay: Duration
      let cause: RetryNotice.Cause
      // A refusal to open a session is final; what passes with time was tried again in there.
      guard let place = try await place(after: cut) else {
        record?.forget()
        return progress(descriptor.size)
      }
      cut = nil
      let reached = Locked(place)
      do {
        try await transfer(reached, record)
        record?.forget()
        return
      } catch let error as RegistryError {
        // A token may end between the session and its bytes, and a server may forget a session, or take no part of one.
        let isTransient =
          RetryPolicy.isTransient(error.status)
          || [400, 401, 404, 416].contains(error.status) && (attempt == 0 || place.offset > 0)
        guard isTransient, let wait = registry.retry.delay(after: attempt, retryAfter: error.retryAfter) else {
          throw error
        }
        // A session that is unknown may be one that was ended, and whose answer was lost.
        if RetryPolicy.isTransient(error.status) || error.status == 404 { cut = reached.withLock { $0.session } }
        (delay, cause) = (wait, .status(error.status))
      } catch let error as HTTPError {
        guard registry.isWorthRepeating(error), let wait = registry.retry.delay(after: attempt) else { throw error }
        cut = reached.withLock { $0.session }
        (delay, cause) = (wait, .connection)
      }
      try await registry.wait(delay, cause, for: descriptor.digest)
      attempt += 1
    }
  }

  /// The record of this upload, where one is worth it and nobody else has it.
  private func claimRecord() async throws -> UploadRecord? {
    guard descriptor.size > Self.singleRequestLimit, let records = repository.registry.uploads else { return nil }
    let (origin, name, digest) = (repository.registry.endpoint.base.origin, repository.name, descriptor.digest)
    return try await BlockingThreads.run { records.claim(origin, name, digest) }
  }

  /// Where to go on: in a session that was cut, as far as the registry has it, else at the start of a new one; nil where
  /// the registry has it all, and only its answer was lost.
  private func place(after cut: HTTPURL?) async throws -> UploadPlace? {
    guard let cut, cut.origin == repository.registry.endpoint.base.origin else { return UploadPlace(try await open()) }
    var call = RemoteRegistry.Call(
      method: .get, url: cut, scopes: repository.pushScopes, digest: descriptor.digest)
    call.accept = { _ in .capture(limit: HTTPBodyDestination.errorBodyLimit) }
    let answer = try await repository.registry.send(call)
    if let place = UploadPlace(answer, asked: cut, size: descriptor.size) { return place }
    if answer.status == 404, try await repository.contains(descriptor) { return nil }
    return UploadPlace(try await open())
  }

  /// Sends what is missing and ends the upload. `place` is kept where the session is now.
  private func transfer(_ place: Locked<UploadPlace>, _ record: UploadRecord?) async throws {
    var session = place.withLock { $0.session }
    let offset = place.withLock { $0.offset }
    record?.remember(session)
    if offset > 0 { progress(offset) }
    var body: RemoteRegistry.Call?
    if descriptor.size > Self.singleRequestLimit {
      if offset < descriptor.size {
        let response = try await stream(RemoteRegistry.Call(method: .patch, url: session), from: offset)
        guard response.status == 202 || response.status == 204 else { throw RegistryError(response, method: .patch) }
        session = try Self.location(response)
        let moved = UploadPlace(session)
        place.withLock { $0 = moved }
        record?.remember(session)
      }
    } else if offset < descriptor.size {
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
      response = try await stream(call, from: offset)
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

  /// Sends the blob's bytes from an offset as the body of a request. All of them are read and checked, also those that
  /// the registry has: the blob may have gone bad here since.
  private func stream(_ call: RemoteRegistry.Call, from offset: Int64) async throws -> HTTPResponse {
    let pipe = BytePipe()
    var call = call
    call.headers["Content-Type"] = "application/octet-stream"
    if offset > 0 { call.headers["Content-Range"] = ContentRange(offset..<descriptor.size).uploadHeader }
    call.body = .stream(pipe, length: descriptor.size - offset)
    call.scopes = repository.pushScopes
    call.isRepeatable = false
    let verifying = try VerifyingSink(descriptor, next: TailSink(behind: offset, next: pipe))
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
