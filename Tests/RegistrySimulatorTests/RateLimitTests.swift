import ByteStreams
import DistributionSpec
import Foundation
import ImageSpec
import RegistrySimulator
import Testing

@Suite struct RateLimitTests {
  private func ask(
    _ test: TestRegistry, _ method: String, _ target: String, from address: String?, _ headers: RegistryHeaders = [:]
  ) async -> RegistryResponse {
    var request = RegistryRequest(method: method, target: target, headers: headers)
    request.address = address
    return await test.registry.respond(to: request)
  }

  @Test func `Pulls are counted as Docker Hub counts them`() async throws {
    let test = try await TestRegistry(
      rateLimits: RateLimits(anonymousPulls: try Allowance(parsing: "2/6h")))
    let manifest = try await test.pushImage("app", "1")
    let target = "/v2/app/manifests/1"
    for _ in 1...3 {
      let head = await ask(test, "HEAD", target, from: "192.0.2.1")
      #expect(head.status == 200)
      #expect(head.headers["ratelimit-limit"] == "2;w=21600")
      #expect(head.headers["ratelimit-remaining"] == "2;w=21600")
      #expect(head.headers["docker-ratelimit-source"] == "192.0.2.1")
    }
    #expect(await ask(test, "GET", "/v2/app/manifests/absent", from: "192.0.2.1").status == 404)
    for remaining in ["1;w=21600", "0;w=21600"] {
      let answer = await ask(test, "GET", target, from: "192.0.2.1")
      #expect(answer.status == 200)
      #expect(answer.headers["ratelimit-remaining"] == remaining)
    }
    test.clock.withLock { $0.seconds += 600 }
    let refused = await ask(test, "GET", "/v2/app/manifests/\(manifest.digest)", from: "192.0.2.1")
    #expect(refused.status == 429)
    #expect(refused.codes == [.tooManyRequests])
    #expect(refused.headers["Retry-After"] == "21000")
    #expect(await ask(test, "HEAD", target, from: "192.0.2.1").status == 200)
    let layer = try Digest(of: Array("layer".utf8))
    #expect(await ask(test, "GET", "/v2/app/blobs/\(layer)", from: "192.0.2.1").status == 200)
    #expect(await ask(test, "GET", target, from: "192.0.2.2").status == 200)
    test.clock.withLock { $0.seconds += 21_000 }
    #expect(await ask(test, "GET", target, from: "192.0.2.1").headers["ratelimit-remaining"] == "1;w=21600")
  }

  @Test func `Accounts are counted by their name and not by their address`() async throws {
    let test = try await TestRegistry(
      policy: AccessPolicy(users: [RegistryUser(name: "ann", password: "a", isAdministrator: true)]),
      rateLimits: RateLimits(
        anonymousPulls: try Allowance(parsing: "1/1h"), accountPulls: try Allowance(parsing: "3/1h")))
    let ann: RegistryHeaders = ["Authorization": "Basic \(Data("ann:a".utf8).base64EncodedString())"]
    try await test.pushImage("app", "1", headers: ann)
    let target = "/v2/app/manifests/1"
    #expect(await ask(test, "GET", target, from: "192.0.2.1").status == 200)
    #expect(await ask(test, "GET", target, from: "192.0.2.1").status == 429)
    var statuses: [Int] = []
    for number in 1...4 { statuses.append(await ask(test, "GET", target, from: "192.0.2.\(number)", ann).status) }
    #expect(statuses == [200, 200, 200, 429])
    #expect(await ask(test, "HEAD", target, from: "192.0.2.1", ann).headers["docker-ratelimit-source"] == "ann")
  }

  @Test(arguments: [
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::1", true), ("2001:db8:1:2::1", "2001:db8:1:3::1", false),
    ("::ffff:192.0.2.1", "192.0.2.1", true), ("192.0.2.1", "192.0.2.2", false),
  ])
  func `An IPv6 network counts as one`(first: String, second: String, isSame: Bool) async throws {
    let test = try await TestRegistry(rateLimits: RateLimits(anonymousPulls: try Allowance(parsing: "1/1h")))
    try await test.pushImage("app", "1")
    #expect(await ask(test, "GET", "/v2/app/manifests/1", from: first).status == 200)
    #expect(await ask(test, "GET", "/v2/app/manifests/1", from: second).status == (isSame ? 429 : 200))
  }

  @Test func `The limiter against abuse counts everything and answers in plain text`() async throws {
    let test = try await TestRegistry(rateLimits: RateLimits(requests: try Allowance(parsing: "2/1m")))
    #expect(await ask(test, "GET", "/v2/", from: "192.0.2.1").status == 200)
    #expect(await ask(test, "GET", "/v1/search?q=a", from: "192.0.2.1").status == 200)
    let refused = await ask(test, "GET", "/v2/", from: "192.0.2.1")
    #expect(refused.status == 429)
    #expect(refused.headers["Content-Type"]?.hasPrefix("text/plain") == true)
    #expect(refused.headers["Retry-After"] == "60")
  }

  @Test func `A snapshot brings back what was left`() async throws {
    let test = try await TestRegistry(rateLimits: RateLimits(anonymousPulls: try Allowance(parsing: "1/1h")))
    try await test.pushImage("app", "1")
    let snapshot = test.registry.snapshot()
    #expect(await ask(test, "GET", "/v2/app/manifests/1", from: "192.0.2.1").status == 200)
    #expect(await ask(test, "GET", "/v2/app/manifests/1", from: "192.0.2.1").status == 429)
    try await test.registry.restore(snapshot)
    #expect(await ask(test, "GET", "/v2/app/manifests/1", from: "192.0.2.1").status == 200)
  }

  @Test(arguments: ["100/6h", "0/1s", "200/1d", "5/90s", "7/1m"])
  func `An allowance is read as it is written`(text: String) throws {
    #expect(try Allowance(parsing: text).description == text)
  }

  @Test(arguments: ["", "/", "100", "100/", "/6h", "-1/6h", "1/0h", "1/6w", "x/6h", "1/6hh", "1/2/3h", "9999999999/1h"])
  func `What is no allowance is refused`(text: String) {
    #expect(throws: Allowance.Invalid.self) { try Allowance(parsing: text) }
  }
}
