import HTTPTransport

/// Whether the bytes of foreign layers may be fetched from the URLs that a manifest names. The URLs are the image
/// author's text: they never see a credential.
public struct ForeignLayerPolicy: Sendable {
  let isAllowed: Bool
  let allowsLoopback: Bool
  let reroute: @Sendable (HTTPURL) -> HTTPURL

  /// Foreign layers come from the registry or not at all.
  public static let never = ForeignLayerPolicy(isAllowed: false, allowsLoopback: false, reroute: { $0 })

  /// Foreign layers that the registry lacks are fetched: over https from public addresses, or, where it is allowed, from
  /// this machine.
  ///
  /// With `allowsLoopback` a URL may lead to this machine, then over plain http too. `reroute` gives the address that is
  /// used in the place of a URL's, as a simulated world needs it.
  public static func fetch(
    allowsLoopback: Bool = false, reroute: @escaping @Sendable (HTTPURL) -> HTTPURL = { $0 }
  ) -> ForeignLayerPolicy {
    ForeignLayerPolicy(isAllowed: true, allowsLoopback: allowsLoopback, reroute: reroute)
  }

  /// The request for a foreign layer; `nil` where the URL may not be used.
  func request(_ text: String) -> HTTPRequest? {
    guard isAllowed, let named = try? HTTPURL(text) else { return nil }
    let url = reroute(named)
    var request = HTTPRequest(.get, url)
    if allowsLoopback, url.origin.isLoopback {
      request.maximumRedirects = 0
      return request
    }
    guard url.origin.scheme == "https" else { return nil }
    request.addresses = .publicOnly
    return request
  }
}
