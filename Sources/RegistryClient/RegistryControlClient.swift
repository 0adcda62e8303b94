import DistributionSpec
import HTTPTransport
import ImageSpec

/// Controls a registry of Drydock's own that another process serves; see `registry serve`.
public struct RegistryControlClient: Sendable {
  private let registry: RemoteRegistry

  /// Controls a registry, which is asked nothing yet.
  public init(_ registry: RemoteRegistry) { self.registry = registry }

  /// The registry has no control: it is another program's, or it serves without.
  public struct Unavailable: Error, Hashable {
    /// Its host and port.
    public let host: String
  }

  /// Asks for something.
  ///
  /// - Parameters:
  ///   - method: `GET`, `POST` or `DELETE`.
  ///   - path: the path, which begins with `/drydock/`.
  ///   - json: what a `POST` sends.
  /// - Returns: the answer's body.
  /// - Throws: ``Unavailable``, ``RegistryError`` for refusals, the transport's errors.
  public func send(_ method: HTTPMethod, _ path: String, json: [UInt8]? = nil) async throws -> [UInt8] {
    var call = RemoteRegistry.Call(method: method, url: try RegistryEndpoint.join(registry.endpoint.base, path))
    if let json {
      call.headers["Content-Type"] = "application/json"
      call.body = .bytes(json)
    }
    call.isRepeatable = method == .get
    do { return try await registry.succeed(call).body } catch let error as RegistryError
      where error.code == .unsupported && error.status == 404
      || error.errors.isEmpty && (400..<500).contains(error.status)
    {
      throw Unavailable(host: registry.host.description)
    }
  }
}
