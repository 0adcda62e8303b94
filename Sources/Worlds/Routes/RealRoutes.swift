import HTTPTransport
import ImageSpec
import RegistryClient

/// The routes of the real world: Docker Hub's own address, plain http on this machine, https else, and what is set.
struct RealRoutes: Sendable {
  let settings: RunSettings
  let certificates: CertificateFolders

  /// Where a registry is, with its mirrors.
  ///
  /// - Throws: ``CertificateError``, `HTTPURL.Invalid`.
  func route(to host: RegistryHost, _ options: ConnectionOptions) throws -> RoutingTable.Route {
    let current = settings.current
    var route = RoutingTable.Route(try endpoint(of: host, current, options))
    route.mirrors = try current.mirrors(of: host).map { try mirror($0, of: host, current) }
    return route
  }

  private func endpoint(
    of host: RegistryHost, _ settings: Settings, _ options: ConnectionOptions
  ) throws -> RegistryEndpoint {
    var tls = try tls(for: host, settings)
    if let file = options.authoritiesFile { tls.authorities += try CertificateFolders.authorities(in: file) }
    if host == .dockerHub {
      var hub = try RegistryEndpoint.dockerHub()
      hub.tls = tls
      return hub
    }
    let isPlain = options.usesPlainHTTP || settings.usesPlainHTTP(host) || host.isLoopback && tls == TLSSettings()
    let url = try HTTPURL("\(isPlain ? "http" : "https")://\(host)")
    return try RegistryEndpoint(url, allowsPlainHTTP: isPlain, tls: tls)
  }

  /// A mirror. Plain http is what its address says, but then only `plain-http` lets a credential go there.
  private func mirror(
    _ address: MirrorAddress, of host: RegistryHost, _ settings: Settings
  ) throws -> RoutingTable.Mirror {
    let origin = address.base.origin
    let own = try RegistryHost(parsing: origin.authority)
    let endpoint = try RegistryEndpoint(
      address.base, allowsPlainHTTP: true, tls: try tls(for: own, settings), namespace: host.description)
    let mayKnow = origin.scheme == "https" || origin.isLoopback || settings.usesPlainHTTP(own)
    return RoutingTable.Mirror(host: own, endpoint: endpoint, prefix: address.prefix, usesCredentials: mayKnow)
  }

  private func tls(for host: RegistryHost, _ settings: Settings) throws(CertificateError) -> TLSSettings {
    var tls = try certificates.settings(for: host) ?? TLSSettings()
    for file in settings.authorityFiles(for: host) { tls.authorities += try CertificateFolders.authorities(in: file) }
    return tls
  }
}
