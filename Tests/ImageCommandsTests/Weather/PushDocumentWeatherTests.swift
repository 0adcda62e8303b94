import Testing

/// Pushing in bad weather: the manifest and tokens.
@Suite struct PushDocumentWeatherTests {
  /// The manifest that ends a push.
  @Test(arguments: WeatherRow.table(manifestOfAPushRows)) func manifestOfAPush(row: WeatherRow) async throws {
    try await row.run(.push)
  }

  /// The token server, where an account pushes.
  @Test(arguments: WeatherRow.table(tokenOfAPushRows)) func tokenOfAPush(row: WeatherRow) async throws {
    try await row.run(.push)
  }

  private static let manifestOfAPushRows = """
    ok
      reset on PUT manifest once → HEAD 404, GET 404, HEAD 404, PUT 0, PUT 201
      lost-answer on PUT manifest once → HEAD 404, GET 404, HEAD 404, PUT 0, PUT 201
      stall on PUT manifest once → HEAD 404, GET 404, HEAD 404, PUT 0, PUT 201
      stall@100 on PUT manifest once → HEAD 404, GET 404, HEAD 404, PUT 0, PUT 201
      503 on PUT manifest once → HEAD 404, GET 404, HEAD 404, PUT 503, PUT 201
      429 retry-after=2 on PUT manifest once → HEAD 404, GET 404, HEAD 404, PUT 429, PUT 201
      wrong-digest on PUT manifest → HEAD 404, GET 404, HEAD 404, PUT 201, GET 200
      stale-token on PUT manifest once → HEAD 404, GET 404, HEAD 404, PUT 401, PUT 201
      503 on HEAD manifest once → HEAD 503, HEAD 404, GET 404, HEAD 404, PUT 201
    Get "http://HOST/v2/": unexpected EOF | The connection was lost after 0 bytes. | Try again later.
      reset on PUT manifest → HEAD 404, GET 404, HEAD 404, PUT 0
      reset on HEAD manifest → HEAD 0
    received unexpected HTTP status: 500 Internal Server Error | PUT http://HOST/v2/ann/app/manifests/1 was \
    answered with 500. | Try again later.
      500 on PUT manifest → HEAD 404, GET 404, HEAD 404, 5 × PUT 500
    unexpected status 400 of PUT http://HOST/v2/ann/app/manifests/1 | It says: unknown error | Is that a \
    registry? Look at the address.
      400 on PUT manifest → HEAD 404, GET 404, HEAD 404, PUT 400
    unauthorized: authentication required | You are logged in as ann, who may not push to this repository. \
    | Ask its owner, or log in with another account: 'login HOST'.
      401 on PUT manifest → HEAD 404, GET 404, HEAD 404, PUT 401
    denied: requested access to the resource is denied | You are logged in as ann, who may not push to this \
    repository. | Ask its owner, or log in with another account: 'login HOST'.
      403 on PUT manifest → HEAD 404, GET 404, HEAD 404, PUT 403
    manifest unknown: manifest unknown | PUT http://HOST/v2/ann/app/manifests/1 was answered with 404. | \
    See what there is with 'search'.
      404 on PUT manifest → HEAD 404, GET 404, HEAD 404, PUT 404
    size invalid: provided length did not match content length | PUT http://HOST/v2/ann/app/manifests/1 was \
    answered with 413.
      413 on PUT manifest → HEAD 404, GET 404, HEAD 404, PUT 413
    manifest blob unknown: blob unknown to registry | PUT http://HOST/v2/ann/app/manifests/1 was answered \
    with 404. | Try again: what is missing there is sent once more.
      flip on PUT manifest once → HEAD 404, GET 404, HEAD 404, PUT 404
    unexpected status 404 of PUT http://OTHER/v2/ann/app/manifests/1 | It says: nothing here | Is that a \
    registry? Look at the address.
      redirect=http://OTHER on PUT manifest once → HEAD 404, GET 404, HEAD 404, PUT 307
    Get "http://HOST/v2/": stopped after 10 redirects | The last one led to \
    http://HOST/v2/ann/app/manifests/1. | Is that a registry? Look at the address.
      redirect=loop on PUT manifest → HEAD 404, GET 404, HEAD 404, 11 × PUT 307
    denied: \\x1b]0;owned\\x07\\x1b[2J\\x1b[31mred\\r\\nError: faked \
    line\\n\\u202etxet\\u202c\\x00\\x7f\\u009b31m | You are logged in as ann, who may not push to this \
    repository. | Ask its owner, or log in with another account: 'login HOST'.
      hostile on PUT manifest → HEAD 404, GET 404, HEAD 404, PUT 403
    """

  private static let tokenOfAPushRows = """
    ok
      reset on token once → POST 0, 2 × POST 200
    unavailable: service unavailable | POST http://HOST/token was answered with 503. | Try again later.
      503 on token → 10 × POST 503
    the token server http://HOST/token sent no token | Try again; if it stays so, is that a registry?
      html on token → 2 × POST 200
    unexpected status 307 of POST http://HOST/token | Is that a registry? Look at the address.
      redirect=http://OTHER on token → 2 × POST 307
    unauthorized: authentication required | HOST does not take the login that is kept for it of ann. | Log \
    in again with 'login HOST'.
      401 on token → 3 × POST 401
    unauthorized: authentication required | You are logged in as ann, who may not push to this repository. \
    | Ask its owner, or log in with another account: 'login HOST'.
      stale-token on upload → 2 × POST 401
    """
}
