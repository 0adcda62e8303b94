/// The rules for following a redirect.
enum Redirect {
  /// The request that a response sends us to; `nil` when the response is the answer.
  static func next(_ request: HTTPRequest, _ head: HTTPResponseHead) throws -> HTTPRequest? {
    guard request.maximumRedirects > 0, [301, 302, 303, 307, 308].contains(head.status),
      let location = head.headers["Location"]
    else { return nil }
    func failure(_ reason: HTTPError.Reason) -> HTTPError {
      HTTPError(reason, method: request.method, url: request.url)
    }

    var next = request
    do { next.url = try request.url.resolving(location) } catch { throw failure(.unusableRedirect(error.reason)) }
    let here = request.url.origin
    let there = next.url.origin
    if here.scheme == "https", there.scheme == "http" { throw failure(.redirectDowngrade(to: next.url.description)) }
    if head.status == 303, request.method != .head {
      next.method = .get
      next.body = .none
      next.headers["Content-Type"] = nil
    }
    if case .stream = next.body { throw failure(.unusableRedirect("the body can't be sent twice")) }
    if here != there {
      for name in ["Authorization", "Cookie", "Proxy-Authorization"] { next.headers[name] = nil }
      next.tls = next.tls.withoutCertificate
    }
    return next
  }
}
