import Testing

/// Copying and inspecting in bad weather.
@Suite struct CopyWeatherTests {
  /// `manifest inspect`.
  @Test(arguments: WeatherRow.table(inspectionRows)) func inspection(row: WeatherRow) async throws {
    try await row.run(.inspect)
  }

  /// `copy` out of a registry, into a layout.
  @Test(arguments: WeatherRow.table(copyOutRows)) func copyOut(row: WeatherRow) async throws {
    try await row.run(.copyOut)
  }

  /// `copy` into a registry, out of a layout.
  @Test(arguments: WeatherRow.table(copyInRows)) func copyIn(row: WeatherRow) async throws {
    try await row.run(.copyIn)
  }

  private static let inspectionRows = """
    ok
      reset on manifest once → HEAD 0, HEAD 200, GET 200
      flip on GET manifest once → HEAD 200, 2 × GET 200
    filesystem layer verification failed for digest MANIFEST | What came has the digest WRONG. | Nothing of \
    it was kept. Try again; if it stays so, the source is damaged.
      flip on GET manifest → HEAD 200, 2 × GET 200
    Error response from daemon: error parsing HTTP 200 response body: invalid character '<' looking for \
    beginning of value | http://HOST/v2/team/app/manifests/MANIFEST was answered with a web page: by a \
    proxy, perhaps, or a network's gate. | See it in a browser, or look at the host's name, and try again.
      html on GET manifest → HEAD 200, GET 200
    denied: requested access to the resource is denied | You are not logged in; HOST says the same of \
    repositories that do not exist and of private ones. | If it is a private one, log in with 'login HOST'.
      hostile on manifest → HEAD 403, GET 403
    content MANIFEST should have 400 bytes and has more | Nothing of it was kept. Try again; if it stays \
    so, the source is damaged.
      huge-json=64M on GET manifest → HEAD 200, 2 × GET 200
    """

  private static let copyOutRows = """
    ok
      reset@600000 on blob at LAYER once → GET 200, GET 206
      stall@600000 on blob at LAYER once → 2 × GET 2xx
      503 on manifest once → HEAD 503, HEAD 200, GET 200
    filesystem layer verification failed for digest LAYER | What came has the digest WRONG. | Nothing of it \
    was kept. Try again; if it stays so, the source is damaged.
      flip on blob at LAYER once → GET 200
      flip on blob at LAYER → GET 200
    Error response from daemon: error parsing HTTP 200 response body: invalid character '<' looking for \
    beginning of value | http://HOST/v2/team/app/manifests/MANIFEST was answered with a web page: by a \
    proxy, perhaps, or a network's gate. | See it in a browser, or look at the host's name, and try again.
      html on GET manifest → HEAD 200, GET 200
    """

  private static let copyInRows = """
    ok
      reset@600000 on PATCH upload once → POST 202, PATCH 0, GET 204, PATCH 202, PUT 201
      lost-answer on PUT upload once → POST 202, PATCH 202, PUT 0, PUT 404, GET 404 \
    or POST 202, PATCH 202, PUT 0, GET 404
      lost-answer on PUT manifest once → HEAD 404, GET 404, HEAD 404, PUT 0, PUT 201
      flip on PATCH upload once → POST 202, PATCH 202, PUT 400, POST 202, PATCH 202, PUT 201
    Error response from daemon: unavailable: service unavailable | POST \
    http://HOST/v2/ann/app/blobs/uploads/ was answered with 503. | Try again later.
      503 on POST upload → 5 × POST 503
    """
}
