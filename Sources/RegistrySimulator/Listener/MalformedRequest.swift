import DistributionSpec
import NIOHTTP1

extension Refusal {
  /// What bytes get that are no HTTP.
  init(_ error: HTTPParserError) {
    switch error {
    case .headerOverflow: self.init(431, .sizeInvalid, message: "the request's head is too large")
    case .invalidVersion: self.init(505, .unsupported, message: "HTTP/1.1 is spoken here")
    default: self.init(400, .unsupported, message: "malformed request")
    }
  }
}

extension HTTPRequestHead {
  /// Why a request can't be served whatever it asks for, as HTTP wants it.
  ///
  /// See [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112), sections 3.2 and 6.1, and
  /// [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110), section 10.1.1.
  var refusal: Refusal? {
    if version == .http1_1, headers["Host"].count != 1 {
      return Refusal(400, .unsupported, message: "a request has exactly one Host")
    }
    let codings = headers[canonicalForm: "Transfer-Encoding"]
    if !codings.isEmpty, codings.count != 1 || codings[0].lowercased() != "chunked" {
      return Refusal(501, .unsupported, message: "of transfer codings only chunked is known")
    }
    if !codings.isEmpty, version != .http1_1 {
      return Refusal(400, .unsupported, message: "HTTP/1.0 has no transfer codings")
    }
    if headers["Expect"].contains(where: { $0.lowercased() != "100-continue" }) {
      return Refusal(417, .unsupported, message: "of expectations only 100-continue is known")
    }
    return nil
  }

  /// Whether the client sends its body only after `100 Continue`.
  var awaitsContinue: Bool { version == .http1_1 && headers.contains(name: "Expect") }

  /// Whether the client wants to speak something else behind this request. It gets its answer; what comes then is read as
  /// nothing.
  var wantsUpgrade: Bool { method == .CONNECT || headers.contains(name: "Upgrade") }

  /// How many bytes the body has; nil where only its end will tell.
  var bodyLength: Int? {
    if headers.contains(name: "Transfer-Encoding") { return nil }
    return headers.first(name: "Content-Length").map { Int($0) ?? .max } ?? 0
  }
}
