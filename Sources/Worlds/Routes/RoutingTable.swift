import ByteStreams
import HTTPTransport
import ImageSpec
import RegistryClient

/// Which endpoint a registry's host means in a world: Docker Hub's real address, a mirror, or an embedded registry.
public final class RoutingTable: Sendable {
  /// Where the repositories of a host are.
  public struct Route: Sendable {
    /// The registry that answers.
    public var endpoint: RegistryEndpoint
    /// What is put in front of repositories' names there, with a slash at its end; empty for nothing.
    public var prefix: String

    /// What stands in where the world keeps no credential for the host; a login never sees it.
    public var fallback: FallbackCredential?
    /// How many times a request is made at most that fails for the moment; nil for the client's own patience.
    public var attempts: Int?
    /// Where its images are pulled from first, in order.
    public var mirrors: [Mirror] = []

    /// Leads a host to an endpoint.
    public init(_ endpoint: RegistryEndpoint, prefix: String = "", fallback: FallbackCredential? = nil) {
      self.endpoint = endpoint
      self.prefix = prefix
      self.fallback = fallback
    }
  }

  /// A registry that has the images of another one, for pulling.
  public struct Mirror: Sendable {
    /// What credentials for it are kept under.
    public let host: RegistryHost
    /// Where it is.
    public let endpoint: RegistryEndpoint
    /// What is put in front of repositories' names there, with a slash at its end; empty for nothing.
    public let prefix: String
    /// Whether it may see the credential that is kept for it.
    public let usesCredentials: Bool
  }

  private let routes: Locked<[RegistryHost: Route]>
  private let others: @Sendable (RegistryHost, ConnectionOptions) throws -> Route
  private let options: ConnectionOptions

  private init(
    _ routes: Locked<[RegistryHost: Route]>, _ options: ConnectionOptions,
    others: @escaping @Sendable (RegistryHost, ConnectionOptions) throws -> Route
  ) {
    self.routes = routes
    self.others = others
    self.options = options
  }

  /// The routes of a world that has its own rule.
  ///
  /// - Parameters:
  ///   - routes: the hosts that lead elsewhere than by the rule.
  ///   - others: the rule for all other hosts.
  public convenience init(
    _ routes: [RegistryHost: Route] = [:], others: @escaping @Sendable (RegistryHost) throws -> Route
  ) {
    self.init(Locked(routes), ConnectionOptions()) { host, _ in try others(host) }
  }

  /// The routes of the real world: Docker Hub's own address, plain http to this machine, https else, and what is set.
  ///
  /// A registry on this machine gets https where authorities or a client's certificate are given for it.
  public convenience init(settings: RunSettings = RunSettings(), certificates: CertificateFolders = .init()) {
    let real = RealRoutes(settings: settings, certificates: certificates)
    self.init(Locked([:]), ConnectionOptions()) { try real.route(to: $0, $1) }
  }

  /// The same routes for one command that wants registries to be reached in its own way. A simulated world's routes
  /// leave nothing to want.
  func reached(by options: ConnectionOptions) -> RoutingTable { RoutingTable(routes, options, others: others) }

  /// Where a host's repositories are.
  ///
  /// - Throws: ``CertificateError``, `RegistryEndpoint.PlainHTTPRefused`, and what the rule for other hosts throws.
  public func route(to host: RegistryHost) throws -> Route {
    try routes.withLock { $0[host] } ?? others(host, options)
  }

  /// Leads a host elsewhere from now on; nil goes back to the rule.
  public func set(_ route: Route?, for host: RegistryHost) { routes.withLock { $0[host] = route } }
}
