import DistributionSpec
import ImageSpec
import RegistryClient
import RegistrySimulator

extension Fixture {
  /// What one of the registries is like.
  ///
  /// - Parameters:
  ///   - registry: one of this fixture's.
  ///   - isHub: whether it stands for Docker Hub itself and keeps to its habits.
  /// - Returns: the configuration.
  func configuration(of registry: FixtureRegistry, isHub: Bool) -> RegistryConfiguration {
    RegistryConfiguration(
      policy: policy(of: registry, isHub: isHub), catalogue: registry.searchResults, limits: registry.limits,
      rateLimits: registry.rateLimits, weather: Weather(weather + registry.weather, seed: seed))
  }

  private func policy(of registry: FixtureRegistry, isHub: Bool) -> AccessPolicy {
    let users = accounts.map { account in
      RegistryUser(
        name: account.credential.username, password: account.credential.secret,
        isAdministrator: account.isAdministrator, isReader: account.isReader, mayDelete: account.mayDelete,
        pulls: account.pulls, pushes: account.pushes)
    }
    let scheme: AccessPolicy.Scheme
    switch registry.authentication {
    case .none: return .open
    case .basic: scheme = .basic
    case .token: scheme = .token(service: "registry.\(registry.host.name)", lifetime: 300)
    }
    return AccessPolicy(
      users: users, scheme: scheme, anonymousPull: registry.allowsAnonymousPull,
      privateRepositories: Set(registry.repositories.filter(\.isPrivate).map(\.name)), isHub: isHub)
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
