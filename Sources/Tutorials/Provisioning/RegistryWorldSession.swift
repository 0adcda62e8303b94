import ImageSpec
import RegistryClient
import Worlds

extension RegistryWorldSource {
  /// One check's place in a registry.
  struct Session {
    let url: String
    let endpoint: RegistryEndpoint
    let prefix: CheckPrefix
    /// The environment's account.
    let account: Credential?
    let temporaryFolder: String
    let tell: @Sendable (String) -> Void

    /// Tells how many manifests could not be deleted, if any.
    func tell(of left: Int) {
      guard left > 0 else { return }
      tell("\(left == 1 ? "1 manifest" : "\(left) manifests") below \(prefix.name)/ at \(url) could not be deleted")
    }

    /// A world over the registry.
    struct Opened {
      let world: World
      let provision: Provision
      var capabilities: WorldCapabilities
      let deletes: Bool
    }

    /// Makes the fixture's world, leads its hosts to the registry, and puts there what the page needs. Nothing is left
    /// behind when it throws.
    func open(_ fixture: Fixture, for page: Page) async throws -> Opened {
      let simulated = try await World.simulated(fixture: fixture, temporaryFolder: temporaryFolder)
      do { return try await open(simulated, fixture, for: page) } catch {
        await simulated.close()
        throw error
      }
    }

    private func open(_ simulated: World, _ fixture: Fixture, for page: Page) async throws -> Opened {
      let own = fixture.accounts.first?.credential
      let credential = account ?? own
      let lent: @Sendable (RegistryHost) -> FallbackCredential? = { _ in
        credential.map { FallbackCredential($0, allowsPushing: true) }
      }
      let provider = world(over: simulated, credentials: MemoryCredentials(), lent)
      let hasty = world(over: simulated, credentials: MemoryCredentials(), attempts: 1, lent)
      let probe = RegistryProbe(registry: try provider.registry(.dockerHub), url: url)
      try await probe.checkAccess(credential)
      var capabilities = WorldCapabilities(logsRequests: false)
      capabilities.search = try await probe.search()
      let deletes = try await probe.deletes(below: prefix)

      let provision = Provision(provider: provider, hasty: hasty)
      do {
        if let simulation = simulated.simulation {
          try await provision.put(PageMentions(page).images(of: fixture), of: simulation, at: url)
        }
      } catch {
        let journal = simulated.journal
        let left = await Task { await provision.remove(journal) }.value
        tell(of: left)
        throw error
      }
      let account = account
      let world = world(over: simulated, credentials: simulated.credentials) { host in
        let isOpen = fixture.registry(host).map { $0.authentication == .none } ?? true
        return credential.map {
          FallbackCredential($0, allowsPushing: isOpen, replacing: account == nil ? nil : own)
        }
      }
      return Opened(world: world, provision: provision, capabilities: capabilities, deletes: deletes)
    }

    /// The simulated world with every host leading to the registry.
    private func world(
      over simulated: World, credentials: any CredentialStore, attempts: Int? = nil,
      _ fallback: @escaping @Sendable (RegistryHost) -> FallbackCredential?
    ) -> World {
      let (endpoint, prefix) = (endpoint, prefix)
      return World(
        origin: simulated.origin, store: simulated.store, containers: simulated.containers, credentials: credentials,
        clock: simulated.clock, random: simulated.random, folder: simulated.folder, platform: simulated.platform,
        routing: RoutingTable(others: { host in
          var route = RoutingTable.Route(endpoint, prefix: prefix.path(of: host), fallback: fallback(host))
          route.attempts = attempts
          return route
        }), journal: simulated.journal, simulation: simulated.simulation)
    }
  }
}
