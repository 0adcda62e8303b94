import ImageSpec

/// Ports as docker's users write them: `80`, `53/udp`, `8000-8010`, and with a host's side that means nothing until
/// something runs, `127.0.0.1:8080:80`.
public struct PortSpecification: Hashable, Sendable {
  /// The container's ports, each as `PORT/PROTOCOL`.
  public let ports: [String]
  /// Whether a port of the host is named.
  public let isPublished: Bool

  /// Reads a specification.
  ///
  /// - Throws: ``ConfigurationChangeError/invalidPort(_:)`` and ``ConfigurationChangeError/invalidProtocol(_:)``.
  public init(parsing text: String) throws(ConfigurationChangeError) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let transport = parts.count > 1 ? parts[1].lowercased() : "tcp"
    guard ["tcp", "udp", "sctp"].contains(transport) else { throw .invalidProtocol(String(parts[1])) }
    let places = parts[0].split(separator: ":", omittingEmptySubsequences: false)
    let own = String(places.last ?? "")
    let numbers = own.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
    guard (1...2).contains(numbers.count), let first = numbers[0], let last = numbers[numbers.count - 1], first <= last
    else { throw .invalidPort(own) }
    ports = (first...last).map { "\($0)/\(transport)" }
    isPublished = places.count > 1
  }
}
