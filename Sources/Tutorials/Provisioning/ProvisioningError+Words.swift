import ImageCommands
import Presentation

extension ProvisioningError: WordedError {
  public var status: ExitStatus { ExitStatus(rawValue: 2) }

  public var words: ErrorText {
    let (username, password) = Self.variables
    let account = "Set \(username) and \(password) to an account of the registry."
    return switch self {
    case .unusableURL(let url, let reason): ErrorText("\"\(url)\" is not a registry's address: \(reason)")
    case .plainHTTPRefused(let url):
      ErrorText("\(url) would send the password in the clear to another machine", nextStep: "Give an https address.")
    case .unreachable(let url, let underlying): ErrorText("no registry answers at \(url)", detail: "\(underlying)")
    case .notARegistry(let url): ErrorText("what answers at \(url) is not a registry")
    case .accountNeeded(let url):
      ErrorText("\(url) wants to know who asks, and the page's world has no account", nextStep: account)
    case .accountRefused(let url, let name): ErrorText("\(url) does not take the account \(name)", nextStep: account)
    case .provisioningFailed(let url, let image, let underlying):
      ErrorText("\(url) does not take \(image), which the page needs", detail: "\(underlying)")
    }
  }
}
