import ByteStreams
import DistributionSpec
import Foundation
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport
import Testing

/// Registries that want fewer requests.
@Suite struct LimitTests {
  @Test(
    arguments: [
      ("7", nil, 7), ("Thu, 26 Nov 2026 12:00:30 GMT", "Thu, 26 Nov 2026 12:00:00 GMT", 30),
      ("Thu, 26 Nov 2026 11:00:00 GMT", "Thu, 26 Nov 2026 12:00:00 GMT", 0),
    ] as [(String, String?, Int)])
  func `a wait is as long as the answer asks for`(header: String, date: String?, seconds: Int) async throws {
    let count = Flag(0)
    let server = try ScriptedServer(answering: { _ in
      count.value += 1
      return count.value == 1
        ? ScriptedServer.response("429 Slow", ["Retry-After: \(header)"] + (date.map { ["Date: \($0)"] } ?? []))
        : ScriptedServer.response("200 OK", body: #"{"tags":null}"#)
    })
    let client = try Client(server.url)
    _ = try await client.repository("a").tags()
    #expect(client.waits.withLock { $0 } == [.seconds(seconds)])
  }

  @Test func `a pull limit that is used up is not waited for`() async throws {
    let server = try ScriptedServer(answering: { _ in
      ScriptedServer.response(
        "429 Too Many Requests", ["ratelimit-limit: 100;w=21600", "ratelimit-remaining: 0;w=21600"],
        body: #"{"errors":[{"code":"TOOMANYREQUESTS","message":"You have reached your pull rate limit."}]}"#)
    })
    let client = try Client(server.url)
    let error = await #expect(throws: RegistryError.self) { try await client.repository("a").tags() }
    #expect(error?.code == .tooManyRequests)
    #expect(server.requests.count == 1)
    #expect(client.registry.quota == RegistryQuota(limit: 100, remaining: 0, window: 21600))
  }

  @Test(
    arguments: [
      (["ratelimit-limit": "100;w=21600", "ratelimit-remaining": "76;w=21600"], 76, false),
      (["RateLimit-Limit": "100", "RateLimit-Remaining": "10"], 10, true),
      (["ratelimit-limit": "100;w=21600"], nil, false),
      (["ratelimit-limit": "x", "ratelimit-remaining": "-1"], nil, false),
    ] as [([String: String], Int?, Bool)])
  func `a quota is read where both its headers make sense`(fields: [String: String], remaining: Int?, isLow: Bool) {
    var headers = HTTPHeaders()
    for (name, value) in fields { headers.add(name, value) }
    let quota = RegistryQuota(headers)
    #expect(quota?.remaining == remaining)
    #expect(quota?.isLow ?? false == isLow)
  }
}
