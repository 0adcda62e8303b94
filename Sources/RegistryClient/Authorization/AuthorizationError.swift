/// Why a credential was not sent where a registry wants it.
public enum AuthorizationError: Error, Hashable {
  /// The token server is on another host than the registry, and nobody said that it may know the credential.
  case untrustedRealm(host: String, registry: String)
  /// The registry is on https and names a token server on http.
  case insecureRealm(host: String, registry: String)
  /// The challenge names no token server, or no usable URL of one.
  case unusableRealm(registry: String)
  /// The token server's answer has no token.
  case malformedToken(realm: String)
}
