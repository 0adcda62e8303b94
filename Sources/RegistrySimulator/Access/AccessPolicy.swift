import ImageSpec

/// Who may do what in a simulated registry.
///
/// Without users everybody may do everything. With users, who is none may pull where ``anonymousPull`` says so, and a
/// user may pull everything and push where his own rights say so.
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

  /// Composes a policy.
  public init(users: [RegistryUser], scheme: Scheme = .basic, anonymousPull: Bool = true) {
    self.users = users
    self.scheme = scheme
    self.anonymousPull = anonymousPull
  }

  /// Everybody may do everything.
  public static let open = AccessPolicy(users: [])

  /// Whether nobody is asked who he is.
  var isOpen: Bool { users.isEmpty }

  /// The account with a name and a password.
  func user(_ name: String, password: String) -> RegistryUser? {
    users.first { $0.name == name && $0.password == password }
  }

  /// The account with a name.
  func user(_ name: String) -> RegistryUser? { users.first { $0.name == name } }

  /// Whether somebody, nil for nobody known, may do something.
  func allows(_ user: RegistryUser?, _ action: Permission) -> Bool {
    if isOpen { return true }
    return switch action {
    case .base: user != nil
    case .pull, .catalog: user != nil || anonymousPull
    case .push(let repository), .delete(let repository): user?.mayPush(to: repository) ?? false
    }
  }
}

/// An account of a simulated registry.
public struct RegistryUser: Sendable {
  /// The account's name.
  public let name: String
  let password: String
  /// Whether the account may push everywhere.
  public let isAdministrator: Bool
  /// Where the account may push besides the repositories below its own name: these repositories and all below them.
  public let pushes: [RepositoryName]

  /// Composes an account.
  public init(name: String, password: String, isAdministrator: Bool = false, pushes: [RepositoryName] = []) {
    self.name = name
    self.password = password
    self.isAdministrator = isAdministrator
    self.pushes = pushes
  }

  /// Whether the account may push to a repository.
  public func mayPush(to repository: RepositoryName) -> Bool {
    isAdministrator || repository.description.hasPrefix("\(name)/")
      || pushes.contains { $0 == repository || repository.description.hasPrefix("\($0)/") }
  }
}

extension RegistryUser: CustomStringConvertible, CustomReflectable {
  /// The name; never the password.
  public var description: String { name }
  public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
