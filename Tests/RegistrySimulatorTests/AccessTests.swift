import ByteStreams
import DistributionSpec
import Foundation
import ImageSpec
import RegistrySimulator
import Testing

@Suite struct AccessTests {
  private static let users = [
    RegistryUser(name: "ann", password: "a:pass"), RegistryUser(name: "root", password: "r", isAdministrator: true),
  ]

  private static func basic(_ name: String, _ password: String) -> String {
    "Basic \(Data("\(name):\(password)".utf8).base64EncodedString())"
  }

  /// The request and the answer's status to: nobody, ann, the administrator, a wrong password.
  private static let table: [(method: String, target: String, statuses: [Int])] = [
    ("GET", "/v2/", [401, 200, 200, 401]),
    ("GET", "/v2/ann/app/manifests/1", [200, 200, 200, 401]),
    ("GET", "/v2/_catalog", [200, 200, 200, 401]),
    ("POST", "/v2/ann/app/blobs/uploads/", [401, 202, 202, 401]),
    ("POST", "/v2/anna/app/blobs/uploads/", [401, 403, 202, 401]),
    ("POST", "/v2/library/app/blobs/uploads/", [401, 403, 202, 401]),
    ("DELETE", "/v2/library/app/manifests/1", [401, 403, 404, 401]),
    ("PUT", "/v2/library/app/manifests/1", [401, 403, 400, 401]),
    ("GET", "/v1/search?q=a", [200, 200, 200, 200]),
  ]

  @Test(arguments: table)
  func basicRights(row: (method: String, target: String, statuses: [Int])) async throws {
    let test = try await TestRegistry(policy: AccessPolicy(users: Self.users))
    try await fill(test)
    let callers = [nil, Self.basic("ann", "a:pass"), Self.basic("root", "r"), Self.basic("ann", "wrong")]
    for (caller, status) in zip(callers, row.statuses) {
      let answer = await test.ask(row.method, row.target, caller.map { ["Authorization": $0] } ?? [:])
      #expect(answer.status == status, "\(row.method) \(row.target)")
      if status == 401 {
        #expect(answer.headers["WWW-Authenticate"] == #"Basic realm="registry""#)
        #expect(answer.codes == [.unauthorized])
      }
      if status == 403 { #expect(answer.codes == [.denied]) }
    }
  }

  @Test(arguments: table)
  func tokenRights(row: (method: String, target: String, statuses: [Int])) async throws {
    let test = try await TestRegistry(
      policy: AccessPolicy(users: Self.users, scheme: .token(service: "sim", lifetime: 300)))
    try await fill(test, token: try await token(test, "root", "r", "repository:ann/app:pull,push").token)
    let callers: [(String, String)?] = [nil, ("ann", "a:pass"), ("root", "r")]
    for (caller, status) in zip(callers, row.statuses) {
      let answer = try await askAsClient(test, row.method, row.target, caller)
      // A token says that somebody is known, be it as nobody, as on Docker Hub.
      let status = row.target == "/v2/" ? 200 : status
      #expect(answer.status == status, "\(row.method) \(row.target)")
    }
  }

  @Test func withoutAnonymousPullNothingIsServedToNobody() async throws {
    let test = try await TestRegistry(policy: AccessPolicy(users: Self.users, anonymousPull: false))
    #expect(await test.ask("GET", "/v2/ann/app/manifests/1").status == 401)
    #expect(
      await test.ask("GET", "/v2/ann/app/manifests/1", ["Authorization": Self.basic("ann", "a:pass")]).status == 404)
    // What containers' tools send when they have no credentials.
    #expect(await test.ask("GET", "/v2/ann/app/manifests/1", ["Authorization": Self.basic("", "")]).status == 401)
    #expect(await test.ask("GET", "/v2/ann/app/manifests/1", ["Authorization": "Basic !!!"]).status == 401)
  }

  @Test func aTokenIsAskedForWithTheScopeThatIsNeededAndExpires() async throws {
    let test = try await TestRegistry(
      policy: AccessPolicy(users: Self.users, scheme: .token(service: "sim", lifetime: 300)))
    let refused = await test.ask("POST", "/v2/ann/app/blobs/uploads/", ["Host": "reg.test:5000"])
    let challenge = try #require(Challenge.parse(refused.headers["WWW-Authenticate"] ?? "").first)
    #expect(challenge.realm == "http://reg.test:5000/token")
    #expect(challenge.service == "sim")
    #expect(challenge.scopes.map(\.description) == ["repository:ann/app:pull,push"])
    let answer = try await token(test, "ann", "a:pass", "repository:ann/app:pull,push")
    #expect(answer.lifetime == 300)
    let bearer: RegistryHeaders = ["Authorization": "Bearer \(answer.token)"]
    #expect(await test.ask("POST", "/v2/ann/app/blobs/uploads/", bearer).status == 202)
    #expect(await test.ask("POST", "/v2/ann/other/blobs/uploads/", bearer).status == 401)
    test.clock.withLock { $0.seconds += 300 }
    let expired = await test.ask("POST", "/v2/ann/app/blobs/uploads/", bearer)
    #expect(expired.status == 401)
    #expect(Challenge.parse(expired.headers["WWW-Authenticate"] ?? "").first?.parameters["error"] == "invalid_token")
  }

  @Test func aTokenGrantsNoMoreThanTheUserMay() async throws {
    let test = try await TestRegistry(
      policy: AccessPolicy(users: Self.users, scheme: .token(service: "sim", lifetime: 300)))
    let anonymous = try await token(test, nil, "", "repository:ann/app:pull,push,delete")
    #expect(
      await test.ask("POST", "/v2/ann/app/blobs/uploads/", ["Authorization": "Bearer \(anonymous.token)"]).status == 401
    )
    let wrong = await test.ask(
      "GET", "/token?scope=repository:ann/app:pull", ["Authorization": Self.basic("ann", "wrong")])
    #expect(wrong.status == 401)
    #expect(wrong.codes == [.unauthorized])
  }

  @Test func aRefreshTokenGetsTokensByPost() async throws {
    let test = try await TestRegistry(
      policy: AccessPolicy(users: Self.users, scheme: .token(service: "sim", lifetime: 300)))
    func post(_ form: [(String, String)]) async -> RegistryResponse {
      await test.ask("POST", "/token", body: Array(Query(form).encoded.utf8))
    }
    let login = await post([
      ("grant_type", "password"), ("username", "ann"), ("password", "a:pass"), ("service", "sim"),
      ("access_type", "offline"), ("client_id", "test"),
    ])
    let refresher = try #require(try TokenAnswer(parsing: try login.collect()).refreshToken)
    let answer = await post([
      ("grant_type", "refresh_token"), ("refresh_token", refresher), ("scope", "repository:ann/app:push,pull"),
    ])
    let token = try TokenAnswer(parsing: try answer.collect()).token
    #expect(
      await test.ask("POST", "/v2/ann/app/blobs/uploads/", ["Authorization": "Bearer \(token)"]).status == 202)
    #expect(await post([("grant_type", "refresh_token"), ("refresh_token", "x")]).status == 401)
    #expect(await post([("grant_type", "password"), ("username", "ann"), ("password", "x")]).status == 401)
    #expect(await post([("grant_type", "magic")]).status == 400)
  }

  @Test(arguments: [
    ("", "&from=ann/app", 202), (" repository:ann/app:pull", "&from=ann/app", 201), ("", "", 202),
    (" repository:ann/app:pull", "", 201),
  ])
  func aBlobIsMountedOutOfWhatTheTokenMayPull(scope: String, from: String, status: Int) async throws {
    let test = try await TestRegistry(
      policy: AccessPolicy(users: Self.users, scheme: .token(service: "sim", lifetime: 300)))
    try await fill(test, token: try await token(test, "root", "r", "repository:ann/app:pull,push").token)
    let token = try await token(test, "ann", "a:pass", "repository:ann/other:pull,push\(scope)").token
    let answer = await test.ask(
      "POST", "/v2/ann/other/blobs/uploads/?mount=\(try Digest(of: [1]))\(from)", ["Authorization": "Bearer \(token)"])
    #expect(answer.status == status)
  }

  @Test func secretsAreNotDescribed() async throws {
    let test = try await TestRegistry(
      policy: AccessPolicy(users: Self.users, scheme: .token(service: "sim", lifetime: 300)))
    let answer = try await token(test, "ann", "a:pass", "repository:ann/app:pull")
    var text = ""
    dump(test.registry.snapshot(), to: &text)
    dump(Self.users, to: &text)
    #expect(!text.contains(answer.token))
    #expect(!text.contains("a:pass"))
    #expect(text.contains("ann"))
  }

  private func fill(_ test: TestRegistry, token: String? = nil) async throws {
    let authorization: RegistryHeaders = ["Authorization": token.map { "Bearer \($0)" } ?? Self.basic("root", "r")]
    let image = try Image(layer: [1]).manifest
    for blob in [Image.configuration, [1]] {
      let target = "/v2/ann/app/blobs/uploads/?digest=\(try Digest(of: blob))"
      #expect(await test.ask("POST", target, authorization, body: blob).status == 201)
    }
    var headers = authorization
    headers["Content-Type"] = image.mediaType.description
    #expect(await test.ask("PUT", "/v2/ann/app/manifests/1", headers, body: image.bytes).status == 201)
  }

  private func token(
    _ test: TestRegistry, _ name: String?, _ password: String, _ scope: String
  ) async throws -> TokenAnswer {
    let headers: RegistryHeaders = name.map { ["Authorization": Self.basic($0, password)] } ?? [:]
    let answer = await test.ask("GET", "/token?\(Query([("scope", scope), ("service", "sim")]).encoded)", headers)
    return try TokenAnswer(parsing: try answer.collect())
  }

  /// Asks, gets a token for the challenge, and asks once more.
  private func askAsClient(
    _ test: TestRegistry, _ method: String, _ target: String, _ caller: (String, String)?
  ) async throws -> RegistryResponse {
    let first = await test.ask(method, target)
    guard first.status == 401 else { return first }
    let challenge = try #require(Challenge.parse(first.headers["WWW-Authenticate"] ?? "").first)
    let answer = try await token(
      test, caller?.0, caller?.1 ?? "", challenge.scopes.map(\.description).joined(separator: " "))
    return await test.ask(method, target, ["Authorization": "Bearer \(answer.token)"])
  }
}
