import CCurl

/// An absolute `http` or `https` URL without user information and without fragment.
///
/// libcurl's own parser reads it, so what a check sees and what is connected to can't differ.
public struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
  /// Text that is no URL of ours.
  public struct Invalid: Error, Hashable, CustomStringConvertible {
    /// What libcurl's parser says about the text.
    public let reason: String

    /// The reason; never the text, which may hold a password or a signature.
    public var description: String { "not a usable URL: \(reason)" }
  }

  /// The whole URL, query included, to be sent and not to be shown.
  public let text: String
  /// Scheme, host and port.
  public let origin: HTTPOrigin
  /// The path, percent-encoded, with its leading slash.
  public let path: String
  /// The query, percent-encoded, without its question mark.
  public let query: String?

  /// Parses an absolute URL; its scheme must be written out.
  ///
  /// Throws ``Invalid`` for other schemes than `http` and `https`, for user information and for malformed text.
  public init(_ text: String) throws(Invalid) { try self.init(text, relativeTo: nil) }

  /// The URL that a reference, absolute or relative, means on this page (RFC 3986, 5), as in `Location` and `Link`.
  public func resolving(_ reference: String) throws(Invalid) -> HTTPURL {
    try HTTPURL(reference, relativeTo: text)
  }

  /// This URL with more query behind the one it has, as an upload's `Location` needs it: names and values that are
  /// percent-encoded and joined already.
  public func adding(query more: String) throws(Invalid) -> HTTPURL {
    if more.isEmpty { return self }
    return try HTTPURL("\(text)\(query == nil ? "?" : query == "" ? "" : "&")\(more)")
  }

  /// The URL without its query, which may hold a signature: for messages and logs.
  public var description: String { "\(origin)\(path)" }

  private init(_ text: String, relativeTo base: String?) throws(Invalid) {
    guard let handle = curl_url() else { throw Invalid(reason: "out of memory") }
    defer { curl_url_cleanup(handle) }
    let encoding = UInt32(CURLU_URLENCODE | CURLU_DISALLOW_USER)
    guard !text.utf8.contains(0) else { throw Invalid(reason: "it has a NUL character") }
    for part in [base, text] {
      guard let part else { continue }
      let status = curl_url_set(handle, CURLUPART_URL, part, encoding)
      guard status == CURLUE_OK else { throw Invalid(reason: String(cString: curl_url_strerror(status))) }
    }
    curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
    func get(_ part: CURLUPart, _ flags: Int32 = 0) -> String? {
      var value: UnsafeMutablePointer<CChar>?
      guard curl_url_get(handle, part, &value, UInt32(flags)) == CURLUE_OK, let value else { return nil }
      defer { curl_free(value) }
      return String(cString: value)
    }
    guard let whole = get(CURLUPART_URL), let scheme = get(CURLUPART_SCHEME), let host = get(CURLUPART_HOST),
      let port = get(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) })
    else { throw Invalid(reason: "it has no scheme or no host") }
    guard scheme == "http" || scheme == "https" else { throw Invalid(reason: "its scheme is neither http nor https") }
    self.text = whole
    origin = HTTPOrigin(scheme: scheme, host: host.lowercased(), port: port)
    path = get(CURLUPART_PATH) ?? "/"
    query = get(CURLUPART_QUERY)
  }
}
