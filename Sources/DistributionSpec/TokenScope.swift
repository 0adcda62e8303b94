import ImageSpec

/// What a token allows: `repository:NAME:pull,push`.
///
/// See [Token scope](https://distribution.github.io/distribution/spec/auth/scope/).
public struct TokenScope: Hashable, Sendable, CustomStringConvertible {
  /// The kind of resource: `repository` or `registry`.
  public let type: String
  /// The resource's name.
  public let name: String
  /// What may be done, sorted.
  public let actions: [String]

  /// Composes a scope.
  public init(type: String, name: String, actions: some Sequence<String>) {
    self.type = type
    self.name = name
    self.actions = Set(actions).sorted()
  }

  /// A repository and what may be done with it.
  public static func repository(_ name: RepositoryName, _ actions: String...) -> TokenScope {
    TokenScope(type: "repository", name: name.description, actions: actions)
  }

  /// The list of all repositories.
  public static let catalog = TokenScope(type: "registry", name: "catalog", actions: ["*"])

  /// Reads `type:name:action,action`; a name may hold colons itself, as one with a port does.
  public init?(parsing text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, !parts[0].isEmpty else { return nil }
    self.init(
      type: String(parts[0]), name: parts[1..<(parts.count - 1)].joined(separator: ":"),
      actions: parts[parts.count - 1].split(separator: ",").map(String.init))
  }

  /// The scope as a request carries it.
  public var description: String { "\(type):\(name):\(actions.joined(separator: ","))" }
}
