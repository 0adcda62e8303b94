import HTTPTransport

/// Where a registry is reached and what is allowed there. Which host means which endpoint is decided elsewhere.
public struct RegistryEndpoint: Sendable, Hashable {
  /// The address in front of `/v2/`; may have a path of its own.
  public let base: HTTPURL
  /// The address in front of `/v1/search`; the base where it is not another.
  public var searchBase: HTTPURL
  /// Authorities and client certificate.
  public var tls: TLSSettings
  /// Hosts besides the registry's own whose token server may get the credential: `auth.docker.io` for Docker Hub.
  public var trustedRealmHosts: Set<String>
  /// The host that the content belongs to, sent as `ns` to a proxy that serves several.
  public var namespace: String?

  /// Plain http to a host that is not this machine, without leave.
  public struct PlainHTTPRefused: Error, Hashable {
    /// The host and port.
    public let authority: String
  }

  /// An endpoint with the system's authorities.
  ///
  /// - Parameters:
  ///   - base: the address in front of `/v2/`.
  ///   - allowsPlainHTTP: whether `http` is fine though the host is not loopback.
  ///   - tls: authorities and client certificate.
  ///   - trustedRealmHosts: hosts whose token server may get the credential besides the registry's own.
  ///   - namespace: the host that the content belongs to, for a proxy that serves several.
  /// - Throws: ``PlainHTTPRefused`` for plain http to another machine without leave.
  public init(
    _ base: HTTPURL, allowsPlainHTTP: Bool = false, tls: TLSSettings = TLSSettings(),
    trustedRealmHosts: Set<String> = [], namespace: String? = nil
  ) throws(PlainHTTPRefused) {
    guard base.origin.scheme == "https" || base.origin.isLoopback || allowsPlainHTTP else {
      throw PlainHTTPRefused(authority: base.origin.authority)
    }
    self.base = base
    searchBase = base
    self.tls = tls
    self.trustedRealmHosts = trustedRealmHosts
    self.namespace = namespace
  }

  /// An endpoint by its address as a user writes it, with the system's authorities.
  ///
  /// - Throws: `HTTPURL.Invalid`, and ``PlainHTTPRefused`` for plain http to another machine.
  public init(parsing text: String) throws { try self.init(HTTPURL(text)) }

  /// Docker Hub itself.
  public static func dockerHub() throws -> RegistryEndpoint {
    var hub = try RegistryEndpoint(HTTPURL("https://registry-1.docker.io"), trustedRealmHosts: ["auth.docker.io"])
    hub.searchBase = try HTTPURL("https://index.docker.io")
    return hub
  }

  /// The URL of a path behind the base, with a query.
  func url(_ path: String, query: String = "") throws -> HTTPURL {
    var url = try Self.join(base, path)
    if !query.isEmpty { url = try url.adding(query: query) }
    if let namespace { url = try url.adding(query: "ns=\(namespace)") }
    return url
  }

  /// What a connection to a URL trusts and shows: the client's certificate is for the registry's own origin.
  func tls(for url: HTTPURL) -> TLSSettings { url.origin == base.origin ? tls : tls.withoutCertificate }

  /// The URL of a path behind an address that may end in a slash.
  static func join(_ base: HTTPURL, _ path: String) throws(HTTPURL.Invalid) -> HTTPURL {
    var prefix = base.description
    while prefix.hasSuffix("/") { prefix.removeLast() }
    return try HTTPURL(prefix + path)
  }
}
