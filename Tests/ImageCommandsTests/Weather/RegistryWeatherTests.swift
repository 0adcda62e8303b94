import Testing

/// Logging in, searching, listing and removing in bad weather.
@Suite struct RegistryWeatherTests {
  /// `login`, at the registry's front door and at its token server.
  @Test(arguments: WeatherRow.table(loginRows)) func login(row: WeatherRow) async throws {
    try await row.run(.login)
  }

  /// `search`.
  @Test(arguments: WeatherRow.table(searchRows)) func search(row: WeatherRow) async throws {
    try await row.run(.search)
  }

  /// `registry tags`.
  @Test(arguments: WeatherRow.table(tagsRows)) func tags(row: WeatherRow) async throws {
    try await row.run(.tags)
  }

  /// `registry ls`.
  @Test(arguments: WeatherRow.table(repositoryListRows)) func repositoryList(row: WeatherRow) async throws {
    try await row.run(.list)
  }

  /// `registry rm`.
  @Test(arguments: WeatherRow.table(removalRows)) func removal(row: WeatherRow) async throws {
    try await row.run(.remove)
  }

  private static let loginRows = """
    ok
      reset on base once → GET 0, GET 401, GET 200
      stall on base once → GET 0, GET 401, GET 2xx
      503 on base once → GET 503, GET 401, GET 200
      429 retry-after=2 on base once → GET 429, GET 401, GET 200
      huge-json=64M on base → GET 401, GET 200
      endless on base → GET 401, GET 200
      reset on token once → GET 0, GET 200
      lost-answer on token once → GET 0, GET 200
      stall on token once → GET 0, GET 2xx
      503 on token once → GET 503, GET 200
    Error response from daemon: Get "http://HOST/v2/": unexpected EOF | The connection was lost after 0 \
    bytes. | Try again later.
      reset on base → GET 0
    Error response from daemon: received unexpected HTTP status: 500 Internal Server Error | GET \
    http://HOST/v2/ was answered with 500. | Try again later.
      500 on base → 5 × GET 500
    Error response from daemon: error parsing HTTP 404 response body: invalid character '<' looking for \
    beginning of value | http://HOST/v2/ is a web server, and no registry. | Look at the host's name.
      404 on base → GET 404
      redirect=http://OTHER on base → GET 307
    Error response from daemon: login attempt to http://HOST/v2/ failed with status: 401 Unauthorized | \
    HOST said: authentication required. Nothing was stored. | Try 'login HOST' again.
      html on base → GET 401
    Error response from daemon: denied: \\x1b]0;owned\\x07\\x1b[2J\\x1b[31mred\\r\\nError: faked \
    line\\n\\u202etxet\\u202c\\x00\\x7f\\u009b31m | GET http://HOST/v2/ was answered with 403. | Log in \
    with an account that may do that: 'login'.
      hostile on base → GET 403
    Error response from daemon: Get "http://HOST/v2/": stopped after 10 redirects | The last one led to \
    http://HOST/v2/. | Is that a registry? Look at the address.
      redirect=loop on base → 11 × GET 307
    Error response from daemon: received unexpected HTTP status: 500 Internal Server Error | GET \
    http://HOST/token was answered with 500. | Try again later.
      500 on token → 5 × GET 500
    Error response from daemon: Get "https://HOST/v2/": unauthorized: incorrect username or password | HOST \
    said: authentication required. Nothing was stored. | Try 'login HOST' again.
      401 on token once → GET 401
    the token server http://HOST/token sent no token | Try again; if it stays so, is that a registry?
      html on token → GET 200
      bad-json on token → GET 200
    Get "http://HOST/token": the answer is larger than 1048576 bytes, which none should be | Try again; if \
    it stays so, is that a registry?
      huge-json=64M on token → GET 200
      endless on token → GET 200
    Error response from daemon: Get "https://HOST/v2/": unauthorized: incorrect username or password | HOST \
    said: \\x1b]0;owned\\x07\\x1b[2J\\x1b[31mred\\r\\nError: faked \
    line\\n\\u202etxet\\u202c\\x00\\x7f\\u009b31m. Nothing was stored. | Try 'login HOST' again.
      hostile on token → GET 403
    Error response from daemon: unexpected status 307 of GET http://HOST/token | Is that a registry? Look \
    at the address.
      redirect=http://OTHER on token → GET 307
    """

  private static let searchRows = """
    ok
      reset on search once → GET 0, GET 200
      close@20 on search once → 2 × GET 200
      stall on search once → GET 0, GET 2xx
      stall@20 on search once → 2 × GET 2xx
      drip=20 on search once → 2 × GET 2xx
      503 on search once → GET 503, GET 200
      429 retry-after=2 on search once → GET 429, GET 200
      404 on search → GET 404
      404 on search; 503 on catalog once → GET 404, GET 503, GET 401, GET 200
      404 on search; hostile on catalog → GET 404, GET 200
      hostile on search → GET 200
      redirect=http://OTHER on search → GET 307
      length=+10 on search once → 2 × GET 200
    Error response from daemon: Get "http://HOST/v1/search?q=app&n=25": unexpected EOF | The connection was \
    lost after 0 bytes. | Try again later.
      reset on search → GET 0
    Error response from daemon: unavailable: service unavailable | GET http://HOST/v1/search was answered \
    with 503. | Try again later.
      503 on search → 5 × GET 503
    Error response from daemon: Unexpected status code 404 | The registry has no search, and does not list \
    its repositories either (404). | A repository whose name you know has its tags listed by 'registry tags \
    NAME'.
      404 on search; 404 on catalog → 2 × GET 404
    Error response from daemon: error parsing HTTP 200 response body: invalid character '<' looking for \
    beginning of value | http://HOST/v1/search was answered with a web page: by a proxy, perhaps, or a \
    network's gate. | See it in a browser, or look at the host's name, and try again.
      html on search → GET 200
    http://HOST/v1/search answered with what no registry answers | not a JSON document: ends too early, at \
    byte 96 | Try again; if it stays so, is that a registry?
      bad-json on search → GET 200
    Get "http://HOST/v1/search?q=app&n=25": the answer is larger than 4194304 bytes, which none should be | \
    Try again; if it stays so, is that a registry?
      huge-json=64M on search → GET 200
      endless on search → GET 200
    Error response from daemon: Get "http://HOST/v1/search?q=app&n=25": stopped after 10 redirects | The \
    last one led to http://HOST/v1/search?q=app&n=25. | Is that a registry? Look at the address.
      redirect=loop on search → 11 × GET 307
    """

  private static let tagsRows = """
    ok
      reset on tags once → GET 0, GET 200
      close@20 on tags once → 2 × GET 200
      stall on tags once → GET 0, GET 2xx
      stall@20 on tags once → 2 × GET 2xx
      drip=20 on tags once → 2 × GET 2xx
      503 on tags once → GET 503, GET 200
      429 retry-after=2 on tags once → GET 429, GET 200
      hostile on tags → GET 200
      stale-token on tags once → GET 401, GET 200
    Error response from daemon: Get "http://HOST/v2/": unexpected EOF | The connection was lost after 0 \
    bytes. | Try again later.
      reset on tags → GET 0
    Error response from daemon: received unexpected HTTP status: 500 Internal Server Error | GET \
    http://HOST/v2/team/app/tags/list was answered with 500. | Try again later.
      500 on tags → 5 × GET 500
    Error response from daemon: repository HOST/team/app not found: name unknown: repository name not known \
    to registry | See what there is with 'search HOST/app'.
      404 on tags → GET 404
    Error response from daemon: error parsing HTTP 200 response body: invalid character '<' looking for \
    beginning of value | http://HOST/v2/team/app/tags/list was answered with a web page: by a proxy, \
    perhaps, or a network's gate. | See it in a browser, or look at the host's name, and try again.
      html on tags → GET 200
    http://HOST/v2/team/app/tags/list answered with what no registry answers | not a JSON document: ends \
    too early, at byte 16 | Try again; if it stays so, is that a registry?
      bad-json on tags → GET 200
    Get "http://HOST/v2/": the answer is larger than 4194304 bytes, which none should be | Try again; if it \
    stays so, is that a registry?
      huge-json=64M on tags → GET 200
      endless on tags → GET 200
    Error response from daemon: Get "http://HOST/v2/": stopped after 10 redirects | The last one led to \
    http://HOST/v2/team/app/tags/list. | Is that a registry? Look at the address.
      redirect=loop on tags → 11 × GET 307
    Error response from daemon: repository HOST/team/app not found: name unknown: nothing here | See what \
    there is with 'search HOST/app'.
      redirect=http://OTHER on tags → GET 307
    """

  private static let repositoryListRows = """
    ok
      reset on catalog once → GET 0, GET 401, GET 200
      503 on catalog once → GET 503, GET 401, GET 200
      hostile on catalog → GET 200
    HOST does not list its repositories: 404 unknown error | A repository has its tags listed by 'registry \
    tags HOST/NAME'.
      404 on catalog → GET 404
    Error response from daemon: unauthorized: authentication required | GET http://HOST/v2/_catalog was \
    answered with 401. | Log in with 'login', or with another account.
      html on catalog → GET 401
    Get "http://HOST/v2/": the answer is larger than 4194304 bytes, which none should be | Try again; if it \
    stays so, is that a registry?
      endless on catalog → GET 401, GET 200
    """

  private static let removalRows = """
    ok
      reset on DELETE manifest once → 2 × HEAD 200, DELETE 0, DELETE 202
      lost-answer on DELETE manifest once → 2 × HEAD 200, DELETE 0, DELETE 404
      503 on DELETE manifest once → 2 × HEAD 200, DELETE 503, DELETE 202
      stall on DELETE manifest once → 2 × HEAD 2xx, DELETE 0, DELETE 202
    Error response from daemon: unsupported: The operation is unsupported. | HOST does not let images be \
    removed. | CNCF's registry does with 'storage: {delete: {enabled: true}}' in its configuration, or with \
    REGISTRY_STORAGE_DELETE_ENABLED=true in its environment.
      405 on DELETE manifest → 2 × HEAD 200, DELETE 405
    Error response from daemon: denied: \\x1b]0;owned\\x07\\x1b[2J\\x1b[31mred\\r\\nError: faked \
    line\\n\\u202etxet\\u202c\\x00\\x7f\\u009b31m | DELETE http://HOST/v2/ann/app/manifests/MANIFEST was \
    answered with 403. | Log in with an account that may do that: 'login'.
      hostile on DELETE manifest → 2 × HEAD 200, DELETE 403
    """
}
