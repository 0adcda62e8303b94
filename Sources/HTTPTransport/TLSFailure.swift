/// Why a TLS connection did not come about.
public struct TLSFailure: Sendable, Hashable {
  /// What it comes down to.
  public enum Kind: Sendable, Hashable {
    /// No authority that is trusted vouches for the server's certificate.
    case untrusted
    /// The certificate was good once.
    case expired
    /// The certificate will be good later.
    case notYetValid
    /// The certificate is another host's.
    case wrongName
    /// The authority took the certificate back.
    case revoked
    /// The server speaks plain http.
    case plainHTTP
    /// The server wants to see a client's certificate, and none was shown.
    case certificateRequired
    /// The server does not take the client's certificate.
    case certificateRefused
    /// A file or a text with certificates can't be used.
    case unusableCertificate
    /// Something else.
    case other
  }

  /// What it comes down to.
  public let kind: Kind
  /// What libcurl and OpenSSL say.
  public let text: String
}
