/// A user's name at a registry and the secret that proves it. Never shows the secret.
public struct Credential: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// What the secret is.
  public enum Kind: Sendable, Hashable {
    /// A password or an access token, sent with the name.
    case password
    /// A token that gets tokens from the registry's token server, sent there only.
    case identityToken
  }

  /// The user's name; may be empty beside an identity token.
  public let username: String
  /// The password or token.
  public let secret: String
  /// Which of them it is.
  public let kind: Kind

  /// A name and a password.
  public init(username: String, password: String) {
    self.username = username
    secret = password
    kind = .password
  }

  /// A name and an identity token.
  public init(username: String, identityToken: String) {
    self.username = username
    secret = identityToken
    kind = .identityToken
  }

  public var description: String { "credential of \(username)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["username": username]) }

  /// `Basic` with name and password; `nil` for an identity token, which is for token servers only.
  var basicAuthorization: String? {
    kind == .password ? "Basic \(Base64.encode("\(username):\(secret)"))" : nil
  }
}
