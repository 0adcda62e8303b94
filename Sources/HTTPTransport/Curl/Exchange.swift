import ByteStreams
import CCurl

/// One request and its response while they are on the wire: the state behind libcurl's callbacks.
///
/// Confined to the thread that performs it. A callback never throws: it keeps the error and tells libcurl to stop.
final class Exchange {
  /// A response, and the request to send next when it is a redirect to follow.
  struct Outcome: Sendable {
    let response: HTTPResponse
    let redirect: HTTPRequest?
  }

  let request: HTTPRequest
  var cancellation: Cancellation?
  private let headerLimit: Int
  private let progress: (@Sendable (HTTPProgress) -> Void)?
  private let accept: HTTPTransport.Accept

  private var headerBytes = 0
  private var status = 0
  private var fields = HTTPHeaders()
  private var head: HTTPResponseHead?
  private var redirect: HTTPRequest?
  private var destination = HTTPBodyDestination.capture(limit: 0)
  private var body: [UInt8] = []
  private var counts = HTTPProgress()
  private var bodyOffset = 0
  private var isCut = false
  private var failure: (any Error)?
  var refusedAddress = false
  /// How long the body's source and its destination took so far.
  private(set) var ownTime = Duration.zero

  init(
    _ request: HTTPRequest, headerLimit: Int, progress: (@Sendable (HTTPProgress) -> Void)?,
    accept: @escaping HTTPTransport.Accept
  ) {
    self.request = request
    self.headerLimit = headerLimit
    self.progress = progress
    self.accept = accept
  }

  private func error(_ reason: HTTPError.Reason) -> HTTPError {
    HTTPError(reason, method: request.method, url: request.url)
  }

  /// How many bytes moved so far, either way.
  var moved: Int64 { Int64(headerBytes) + counts.received + counts.sent }

  private func onOwnTime<Result>(_ body: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer { ownTime += ContinuousClock.now - start }
    return try body()
  }

  // MARK: What libcurl calls

  /// Takes a header line; `false` ends the exchange.
  func takeHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    attempt {
      headerBytes += bytes.count
      guard headerBytes <= headerLimit else { throw error(.headersTooLarge(limit: headerLimit)) }
      // What comes after the head is a trailer, and nothing that we ask for has one.
      guard head == nil else { return }
      var line = bytes[...]
      while let last = line.last, last == 0x0D || last == 0x0A || last == 0x20 || last == 0x09 { line.removeLast() }
      if line.isEmpty { return try finishHead() }
      let text = String(decoding: line, as: UTF8.self)
      if status == 0 {
        let parts = text.split(separator: " ", maxSplits: 2)
        guard text.hasPrefix("HTTP/"), parts.count >= 2, let code = Int(parts[1]), (100...999).contains(code) else {
          throw error(.malformedResponse("the status line"))
        }
        status = code
      } else if let colon = text.firstIndex(of: ":") {
        let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        fields.add(String(text[..<colon]), String(value))
      }
    }
  }

  private func finishHead() throws {
    defer {
      status = 0
      fields = HTTPHeaders()
    }
    guard status >= 200 else { return }
    let head = HTTPResponseHead(status: status, headers: fields, url: request.url)
    self.head = head
    redirect = try Redirect.next(request, head)
    destination = redirect == nil ? try accept(head) : .capture(limit: HTTPBodyDestination.errorBodyLimit)
  }

  /// Takes the next bytes of the body; `false` ends the exchange.
  func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    attempt {
      if cancellation?.isCancelled == true { throw CancellationError() }
      counts.received += Int64(bytes.count)
      switch destination {
      case .sink(let sink, let limit):
        if let limit, counts.received > limit { throw error(.bodyTooLarge(limit: limit)) }
        try onOwnTime { try sink.write(bytes) }
      case .collect(let limit):
        guard bytes.count <= limit - body.count else { throw error(.bodyTooLarge(limit: Int64(limit))) }
        body.append(contentsOf: bytes)
      case .capture(let limit):
        body.append(contentsOf: bytes.prefix(limit - body.count))
        if counts.received > limit { isCut = true }
      }
      progress?(counts)
    } && !isCut
  }

  /// Gives the next bytes of the request's body, 0 at the end, `nil` to end the exchange.
  func giveBody(_ buffer: UnsafeMutableRawBufferPointer) -> Int? {
    var count = 0
    let isWell = attempt {
      if cancellation?.isCancelled == true { throw CancellationError() }
      switch request.body {
      case .none: break
      case .bytes(let bytes):
        let part = bytes[bodyOffset...].prefix(buffer.count)
        buffer.copyBytes(from: part)
        count = part.count
      case .stream(let source, _): count = try onOwnTime { try source.read(into: buffer) }
      }
      bodyOffset += count
      counts.sent = max(counts.sent, Int64(bodyOffset))
      progress?(counts)
    }
    return isWell ? count : nil
  }

  /// Goes back to a byte of the request's body, when a kept connection turned out to be dead.
  func seekBody(_ offset: Int64) -> Bool {
    switch request.body {
    case .none: return offset == 0
    case .bytes(let bytes):
      guard let offset = Int(exactly: offset), (0...bytes.count).contains(offset) else { return false }
      bodyOffset = offset
      return true
    case .stream: return offset == Int64(bodyOffset)
    }
  }

  private func attempt(_ body: () throws -> Void) -> Bool {
    guard failure == nil else { return false }
    do { try body() } catch { failure = error }
    return failure == nil
  }

  // MARK: The end

  /// What the exchange came to.
  func finish(_ code: CURLcode, _ easy: UnsafeMutableRawPointer, _ text: String) throws -> Outcome {
    if let failure { throw failure }
    guard code == CURLE_OK || isCut else {
      throw error(refusedAddress ? .privateAddress : HTTPError.Reason(code, easy, text, counts, request))
    }
    guard let head else { throw error(.malformedResponse("no head")) }
    let response = HTTPResponse(head: head, body: redirect == nil ? body : [], received: counts.received)
    return Outcome(response: response, redirect: redirect)
  }
}
