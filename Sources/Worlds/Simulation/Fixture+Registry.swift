import DistributionSpec
import ImageSpec
import RegistryClient
import RegistrySimulator

extension Fixture {
  /// Who may do what at one of the registries.
  func policy(of registry: FixtureRegistry) -> AccessPolicy {
    let users = accounts.map { account in
      RegistryUser(
        name: account.credential.username, password: account.credential.secret,
        isAdministrator: account.isAdministrator, pushes: account.pushes)
    }
    return switch registry.authentication {
    case .none: .open
    case .basic: AccessPolicy(users: users, scheme: .basic)
    case .token: AccessPolicy(users: users, scheme: .token(service: "registry.\(registry.host.name)", lifetime: 300))
    }
  }
}

extension FixtureRegistry {
  /// What its search lists.
  var searchResults: [SearchResult] {
    catalogue.compactMap { repository($0) }.map { repository in
      let name = ImageReference(host: host, repository: repository.name)
      return SearchResult(
        name: host == .dockerHub ? name.familiarName : repository.name.description,
        description: repository.description, stars: repository.stars, isOfficial: repository.isOfficial,
        isAutomated: repository.isAutomated)
    }
  }
}
