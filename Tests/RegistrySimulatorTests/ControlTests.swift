import ImageSpec
import RegistrySimulator
import Testing

/// `/drydock/weather`: who may use it, and what it does.
@Suite struct ControlTests {
  static let json: RegistryHeaders = ["Host": "localhost:5000", "Content-Type": "application/json"]

  func registry(_ control: RegistryControl, policy: AccessPolicy = .open) async throws -> TestRegistry {
    try await TestRegistry(policy: policy, control: control)
  }

  func add(_ test: TestRegistry, _ rule: String, _ headers: RegistryHeaders = Self.json) async -> RegistryResponse {
    await test.ask("POST", "/drydock/weather", headers, body: Array(#"{"rule":"\#(rule)"}"#.utf8))
  }

  @Test func rulesAreAddedListedAndTakenAway() async throws {
    let test = try await registry(.loopback)
    let added = await add(test, "503 on base once")
    #expect(added.status == 201)
    let rule = try WeatherRule(parsing: "503 on base once")
    #expect(try WeatherReport(parsing: try added.collect()).entries.map(\.rule) == [rule])
    #expect(await add(test, "reset@1 on blob").status == 201)
    for status in [503, 200] { #expect(await test.ask("GET", "/v2/").status == status) }
    let listed = try WeatherReport(parsing: try await test.ask("GET", "/drydock/weather").collect()).entries
    #expect(listed == test.registry.weather.entries)
    #expect(listed.map(\.struck) == [1, 0] && listed.map(\.met) == [2, 0])
    let removed = await test.ask("DELETE", "/drydock/weather/1")
    #expect(try WeatherReport(parsing: try removed.collect()).entries == [listed[0]])
    #expect(await test.ask("DELETE", "/drydock/weather/1").status == 404)
    #expect(await test.ask("DELETE", "/drydock/weather").status == 200)
    #expect(test.registry.weather.entries == [])
    // Clients' requests alone are in the log.
    #expect(test.registry.requests.map(\.path) == ["/v2/", "/v2/"])
  }

  @Test func theWeatherLeavesControlAlone() async throws {
    let test = try await registry(.loopback)
    #expect(await add(test, "503").status == 201)
    #expect(await test.ask("GET", "/v2/").status == 503)
    #expect(await test.ask("DELETE", "/drydock/weather").status == 200)
    #expect(await test.ask("GET", "/v2/").status == 200)
  }

  @Test func aMistakeIsNamed() async throws {
    let test = try await registry(.loopback)
    let wrong = await add(test, "rain")
    #expect(wrong.status == 400)
    #expect(wrong.text.contains(#"there is no fault \"rain\""#), "\(wrong.text)")
    let body = Array("no JSON".utf8)
    #expect(await test.ask("POST", "/drydock/weather", Self.json, body: body).status == 400)
    #expect(await test.ask("PATCH", "/drydock/weather").status == 405)
    #expect(await test.ask("GET", "/drydock/weather/1").status == 405)
    #expect(await test.ask("DELETE", "/drydock/weather/x").status == 404)
    #expect(await test.ask("GET", "/drydock/other").status == 404)
  }

  /// A request that a page in a browser can make without asking, or that tells where it comes from, or that came by a
  /// name that somebody let point here.
  @Test(
    arguments: [
      (["Host": "localhost:5000", "Content-Type": "text/plain"], 415),
      (["Host": "localhost:5000", "Content-Type": "application/x-www-form-urlencoded"], 415),
      (["Host": "localhost:5000"], 415),
      (["Host": "localhost:5000", "Content-Type": "application/json", "Origin": "http://evil.example"], 403),
      (["Host": "localhost:5000", "Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"], 403),
      (["Host": "evil.example:5000", "Content-Type": "application/json"], 404),
      (["Host": "127.evil.example", "Content-Type": "application/json"], 404),
      (["Host": "[::1]:5000", "Content-Type": "application/json; charset=utf-8"], 201),
      (["Host": "127.0.0.1", "Content-Type": "application/json"], 201),
    ] as [(RegistryHeaders, Int)])
  func noPageControls(headers: RegistryHeaders, status: Int) async throws {
    let test = try await registry(.loopback)
    #expect(await add(test, "503", headers).status == status)
    #expect(test.registry.weather.entries.count == (status == 201 ? 1 : 0))
  }

  @Test(arguments: [
    ("192.0.2.7", 404), ("::ffff:192.0.2.7", 404), ("fe80::1", 404), ("127.0.0.1", 200), ("::1", 200),
    ("::ffff:127.0.0.1", 200),
  ])
  func whoComesFromElsewhereDoesNotControlWhateverHostHeWrites(address: String, status: Int) async throws {
    let test = try await registry(.loopback)
    var request = RegistryRequest(method: "GET", target: "/drydock/weather", headers: ["Host": "localhost:5000"])
    request.address = address
    #expect(await test.registry.respond(to: request).status == status)
  }

  @Test func withoutControlThereIsNone() async throws {
    let test = try await registry(.off)
    #expect(await add(test, "503").status == 404)
    #expect(await test.ask("GET", "/drydock/weather").status == 404)
    let open = try await registry(.anywhere)
    #expect(await add(open, "503", ["Host": "registry.example", "Content-Type": "application/json"]).status == 201)
  }

  @Test(arguments: [AccessPolicy.Scheme.basic, .token(service: "s", lifetime: 300)])
  func whereThereAreAccountsOnlyAnAdministratorControls(scheme: AccessPolicy.Scheme) async throws {
    let users = [
      RegistryUser(name: "root", password: "secret", isAdministrator: true), RegistryUser(name: "a", password: "b"),
    ]
    let test = try await registry(.anywhere, policy: AccessPolicy(users: users, scheme: scheme))
    // root:secret, a:b, root:wrong
    for (credential, status) in [
      ("cm9vdDpzZWNyZXQ=", 201), ("YTpi", 403), ("cm9vdDp3cm9uZw==", 401), (nil, 401),
    ] {
      var headers = Self.json
      headers["Authorization"] = credential.map { "Basic \($0)" }
      let answer = await add(test, "503", headers)
      #expect(answer.status == status)
      if status == 401 { #expect(answer.headers["WWW-Authenticate"]?.lowercased().hasPrefix("basic") == true) }
    }
    #expect(test.registry.weather.entries.count == 1)
  }
}
