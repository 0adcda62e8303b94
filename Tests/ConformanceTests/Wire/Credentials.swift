import ByteStreams
import Foundation
import HTTPTransport

/// A name and a password, and how a challenge turns them into a header.
struct Credentials: Sendable {
  private let basic: String
  /// The tokens that were given out, by what they are for.
  private let tokens = Locked<[String: String]>([:])

  init(_ text: String) { basic = "Basic \(Data(text.utf8).base64EncodedString())" }

  /// The value of `Authorization`: the password itself, or a token that it gets.
  ///
  /// - Parameters:
  ///   - challenge: what `WWW-Authenticate` said.
  ///   - source: a repository that the token has to be good for besides.
  ///   - exchange: sends a request to the token server.
  func answer(
    _ challenge: String, _ source: String?, _ exchange: (HTTPRequest) async throws -> HTTPResponse
  ) async throws -> String {
    guard challenge.lowercased().hasPrefix("bearer ") else { return basic }
    let key = "\(challenge) \(source ?? "")"
    if let token = tokens.withLock({ $0[key] }) { return "Bearer \(token)" }
    guard let realm = Self.parameter("realm", challenge) else { throw Violation("challenge without realm") }
    var query = ["service", "scope"].compactMap { name in
      Self.parameter(name, challenge)?.addingPercentEncoding(withAllowedCharacters: .alphanumerics).map {
        "\(name)=\($0)"
      }
    }
    if let source { query.append("scope=repository:\(source):pull") }
    let url = try HTTPURL(realm).adding(query: query.joined(separator: "&"))
    let response = try await exchange(HTTPRequest(.get, url, headers: ["Authorization": basic]))
    let object = try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any]
    guard let token = (object?["token"] ?? object?["access_token"]) as? String else {
      throw Violation("the token server answered \(response.status)")
    }
    tokens.withLock { $0[key] = token }
    return "Bearer \(token)"
  }

  private static func parameter(_ name: String, _ challenge: String) -> String? {
    guard let start = challenge.range(of: "\(name)=\"", options: .caseInsensitive) else { return nil }
    return challenge[start.upperBound...].split(separator: "\"", omittingEmptySubsequences: false).first.map(
      String.init)
  }
}
