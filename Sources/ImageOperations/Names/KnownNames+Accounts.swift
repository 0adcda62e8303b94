import ImageSpec
import RegistryClient
import Worlds

extension KnownNames {
  /// An account at a registry, whose credential is kept.
  public struct Account: Hashable, Sendable {
    /// The registry.
    public let host: RegistryHost
    /// The user; nil where only a helper program knows.
    public let username: String?

    /// Names an account.
    public init(host: RegistryHost, username: String?) { (self.host, self.username) = (host, username) }
  }

  /// The accounts that a world is logged in with, sorted by their registries; read anew each time, which is little.
  public static func accounts(in world: World) async -> [Account] {
    let known = (try? await world.credentials.registriesAtHand()) ?? []
    return known.map { host, username in
      // A token in the place of a password has no user.
      Account(host: host, username: username.flatMap { $0.isEmpty || $0 == "<token>" ? nil : $0 })
    }.sorted { $0.host < $1.host }
  }
}
