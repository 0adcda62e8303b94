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
    case .manifestBlobUnknown:
      return ErrorText(
        "Error response from daemon: \(error.code.words): \(error.message)", detail: "\(place).",
        nextStep: "Try again: what is missing there is sent once more.")
    case .manifestUnknown, .nameUnknown:
      return ErrorText(
        "Error response from daemon: \(error.code.words): \(error.message)", detail: "\(place).",
        nextStep: "See what there is with 'search'.")
    case .tooManyRequests:
      return ErrorText(
        "Error response from daemon: toomanyrequests: \(error.message)", detail: "\(place).",
        nextStep: error.retryAfter.map { "Try again in \(wait($0))." }
          ?? "Try again later, or log in for a larger share.")
    case .unknown where error.errors.isEmpty && wantsTLS(error):
      return tlsWanted(error)
    case .unknown where error.status >= 500:
      return ErrorText(
        "Error response from daemon: received unexpected HTTP status: \(serverFailure(error.status))",
        detail: "\(place)\(error.text.map { ". It says: \($0.prefix(100))" } ?? ".")", nextStep: "Try again later.")
    case .unknown:
      let beginning = (error.errors.first?.message ?? error.text).map { "It says: \($0.prefix(100))" }
      return ErrorText(
        "Error response from daemon: unexpected status \(error.status) of \(error.method.rawValue) \(error.url)",
        detail: beginning, nextStep: "Is that a registry? Look at the address.")
    default:
      return ErrorText(
        "Error response from daemon: \(error.code.words): \(error.message)", detail: "\(place).",
        nextStep: error.status >= 500 ? "Try again later." : nil)
    }
  }

  /// A status as docker names it.
  private static func serverFailure(_ status: Int) -> String {
    let names = [
      500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
      504: "Gateway Timeout",
    ]
    return names[status].map { "\(status) \($0)" } ?? "\(status)"
  }

  private static func wait(_ seconds: Int64) -> String {
    seconds < 120 ? "\(seconds) seconds" : seconds < 7200 ? "\(seconds / 60) minutes" : "\(seconds / 3600) hours"
  }

  /// Whether a server says, in one of the ways that servers have, that it was spoken to in plain http and wants https;
  /// or that it wants to see a client's certificate.
  private static func wantsTLS(_ error: RegistryError) -> Bool {
    guard error.status == 400, let text = error.text?.lowercased() else { return false }
    return ["http request to an https server", "plain http request was sent to https", "ssl certificate"].contains {
      text.contains($0)
    }
  }

  private static func tlsWanted(_ error: RegistryError) -> ErrorText {
    let origin = (try? HTTPURL(error.url))?.origin
    let host = origin?.authority ?? "the registry"
    let start = "Error response from daemon: received unexpected HTTP status: 400 Bad Request"
    guard error.text?.lowercased().contains("ssl certificate") != true else {
      return ErrorText(
        start, detail: "\(host) wants to see a client's certificate.",
        nextStep: "Put client.cert and client.key into ~/.config/docker/certs.d/\(host).")
    }
    return ErrorText(
      start, detail: "\(host) wants https, and was spoken to in plain http.",
      nextStep: origin?.isLoopback == true
        ? "Name its authority with '--ca-file FILE', or 'set --save ca-file \(host) FILE'."
        : "Leave out '--plain-http', or 'set --save --unset plain-http \(host)'.")
  }

  private static func rejectedLogin(_ error: Login.Rejected) -> ErrorText {
    let host = error.host
    let isAnsweredByItself = host != .dockerHub && error.error.url.hasSuffix("/v2/")
    let address = host == .dockerHub ? "registry-1.docker.io" : host.description
    return ErrorText(
      isAnsweredByItself
        ? "Error response from daemon: login attempt to \(error.error.url) failed with status: 401 Unauthorized"
        : "Error response from daemon: Get \"https://\(address)/v2/\": unauthorized: incorrect username or password",
      detail: "\(host) said: \(error.error.message). Nothing was stored.",
      nextStep: host == .dockerHub ? "Try 'login' again." : "Try 'login \(host)' again.")
  }

  private static func protocolBroken(_ error: RegistryProtocolError) -> ErrorText {
    switch error {
    case .noLocation(let url), .unusableLocation(let url):
      ErrorText("the registry breaks the protocol: \(url) says nowhere usable to go on with the upload")
    case .digestMismatch(let asked, let found):
      ErrorText(
        "the registry has something else than was asked for or sent", detail: "\(found), and not \(asked).",
        nextStep: "Try again; if it stays so, the registry is damaged.")
    case .malformedAnswer(let url, let document):
      ErrorText(
        "\(url) answered with what no registry answers", detail: "\(document)",
        nextStep: "Try again; if it stays so, is that a registry?")
    case .page(let url, let status):
      ErrorText(
        "Error response from daemon: error parsing HTTP \(status) response body: invalid character '<' looking for "
          + "beginning of value",
        detail: "\(url) was answered with a web page: by a proxy, perhaps, or a network's gate.",
        nextStep: "See it in a browser, or look at the host's name, and try again.")
    case .wrongRange(let url): ErrorText("the registry breaks the protocol: \(url) sent another part than asked for")
    case .endlessList(let url): ErrorText("\(url) lists without an end")
    case .notARegistry(let url, let status):
      ErrorText(
        "Error response from daemon: error parsing HTTP \(status) response body: invalid character '<' looking for "
          + "beginning of value", detail: "\(url) is a web server, and no registry.",
        nextStep: "Look at the host's name.")
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
    case .malformedToken(let realm):
      ErrorText("the token server \(realm) sent no token", nextStep: "Try again; if it stays so, is that a registry?")
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

  /// docker's users search for the first line, which its CLI prints of a helper that is not there.
  private static func configuredHelper(_ error: CredentialHelperError, _ path: String, _ key: String) -> ErrorText {
    var text = helper(error)
    if case .notFound(let program) = error {
      text.headline =
        "error getting credentials - err: exec: \"\(program)\": executable file not found in $PATH, out: ``"
    }
    let place = "\(key) in \(path) names it; nobody else was asked in its place."
    text.detail = text.detail.map { "It says: \($0.split(separator: "\n").joined(separator: " ")). \(place)" } ?? place
    text.nextStep = "Install or mend it, or take \(key) out of the file and log in again."
    return text
  }

  private static func configuration(_ error: DockerConfigFile.Failure) -> ErrorText {
    switch error {
    case .notJSON(let path): ErrorText("\(path) is no JSON file; it was left as it is", nextStep: "Mend or remove it.")
    case .system(let path, let errno): ErrorText("\(path): \(ErrorWording.system(errno))")
    case .malformedEnvironment:
      ErrorText("DOCKER_AUTH_CONFIG is no JSON object", nextStep: "Unset it, or mend it.")
    case .fromEnvironment(let host):
      ErrorText(
        "the login for \(host) comes from DOCKER_AUTH_CONFIG, which is read only",
        nextStep: "Unset it first: 'unset DOCKER_AUTH_CONFIG'.")
    case .helper(let error, let path, let key): configuredHelper(error, path, key)
    }
  }
}
