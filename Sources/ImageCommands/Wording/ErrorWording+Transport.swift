import Glibc
import HTTPTransport
import Presentation

extension ErrorWording {
  /// The text of an exchange that ended without an answer, as docker begins it: with the front door of the registry,
  /// which its engine always knocks at first.
  static func transport(_ error: HTTPError) -> ErrorText {
    let origin = (try? HTTPURL(error.url))?.origin
    let authority = origin?.authority ?? ""
    let isRegistry = error.url.hasPrefix("\(origin?.description ?? "-")/v2/")
    let method = error.method.rawValue.prefix(1) + error.method.rawValue.dropFirst().lowercased()
    let call = isRegistry ? "Get \"\(origin?.description ?? "")/v2/\"" : "\(method) \"\(error.url)\""
    let start = "Error response from daemon: \(call)"
    let again = "Try again\(error.url.contains("/blobs/sha") ? ": what arrived is kept" : " later")."
    switch error.reason {
    case .couldNotResolve(let host):
      return ErrorText(
        "\(start): dial tcp: lookup \(host): no such host", detail: "No address is known for \(host).",
        nextStep: "Is the name right, and is there a network?")
    case .couldNotConnect(let errno):
      let reason = errno == 0 ? "connection refused" : system(errno)
      return ErrorText(
        "\(start): dial tcp \(origin.map { "\($0.host):\($0.port)" } ?? authority): connect: \(reason)",
        detail: "Nothing answers at that address.", nextStep: "Is the registry running, and is the port right?")
    case .connectTimedOut:
      return ErrorText(
        "\(start): dial tcp \(origin.map { "\($0.host):\($0.port)" } ?? authority): i/o timeout",
        detail: "\(authority) did not answer in time.",
        nextStep: "Is the name right, and does a firewall stand between?")
    case .timedOut(let received):
      return ErrorText(
        "\(start): i/o timeout", detail: "Next to nothing came any more after \(received) bytes.", nextStep: again)
    case .connectionLost(let received):
      return ErrorText(
        "\(start): unexpected EOF", detail: "The connection was lost after \(received) bytes.", nextStep: again)
    case .tls(let failure): return tls(failure, start, authority)
    case .proxy(let text):
      return ErrorText(
        "\(start): proxyconnect tcp: \(text)", nextStep: "Look at https_proxy and no_proxy in the environment.")
    case .bodyTooLarge(let limit):
      return ErrorText(
        "\(call): the answer is larger than \(limit) bytes, which none should be",
        nextStep: "Try again; if it stays so, is that a registry?")
    case .privateAddress:
      return ErrorText(
        "\(call): the address is not a public one", detail: "What an image names may lead to the internet only.")
    case .redirectDowngrade(let url):
      return ErrorText("\(call): leads from https to plain http, which is not followed", detail: "To \(url).")
    case .malformedResponse(let text):
      return ErrorText(
        "\(start): net/http: HTTP/1.x transport connection broken: malformed HTTP response", detail: text,
        nextStep: "Is that a registry? Look at the address.")
    case .tooManyRedirects(let limit):
      return ErrorText(
        "\(start): stopped after \(limit) redirects", detail: "The last one led to \(error.url).",
        nextStep: "Is that a registry? Look at the address.")
    case .unusableRedirect(let reason):
      return ErrorText(
        "\(call): is redirected in a way that can't be followed", detail: "The reason: \(reason).",
        nextStep: "Is that a registry? Look at the address.")
    case .headersTooLarge(let limit):
      return ErrorText("\(call): the answer's header is larger than \(limit) bytes, which none should be")
    case .invalidHeader(let name): return ErrorText("\(call): the header field \(name) can't be sent")
    case .other(let text): return ErrorText("\(call): \(text)")
    }
  }

  private static func tls(_ failure: TLSFailure, _ start: String, _ host: String) -> ErrorText {
    let verify = "\(start): tls: failed to verify certificate: x509: certificate"
    let folder = "~/.config/docker/certs.d/\(host)"
    return switch failure.kind {
    case .untrusted:
      ErrorText(
        "\(verify) signed by unknown authority",
        detail: "No authority that this machine trusts vouches for \(host).",
        nextStep: "If you trust its authority, name its file: 'set --save ca-file \(host) FILE'.")
    case .expired:
      ErrorText(
        "\(verify) has expired or is not yet valid", detail: "The certificate of \(host) has expired.",
        nextStep: "If this machine's clock is right, whoever runs \(host) must renew it.")
    case .notYetValid:
      ErrorText(
        "\(verify) has expired or is not yet valid", detail: "The certificate of \(host) is of the future.",
        nextStep: "Look at this machine's clock: 'date'.")
    case .wrongName:
      ErrorText(
        "\(verify) is not valid for any names, but wanted to match \(host)", detail: "\(failure.text).",
        nextStep: "Call the registry by the name that its certificate has.")
    case .revoked: ErrorText("\(verify) has been revoked", detail: "Its authority took it back.")
    case .plainHTTP:
      ErrorText(
        "\(start): http: server gave HTTP response to HTTPS client", detail: "\(host) speaks plain http.",
        nextStep: "If nobody on the way matters, add '--plain-http', or 'set --save plain-http \(host)'.")
    case .certificateRequired:
      ErrorText(
        "\(start): remote error: tls: certificate required", detail: "\(host) wants to see a client's certificate.",
        nextStep: "Put client.cert and client.key into \(folder).")
    case .certificateRefused:
      ErrorText(
        "\(start): remote error: tls: bad certificate", detail: "\(host) does not take the client's certificate.",
        nextStep: "Look at client.cert in \(folder), or in /etc/docker/certs.d/\(host).")
    case .unusableCertificate:
      ErrorText("\(start): tls: \(failure.text)", nextStep: "Look at the files in \(folder).")
    case .other: ErrorText("\(start): tls: \(failure.text)")
    }
  }
}
