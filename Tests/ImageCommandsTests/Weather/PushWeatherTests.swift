import Testing

/// Pushing in bad weather: blobs.
@Suite struct PushWeatherTests {
  /// The upload of a layer: opened by `POST`, filled by `PATCH`, ended by `PUT`.
  @Test(arguments: WeatherRow.table(uploadOfAPushRows)) func uploadOfAPush(row: WeatherRow) async throws {
    try await row.run(.push)
  }

  /// The upload of a small blob, whose bytes come with the `PUT` that ends it.
  @Test(arguments: WeatherRow.table(smallUploadRows)) func smallUpload(row: WeatherRow) async throws {
    try await row.run(.pushSmall)
  }

  private static let uploadOfAPushRows = """
    ok
      reset on HEAD blob once → HEAD 0, HEAD 404, HEAD 200, HEAD 404
      503 on HEAD blob once → HEAD 503, HEAD 404, HEAD 200, HEAD 404
      reset on POST upload once → POST 0, POST 202, PATCH 202, PUT 201
      lost-answer on POST upload once → POST 0, POST 202, PATCH 202, PUT 201
      stall on POST upload once → POST 0, POST 202, PATCH 202, PUT 201
      500 on POST upload once → POST 500, POST 202, PATCH 202, PUT 201
      429 retry-after=2 on POST upload once → POST 429, POST 202, PATCH 202, PUT 201
      stale-token on POST upload once → POST 401, POST 202, PATCH 202, PUT 201
      reset on PATCH upload once → POST 202, PATCH 0, GET 204, POST 202, PATCH 202, PUT 201 \
    or POST 202, PATCH 0, PATCH 202, PUT 201
      reset@600000 on PATCH upload once → POST 202, PATCH 0, GET 204, PATCH 202, PUT 201
      close@600000 on PATCH upload once → POST 202, PATCH 0, GET 204, PATCH 202, PUT 201
      reset@600000 on PATCH upload once; reset on GET upload once → POST 202, PATCH 0, GET 0, GET 204, \
    PATCH 202, PUT 201
      reset@600000 on PATCH upload once; 404 on GET upload once → POST 202, PATCH 0, GET 404, POST 202, \
    PATCH 202, PUT 201
      lost-answer on PATCH upload once → POST 202, PATCH 0, GET 204, PUT 201
      stall on PATCH upload once → POST 202, PATCH 0, GET 204, POST 202, PATCH 202, PUT 201
      stall@600000 on PATCH upload once → POST 202, PATCH 0, GET 204, PATCH 202, PUT 201
      slow=20M on PATCH upload → POST 202, PATCH 202, PUT 201
      503 on PATCH upload once → POST 202, PATCH 503, GET 204, POST 202, PATCH 202, PUT 201
      429 retry-after=2 on PATCH upload once → POST 202, PATCH 429, GET 204, POST 202, PATCH 202, PUT 201
      416 on PATCH upload once → POST 202, PATCH 416, POST 202, PATCH 202, PUT 201
      404 on PATCH upload once → POST 202, PATCH 404, GET 204, POST 202, PATCH 202, PUT 201
      401 on PATCH upload once → POST 202, PATCH 401, POST 202, PATCH 202, PUT 201
      flip on PATCH upload once → POST 202, PATCH 202, PUT 400, POST 202, PATCH 202, PUT 201
      stale-token on PATCH upload once → POST 202, PATCH 401, POST 202, PATCH 202, PUT 201
      reset on PUT upload once → POST 202, PATCH 202, PUT 0, PUT 201 \
    or POST 202, PATCH 202, PUT 0, GET 204, PUT 201
      lost-answer on PUT upload once → POST 202, PATCH 202, PUT 0, PUT 404, GET 404 \
    or POST 202, PATCH 202, PUT 0, GET 404
      stall on PUT upload once → POST 202, PATCH 202, PUT 0, GET 204, PUT 201
      500 on PUT upload once → POST 202, PATCH 202, PUT 500, GET 204, PUT 201
      404 on PUT upload once → POST 202, PATCH 202, PUT 404, GET 204, PUT 201
      redirect=http://OTHER on PUT upload once → POST 202, PATCH 202, PUT 307, GET 204, PUT 201
    manifest blob unknown: blob unknown to registry | PUT http://HOST/v2/ann/app/manifests/1 was answered \
    with 404. | Try again: what is missing there is sent once more.
      redirect=http://OTHER on HEAD blob once → HEAD 307, HEAD 200
    Get "http://HOST/v2/": unexpected EOF | The connection was lost after 0 bytes. | Try again later.
      reset on POST upload → POST 0
      reset on PATCH upload → POST 202, PATCH 0, GET 204, POST 202, PATCH 0, GET 204, POST 202, PATCH 0, \
    GET 204, POST 202, PATCH 0, GET 204, POST 202, PATCH 0
      reset on PUT upload → POST 202, PATCH 202, PUT 0, GET 204, PUT 0, GET 204, PUT 0, GET 204, PUT 0, GET \
    204, PUT 0
    unavailable: service unavailable | POST http://HOST/v2/ann/app/blobs/uploads/ was answered with 503. | \
    Try again later.
      503 on POST upload → 5 × POST 503
    denied: requested access to the resource is denied | You are logged in as ann, who may not push to this \
    repository. | Ask its owner, or log in with another account: 'login HOST'.
      403 on POST upload → POST 403
      403 on PATCH upload → POST 202, PATCH 403
    blob upload unknown: blob upload unknown to registry | POST http://HOST/v2/ann/app/blobs/uploads/ was \
    answered with 404.
      404 on POST upload → POST 404
    denied: \\x1b]0;owned\\x07\\x1b[2J\\x1b[31mred\\r\\nError: faked \
    line\\n\\u202etxet\\u202c\\x00\\x7f\\u009b31m | You are logged in as ann, who may not push to this \
    repository. | Ask its owner, or log in with another account: 'login HOST'.
      hostile on POST upload → POST 403
      hostile on PATCH upload → POST 202, PATCH 403
    unexpected status 404 of POST http://OTHER/v2/ann/app/blobs/uploads/ | It says: nothing here | Is that \
    a registry? Look at the address.
      redirect=http://OTHER on POST upload once → POST 307
    Get "http://HOST/v2/": stopped after 10 redirects | The last one led to \
    http://HOST/v2/ann/app/blobs/uploads/. | Is that a registry? Look at the address.
      redirect=loop on POST upload → 11 × POST 307
    received unexpected HTTP status: 500 Internal Server Error | PATCH \
    http://HOST/v2/ann/app/blobs/uploads/SESSION was answered with 500. | Try again later.
      500 on PATCH upload → POST 202, PATCH 500, GET 204, POST 202, PATCH 500, GET 204, POST 202, PATCH \
    500, GET 204, POST 202, PATCH 500, GET 204, POST 202, PATCH 500
    blob upload invalid: blob upload invalid | PATCH http://HOST/v2/ann/app/blobs/uploads/SESSION was \
    answered with 416.
      416 on PATCH upload → POST 202, PATCH 416, POST 202, PATCH 416
    digest invalid: provided digest did not match uploaded content | PUT \
    http://HOST/v2/ann/app/blobs/uploads/SESSION was answered with 400.
      flip on PATCH upload → POST 202, PATCH 202, PUT 400, POST 202, PATCH 202, PUT 400
    Get "http://HOST/v2/": is redirected in a way that can't be followed | The reason: the body can't be \
    sent twice. | Is that a registry? Look at the address.
      redirect=http://OTHER on PATCH upload once → POST 202, PATCH 307
    unavailable: service unavailable | PUT http://HOST/v2/ann/app/blobs/uploads/SESSION was answered with \
    503. | Try again later.
      503 on PUT upload → POST 202, PATCH 202, PUT 503, GET 204, PUT 503, GET 204, PUT 503, GET 204, PUT \
    503, GET 204, PUT 503
    """

  private static let smallUploadRows = """
    ok
      reset on PUT upload once → POST 202, PUT 0, GET 204, POST 202, PUT 201 \
    or POST 202, PUT 0, PUT 201
      reset@20000 on PUT upload once → POST 202, PUT 0, GET 204, PUT 201
      reset@20000 on PUT upload → POST 202, PUT 0, GET 204, PUT 0, GET 204, PUT 201
      stall@20000 on PUT upload once → POST 202, PUT 0, GET 204, PUT 201
      lost-answer on PUT upload once → POST 202, PUT 0, GET 404
      503 on PUT upload once → POST 202, PUT 503, GET 204, POST 202, PUT 201
      flip on PUT upload once → POST 202, PUT 400, POST 202, PUT 201
      stale-token on PUT upload once → POST 202, PUT 401, POST 202, PUT 201
    digest invalid: provided digest did not match uploaded content | PUT \
    http://HOST/v2/ann/app/blobs/uploads/SESSION was answered with 400.
      flip on PUT upload → POST 202, PUT 400, POST 202, PUT 400
    Get "http://HOST/v2/": is redirected in a way that can't be followed | The reason: the body can't be \
    sent twice. | Is that a registry? Look at the address.
      redirect=http://OTHER on PUT upload once → POST 202, PUT 307
    """
}
