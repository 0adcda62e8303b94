import HTTPTransport

/// The way to a registry: a request goes in, what it answers comes out.
protocol Wire: Sendable {
  /// The registry's address, without a path.
  var base: HTTPURL { get }

  func send(_ request: HTTPRequest) async throws -> Answer
}

/// Plain HTTP, with a name and a password where the registry asks for them.
struct HTTPWire: Wire {
  let base: HTTPURL
  private let transport: HTTPTransport
  private let credentials: Credentials?

  /// - Parameters:
  ///   - address: `http://HOST:PORT`.
  ///   - user: `NAME:PASSWORD`.
  init(_ address: String, user: String? = nil) throws {
    base = try HTTPURL(address)
    var configuration = HTTPConfiguration()
    configuration.idleSessions = 16
    configuration.userAgent = "drydock-conformance"
    transport = HTTPTransport(configuration: configuration)
    credentials = user.map(Credentials.init)
  }

  func send(_ request: HTTPRequest) async throws -> Answer {
    var request = request
    let response = try await exchange(request)
    guard response.status == 401, let credentials, let challenge = response.headers["WWW-Authenticate"] else {
      return Answer(request, response)
    }
    let source = Self.source(of: request.url)
    request.headers["Authorization"] = try await credentials.answer(challenge, source) { try await exchange($0) }
    return Answer(request, try await exchange(request))
  }

  /// The repository that a mount reads, for which a token has to be good too.
  private static func source(of url: HTTPURL) -> String? {
    url.query?.split(separator: "&").first { $0.hasPrefix("from=") }.map { String($0.dropFirst(5)) }
  }

  private func exchange(_ request: HTTPRequest) async throws -> HTTPResponse {
    try await transport.send(request) { _ in .collect(limit: 64 << 20) }
  }
}
