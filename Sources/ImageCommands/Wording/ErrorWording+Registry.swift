import ContentStore
import DistributionSpec
import HTTPTransport
import ImageOperations
import ImageSpec
import Presentation
import RegistryClient

extension ErrorWording {
  /// The text of an error that a registry or the way to it made; nil for other errors.
  static func registryText(for error: any Error) -> ErrorText? {
    switch error {
    case let error as RegistryError: registry(error)
    case let error as Login.Rejected: rejectedLogin(error)
    case let error as RegistryProtocolError: protocolBroken(error)
    case let error as AuthorizationError: authorization(error)
    case let error as HTTPError: transport(error)
    case let error as RegistryEndpoint.PlainHTTPRefused:
      ErrorText(
        "\(error.authority) would be spoken to in plain http",
        detail: "Anybody on the way could read and change what is sent; only this machine may do without https.")
    case let error as CredentialHelperError: helper(error)
    case let error as DockerConfigFile.Failure: configuration(error)
    default: nil
    }
  }

  private static func registry(_ error: RegistryError) -> ErrorText {
    let place = "\(error.method.rawValue) \(error.url) was answered with \(error.status)"
    switch error.code {
    case .unauthorized:
      return ErrorText(
        "Error response from daemon: unauthorized: \(error.message)", detail: "\(place).",
        nextStep: "Log in with 'login', or with another account.")
    case .denied:
      return ErrorText(
        "Error response from daemon: denied: \(error.message)", detail: "\(place).",
        nextStep: "Log in with an account that may do that: 'login'.")
    case .manifestUnknown, .nameUnknown:
      return ErrorText(
        "Error response from daemon: \(error.code.words): \(error.message)", detail: "\(place).",
        nextStep: "See what there is with 'search'.")
    case .tooManyRequests:
      return ErrorText(
        "Error response from daemon: toomanyrequests: \(error.message)", detail: "\(place).",
        nextStep: error.retryAfter.map { "Try again in \($0) seconds." } ?? "Try again later, or log in first.")
    case .unknown where error.errors.isEmpty:
      let beginning = error.text.map { "It says: \($0.prefix(100))" }
      return ErrorText(
        "Error response from daemon: unexpected status \(error.status) of \(error.method.rawValue) \(error.url)",
        detail: beginning, nextStep: "Is that a registry? Look at the address.")
    default:
      return ErrorText(
        "Error response from daemon: \(error.code.words): \(error.message)", detail: "\(place).")
    }
  }

  private static func rejectedLogin(_ error: Login.Rejected) -> ErrorText {
    let host = error.host
    let address = host == .dockerHub ? "registry-1.docker.io" : host.description
    return ErrorText(
      "Error response from daemon: Get \"https://\(address)/v2/\": unauthorized: incorrect username or password",
      detail: "\(host) said: \(error.error.message). Nothing was stored.",
      nextStep: host == .dockerHub ? "Try 'login' again." : "Try 'login \(host)' again.")
  }

  private static func protocolBroken(_ error: RegistryProtocolError) -> ErrorText {
    switch error {
    case .noLocation(let url), .unusableLocation(let url):
      ErrorText("the registry breaks the protocol: \(url) says nowhere usable to go on with the upload")
    case .digestMismatch(let asked, let found):
      ErrorText("the registry sent something else than it was asked for", detail: "Asked: \(asked). Sent: \(found).")
    case .malformedAnswer(let url, let document):
      ErrorText("\(url) answered with what no registry answers", detail: "\(document)")
    case .wrongRange(let url): ErrorText("the registry breaks the protocol: \(url) sent another part than asked for")
    case .endlessList(let url): ErrorText("\(url) lists without an end")
    case .notARegistry(let url, let status):
      ErrorText("\(url) is no registry: it was answered with \(status)", nextStep: "Look at the host's name.")
    case .foreignLayerRefused(let digest):
      ErrorText("foreign layer \(digest.short) has no address that may be used")
    }
  }

  private static func authorization(_ error: AuthorizationError) -> ErrorText {
    switch error {
    case .untrustedRealm(let host, let registry):
      ErrorText(
        "\(registry) wants your credential to be sent to \(host)",
        detail: "That is another host, so nothing was sent.")
    case .insecureRealm(let host, let registry):
      ErrorText("\(registry) wants your credential to be sent to \(host) in plain http", detail: "Nothing was sent.")
    case .unusableRealm(let registry): ErrorText("\(registry) names no usable token server")
    case .malformedToken(let realm): ErrorText("the token server \(realm) sent no token")
    }
  }

  private static func transport(_ error: HTTPError) -> ErrorText {
    let method = error.method.rawValue
    let call = "\(method.prefix(1))\(method.dropFirst().lowercased()) \"\(error.url)\""
    let origin = (try? HTTPURL(error.url))?.origin
    let address = origin.map { "\($0.host):\($0.port)" } ?? error.url
    // docker asks for the registry itself first, and that is the line that people search for.
    let first = origin.flatMap { error.url.hasPrefix("\($0)/v2/") ? "Get \"\($0)/v2/\"" : nil } ?? call
    switch error.reason {
    case .couldNotResolve(let host):
      return ErrorText(
        "Error response from daemon: \(first): dial tcp: lookup \(host): no such host",
        nextStep: "Is the name right, and is there a network?")
    case .couldNotConnect:
      return ErrorText(
        "Error response from daemon: \(first): dial tcp \(address): connect: connection refused",
        detail: "Nothing answers at that address.", nextStep: "Is the registry running, and is the port right?")
    case .connectTimedOut, .timedOut:
      return ErrorText("Error response from daemon: \(call): i/o timeout", nextStep: "Try again: what arrived is kept.")
    case .connectionLost(let received):
      return ErrorText(
        "Error response from daemon: \(call): unexpected EOF",
        detail: "The connection was lost after \(received) bytes.",
        nextStep: "Try again: what arrived is kept.")
    case .tls(let reason): return ErrorText("Error response from daemon: \(call): tls: \(reason)")
    case .bodyTooLarge(let limit):
      return ErrorText("\(call): the answer is larger than \(limit) bytes, which none should be")
    default: return ErrorText("\(call): \(error.reason)")
    }
  }

  private static func helper(_ error: CredentialHelperError) -> ErrorText {
    switch error {
    case .invalidName(let name): ErrorText("\"\(name)\" is no credential helper's name")
    case .notFound(let program):
      ErrorText("credential helper \(program) is not on PATH", nextStep: "Install it, or name another in config.json.")
    case .notStarted(let program, let errno): ErrorText("credential helper \(program): \(ErrorWording.system(errno))")
    case .failed(let program, let status, let message):
      ErrorText("credential helper \(program) ended with status \(status)", detail: message)
    case .timedOut(let program): ErrorText("credential helper \(program) did not answer in time")
    case .unusableAnswer(let program): ErrorText("credential helper \(program) answered with what no helper answers")
    case .unusableInput: ErrorText("the credential has a control character in it")
    }
  }

  private static func configuration(_ error: DockerConfigFile.Failure) -> ErrorText {
    switch error {
    case .notJSON(let path): ErrorText("\(path) is no JSON file; it was left as it is", nextStep: "Mend or remove it.")
    case .system(let path, let errno): ErrorText("\(path): \(ErrorWording.system(errno))")
    }
  }
}
