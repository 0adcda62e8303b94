import ContentStore
import ImageSpec
import RegistryClient
import Worlds

/// `login`: tries a credential at a registry and keeps it when it is good.
public struct Login: Verb {
  public static let name = "login"

  /// The registry.
  public let host: RegistryHost
  /// The credential; its secret is in no plan, outcome or journal.
  public let credential: Credential
  /// Whether it is kept already, and only tried.
  public let isKept: Bool

  /// Asks to log in.
  public init(_ host: RegistryHost, _ credential: Credential, isKept: Bool = false) {
    self.host = host
    self.credential = credential
    self.isKept = isKept
  }

  public var story: Story { Story(provides: [.credential(host)]) }

  /// What happened.
  public struct Result: VerbOutcome {
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> EffectPlan {
    EffectPlan(isKept ? [] : [.credentialStored(host, username: credential.username)])
  }

  public func apply(_ plan: EffectPlan, in world: World, progress: any ProgressSink) async throws -> Result {
    switch try await world.registry(host).check(credential) {
    case .accepted(let token):
      if !isKept || token != nil { try await world.credentials.store(token ?? credential, for: host) }
    case .notNeeded: if !isKept { try await world.credentials.store(credential, for: host) }
    case .rejected(let error): throw Rejected(host: host, error: error)
    }
    await world.note(host) { $0.use(at: $1) }
    return Result(effects: plan.effects)
  }

  /// The registry says that the credential is wrong.
  public struct Rejected: Error {
    /// The registry.
    public let host: RegistryHost
    /// What it said.
    public let error: RegistryError
  }
}

/// `logout`: forgets the credential for a registry.
public struct Logout: Verb {
  public static let name = "logout"

  /// The registry.
  public let host: RegistryHost

  /// Asks to log out.
  public init(_ host: RegistryHost) { self.host = host }

  public var story: Story { Story(removes: [.credential(host)]) }

  /// What happened.
  public struct Result: VerbOutcome {
    /// Whether there was a credential.
    public let wasLoggedIn: Bool
    public let effects: [Effect]
  }

  public func plan(in world: World) async throws -> EffectPlan {
    EffectPlan(try await world.credentials.credential(for: host) == nil ? [] : [.credentialErased(host)])
  }

  public func apply(_ plan: EffectPlan, in world: World, progress: any ProgressSink) async throws -> Result {
    let wasLoggedIn = try await world.credentials.erase(for: host)
    // What only the account could see is nobody's business any more.
    if wasLoggedIn { await world.forget(host) }
    return Result(wasLoggedIn: wasLoggedIn, effects: plan.effects)
  }
}
