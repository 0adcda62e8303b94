import Testing

/// Pulling in bad weather: blobs.
@Suite struct PullWeatherTests {
  /// A layer that is pulled.
  @Test(arguments: WeatherRow.table(layerOfAPullRows)) func layerOfAPull(row: WeatherRow) async throws {
    try await row.run(.pull)
  }

  /// An image's configuration that is pulled: a small blob.
  @Test(arguments: WeatherRow.table(configurationOfAPullRows)) func configurationOfAPull(row: WeatherRow) async throws {
    try await row.run(.pull)
  }

  private static let layerOfAPullRows = """
    ok
      reset on blob at LAYER once → GET 0, GET 200
      reset@600000 on blob at LAYER once → GET 200, GET 206
      reset@600000 on blob at LAYER → GET 200, 2 × GET 206
      close on blob at LAYER once → GET 0, GET 200
      close@600000 on blob at LAYER once → GET 200, GET 206
      lost-answer on blob at LAYER once → GET 0, GET 200
      stall on blob at LAYER once → GET 0, GET 2xx
      stall@600000 on blob at LAYER once → 2 × GET 2xx
      drip=100 on blob at LAYER once → 2 × GET 2xx
      slow=20M on blob at LAYER → GET 200
      delay=10ms on blob at LAYER → GET 200
      endless on blob at LAYER once → 2 × GET 200
      flip on blob at LAYER once → 2 × GET 200
      length=+10 on blob at LAYER once → GET 200
      length=+10 on blob at LAYER → GET 200
      length=-10 on blob at LAYER once → 2 × GET 200
      wrong-digest on blob at LAYER → GET 200
      no-digest on blob at LAYER → GET 200
      media-type=application/x-new on blob at LAYER → GET 200
      skew=-1h on blob at LAYER → GET 200
      500 on blob at LAYER once → GET 500, GET 200
      503 on blob at LAYER once → GET 503, GET 200
      503 retry-after=3 on blob at LAYER once → GET 503, GET 200; waits 3 s
      429 retry-after=7 on blob at LAYER 2 times → 2 × GET 429, GET 200; waits 7 s; waits 7 s
      429 retry-at=9 on blob at LAYER once → GET 429, GET 200; waits 9 s
      reset@600000 on blob at LAYER once; 416 on blob at LAYER once → GET 200, GET 416, GET 200
      reset@600000 on blob at LAYER once; no-range on blob at LAYER → 2 × GET 200
      huge-json=64M on blob at LAYER once → 2 × GET 200
      redirect=http://OTHER on blob at LAYER once → GET 307
      stale-token on blob at LAYER once → GET 401, GET 200
    Get "http://HOST/v2/": unexpected EOF | The connection was lost after 0 bytes. | Try again: what \
    arrived is kept.
      reset on blob at LAYER → GET 0
    Get "http://HOST/v2/": i/o timeout | Next to nothing came any more after some bytes. | Try again: what \
    arrived is kept.
      stall on blob at LAYER → GET 0
      drip=100 on blob at LAYER → 5 × GET 2xx
    filesystem layer verification failed for digest LAYER | What came has the digest WRONG. | Nothing of it \
    was kept. Try again; if it stays so, the source is damaged.
      flip on blob at LAYER → 2 × GET 200
    content LAYER should have 1201664 bytes and has 1201654 | Nothing of it was kept. Try again; if it \
    stays so, the source is damaged.
      length=-10 on blob at LAYER → 2 × GET 200
    unavailable: service unavailable | GET http://HOST/v2/team/app/blobs/LAYER was answered with 503. | Try \
    again later.
      503 on blob at LAYER → 5 × GET 503
    toomanyrequests: too many requests | GET http://HOST/v2/team/app/blobs/LAYER was answered with 429. | \
    Try again in 60 minutes.
      429 retry-after=3600 on blob at LAYER once → GET 429
    unauthorized: authentication required | GET http://HOST/v2/team/app/blobs/LAYER was answered with 401. \
    | Log in with 'login', or with another account.
      401 on blob at LAYER once → GET 401
    denied: requested access to the resource is denied | GET http://HOST/v2/team/app/blobs/LAYER was \
    answered with 403. | Log in with an account that may do that: 'login'.
      403 on blob at LAYER once → GET 403
    content LAYER is not there | Try again; if it stays so, the image is not whole where it comes from.
      404 on blob at LAYER once → GET 404
      redirect=/nowhere on blob at LAYER once → GET 307
    error parsing HTTP 200 response body: invalid character '<' looking for beginning of value | \
    http://HOST/v2/team/app/blobs/LAYER was answered with a web page: by a proxy, perhaps, or a network's \
    gate. | See it in a browser, or look at the host's name, and try again.
      html on blob at LAYER once → GET 200
      html on blob at LAYER → GET 200
    Get "http://HOST/v2/": stopped after 10 redirects | The last one led to \
    http://HOST/v2/team/app/blobs/LAYER. | Is that a registry? Look at the address.
      redirect=loop on blob at LAYER → 11 × GET 307
    denied: \\x1b]0;owned\\x07\\x1b[2J\\x1b[31mred\\r\\nError: faked \
    line\\n\\u202etxet\\u202c\\x00\\x7f\\u009b31m | GET http://HOST/v2/team/app/blobs/LAYER was answered \
    with 403. | Log in with an account that may do that: 'login'.
      hostile on blob at LAYER once → GET 403
    """

  private static let configurationOfAPullRows = """
    ok
      reset on blob at CONFIG once → GET 0, GET 200
      close@50 on blob at CONFIG once → GET 200, GET 206
      stall on blob at CONFIG once → GET 0, GET 2xx
      stall@50 on blob at CONFIG once → 2 × GET 2xx
      drip=10 on blob at CONFIG once → 2 × GET 2xx
      flip on blob at CONFIG once → 2 × GET 200
      length=+10 on blob at CONFIG once → GET 200
      length=-10 on blob at CONFIG once → 2 × GET 200
      503 on blob at CONFIG once → GET 503, GET 200
      bad-json on blob at CONFIG once → 2 × GET 200
    content CONFIG should have 151 bytes and has more | Nothing of it was kept. Try again; if it stays so, \
    the source is damaged.
      endless on blob at CONFIG → 2 × GET 200
      huge-json=64M on blob at CONFIG → 2 × GET 200
    filesystem layer verification failed for digest CONFIG | What came has the digest WRONG. | Nothing of \
    it was kept. Try again; if it stays so, the source is damaged.
      flip on blob at CONFIG → 2 × GET 200
    received unexpected HTTP status: 500 Internal Server Error | GET http://HOST/v2/team/app/blobs/CONFIG \
    was answered with 500. | Try again later.
      500 on blob at CONFIG → 5 × GET 500
    content CONFIG is not there | Try again; if it stays so, the image is not whole where it comes from.
      404 on blob at CONFIG once → GET 404
      redirect=http://OTHER on blob at CONFIG once → GET 307
    error parsing HTTP 200 response body: invalid character '<' looking for beginning of value | \
    http://HOST/v2/team/app/blobs/CONFIG was answered with a web page: by a proxy, perhaps, or a network's \
    gate. | See it in a browser, or look at the host's name, and try again.
      html on blob at CONFIG → GET 200
    content CONFIG should have 151 bytes and has 75 | Nothing of it was kept. Try again; if it stays so, \
    the source is damaged.
      bad-json on blob at CONFIG → 2 × GET 200
    denied: \\x1b]0;owned\\x07\\x1b[2J\\x1b[31mred\\r\\nError: faked \
    line\\n\\u202etxet\\u202c\\x00\\x7f\\u009b31m | GET http://HOST/v2/team/app/blobs/CONFIG was answered \
    with 403. | Log in with an account that may do that: 'login'.
      hostile on blob at CONFIG once → GET 403
    """
}
