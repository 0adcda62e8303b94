import ImageSpec

/// One challenge of a `WWW-Authenticate` header: a scheme and its parameters.
///
/// See [RFC 9110, section 11.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1) and, for `Bearer`,
/// [docker's token specification](https://distribution.github.io/distribution/spec/auth/token/).
public struct Challenge: Hashable, Sendable, CustomStringConvertible {
  /// The scheme in lower case: `basic`, `bearer`.
  public let scheme: String
  /// The parameters, their names in lower case.
  public let parameters: [String: String]

  /// Composes a challenge.
  public init(scheme: String, parameters: [String: String] = [:]) {
    self.scheme = scheme.lowercased()
    self.parameters = parameters
  }

  /// Reads a header's value, which may hold several challenges; what is malformed ends the list.
  public static func parse(_ header: String) -> [Challenge] {
    var scanner = HeaderScanner(header)
    var challenges: [Challenge] = []
    while true {
      scanner.skip { $0 == " " || $0 == "," || $0 == "\t" }
      guard let scheme = scanner.token() else { return challenges }
      var parameters: [String: String] = [:]
      while let (name, value) = scanner.parameter() { parameters[name.lowercased()] = value }
      challenges.append(Challenge(scheme: scheme, parameters: parameters))
    }
  }

  /// The realm: for `Bearer` the address of the token server.
  public var realm: String? { parameters["realm"] }
  /// The service that the token is for.
  public var service: String? { parameters["service"] }
  /// The scopes that the request needs.
  public var scopes: [TokenScope] {
    (parameters["scope"] ?? "").split(separator: " ").compactMap { TokenScope(parsing: String($0)) }
  }

  /// The challenge as a header's value.
  public var description: String {
    let order = ["realm", "service", "scope", "error"]
    let names = order.filter { parameters[$0] != nil } + parameters.keys.filter { !order.contains($0) }.sorted()
    let list = names.map { "\($0)=\"\(Self.escape(parameters[$0] ?? ""))\"" }
    return scheme.prefix(1).uppercased() + scheme.dropFirst() + (list.isEmpty ? "" : " " + list.joined(separator: ","))
  }

  /// A quoted string's inside: quotes and backslashes escaped.
  private static func escape(_ text: String) -> String {
    text.reduce(into: "") { $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : "\($1)" }
  }
}
