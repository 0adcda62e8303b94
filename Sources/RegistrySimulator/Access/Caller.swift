import DistributionSpec
import ImageSpec

/// Who sent a request, as far as it was proved, and what that allows.
struct Caller: Sendable {
  /// The account; nil for nobody known.
  let user: RegistryUser?
  /// What the token allows; nil where the account alone decides.
  let scopes: [TokenScope]?
  private let policy: AccessPolicy

  init(_ user: RegistryUser?, scopes: [TokenScope]? = nil, policy: AccessPolicy) {
    self.user = user
    self.scopes = scopes
    self.policy = policy
  }

  /// Whether the caller may pull from a repository: by the token, where there is one.
  func mayPull(_ repository: RepositoryName) -> Bool {
    guard let scopes else { return owns(rightToPull: repository) }
    return Permission.pull(repository).isCovered(by: scopes)
  }

  /// Whether the account may pull from a repository, with this token or another one.
  func owns(rightToPull repository: RepositoryName) -> Bool { policy.allows(user, .pull(repository)) }
}
