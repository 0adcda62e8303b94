import ImageSpec

/// An account of a simulated registry.
///
/// Whoever has an account may pull what everybody may pull, and everything below his own name: `alice/app` is alice's.
/// He may push and delete there too, unless he is a reader.
public struct RegistryUser: Sendable {
  /// The account's name.
  public let name: String
  let password: String
  /// Whether the account may do everything everywhere.
  public let isAdministrator: Bool
  /// Whether the account may only pull, even below its own name.
  public let isReader: Bool
  /// Whether the account may delete where it may push.
  public let mayDelete: Bool
  /// The private repositories that the account may pull besides its own: these and all below them.
  public let pulls: [RepositoryName]
  /// Where the account may push, and so pull, besides its own repositories: these and all below them.
  public let pushes: [RepositoryName]

  /// Composes an account.
  public init(
    name: String, password: String, isAdministrator: Bool = false, isReader: Bool = false, mayDelete: Bool = true,
    pulls: [RepositoryName] = [], pushes: [RepositoryName] = []
  ) {
    self.name = name
    self.password = password
    self.isAdministrator = isAdministrator
    self.isReader = isReader
    self.mayDelete = mayDelete
    self.pulls = pulls
    self.pushes = pushes
  }

  /// Whether the account may pull from a private repository.
  public func mayPull(private repository: RepositoryName) -> Bool {
    isAdministrator || owns(repository) || (pulls + pushes).contains { repository.isWithin($0) }
  }

  /// Whether the account may push to a repository.
  public func mayPush(to repository: RepositoryName) -> Bool {
    guard !isReader else { return false }
    return isAdministrator || owns(repository) || pushes.contains { repository.isWithin($0) }
  }

  /// Whether the account may delete in a repository.
  public func mayDelete(in repository: RepositoryName) -> Bool { mayDelete && mayPush(to: repository) }

  private func owns(_ repository: RepositoryName) -> Bool { repository.description.hasPrefix("\(name)/") }

  /// Compares a password in a time that tells nothing of where it differs.
  func hasPassword(_ other: String) -> Bool {
    let (own, given) = (Array(password.utf8), Array(other.utf8))
    var difference = own.count ^ given.count
    for index in given.indices {
      difference |= Int(given[index] ^ (own.isEmpty ? 0 : own[index % own.count]))
    }
    return difference == 0
  }
}

extension RepositoryName {
  /// Whether it is a repository or below it.
  func isWithin(_ other: RepositoryName) -> Bool { self == other || description.hasPrefix("\(other)/") }
}

extension RegistryUser: CustomStringConvertible, CustomReflectable {
  /// The name; never the password.
  public var description: String { name }
  public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
