import CCurl

/// Sets up a reset easy handle for one exchange.
struct CurlOptions {
  let easy: UnsafeMutableRawPointer
  let errorText: UnsafeMutablePointer<CChar>

  /// Sets everything and returns the header list, which the caller frees after the exchange.
  func set(_ exchange: Exchange, _ configuration: HTTPConfiguration) throws -> UnsafeMutablePointer<curl_slist>? {
    do throws(Refused) {
      let request = exchange.request
      try setRules(request, configuration)
      try setProxy(request, configuration)
      try setTLS(request.tls)
      try setCallbacks(exchange)
      try setMessage(request)
      return try setFields(request)
    } catch {
      let text = String(cString: curl_easy_strerror(error.code))
      throw HTTPError(.other(text), method: exchange.request.method, url: exchange.request.url)
    }
  }

  private struct Refused: Error {
    let code: CURLcode
  }

  private func check(_ code: CURLcode) throws(Refused) {
    guard code == CURLE_OK else { throw Refused(code: code) }
  }

  private func long(_ option: CURLoption, _ value: Int) throws(Refused) {
    try check(ccurl_set_long(easy, option, value))
  }

  private func string(_ option: CURLoption, _ value: String?) throws(Refused) {
    try check(ccurl_set_string(easy, option, value))
  }

  private func setRules(_ request: HTTPRequest, _ configuration: HTTPConfiguration) throws(Refused) {
    try string(CURLOPT_URL, request.url.text)
    try string(CURLOPT_PROTOCOLS_STR, "http,https")
    try string(CURLOPT_USERAGENT, configuration.userAgent)
    try long(CURLOPT_NOSIGNAL, 1)
    try long(CURLOPT_FOLLOWLOCATION, 0)
    try long(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    try long(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    try long(CURLOPT_BUFFERSIZE, 512 << 10)
    try long(CURLOPT_UPLOAD_BUFFERSIZE, 512 << 10)
    try long(CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.milliseconds)
    // Without this a cancelled exchange would wait for the name server.
    try long(CURLOPT_QUICK_EXIT, 1)
    if let total = request.totalTimeout { try long(CURLOPT_TIMEOUT_MS, max(1, total.milliseconds)) }
    try check(ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText))
    if request.addresses == .publicOnly {
      // A connection that another request opened was not checked.
      try long(CURLOPT_FRESH_CONNECT, 1)
      try long(CURLOPT_FORBID_REUSE, 1)
    }
  }

  /// An empty string, not NULL, keeps libcurl from the environment's proxies.
  private func setProxy(_ request: HTTPRequest, _ configuration: HTTPConfiguration) throws(Refused) {
    let origin = request.url.origin
    let proxy = origin.scheme == "https" ? configuration.httpsProxy : configuration.httpProxy
    let direct = origin.isLoopback || request.addresses == .publicOnly
    try string(CURLOPT_PROXY, direct ? "" : proxy ?? "")
    try string(CURLOPT_NOPROXY, configuration.withoutProxy.joined(separator: ","))
    try long(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
  }

  private func setTLS(_ tls: TLSSettings) throws(Refused) {
    try long(CURLOPT_SSL_VERIFYPEER, 1)
    try long(CURLOPT_SSL_VERIFYHOST, 2)
    try long(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    // The system's folder of authorities stays in force beside these.
    if !tls.authorities.isEmpty {
      try check(ccurl_set_bytes(easy, CURLOPT_CAINFO_BLOB, tls.authorities, tls.authorities.count))
    }
    if let file = tls.certificateFile { try string(CURLOPT_SSLCERT, file) }
    if let file = tls.keyFile { try string(CURLOPT_SSLKEY, file) }
  }

  private func setCallbacks(_ exchange: Exchange) throws(Refused) {
    let context = Unmanaged.passUnretained(exchange).toOpaque()
    try check(ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context))
    try check(ccurl_set_pointer(easy, CURLOPT_WRITEDATA, context))
    try check(ccurl_set_pointer(easy, CURLOPT_READDATA, context))
    try check(ccurl_set_pointer(easy, CURLOPT_SEEKDATA, context))
    try check(ccurl_set_pointer(easy, CURLOPT_OPENSOCKETDATA, context))
    try check(ccurl_set_bytes_callback(easy, CURLOPT_HEADERFUNCTION, Exchange.onHeader))
    try check(ccurl_set_bytes_callback(easy, CURLOPT_WRITEFUNCTION, Exchange.onBody))
    try check(ccurl_set_bytes_callback(easy, CURLOPT_READFUNCTION, Exchange.onRead))
    try check(ccurl_set_seek_callback(easy, Exchange.onSeek))
    if exchange.request.addresses == .publicOnly {
      try check(ccurl_set_open_socket_callback(easy, Exchange.onOpenSocket))
    }
  }

  private func setMessage(_ request: HTTPRequest) throws(Refused) {
    let length: Int64?
    switch request.body {
    case .none: length = request.method == .get || request.method == .head || request.method == .delete ? nil : 0
    case .bytes(let bytes): length = Int64(bytes.count)
    case .stream(_, let known): length = known ?? -1
    }
    if let length {
      try long(CURLOPT_UPLOAD, 1)
      try check(ccurl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, curl_off_t(length)))
    } else if request.method == .head {
      try long(CURLOPT_NOBODY, 1)
    }
    try string(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
  }

  private func setFields(_ request: HTTPRequest) throws(Refused) -> UnsafeMutablePointer<curl_slist>? {
    var list: UnsafeMutablePointer<curl_slist>?
    // A server that never says "continue" would cost a second of waiting for it.
    var lines = ["Expect:"]
    for field in request.headers.fields {
      lines.append(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        throw Refused(code: CURLE_OUT_OF_MEMORY)
      }
      list = longer
    }
    do { try check(ccurl_set_list(easy, CURLOPT_HTTPHEADER, list)) } catch {
      curl_slist_free_all(list)
      throw error
    }
    return list
  }
}

extension Duration {
  /// Whole milliseconds.
  var milliseconds: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}
