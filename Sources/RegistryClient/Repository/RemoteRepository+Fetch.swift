import ByteStreams
import ContentStore
import DistributionSpec
import HTTPTransport
import ImageSpec

extension RemoteRepository: ContentFetcher {
  /// Streams content from an offset; a connection that is lost on the way is resumed where it broke.
  ///
  /// A document, which is small, is checked here already: one that came wrong is asked for once more. Foreign layers that
  /// the registry lacks come from their URLs where the policy allows it, without credentials.
  ///
  /// - Throws: `ContentError` for content that is absent or longer than its descriptor says, ``RegistryError``,
  ///   ``RegistryProtocolError``, `HTTPError`, and what the sink throws.
  public func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    guard descriptor.mediaType.isDocument, offset == 0, descriptor.size <= Document<Manifest>.maximumSize else {
      return try await stream(descriptor, from: offset, into: sink)
    }
    let bytes: [UInt8]
    do { bytes = try await document(descriptor) } catch let error as ContentError where error.isAboutBytes {
      bytes = try await document(descriptor)
    }
    try await BlockingThreads.run { try sink.write(bytes) }
  }

  /// Reads a document whole and verified.
  private func document(_ descriptor: Descriptor) async throws -> [UInt8] {
    let memory = MemorySink(limit: Int(descriptor.size))
    let verifying = try VerifyingSink(descriptor, next: memory)
    try await stream(descriptor, from: 0, into: verifying)
    try verifying.finish()
    return memory.bytes
  }

  private func stream(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    let stream = ResumableStream(sink, from: offset, size: descriptor.size)
    guard !stream.isComplete || descriptor.size == 0 else { return }
    let isDocument = descriptor.mediaType.isDocument || descriptor.mediaType.isSchema1
    var call = RemoteRegistry.Call(
      method: .get, url: try url(descriptor), scopes: pullScopes, digest: descriptor.digest)
    call.headers = ["Accept": isDocument ? Self.accept : "*/*"]
    call.prepare = { stream.prepare(&$0) }
    call.achieved = { stream.position }
    call.isUnfinished = { !stream.isComplete }
    call.accept = { try stream.destination($0) }
    var response: HTTPResponse
    do {
      response = try await registry.send(call)
      if response.status == 416 {
        // The server knows no such range: read from the beginning, the part that is there is passed over.
        call.prepare = { _ in }
        response = try await registry.send(call)
      }
    } catch let error as HTTPError {
      // Where the length that was told is the only thing that is missing, everything is here.
      if error.isTransient, stream.isComplete { return }
      guard case .bodyTooLarge = error.reason else { throw error }
      throw ContentError.sizeMismatch(descriptor.digest, expected: descriptor.size, found: descriptor.size + 1)
    }
    if response.status == 404 { return try await fetchForeign(descriptor, stream) }
    guard response.head.isSuccess else { throw RegistryError(response, method: .get) }
  }

  private func fetchForeign(_ descriptor: Descriptor, _ stream: ResumableStream) async throws {
    guard descriptor.mediaType.isNonDistributable, foreignLayers.isAllowed, !descriptor.urls.isEmpty else {
      throw ContentError.notFound(descriptor.digest)
    }
    var failure: any Error = RegistryProtocolError.foreignLayerRefused(descriptor.digest)
    for text in descriptor.urls {
      guard var request = foreignLayers.request(text) else { continue }
      stream.prepare(&request)
      do {
        let response = try await registry.transport.send(request) { head in
          head.isSuccess
            ? try stream.destination(head) : .capture(limit: HTTPBodyDestination.errorBodyLimit)
        }
        if response.head.isSuccess { return }
        failure = RegistryError(response, method: .get)
      } catch let error as HTTPError { failure = error }
    }
    throw failure
  }
}

/// A sink that several responses fill one after the other, each going on where the last one broke off.
final class ResumableStream: Sendable {
  private let sink: any ByteSink
  private let size: Int64
  private let reached: Locked<Int64>

  init(_ sink: any ByteSink, from offset: Int64, size: Int64) {
    self.sink = sink
    self.size = size
    reached = Locked(offset)
  }

  /// How many bytes of the content were passed on or were there before.
  var position: Int64 { reached.withLock { $0 } }

  var isComplete: Bool { position >= size }

  /// Asks for the bytes that are missing.
  func prepare(_ request: inout HTTPRequest) {
    if position > 0 { request.headers["Range"] = "bytes=\(position)-" }
  }

  /// Where the body of a success goes: all of it where the server took the range, the part behind the position where it
  /// begins earlier.
  func destination(_ head: HTTPResponseHead) throws -> HTTPBodyDestination {
    if head.isPage { throw RegistryProtocolError.page(url: head.url.description, status: head.status) }
    var start: Int64 = 0
    if head.status == 206 {
      guard let range = head.headers["Content-Range"].flatMap({ ContentRange(parsing: $0) }),
        range.bytes.lowerBound <= position
      else { throw RegistryProtocolError.wrongRange(url: head.url.description) }
      start = range.bytes.lowerBound
    }
    return .sink(Tail(self, startingAt: start), limit: max(0, size - start))
  }

  /// Drops what was passed on before and counts the rest.
  private final class Tail: ByteSink {
    private let stream: ResumableStream
    private let offset: Locked<Int64>

    init(_ stream: ResumableStream, startingAt offset: Int64) {
      self.stream = stream
      self.offset = Locked(offset)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
      let skip = offset.withLock { offset in
        defer { offset += Int64(bytes.count) }
        return min(Int64(bytes.count), max(0, stream.position - offset))
      }
      guard skip < bytes.count else { return }
      try stream.sink.write(UnsafeRawBufferPointer(rebasing: bytes[Int(skip)...]))
      stream.reached.withLock { $0 += Int64(bytes.count) - skip }
    }
  }
}
