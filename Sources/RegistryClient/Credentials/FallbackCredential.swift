import DistributionSpec

/// A credential that stands in for others: for a world that shows a registry as open to everybody, or with accounts of
/// its own, though the real one behind it knows neither. Nobody stores it.
public struct FallbackCredential: Sendable, Hashable {
  /// The credential.
  public let credential: Credential
  /// Whether it may write where none is kept; a login then has nothing to add.
  public let allowsPushing: Bool
  /// The credential of the world's own in whose place it is sent, also when a login is tried.
  public let replaced: Credential?

  /// Lends a credential where none is kept.
  ///
  /// - Parameters:
  ///   - credential: what is sent.
  ///   - allowsPushing: whether it is lent for writing too, and not only for reading.
  ///   - replaced: the credential in whose place it is sent in any case.
  public init(_ credential: Credential, allowsPushing: Bool = false, replacing replaced: Credential? = nil) {
    self.credential = credential
    self.allowsPushing = allowsPushing
    self.replaced = replaced
  }

  /// The credential, where the scopes are within what it is lent for.
  func credential(for scopes: [TokenScope]) -> Credential? {
    let isReading = scopes.allSatisfy { scope in scope.actions.allSatisfy { $0 == "pull" || $0 == "*" } }
    return allowsPushing || isReading ? credential : nil
  }

  /// What is sent in the place of a credential that is kept or tried.
  func substitute(for other: Credential) -> Credential { other == replaced ? credential : other }
}
