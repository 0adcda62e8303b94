/// Scheme, host and port: what credentials and connections belong to (RFC 6454).
public struct HTTPOrigin: Sendable, Hashable, CustomStringConvertible {
  /// `http` or `https`.
  public let scheme: String
  /// The host in lower case; an IPv6 address stands in brackets.
  public let host: String
  /// The port, the scheme's own when the URL has none.
  public let port: Int

  /// `scheme://host`, with the port where it is not the scheme's own.
  public var description: String { "\(scheme)://\(authority)" }

  /// `host`, with the port where it is not the scheme's own.
  public var authority: String { port == (scheme == "https" ? 443 : 80) ? host : "\(host):\(port)" }

  /// Whether the host is this machine by its name: `localhost`, a name below it, `127.0.0.0/8` or `::1`.
  public var isLoopback: Bool {
    if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }
}
