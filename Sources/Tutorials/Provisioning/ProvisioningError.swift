import RegistryClient

/// A page can't be checked against a registry at all. A command line ends with status 2 for it.
public enum ProvisioningError: Error, CustomStringConvertible {
  /// The address is none of a registry's: what is wrong with it.
  case unusableURL(String, reason: String)
  /// Plain http leads to another machine, where others can read the password.
  case plainHTTPRefused(String)
  /// Nobody answers at the address.
  case unreachable(String, underlying: any Error)
  /// Something answers that is no registry.
  case notARegistry(String)
  /// The registry wants to know who asks, and neither the fixture nor the environment says it.
  case accountNeeded(String)
  /// The registry does not take the account.
  case accountRefused(String, username: String)
  /// The registry does not take the fixture's images; which one, and what it said.
  case provisioningFailed(String, image: String, underlying: any Error)

  /// The environment's variables with the account to use, in the place of the fixture's.
  public static let variables = (username: "DRYDOCK_CHECK_USERNAME", password: "DRYDOCK_CHECK_PASSWORD")

  /// The facts, for logs.
  public var description: String {
    let (username, password) = Self.variables
    return switch self {
    case .unusableURL(let url, let reason): "\(url) is not a registry's address: \(reason)"
    case .plainHTTPRefused(let url): "\(url): plain http is used for this machine only; give an https address"
    case .unreachable(let url, let underlying): "nobody answers at \(url): \(underlying)"
    case .notARegistry(let url): "\(url) is no registry"
    case .accountNeeded(let url):
      "\(url) wants an account, and the fixture has none: set \(username) and \(password)"
    case .accountRefused(let url, let name):
      "\(url) does not take the account \(name): set \(username) and \(password)"
    case .provisioningFailed(let url, let image, let underlying): "\(url) does not take \(image): \(underlying)"
    }
  }
}
