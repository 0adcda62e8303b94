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

    /// Leads a host to an endpoint.
    public init(_ endpoint: RegistryEndpoint, prefix: String = "", fallback: FallbackCredential? = nil) {
      self.endpoint = endpoint
      self.prefix = prefix
      self.fallback = fallback
    }
  }

  private let routes: Locked<[RegistryHost: Route]>
  private let others: @Sendable (RegistryHost) throws -> Route

  /// - Parameters:
  ///   - routes: the hosts that lead elsewhere than by the rule.
  ///   - others: the rule for all other hosts.
  public init(
    _ routes: [RegistryHost: Route] = [:],
    others: @escaping @Sendable (RegistryHost) throws -> Route = { Route(try RoutingTable.realEndpoint(of: $0)) }
  ) {
    self.routes = Locked(routes)
    self.others = others
  }

  /// Where a host's repositories are.
  ///
  /// - Throws: ``RegistryEndpoint/PlainHTTPRefused`` and what the rule for other hosts throws.
  public func route(to host: RegistryHost) throws -> Route {
    try routes.withLock { $0[host] } ?? others(host)
  }

  /// Leads a host elsewhere from now on; nil goes back to the rule.
  public func set(_ route: Route?, for host: RegistryHost) { routes.withLock { $0[host] = route } }

  /// The address that a host has in the real world: Docker Hub's own, plain http on loopback, https else.
  public static func realEndpoint(of host: RegistryHost) throws -> RegistryEndpoint {
    if host == .dockerHub { return try .dockerHub() }
    return try RegistryEndpoint(try HTTPURL("\(host.isLoopback ? "http" : "https")://\(host)"))
  }
}
