import ByteStreams
import HTTPTransport
import ImageSpec
import RegistryClient

extension World {
  /// What was seen of a registry, for completion. Blocks for milliseconds; asks nobody.
  public func seen(_ host: RegistryHost) -> SeenRegistry {
    place(of: host).map { seenRegistries.registry(host, at: $0) } ?? SeenRegistry(host: host)
  }

  /// The registries of which something was seen, sorted. Blocks for milliseconds.
  public func seenHosts() -> [RegistryHost] {
    // One that its host does not lead to any more is another one.
    seenRegistries.hosts().filter { place(of: $0.host) == $0.place }.map(\.host).sorted()
  }

  /// Notes what a command saw of a registry. Never fails: it is for convenience.
  public func note(_ host: RegistryHost, _ change: @escaping @Sendable (inout SeenRegistry, Timestamp) -> Void) async {
    guard let place = place(of: host) else { return }
    let now = clock.now()
    try? await BlockingThreads.run {
      self.seenRegistries.change(host, at: place) { change(&$0, now) }
    }
  }

  /// Forgets what was seen of a registry, as when nobody is logged in there any more who might see it.
  public func forget(_ host: RegistryHost) async {
    guard let place = place(of: host) else { return }
    try? await BlockingThreads.run { self.seenRegistries.forget(at: place) }
  }

  /// Where a registry is reached: its address, and what stands in front of names there.
  private func place(of host: RegistryHost) -> String? {
    guard let route = try? routing.route(to: host) else { return nil }
    return "\(route.endpoint.base) \(route.prefix)"
  }

  /// This world for what nobody waits for: nothing is tried twice or told, and credentials count only where they are at
  /// hand, so that no helper program asks anybody anything.
  public func unattended() -> World {
    var retry = retry
    retry.attempts = 1
    return World(self, credentials: CredentialsAtHand(credentials), retry: retry) { _ in }
  }
}

/// Credentials that can be had at once; it keeps none.
private struct CredentialsAtHand: CredentialStore {
  private let credentials: any CredentialStore

  init(_ credentials: any CredentialStore) { self.credentials = credentials }

  func credential(for host: RegistryHost) async throws -> Credential? {
    try await credentials.credentialAtHand(for: host)
  }

  func list() async throws -> [(host: RegistryHost, username: String?)] { try await credentials.registriesAtHand() }

  func store(_ credential: Credential, for host: RegistryHost) async throws {}

  func erase(for host: RegistryHost) async throws -> Bool { false }
}
