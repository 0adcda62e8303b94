import ImageSpec
import RegistrySimulator
import Testing

/// When rules strike, and that the same requests meet the same weather.
@Suite struct WeatherTests {
  func statuses(_ test: TestRegistry, _ count: Int, _ path: String = "/v2/", method: String = "GET") async -> [Int] {
    var statuses: [Int] = []
    for _ in 0..<count { statuses.append(await test.ask(method, path).status) }
    return statuses
  }

  @Test(arguments: [
    ("503", [503, 503, 503, 503]), ("503 once", [503, 200, 200, 200]), ("503 2 times", [503, 503, 200, 200]),
    ("503 after 1 once", [200, 503, 200, 200]), ("503 after 3", [200, 200, 200, 503]),
    ("503 on manifest", [200, 200, 200, 200]), ("503 on GET base once", [503, 200, 200, 200]),
    ("503 on HEAD", [200, 200, 200, 200]), ("503 of app", [200, 200, 200, 200]), ("503 at /v2*", [503, 503, 503, 503]),
  ])
  func aRuleStrikesWhenItSays(rule: String, statuses: [Int]) async throws {
    let test = try await TestRegistry(weather: rule)
    #expect(await self.statuses(test, 4) == statuses)
  }

  @Test func requestsAreChosenByRepositoryAndPath() async throws {
    let test = try await TestRegistry(weather: "503 of team/*", "500 on tags at */b/tags/list", "502 on foreign,search")
    for (path, status) in [
      ("/v2/team/a/tags/list", 503), ("/v2/team/a/manifests/1", 503), ("/v2/a/tags/list", 404),
      ("/v2/b/tags/list", 500),
      ("/v2/team/tags/list", 404), ("/foreign/x", 502), ("/v1/search", 502), ("/nowhere", 404),
    ] {
      #expect(await statuses(test, 1, path) == [status], "\(path)")
    }
  }

  @Test func chanceDependsOnTheSeedAndTheRuleAloneAndIsFair() async throws {
    func struck(seed: UInt64, others: Bool) async throws -> [Int] {
      let test = try await TestRegistry(weather: "503 on base with 30%", "500 on tags with 50%", seed: seed)
      var all: [Int] = []
      for _ in 0..<400 {
        if others { _ = await statuses(test, 1, "/v2/a/tags/list") }
        all += await statuses(test, 1)
      }
      return all
    }
    let first = try await struck(seed: 7, others: false)
    #expect(try await struck(seed: 7, others: true) == first)
    #expect(try await struck(seed: 8, others: false) != first)
    #expect((80...160).contains(first.filter { $0 == 503 }.count))
  }

  @Test func rulesThatCannotBothBeTakeTurns() async throws {
    let test = try await TestRegistry(weather: "429 once", "503 once", "delay=1s", "skew=+1s")
    #expect(await statuses(test, 3) == [429, 503, 200])
    let answer = await test.ask("GET", "/v2/")
    #expect(answer.delivery == Delivery(delay: .seconds(1)))
    #expect(test.registry.weather.entries.map(\.struck) == [1, 1, 4, 4])
    #expect(test.registry.weather.entries.map(\.met) == [4, 3, 4, 4])
  }

  @Test func aRuleMeetsOnlyWhatItCanHarm() async throws {
    let test = try await TestRegistry(
      weather: "reset@5 on blob once", "stale-token once", "no-range once", "wrong-digest on base")
    let digest = try await test.push(Array("12345".utf8), to: "app")
    let large = try await test.push(Array("123456".utf8), to: "app")
    for path in ["HEAD /v2/app/blobs/\(large)", "GET /v2/app/blobs/\(digest)", "GET /v2/"] {
      let parts = path.split(separator: " ").map(String.init)
      #expect(await test.ask(parts[0], parts[1]).delivery == .plain)
    }
    #expect(test.registry.weather.entries.allSatisfy { $0.met == 0 && $0.struck == 0 })
    #expect(await test.ask("GET", "/v2/app/blobs/\(large)").delivery.end == .broken(.reset, .body(5)))
  }

  @Test(arguments: [
    ("drip=10", Delivery(pace: .drip(10))), ("slow=64k", Delivery(pace: .link(65_536))),
    ("delay=250ms", Delivery(delay: .milliseconds(250))), ("stall", Delivery(end: .stalled(.start))),
    ("stall@2", Delivery(end: .stalled(.body(2)))), ("endless", Delivery(end: .endless)),
    ("close", Delivery(end: .broken(.close, .start))), ("lost-answer", Delivery(end: .broken(.reset, .start))),
    ("html", .plain),
  ])
  func aFaultOfTheConnectionIsAValueOnTheAnswer(rule: String, delivery: Delivery) async throws {
    let test = try await TestRegistry()
    let digest = try await test.push(Array("12345".utf8), to: "app")
    let weather = Weather([try WeatherRule(parsing: rule)])
    test.registry.changeWeather { $0 = weather }
    #expect(await test.ask("GET", "/v2/app/blobs/\(digest)").delivery == delivery)
    #expect(Delivery.Pace.link(4) == Delivery.Pace(piece: 1, interval: .milliseconds(250)))
  }

  @Test func aFaultOfTheBodyPassesARefusalAndAPageTakesThePlaceOfOneThatTheWeatherMade() async throws {
    let test = try await TestRegistry(weather: "reset@1 on blob once", "html on base", "502 on base once")
    let missing = try Digest(of: [1])
    let refused = await test.ask("GET", "/v2/app/blobs/\(missing)")
    #expect(refused.status == 404 && refused.delivery == .plain)
    let gateway = await test.ask("GET", "/v2/")
    #expect(gateway.status == 502 && gateway.headers["Content-Type"] == "text/html; charset=utf-8")
    #expect(test.registry.weather.entries.map(\.met) == [0, 1, 1])
  }

  @Test func numbersAreNeverGivenTwice() {
    var weather = Weather([WeatherRule(.html), WeatherRule(.endless)])
    #expect(weather.entries.map(\.number) == [1, 2])
    #expect(weather.remove(2)?.rule == WeatherRule(.endless))
    #expect(weather.remove(2) == nil)
    #expect(weather.add(WeatherRule(.html)) == 3)
    #expect(weather.removeAll().map(\.number) == [1, 3])
    for _ in 0..<Weather.limit { #expect(weather.add(WeatherRule(.html)) != nil) }
    #expect(weather.add(WeatherRule(.html)) == nil)
  }

  @Test func aSnapshotBringsBackCountsSeedAndRules() async throws {
    let test = try await TestRegistry(weather: "503 after 2 once", "500 with 50%", seed: 3)
    _ = await statuses(test, 2)
    let snapshot = test.registry.snapshot()
    let first = await statuses(test, 20)
    let rule = try WeatherRule(parsing: "404 on base")
    test.registry.changeWeather { weather in
      weather.remove(2)
      weather.add(rule)
    }
    #expect(await statuses(test, 1) == [404])
    try await test.registry.restore(snapshot)
    #expect(test.registry.snapshot() == snapshot)
    #expect(await statuses(test, 20) == first)
  }

  @Test func aStaleTokenIsRefusedAndANewOneIsGood() async throws {
    let policy = AccessPolicy(
      users: [RegistryUser(name: "a", password: "b")], scheme: .token(service: "s", lifetime: 300), anonymousPull: true)
    let test = try await TestRegistry(policy: policy, weather: "stale-token once", "skew=+10s on token")
    func token() async throws -> RegistryHeaders {
      let answer = await test.ask("GET", "/token?service=s&scope=repository:app:pull")
      #expect(answer.text.contains(#""issued_at":"2017-07-14T02:40:10Z""#))
      let start = try #require(answer.text.firstRange(of: #""token":""#)?.upperBound)
      return ["Authorization": "Bearer \(answer.text[start...].prefix { $0 != "\"" })"]
    }
    let first = try await token()
    let refused = await test.ask("GET", "/v2/app/tags/list", first)
    #expect(refused.status == 401)
    #expect(refused.headers["WWW-Authenticate"]?.contains("invalid_token") == true)
    #expect(await test.ask("GET", "/v2/app/tags/list", first).status == 401)
    let second = try await token()
    #expect(await test.ask("GET", "/v2/app/tags/list", second).status == 404)
  }
}
