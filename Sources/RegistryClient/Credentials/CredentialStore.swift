import ByteStreams
import ImageSpec

/// Keeps one credential for each registry.
public protocol CredentialStore: Sendable {
  /// The credential for a registry; `nil` where none is kept. A store that fails throws; it never says "none" instead.
  func credential(for host: RegistryHost) async throws -> Credential?

  /// Keeps a credential in the place of the one before. Atomic.
  func store(_ credential: Credential, for host: RegistryHost) async throws

  /// Removes a credential. Idempotent.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  func erase(for host: RegistryHost) async throws -> Bool

  /// The registries that a credential is kept for, sorted, with the user's name where it is known without the secret.
  func list() async throws -> [(host: RegistryHost, username: String?)]

  /// The credential for a registry where it can be had at once, without a program that may want to ask somebody: for
  /// what nobody waits for.
  func credentialAtHand(for host: RegistryHost) async throws -> Credential?

  /// The registries that a credential is kept for, as far as that is known without starting a program.
  func registriesAtHand() async throws -> [(host: RegistryHost, username: String?)]
}

extension CredentialStore {
  public func credentialAtHand(for host: RegistryHost) async throws -> Credential? { try await credential(for: host) }
  public func registriesAtHand() async throws -> [(host: RegistryHost, username: String?)] { try await list() }
}

/// Credentials in memory, as simulated worlds have them.
public final class MemoryCredentials: CredentialStore {
  private let credentials: Locked<[RegistryHost: Credential]>

  /// Keeps these credentials to begin with.
  public init(_ credentials: [RegistryHost: Credential] = [:]) { self.credentials = Locked(credentials) }

  /// All credentials, for a snapshot. Setting replaces them.
  public var all: [RegistryHost: Credential] {
    get { credentials.withLock { $0 } }
    set { credentials.withLock { $0 = newValue } }
  }

  public func credential(for host: RegistryHost) async -> Credential? { credentials.withLock { $0[host] } }

  public func store(_ credential: Credential, for host: RegistryHost) async {
    credentials.withLock { $0[host] = credential }
  }

  @discardableResult
  public func erase(for host: RegistryHost) async -> Bool {
    credentials.withLock { $0.removeValue(forKey: host) != nil }
  }

  public func list() async -> [(host: RegistryHost, username: String?)] {
    all.map { (host: $0.key, username: $0.value.username) }.sorted { $0.host < $1.host }
  }
}
