import ContentStore
import HTTPTransport
import ImageSpec
import RegistryClient

extension World {
  /// A registry, by the host in front of references.
  ///
  /// - Parameters:
  ///   - host: the registry.
  ///   - progress: is told of waits that are about content; of all others whoever hears this world's notices is.
  /// - Returns: the registry, which nothing was asked yet.
  /// - Throws: what the route says: ``CertificateError``, `RegistryEndpoint.PlainHTTPRefused`.
  public func registry(_ host: RegistryHost, progress: any ProgressSink = NoProgress()) throws -> RemoteRegistry {
    let route = try routing.route(to: host)
    return registry(
      host, at: route.endpoint, credentials: credentials, fallback: route.fallback, attempts: route.attempts, progress)
  }

  private func registry(
    _ host: RegistryHost, at endpoint: RegistryEndpoint, credentials: any CredentialStore,
    fallback: FallbackCredential? = nil, attempts: Int?, _ progress: any ProgressSink
  ) -> RemoteRegistry {
    var retry = retry
    if let attempts { retry.attempts = attempts }
    let notify = notify
    retry.notify = { notice in
      guard let digest = notice.digest, !(progress is NoProgress) else { return notify(.waiting(notice)) }
      let seconds = Int(max(1, notice.delay.components.seconds))
      progress.report(ProgressEvent(digest: digest, phase: .retrying(seconds: seconds), total: 0))
    }
    return RemoteRegistry(
      host, at: endpoint, transport: transport, credentials: credentials, fallback: fallback, tokens: tokens,
      quotas: quotas, retry: retry, uploads: uploads)
  }

  /// The repository that a reference belongs to, in its own registry, past all mirrors: for everything but pulling.
  ///
  /// - Parameters:
  ///   - reference: what is in the repository.
  ///   - progress: is told of each wait before a request is made again.
  ///   - foreignLayers: whether foreign layers that the registry lacks are fetched from elsewhere.
  /// - Returns: the repository, which nothing was asked yet.
  /// - Throws: what the route says, see ``registry(_:progress:)``.
  public func repository(
    for reference: ImageReference, progress: any ProgressSink = NoProgress(),
    foreignLayers: ForeignLayerHandling = .reference
  ) throws -> RemoteRepository {
    let registry = try registry(reference.host, progress: progress)
    let prefix = try routing.route(to: reference.host).prefix
    return registry.repository(
      try RepositoryName(parsing: prefix + reference.repository.description),
      foreignLayers: policy(foreignLayers, at: registry.endpoint))
  }

  /// Where a reference is pulled from: its repository's mirrors, then its registry.
  ///
  /// Takes what ``repository(for:progress:foreignLayers:)`` takes, and throws what that throws.
  public func source(
    for reference: ImageReference, progress: any ProgressSink = NoProgress(),
    foreignLayers: ForeignLayerHandling = .reference
  ) throws -> RegistrySource {
    let origin = try repository(for: reference, progress: progress, foreignLayers: foreignLayers)
    let mirrors = try routing.route(to: reference.host).mirrors.map { mirror in
      registry(
        mirror.host, at: mirror.endpoint, credentials: mirror.usesCredentials ? credentials : MemoryCredentials(),
        attempts: Self.mirrorAttempts, progress
      ).repository(try RepositoryName(parsing: mirror.prefix + reference.repository.description))
    }
    let notify = notify
    return RegistrySource(origin, mirrors: mirrors) { mirror, error in
      notify(.mirrorFailed(address: mirror.registry.endpoint.base.description, error))
    }
  }

  /// How often a mirror is asked that fails for the moment: the next one or the registry does as well.
  private static let mirrorAttempts = 2

  /// Foreign layers come over https from public addresses. Where the registry is this machine's, so may they be; in a
  /// simulated world every address is inside of it.
  private func policy(_ handling: ForeignLayerHandling, at endpoint: RegistryEndpoint) -> ForeignLayerPolicy {
    guard handling == .fetch else { return .never }
    if let simulation { return .fetch(allowsLoopback: true) { simulation.reroute($0) } }
    return .fetch(allowsLoopback: endpoint.base.origin.isLoopback)
  }

  /// How many pulls a registry still allows, as it told last in this run; nil where it told nothing.
  public func quota(of host: RegistryHost) -> RegistryQuota? { quotas.quota(of: host) }
}
