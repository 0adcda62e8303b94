import ByteStreams
import DistributionSpec
import Foundation
import ImageSpec
import RegistrySimulator
import Testing

/// The token server and what its tokens open.
@Suite struct TokenTests {
  private static let users = [
    RegistryUser(name: "ann", password: "a:p:ss"),
    RegistryUser(name: "bob", password: "b", pulls: [], pushes: []),
    RegistryUser(name: "root", password: "r", isAdministrator: true),
  ]

  private func registry(
    privateRepositories: Set<String> = [], isHub: Bool = false, anonymousPull: Bool = true
  ) async throws -> TestRegistry {
    let policy = AccessPolicy(
      users: Self.users, scheme: .token(service: "sim", lifetime: 300), anonymousPull: anonymousPull,
      privateRepositories: Set(try privateRepositories.map { try RepositoryName(parsing: $0) }), isHub: isHub)
    return try await TestRegistry(policy: policy)
  }

  private static func basic(_ name: String, _ password: String) -> RegistryHeaders {
    ["Authorization": "Basic \(Data("\(name):\(password)".utf8).base64EncodedString())"]
  }

  private func get(
    _ test: TestRegistry, _ items: [(String, String)], _ headers: RegistryHeaders = [:]
  ) async throws -> TokenAnswer {
    let answer = await test.ask("GET", "/token?\(Query(items).encoded)", headers)
    guard answer.status == 200 else { throw UnexpectedStatus(status: answer.status) }
    return try TokenAnswer(parsing: try answer.collect())
  }

  private func bearer(_ answer: TokenAnswer) -> RegistryHeaders { ["Authorization": "Bearer \(answer.token)"] }

  @Test func `A token tells what it allows, since when and for how long`() async throws {
    let test = try await registry()
    let answer = try await get(
      test,
      [
        ("service", "sim"), ("scope", "repository:ann/app:pull,push,delete"), ("scope", "repository:bob/app:push,pull"),
        ("scope", "repository:other:push"), ("scope", "malformed"), ("scope", "repository:UPPER:pull"),
        ("scope", "registry:catalog:*"),
      ], Self.basic("ann", "a:p:ss"))
    #expect(answer.lifetime == 300)
    #expect(answer.issued == Timestamp(seconds: 1_500_000_000))
    #expect(
      answer.scopes?.map(\.description) == [
        "repository:ann/app:delete,pull,push", "repository:bob/app:pull", "registry:catalog:*",
      ])
    #expect(answer.refreshToken == nil)
  }

  @Test func `Several scopes in one parameter are several scopes`() async throws {
    let test = try await registry()
    let answer = try await get(test, [("scope", "repository:a:pull repository:b:pull")])
    #expect(answer.scopes?.count == 2)
  }

  @Test(arguments: [
    ("GET", "service=other", 400), ("GET", "service=sim", 200), ("HEAD", "service=sim", 200), ("GET", "", 200),
    ("GET", "account=stranger&scope=repository:a:push", 200), ("PUT", "service=sim", 405),
  ])
  func `The token server's answers to nobody`(method: String, query: String, status: Int) async throws {
    let test = try await registry()
    let answer = await test.ask(method, "/token?\(query)")
    #expect(answer.status == status)
    if method == "HEAD" { #expect(answer.text == "") }
    if status == 200, method == "GET" {
      let token = try TokenAnswer(parsing: try answer.collect())
      #expect(token.scopes == [])
      #expect(await test.ask("GET", "/v2/", bearer(token)).status == 200)
    }
  }

  @Test func `A wrong name and a wrong password get one answer`() async throws {
    let test = try await registry()
    var texts: Set<String> = []
    for (name, password) in [("ann", "a"), ("ann", "a:p:ss "), ("ann", ""), ("stranger", "a:p:ss"), ("stranger", "")] {
      let answer = await test.ask("GET", "/token?service=sim", Self.basic(name, password))
      #expect(answer.status == 401)
      texts.insert(answer.text)
    }
    #expect(texts.count == 1)
    let other = await test.ask("GET", "/token?service=sim&account=bob", Self.basic("ann", "a:p:ss"))
    #expect(other.status == 401)
    #expect(await test.ask("GET", "/token?account=ann", Self.basic("ann", "a:p:ss")).status == 200)
  }

  @Test func `Refresh tokens are given to who asks for them and end when they are revoked`() async throws {
    let test = try await registry()
    #expect(try await get(test, [("offline_token", "true")]).refreshToken == nil)
    let login = try await get(test, [("offline_token", "true"), ("service", "sim")], Self.basic("ann", "a:p:ss"))
    let refresher = try #require(login.refreshToken)
    func refresh() async -> RegistryResponse {
      let form = Query([
        ("grant_type", "refresh_token"), ("refresh_token", refresher), ("service", "sim"), ("client_id", "x"),
        ("scope", "repository:ann/app:pull,push"),
      ])
      return await test.ask("POST", "/token", body: Array(form.encoded.utf8))
    }
    let second = try TokenAnswer(parsing: try await refresh().collect())
    #expect(second.refreshToken == refresher)
    #expect(await test.ask("POST", "/v2/ann/app/blobs/uploads/", bearer(second)).status == 202)
    test.registry.revokeTokens()
    #expect(await test.ask("POST", "/v2/ann/app/blobs/uploads/", bearer(second)).status == 401)
    let third = try TokenAnswer(parsing: try await refresh().collect())
    #expect(await test.ask("POST", "/v2/ann/app/blobs/uploads/", bearer(third)).status == 202)
    test.registry.revokeTokens(refreshTokens: true)
    #expect(await refresh().status == 401)
  }

  @Test func `A private repository answers like one that is not there, at Docker Hub`() async throws {
    let test = try await registry(privateRepositories: ["ann/secret"], isHub: true)
    let root = try await get(
      test, [("scope", "repository:ann/secret:pull,push"), ("scope", "repository:ann/open:pull,push")],
      Self.basic("root", "r"))
    for name in ["ann/secret", "ann/open"] {
      #expect(
        await test.ask(
          "POST", "/v2/\(name)/blobs/uploads/?digest=\(try Digest(of: [1]))", bearer(root), body: [1]
        ).status == 201)
    }
    func pull(_ name: String, _ headers: RegistryHeaders) async throws -> (Int, String) {
      let token = try await get(test, [("scope", "repository:\(name):pull")], headers)
      let answer = await test.ask("GET", "/v2/\(name)/blobs/\(try Digest(of: [1]))", bearer(token))
      return (answer.status, answer.text.replacing(name, with: "NAME"))
    }
    for headers in [[:], Self.basic("bob", "b")] {
      let hidden = try await pull("ann/secret", headers)
      #expect(hidden == (try await pull("ann/absent", headers)))
      #expect(hidden.0 == 401)
      #expect(try await pull("ann/open", headers).0 == 200)
    }
    #expect(try await pull("ann/secret", Self.basic("ann", "a:p:ss")).0 == 200)
    let catalogue = try await get(test, [("scope", "registry:catalog:*")], Self.basic("root", "r"))
    #expect(await test.ask("GET", "/v2/_catalog", bearer(catalogue)).status == 401)
    #expect(!(await test.ask("GET", "/v1/search?q=ann").text.contains("secret")))
  }

  @Test func `The catalogue lists what its reader may pull`() async throws {
    let test = try await registry(privateRepositories: ["ann/secret"])
    let source = try await get(
      test, [("scope", "repository:ann/secret:pull,push"), ("scope", "repository:ann/open:pull,push")],
      Self.basic("root", "r"))
    for name in ["ann/secret", "ann/open"] { try await test.pushImage(name, "1", headers: bearer(source)) }
    for (headers, names) in [
      ([:], ["ann/open"]), (Self.basic("bob", "b"), ["ann/open"]),
      (Self.basic("ann", "a:p:ss"), ["ann/open", "ann/secret"]),
    ] as [(RegistryHeaders, [String])] {
      let token = try await get(test, [("scope", "registry:catalog:*")], headers)
      let list = try RepositoryList(parsing: try await test.ask("GET", "/v2/_catalog", bearer(token)).collect())
      #expect(list.repositories.map(\.description) == names)
    }
  }

  @Test func `A mount needs the right to pull from its source`() async throws {
    let test = try await registry(privateRepositories: ["ann/secret"], anonymousPull: false)
    let source = try await get(
      test, [("scope", "repository:ann/secret:pull,push"), ("scope", "repository:ann/open:pull,push")],
      Self.basic("root", "r"))
    let digest = try Digest(of: [1])
    for name in ["ann/secret", "ann/open"] {
      #expect(
        await test.ask("POST", "/v2/\(name)/blobs/uploads/?digest=\(digest)", bearer(source), body: [1]).status == 201)
    }
    let target = "/v2/bob/app/blobs/uploads/?mount=\(digest)"
    let narrow = try await get(test, [("scope", "repository:bob/app:pull,push")], Self.basic("bob", "b"))
    #expect(await test.ask("POST", "\(target)&from=ann/open", bearer(narrow)).status == 202)
    #expect(await test.ask("POST", "\(target)&from=ann/secret", bearer(narrow)).status == 202)
    #expect(await test.ask("POST", target, bearer(narrow)).status == 202)
    let wide = try await get(
      test,
      [
        ("scope", "repository:bob/app:pull,push"), ("scope", "repository:ann/open:pull"),
        ("scope", "repository:ann/secret:pull"),
      ], Self.basic("bob", "b"))
    #expect(await test.ask("POST", "\(target)&from=ann/secret", bearer(wide)).status == 202)
    #expect(await test.ask("POST", "\(target)&from=ann/open", bearer(wide)).status == 201)
  }

  @Test func `Readers pull, and accounts without the right do not delete`() async throws {
    let users = [
      RegistryUser(name: "reader", password: "r", isReader: true),
      RegistryUser(name: "writer", password: "w", mayDelete: false, pushes: [try RepositoryName(parsing: "team")]),
    ]
    let test = try await TestRegistry(policy: AccessPolicy(users: users, anonymousPull: false))
    let writer = Self.basic("writer", "w")
    try await test.pushImage("team/app", "1", headers: writer)
    #expect(await test.ask("DELETE", "/v2/team/app/manifests/1", writer).status == 403)
    let reader = Self.basic("reader", "r")
    #expect(await test.ask("GET", "/v2/team/app/manifests/1", reader).status == 200)
    for name in ["team/app", "reader/app"] {
      #expect(await test.ask("POST", "/v2/\(name)/blobs/uploads/", reader).status == 403)
    }
  }
}
