/// What holds for every request of a transport. Nothing is ever read from the environment.
public struct HTTPConfiguration: Sendable, Hashable {
  /// The proxy for `http` URLs, as a URL; `nil` for none. May hold user information.
  public var httpProxy: String?
  /// The proxy for `https` URLs, as a URL; `nil` for none.
  public var httpsProxy: String?
  /// Hosts that are reached without a proxy: names, names below a `.domain`, addresses, CIDR blocks, or `*`.
  /// Loopback hosts always are.
  public var withoutProxy: [String] = []
  /// How long connecting and the TLS handshake may take.
  public var connectTimeout: Duration = .seconds(10)
  /// The most bytes of header fields that one response may have.
  public var maximumHeaderBytes = 64 << 10
  /// How many idle connections are kept.
  public var idleSessions = 8
  /// What `User-Agent` says.
  public var userAgent = "drydock"

  /// The usual settings, without proxies.
  public init() {}
}

/// Whom a TLS connection trusts and what it shows. Verification can't be turned off.
public struct TLSSettings: Sendable, Hashable {
  /// Authorities in PEM form, trusted in addition to the system's; empty for none.
  public var authorities: [UInt8]
  /// A PEM file with the client's certificate.
  public var certificateFile: String?
  /// A PEM file with the client's private key.
  public var keyFile: String?

  /// The system's authorities and no client certificate, unless told otherwise.
  public init(authorities: [UInt8] = [], certificateFile: String? = nil, keyFile: String? = nil) {
    self.authorities = authorities
    self.certificateFile = certificateFile
    self.keyFile = keyFile
  }

  /// The same trust without the client's certificate, as another origin sees it.
  public var withoutCertificate: TLSSettings { TLSSettings(authorities: authorities) }
}
