import ImageSpec

/// Who may do what in a simulated registry.
///
/// Without users everybody may do everything. With users, who is none may pull what is not private where
/// ``anonymousPull`` says so, and a user may do what ``RegistryUser`` says.
public struct AccessPolicy: Sendable {
  /// How callers prove who they are.
  public enum Scheme: Hashable, Sendable {
    /// Name and password with every request.
    case basic
    /// Tokens from this registry's own token server, `/token`; see
    /// [docker's token specification](https://distribution.github.io/distribution/spec/auth/token/).
    ///
    /// - Parameters:
    ///   - service: the name that the challenge gives to the registry.
    ///   - lifetime: how long a token is good, in seconds.
    case token(service: String, lifetime: Int64)
  }

  /// The accounts.
  public var users: [RegistryUser]
  /// How they log in.
  public var scheme: Scheme
  /// Whether pulling needs no account.
  public var anonymousPull: Bool
  /// Repositories that only users with a right of their own may pull: these and all below them.
  public var privateRepositories: Set<RepositoryName>
  /// Whether it keeps to Docker Hub's habits: a repository that is not there is refused like one that the caller may not
  /// see, and nobody may list all repositories.
  public var isHub: Bool

  /// Composes a policy.
  public init(
    users: [RegistryUser], scheme: Scheme = .basic, anonymousPull: Bool = true,
    privateRepositories: Set<RepositoryName> = [], isHub: Bool = false
  ) {
    self.users = users
    self.scheme = scheme
    self.anonymousPull = anonymousPull
    self.privateRepositories = privateRepositories
    self.isHub = isHub
  }

  /// Everybody may do everything.
  public static let open = AccessPolicy(users: [])

  /// Whether nobody is asked who he is.
  var isOpen: Bool { users.isEmpty }

  /// The account with a name and a password. Takes as long for a name that nobody has as for a wrong password.
  func user(_ name: String, password: String) -> RegistryUser? {
    let user = user(name) ?? RegistryUser(name: "", password: "\u{0}")
    return user.hasPassword(password) && !user.name.isEmpty ? user : nil
  }

  /// The account with a name.
  func user(_ name: String) -> RegistryUser? { users.first { $0.name == name } }

  /// Whether a repository is private.
  func isPrivate(_ repository: RepositoryName) -> Bool {
    !isOpen && privateRepositories.contains { repository.isWithin($0) }
  }

  /// Whether somebody, nil for nobody known, may do something.
  func allows(_ user: RegistryUser?, _ action: Permission) -> Bool {
    if isOpen { return true }
    return switch action {
    case .base: user != nil
    case .pull(let repository) where isPrivate(repository): user?.mayPull(private: repository) ?? false
    case .pull: user != nil || anonymousPull
    case .catalog: !isHub && (user != nil || anonymousPull)
    case .push(let repository): user?.mayPush(to: repository) ?? false
    case .delete(let repository): user?.mayDelete(in: repository) ?? false
    }
  }
}
