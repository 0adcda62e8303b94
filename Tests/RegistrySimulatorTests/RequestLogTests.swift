import ByteStreams
import DistributionSpec
import Foundation
import ImageSpec
import RegistrySimulator
import Testing

@Suite struct RequestLogTests {
  private static let users = [RegistryUser(name: "ann", password: "hunter2", isAdministrator: true)]
  private static let ann: RegistryHeaders = [
    "Authorization": "Basic \(Data("ann:hunter2".utf8).base64EncodedString())", "User-Agent": "tool/1",
  ]

  @Test func `An entry tells who asked what and how it went`() async throws {
    let test = try await TestRegistry(policy: AccessPolicy(users: Self.users))
    let digest = try Digest(of: [1, 2, 3])
    _ = await test.ask("POST", "/v2/app/blobs/uploads/?digest=\(digest)", Self.ann, body: [1, 2, 3])
    var request = RegistryRequest(
      method: "GET", target: "/v2/app/blobs/\(digest)?ns=docker.io&signature=top-secret", headers: ["Range": "bytes=1-"]
    )
    request.address = "192.0.2.9"
    _ = await test.registry.respond(to: request)
    let (push, pull) = (test.registry.requests[0], test.registry.requests[1])
    #expect(push.number == 1 && push.method == "POST" && push.status == 201 && push.bytesIn == 3)
    #expect(push.account == "ann" && push.agent == "tool/1" && push.endpoint == .upload)
    #expect(push.query == "digest=\(digest)")
    #expect(push.started == Timestamp(seconds: 1_500_000_000) && push.duration == .zero)
    #expect(pull.status == 206 && pull.bytes == 2 && pull.range == "bytes=1-" && pull.account == nil)
    #expect(pull.address == "192.0.2.9" && pull.repository?.description == "app" && pull.endpoint == .blob)
    #expect(!"\(test.registry.requests)".contains("secret"))
    #expect(!"\(test.registry.requests)".contains("hunter2"))
  }

  @Test func `A wrong password is nobody's`() async throws {
    let test = try await TestRegistry(policy: AccessPolicy(users: Self.users))
    let wrong: RegistryHeaders = ["Authorization": "Basic \(Data("ann:x".utf8).base64EncodedString())"]
    _ = await test.ask("GET", "/v2/", wrong)
    #expect(test.registry.requests.map(\.account) == [nil])
    #expect(test.registry.requests.map(\.status) == [401])
  }

  @Test func `A filter finds what it names`() async throws {
    let test = try await TestRegistry()
    try await test.pushImage("team/app", "1")
    _ = await test.ask("GET", "/v2/team/app/manifests/2")
    _ = await test.ask("GET", "/v2/team/app/tags/list")
    _ = await test.ask("GET", "/v2/_catalog")
    _ = await test.ask("GET", "/nowhere")
    let registry = test.registry
    let app = try RepositoryName(parsing: "team/app")
    #expect(registry.requests(RequestFilter(method: "PUT")).map(\.endpoint) == [.manifest])
    #expect(registry.requests(RequestFilter(repository: app)).count == 5)
    #expect(registry.requests(RequestFilter(statuses: 400...499)).map(\.endpoint) == [.manifest, nil])
    #expect(registry.requests(RequestFilter(endpoint: .upload)).count == 2)
    #expect(registry.requests(RequestFilter(after: 5)).map(\.endpoint) == [.catalog, nil])
  }

  @Test func `Who follows the log gets what comes`() async throws {
    let test = try await TestRegistry()
    let stream = test.registry.newRequests()
    _ = await test.ask("GET", "/v2/")
    _ = await test.ask("GET", "/v2/_catalog")
    var paths: [String] = []
    for await request in stream.prefix(2) { paths.append(request.path) }
    #expect(paths == ["/v2/", "/v2/_catalog"])
  }

  @Test func `The log is bounded in entries and in bytes`() async throws {
    var limits = RegistryLimits()
    limits.logEntries = 3
    let test = try await TestRegistry(limits: limits)
    for number in 0..<10 { _ = await test.ask("GET", "/\(String(repeating: "x", count: 5_000))/\(number)") }
    #expect(test.registry.requests.map(\.number) == [8, 9, 10])
    #expect(test.registry.requests.allSatisfy { $0.path.utf8.count < 300 })
  }
}
