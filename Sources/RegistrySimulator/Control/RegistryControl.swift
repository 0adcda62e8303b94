import ImageSpec

/// Who may control a registry while it runs, over `/drydock/`: see and change its weather.
///
/// Where there are accounts, an administrator only. A page in somebody's browser can't: a change needs a method or a
/// content type that browsers ask for first, and no such question is ever answered; a request that tells its `Origin` is
/// refused.
public enum RegistryControl: Hashable, Sendable {
  /// Nobody.
  case off
  /// Who comes from this machine and names it: anybody can write any `Host`, and a foreign name that leads here is a
  /// trick on browsers.
  case loopback
  /// Who reaches it.
  case anywhere

  /// What the paths of control begin with.
  static let path = "/drydock/"

  /// Whether a request is one that may be meant.
  func allows(_ request: RegistryRequest) -> Bool {
    switch self {
    case .off: return false
    case .anywhere: return true
    case .loopback:
      guard request.address.map(Self.isLoopback) ?? true else { return false }
      return request.headers["Host"].map { (try? RegistryHost(parsing: $0))?.isLoopback ?? false } ?? true
    }
  }

  /// Whether an IP address, an IPv4 one of an IPv6 socket too, is this machine's own.
  private static func isLoopback(_ address: String) -> Bool {
    address == "::1" || address.hasPrefix("127.") || address.lowercased().hasPrefix("::ffff:127.")
  }
}
