import ImageSpec

/// Who may control a registry while it runs, over `/drydock/`: see and change its weather.
///
/// Where there are accounts, an administrator only. A page in somebody's browser can't: a change needs a method or a
/// content type that browsers ask for first, and no such question is ever answered; a request that tells its `Origin` is
/// refused.
public enum RegistryControl: Hashable, Sendable {
  /// Nobody.
  case off
  /// Who reaches it under a name or an address of this machine: a foreign name that leads here is a trick on browsers.
  case loopback
  /// Who reaches it.
  case anywhere

  /// What the paths of control begin with.
  static let path = "/drydock/"

  /// Whether a request under this host is one that may be meant.
  func allows(host: String?) -> Bool {
    switch self {
    case .off: return false
    case .anywhere: return true
    case .loopback:
      return host.map { (try? RegistryHost(parsing: $0))?.isLoopback ?? false } ?? true
    }
  }
}
