import CCurl

extension HTTPError.Reason {
  /// What a code of libcurl means for an exchange that got this far.
  init(
    _ code: CURLcode, _ easy: UnsafeMutableRawPointer, _ text: String, _ counts: HTTPProgress, _ request: HTTPRequest
  ) {
    let text = text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
    func number(_ info: CURLINFO) -> Int {
      var value = 0
      ccurl_get_long(easy, info, &value)
      return value
    }
    if let failure = TLSFailure(code, verification: number(CURLINFO_SSL_VERIFYRESULT), text) {
      self = .tls(failure)
      return
    }
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
      self = .couldNotResolve(host: request.url.origin.host)
    case CURLE_COULDNT_CONNECT: self = .couldNotConnect(errno: Int32(truncatingIfNeeded: number(CURLINFO_OS_ERRNO)))
    case CURLE_OPERATION_TIMEDOUT:
      self = number(CURLINFO_REQUEST_SIZE) == 0 ? .connectTimedOut : .timedOut(received: counts.received)
    case CURLE_PROXY: self = .proxy(text)
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_SEND_FAIL_REWIND:
      self = .connectionLost(received: counts.received)
    // What a kept connection begins with may be what an earlier answer had too much.
    case CURLE_WEIRD_SERVER_REPLY,
      CURLE_UNSUPPORTED_PROTOCOL where number(CURLINFO_NUM_CONNECTS) == 0:
      self = .connectionLost(received: 0)
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_HTTP2, CURLE_BAD_CONTENT_ENCODING:
      self = .malformedResponse(text)
    default: self = .other(text)
    }
  }
}
