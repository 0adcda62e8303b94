import Testing

/// Pulling in bad weather: documents and tokens.
@Suite struct PullDocumentWeatherTests {
  /// The manifest of an image that is pulled: asked for by `HEAD`, then fetched by its digest.
  @Test(arguments: WeatherRow.table(manifestOfAPullRows)) func manifestOfAPull(row: WeatherRow) async throws {
    try await row.run(.pull)
  }

  /// The token server, where somebody pulls who is nobody.
  @Test(arguments: WeatherRow.table(tokenOfAPullRows)) func tokenOfAPull(row: WeatherRow) async throws {
    try await row.run(.pull)
  }

  private static let manifestOfAPullRows = """
    ok
      reset on HEAD manifest once → HEAD 0, HEAD 200, GET 200
      close on HEAD manifest once → HEAD 0, HEAD 200, GET 200
      stall on HEAD manifest once → HEAD 0, HEAD 2xx, GET 2xx
      503 on HEAD manifest once → HEAD 503, HEAD 200, GET 200
      429 retry-after=2 on HEAD manifest once → HEAD 429, HEAD 200, GET 200
      429 retry-after=7200 on HEAD manifest → HEAD 429, 2 × GET 200
      404 on HEAD manifest once → HEAD 404, 2 × GET 200
      no-digest on HEAD manifest → HEAD 200, 2 × GET 200
      media-type=application/x-new on HEAD manifest → HEAD 200, 2 × GET 200
      redirect=http://OTHER on HEAD manifest once → HEAD 307, 2 × GET 200
      skew=+1h on HEAD manifest → HEAD 200, GET 200
      reset on GET manifest once → HEAD 200, GET 0, GET 200
      reset@100 on GET manifest once → HEAD 200, 2 × GET 200
      close@100 on GET manifest once → HEAD 200, 2 × GET 200
      lost-answer on GET manifest once → HEAD 200, GET 0, GET 200
      stall on GET manifest once → HEAD 2xx, GET 0, GET 2xx
      stall@100 on GET manifest once → HEAD 2xx, 2 × GET 2xx
      drip=20 on GET manifest once → HEAD 2xx, 2 × GET 2xx
      flip on GET manifest once → HEAD 200, 2 × GET 200
      length=+10 on GET manifest once → HEAD 200, GET 200
      length=-10 on GET manifest once → HEAD 200, 2 × GET 200
      wrong-digest on GET manifest → HEAD 200, GET 200
      wrong-digest on HEAD manifest → HEAD 200, GET 404, 2 × GET 200
      404 on GET manifest once → HEAD 200, GET 404, 2 × GET 200
      redirect=/nowhere on GET manifest once → HEAD 200, GET 307, 2 × GET 200
      media-type=application/x-new on GET manifest → HEAD 200, GET 200
      500 on GET manifest once → HEAD 200, GET 500, GET 200
      bad-json on GET manifest once → HEAD 200, 2 × GET 200
      stale-token on manifest once → HEAD 401, HEAD 200, GET 200
    Error response from daemon: Get "http://HOST/v2/": unexpected EOF | The connection was lost after 0 \
    bytes. | Try again later.
      reset on HEAD manifest → HEAD 0
    content MANIFEST should have 410 bytes and has 400 | Nothing of it was kept. Try again; if it stays so, \
    the source is damaged.
      length=+10 on HEAD manifest → HEAD 200, 2 × GET 200
    content MANIFEST should have 390 bytes and has more | Nothing of it was kept. Try again; if it stays \
    so, the source is damaged.
      length=-10 on HEAD manifest → HEAD 200, 2 × GET 200
    Error response from daemon: Get "http://HOST/v2/": stopped after 10 redirects | The last one led to \
    http://HOST/v2/team/app/manifests/1. | Is that a registry? Look at the address.
      redirect=loop on HEAD manifest → 11 × HEAD 307
    Get "http://HOST/v2/": unexpected EOF | The connection was lost after 100 bytes. | Try again later.
      close@100 on GET manifest → HEAD 200, 5 × GET 200
    Get "http://HOST/v2/": i/o timeout | Next to nothing came any more after some bytes. | Try again later.
      stall on GET manifest → HEAD 2xx, GET 0
    content MANIFEST should have 400 bytes and has more | Nothing of it was kept. Try again; if it stays \
    so, the source is damaged.
      endless on GET manifest → HEAD 200, 2 × GET 200
      huge-json=64M on GET manifest → HEAD 200, 2 × GET 200
    filesystem layer verification failed for digest MANIFEST | What came has the digest WRONG. | Nothing of \
    it was kept. Try again; if it stays so, the source is damaged.
      flip on GET manifest → HEAD 200, 2 × GET 200
    unavailable: service unavailable | GET http://HOST/v2/team/app/manifests/MANIFEST was answered with \
    503. | Try again later.
      503 on GET manifest → HEAD 200, 5 × GET 503
    content MANIFEST is not there | Try again; if it stays so, the image is not whole where it comes from.
      404 on GET manifest → HEAD 200, 2 × GET 404
    error parsing HTTP 200 response body: invalid character '<' looking for beginning of value | \
    http://HOST/v2/team/app/manifests/MANIFEST was answered with a web page: by a proxy, perhaps, or a \
    network's gate. | See it in a browser, or look at the host's name, and try again.
      html on GET manifest once → HEAD 200, GET 200
      html on GET manifest → HEAD 200, GET 200
    content MANIFEST should have 400 bytes and has 200 | Nothing of it was kept. Try again; if it stays so, \
    the source is damaged.
      bad-json on GET manifest → HEAD 200, 2 × GET 200
    Error response from daemon: pull access denied for HOST/team/app, repository does not exist or may \
    require 'docker login': denied: requested access to the resource is denied | You are not logged in; \
    HOST says the same of repositories that do not exist and of private ones. | If it is a private one, log \
    in with 'login HOST'.
      hostile on manifest → HEAD 403, GET 403
      stale-token on manifest → 2 × HEAD 401, 2 × GET 401
      401 on manifest → HEAD 401, GET 401
      403 on manifest → HEAD 403, GET 403
    Error response from daemon: error parsing HTTP 200 response body: invalid character '<' looking for \
    beginning of value | http://HOST/ is a web server, and no registry. | Look at the host's name.
      no-digest on manifest; html on GET manifest → HEAD 200, GET 200
    Get "http://HOST/v2/": the answer is larger than 4194304 bytes, which none should be | Try again; if it \
    stays so, is that a registry?
      no-digest on manifest; huge-json=64M on GET manifest → HEAD 200, GET 200
    application/x-new is no manifest and no index | Is that an image?
      no-digest on manifest; media-type=application/x-new on GET manifest → HEAD 200, GET 200
    """

  private static let tokenOfAPullRows = """
    ok
      reset on token once → GET 0, GET 200
      close@50 on token once → 2 × GET 200
      stall on token once → GET 0, GET 2xx
      drip=20 on token once → 2 × GET 2xx
      503 on token once → GET 503, GET 200
      429 retry-after=4 on token once → GET 429, GET 200
      media-type=application/x-new on token → GET 200
      skew=-1h on token → GET 200
      skew=+1h on token → GET 200
    Error response from daemon: Get "http://HOST/token": unexpected EOF | The connection was lost after 0 \
    bytes. | Try again later.
      reset on token → GET 0
    Error response from daemon: Get "http://HOST/token": i/o timeout | Next to nothing came any more after \
    some bytes. | Try again later.
      stall on token → GET 0
    Get "http://HOST/token": the answer is larger than 1048576 bytes, which none should be | Try again; if \
    it stays so, is that a registry?
      endless on token → GET 200
      huge-json=64M on token → GET 200
    Error response from daemon: received unexpected HTTP status: 500 Internal Server Error | GET \
    http://HOST/token was answered with 500. | Try again later.
      500 on token → 5 × GET 500
    Error response from daemon: pull access denied for HOST/team/app, repository does not exist or may \
    require 'docker login': denied: requested access to the resource is denied | HOST wants to know who you \
    are, and no login is kept for it. | Log in with 'login HOST'.
      401 on token → GET 401
      403 on token → GET 403
      hostile on token → GET 403
    Error response from daemon: unexpected status 404 of GET http://HOST/token | It says: unknown error | \
    Is that a registry? Look at the address.
      404 on token → GET 404
    the token server http://HOST/token sent no token | Try again; if it stays so, is that a registry?
      html on token → GET 200
      bad-json on token → GET 200
    Error response from daemon: unexpected status 307 of GET http://HOST/token | Is that a registry? Look \
    at the address.
      redirect=http://OTHER on token → GET 307
      redirect=loop on token → GET 307
    """
}
