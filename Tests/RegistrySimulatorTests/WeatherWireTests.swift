import ByteStreams
import Foundation
import ImageSpec
import RegistrySimulator
import TestSupport
import Testing

/// Every fault as a socket sees it.
@Suite struct WeatherWireTests {
  static let layer = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  /// A registry in the weather, on a socket, that has an image `app:1` and its layer.
  func weathered(
    _ rules: String..., policy: AccessPolicy = .open,
    _ body: (_ host: String, _ blob: String, _ registry: RegistrySimulator) async throws -> Void
  ) async throws {
    let test = try await TestRegistry()
    try await test.pushImage("app", "1", layer: Self.layer)
    let digest = try Digest(of: Self.layer)
    let weather = Weather(try rules.map { try WeatherRule(parsing: $0) })
    test.registry.changeWeather { $0 = weather }
    var configuration = ListenerConfiguration()
    // No test waits that long: what the weather holds must end when the listener stops.
    configuration.stopTimeout = .seconds(1_000_000)
    try await listening(test, configuration: configuration) { host in
      try await body(host, "/v2/app/blobs/\(digest)", test.registry)
    }
  }

  @Test(arguments: [("reset@4096", true), ("close@4096", false), ("reset@0", true), ("close@99999", false)])
  func aBodyBreaksOff(fault: String, isReset: Bool) async throws {
    try await weathered("\(fault) on blob once") { host, blob, _ in
      let place = try #require(Int(fault.split(separator: "@")[1]))
      let answer = try await raw(host, blob)
      #expect(answer.status == 200)
      #expect(answer["Content-Length"] == "100000")
      #expect(answer.body == Array(Self.layer.prefix(place)))
      #expect(answer.wasReset == isReset)
      let next = try await raw(host, blob)
      #expect(next.body == Self.layer)
      #expect(!next.wasReset)
    }
  }

  @Test func aResetWaitsForAClientThatReadsSlowly() async throws {
    let storage = CountingStorage(size: 16 << 20)
    let test = try await TestRegistry(storage: storage, weather: "reset@12M on foreign")
    try await test.registry.foreignLayers.push(
      Descriptor(mediaType: .octetStream, digest: try storage.digest, size: storage.size), from: storage,
      progress: { _ in })
    try await listening(test) { host in
      let reader = try Connected(host, receiveBuffer: 16 << 10)
      reader.send("GET /foreign/\(try storage.digest) HTTP/1.1\r\nHost: x\r\n\r\n")
      let answer = try await BlockingThreads.run { reader.receiveAll() }
      #expect(answer.body.count == 12 << 20)
      #expect(answer.wasReset)
    }
  }

  @Test(arguments: [("reset", true), ("close", false), ("lost-answer", true)])
  func noAnswerComes(fault: String, isReset: Bool) async throws {
    try await weathered("\(fault) on DELETE blob once") { host, blob, registry in
      let answer = try await raw(host, "DELETE \(blob)")
      #expect(answer.head == "")
      #expect(answer.wasReset == isReset)
      #expect(registry.requests.last?.status == 0)
      // Only what was lost behind the registry was carried out.
      #expect(try await raw(host, blob).status == (fault == "lost-answer" ? 404 : 200))
    }
  }

  @Test(arguments: ["stall", "stall@10"])
  func nothingMoreComesUntilTheListenerStops(fault: String) async throws {
    let came = Array(Self.layer.prefix(fault == "stall" ? 0 : 10))
    let stalled = Locked<Connected?>(nil)
    try await weathered("\(fault) on blob") { host, blob, registry in
      let connected = try Connected(host)
      stalled.withLock { $0 = connected }
      connected.send("GET \(blob) HTTP/1.1\r\nHost: x\r\n\r\n")
      if !came.isEmpty { #expect(try await BlockingThreads.run { connected.receiveAnswer(of: 10) }.body == came) }
      while registry.weather.entries[0].struck == 0 { await Task.yield() }
    }
    let connected = try #require(stalled.withLock { $0 })
    #expect(try await BlockingThreads.run { connected.receive() } == "")
  }

  @Test(arguments: ["stall on blob", "stall@10 on blob", "delay=1h on blob", "drip=1 on blob", "endless on blob"])
  func aClientThatGoesAwayFreesItsConnection(rule: String) async throws {
    try await weathered(rule) { host, blob, registry in
      let port = try await BlockingThreads.run {
        let connected = try Connected(host)
        connected.send("GET \(blob) HTTP/1.1\r\nHost: x\r\n\r\n")
        if rule.contains("@") || rule.hasPrefix("drip") { _ = connected.receiveAll(atLeast: 100) }
        while registry.weather.entries[0].struck == 0 { usleep(1_000) }
        return connected.port
      }
      try await BlockingThreads.run { while try holdsConnection(to: port) { usleep(1_000) } }
    }
  }

  @Test func anEndlessBodyGoesOnWithoutALength() async throws {
    try await weathered("endless on blob") { host, blob, _ in
      let connected = try Connected(host)
      let answer = try await BlockingThreads.run {
        connected.send("GET \(blob) HTTP/1.1\r\nHost: x\r\n\r\n")
        return connected.receiveAll(atLeast: 20 << 20)
      }
      #expect(answer["Content-Length"] == nil)
      #expect(answer["Transfer-Encoding"] == "chunked")
      #expect(answer.body.count > 19 << 20)
    }
  }

  @Test func aDripSendsPiecesAndASlowLinkGivesAllInTheEnd() async throws {
    try await weathered("drip=60000 on blob once", "slow=2M on blob once") { host, blob, registry in
      let start = ContinuousClock.now
      for _ in 1...2 {
        let answer = try await raw(host, blob)
        #expect(answer.body == Self.layer)
      }
      // It can't be faster, however slow the machine is: there is a second between the pieces of a drip.
      #expect(ContinuousClock.now - start >= .seconds(1))
      #expect(registry.weather.entries.map(\.struck) == [1, 1])
    }
  }

  @Test func oneBitIsWrong() async throws {
    try await weathered("flip@70000 on blob once", "flip on manifest once") { host, blob, _ in
      let answer = try await raw(host, blob)
      #expect(answer["Content-Length"] == "100000")
      #expect(answer.body.indices.filter { answer.body[$0] != Self.layer[$0] } == [70_000])
      let manifest = try Image(layer: Self.layer).manifest.bytes
      let wrong = try await raw(host, "/v2/app/manifests/1").body
      #expect(wrong.indices.filter { wrong[$0] != manifest[$0] } == [manifest.count / 2])
    }
  }

  @Test(arguments: ["length=+10", "length=-10"])
  func theLengthIsWrong(fault: String) async throws {
    try await weathered("\(fault) on blob") { host, blob, _ in
      let length = fault == "length=+10" ? "100010" : "99990"
      let answer = try await raw(host, blob)
      #expect(answer["Content-Length"] == length)
      #expect(answer.body == Self.layer)
      #expect(!answer.wasReset)
      #expect(try await raw(host, "HEAD \(blob)")["Content-Length"] == length)
    }
  }

  @Test func theDigestIsWrongOrAbsent() async throws {
    try await weathered("wrong-digest on HEAD once", "no-digest on GET manifest") { host, _, _ in
      let right = try Image(layer: Self.layer).manifest.descriptor.digest.description
      let wrong = try #require(try await raw(host, "HEAD /v2/app/manifests/1")["Docker-Content-Digest"])
      #expect(wrong.hasPrefix("sha256:") && wrong != right)
      #expect(try await raw(host, "HEAD /v2/app/manifests/1")["Docker-Content-Digest"] == right)
      #expect(try await raw(host, "/v2/app/manifests/1")["Docker-Content-Digest"] == nil)
    }
  }

  @Test func aStatusComesWithItsErrorAndItsTime() async throws {
    try await weathered(
      "429 retry-after=2 on manifest once", "429 retry-at=60 on manifest once", "500 on manifest once",
      "502 on manifest once"
    ) { host, _, _ in
      let first = try await raw(host, "/v2/app/manifests/1")
      #expect(first.status == 429)
      #expect(first["Retry-After"] == "2")
      #expect(String(decoding: first.body, as: UTF8.self).contains(#""code":"TOOMANYREQUESTS""#))
      let second = try await raw(host, "/v2/app/manifests/1")
      #expect(second["Date"] == "Fri, 14 Jul 2017 02:40:00 GMT")
      #expect(second["Retry-After"] == "Fri, 14 Jul 2017 02:41:00 GMT")
      #expect(try await raw(host, "/v2/app/manifests/1").status == 500)
      let bad = try await raw(host, "HEAD /v2/app/manifests/1")
      #expect(bad.status == 502)
      #expect(bad.body == [])
      #expect(try await raw(host, "/v2/app/manifests/1").status == 200)
    }
  }

  @Test func aRangeIsIgnoredOrRefused() async throws {
    try await weathered("no-range on blob once", "416 on blob once") { host, blob, _ in
      #expect(try await raw(host, blob).body.count == 100_000)
      let whole = try await raw(host, blob, "Range: bytes=5-")
      #expect(whole.status == 200)
      #expect(whole.body == Self.layer)
      #expect(try await raw(host, blob, "Range: bytes=5-").status == 416)
      let part = try await raw(host, blob, "Range: bytes=5-")
      #expect(part.status == 206)
      #expect(part.body == Array(Self.layer.dropFirst(5)))
    }
  }

  @Test func redirectsLeadElsewhereOrRound() async throws {
    try await weathered(
      "redirect=/v2/other on blob once", "redirect=http://mirror.example:1 on blob once", "redirect=loop on blob"
    ) { host, blob, _ in
      let first = try await raw(host, blob)
      #expect(first.status == 307)
      #expect(first["Location"] == "/v2/other")
      #expect(try await raw(host, blob)["Location"] == "http://mirror.example:1\(blob)")
      #expect(try await raw(host, "\(blob)?ns=a%2Fb")["Location"] == "\(blob)?ns=a%2Fb")
      let curl = try await run("curl", "-sSL", "--max-redirs", "5", "http://\(host)\(blob)")
      #expect(curl.status == 47, "\(curl.output)")
    }
  }

  @Test func aRedirectToAnotherNameOfThisHostIsFollowedOnce() async throws {
    try await weathered("redirect=http://127.0.0.1 on base") { host, blob, registry in
      let port = host.split(separator: ":")[1]
      let rule = try WeatherRule(parsing: "redirect=http://localhost:\(port) on blob")
      registry.changeWeather { _ = $0.add(rule) }
      let curl = try await run(
        "curl", "-sSL4", "-o", "/dev/null", "-w", "%{http_code} %{num_redirects}", "http://\(host)\(blob)")
      #expect(curl.output == "200 1")
    }
  }

  @Test func otherBodiesComeInThePlaceOfDocuments() async throws {
    try await weathered(
      "html on manifest once", "bad-json on manifest once", "huge-json=3000000 on manifest once",
      "media-type=application/x-new on manifest once"
    ) { host, _, _ in
      let page = try await raw(host, "/v2/app/manifests/1")
      #expect(page["Content-Type"] == "text/html; charset=utf-8")
      #expect(String(decoding: page.body, as: UTF8.self).hasPrefix("<!DOCTYPE html>"))
      let half = try await raw(host, "/v2/app/manifests/1")
      let manifest = try Image(layer: Self.layer).manifest.bytes
      #expect(half["Content-Length"] == "\(manifest.count / 2)")
      #expect(half.body == Array(manifest.prefix(manifest.count / 2)))
      let huge = try await raw(host, "/v2/app/manifests/1")
      #expect(huge.body.count == 3_000_000)
      let object = try JSONSerialization.jsonObject(with: Data(huge.body)) as? [String: String]
      #expect(object?["padding"]?.count == 3_000_000 - 14)
      let unknown = try await raw(host, "/v2/app/manifests/1")
      #expect(unknown["Content-Type"] == "application/x-new")
      #expect(unknown.body == manifest)
    }
  }

  @Test func hostileTextStandsInMessagesAndNames() async throws {
    try await weathered("hostile") { host, blob, _ in
      for path in [blob, "/v2/app/tags/list", "/v1/search?q=a", "/v2/_catalog"] {
        let answer = try await raw(host, path)
        #expect(answer.status == (path == blob ? 403 : 200))
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(text.contains(#"\u001b]0;owned"#) || text.contains(#"\u001B]0;owned"#), "\(text)")
      }
    }
  }

  @Test func anyHeaderIsWrongOrAbsent() async throws {
    try await weathered(
      "header=location:http://mirror.example/up%20load on upload once", "header=Docker-Upload-UUID: on upload once",
      "header=X-Weather:bad on base"
    ) { host, _, _ in
      let wrong = try await raw(host, "POST /v2/app/blobs/uploads/", "Content-Length: 0")
      #expect(wrong.status == 202)
      #expect(wrong["Location"] == "http://mirror.example/up load")
      #expect(wrong["Docker-Upload-UUID"] == nil)
      let right = try await raw(host, "POST /v2/app/blobs/uploads/", "Content-Length: 0")
      #expect(right["Location"]?.hasPrefix("/v2/app/") == true)
      #expect(right["Docker-Upload-UUID"] != nil)
      #expect(try await raw(host, "/v2/")["X-Weather"] == "bad")
    }
  }

  @Test func theClockOfTheRegistryGoesWrong() async throws {
    try await weathered("skew=-1h on base once", "skew=+1s on base") { host, _, _ in
      let first = try await raw(host, "/v2/")
      #expect(first["Date"] == "Fri, 14 Jul 2017 01:40:00 GMT")
      let second = try await raw(host, "/v2/")
      #expect(second["Date"] == "Fri, 14 Jul 2017 02:40:01 GMT")
    }
  }

  @Test func anUploadBreaksOffStallsOrArrivesWrong() async throws {
    try await weathered("reset@50000 on PATCH once", "flip@7 on PUT upload once", "slow=10M on PATCH once") {
      host, _, registry in
      let folder = try ScratchFolder()
      let bytes = Data(Self.layer.reversed())
      try bytes.write(to: URL(fileURLWithPath: folder("blob")))
      let opened = try await raw(host, "POST /v2/app/blobs/uploads/", "Content-Length: 0")
      let location = try #require(opened["Location"])
      func send(_ method: String, _ target: String) async throws -> (status: Int32, output: String) {
        try await run(
          "curl", "-sS", "-X", method, "-T", folder("blob"), "-w", "%{http_code}", "http://\(host)\(target)")
      }
      let cut = try await send("PATCH", location)
      #expect([52, 55, 56].contains(cut.status), "\(cut.output)")
      // What had come is kept, and the upload can go on.
      #expect(try await raw(host, location)["Range"] == "0-49999")
      let digest = try Digest(of: Array(bytes))
      let second = try #require(try await raw(host, "POST /v2/app/blobs/uploads/", "Content-Length: 0")["Location"])
      #expect(try await send("PUT", "\(second)?digest=\(digest)").output.hasSuffix("400"))
      let third = try #require(try await raw(host, "POST /v2/app/blobs/uploads/", "Content-Length: 0")["Location"])
      #expect(try await send("PATCH", third).output == "202")
      #expect(try await raw(host, "PUT \(third)?digest=\(digest)", "Content-Length: 0").status == 201)
      #expect(registry.weather.entries.map(\.struck) == [1, 1, 1])
    }
  }

  @Test func anUploadThatStallsHoldsTheClientUntilTheListenerStops() async throws {
    let ended = Locked<Task<(status: Int32, output: String), any Error>?>(nil)
    try await weathered("stall@1000 on PATCH") { host, _, registry in
      let location = try #require(
        try await raw(host, "POST /v2/app/blobs/uploads/", "Content-Length: 0")["Location"])
      let folder = try ScratchFolder()
      try Data(count: 8 << 20).write(to: URL(fileURLWithPath: folder("blob")))
      let task = Task { try await run("curl", "-sS", "-X", "PATCH", "-T", folder("blob"), "http://\(host)\(location)") }
      ended.withLock { $0 = task }
      while (try await raw(host, location))["Range"] != "0-999" { await Task.yield() }
      #expect(registry.weather.entries[0].struck == 1)
    }
    let status = try #require(await ended.withLock { $0 }?.value.status)
    #expect([52, 55, 56].contains(status))
  }
}
