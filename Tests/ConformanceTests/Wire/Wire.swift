import Foundation
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
    request.headers["Authorization"] = try await credentials.answer(challenge) { try await exchange($0) }
    return Answer(request, try await exchange(request))
  }

  private func exchange(_ request: HTTPRequest) async throws -> HTTPResponse {
    try await transport.send(request) { _ in .collect(limit: 64 << 20) }
  }
}

/// A name and a password, and how a challenge turns them into a header.
struct Credentials: Sendable {
  private let basic: String

  init(_ text: String) { basic = "Basic \(Data(text.utf8).base64EncodedString())" }

  /// The value of `Authorization`: the password itself, or a token that it gets.
  func answer(
    _ challenge: String, _ exchange: (HTTPRequest) async throws -> HTTPResponse
  ) async throws -> String {
    guard challenge.lowercased().hasPrefix("bearer ") else { return basic }
    guard let realm = Self.parameter("realm", challenge) else { throw Violation("challenge without realm") }
    let query = ["service", "scope"].compactMap { name in
      Self.parameter(name, challenge)?.addingPercentEncoding(withAllowedCharacters: .alphanumerics).map {
        "\(name)=\($0)"
      }
    }
    let url = try HTTPURL(realm).adding(query: query.joined(separator: "&"))
    let response = try await exchange(HTTPRequest(.get, url, headers: ["Authorization": basic]))
    let object = try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any]
    guard let token = (object?["token"] ?? object?["access_token"]) as? String else {
      throw Violation("the token server answered \(response.status)")
    }
    return "Bearer \(token)"
  }

  private static func parameter(_ name: String, _ challenge: String) -> String? {
    guard let start = challenge.range(of: "\(name)=\"", options: .caseInsensitive) else { return nil }
    return challenge[start.upperBound...].split(separator: "\"", omittingEmptySubsequences: false).first.map(
      String.init)
  }
}
