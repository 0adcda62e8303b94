import DistributionSpec
import ImageSpec

/// What a request needs to be allowed.
enum Permission: Hashable, Sendable {
  /// To be known at all.
  case base
  case pull(RepositoryName)
  case push(RepositoryName)
  case delete(RepositoryName)
  /// To list all repositories.
  case catalog

  /// The scope that a challenge names and a token must hold.
  var scope: TokenScope? {
    switch self {
    case .base: nil
    case .pull(let name): .repository(name, "pull")
    case .push(let name): .repository(name, "pull", "push")
    case .delete(let name): .repository(name, "delete")
    case .catalog: .catalog
    }
  }

  /// Every action that a scope asks for, with what it needs; actions that mean nothing are left out.
  static func parts(of scope: TokenScope) -> [(action: String, permissions: [Permission])] {
    if scope.type == "registry", scope.name == "catalog" {
      return scope.actions.filter { $0 == "*" }.map { ($0, [.catalog]) }
    }
    guard scope.type == "repository", let name = try? RepositoryName(parsing: scope.name) else { return [] }
    return scope.actions.compactMap { action in
      switch action {
      case "pull": (action, [.pull(name)])
      case "push": (action, [.push(name)])
      case "delete": (action, [.delete(name)])
      case "*": (action, [.pull(name), .push(name), .delete(name)])
      default: nil
      }
    }
  }

  /// Whether a token with these scopes covers it.
  func isCovered(by scopes: [TokenScope]) -> Bool {
    guard let needed = scope else { return true }
    let held = scopes.filter { $0.type == needed.type && $0.name == needed.name }.flatMap(\.actions)
    return held.contains("*") || needed.actions.allSatisfy(held.contains)
  }
}
