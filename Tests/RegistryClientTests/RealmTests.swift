import DistributionSpec
import HTTPTransport
import ImageSpec
import Testing

@testable import RegistryClient

/// Which token servers are asked at all; what is refused here never reaches the network.
@Suite struct RealmTests {
  private func answer(
    _ realm: String?, from base: String, credential: Credential? = Credential(username: "u", password: "p")
  ) async throws {
    let host = try RegistryHost(parsing: "r.example")
    let authorizer = Authorizer(
      host, try RegistryEndpoint(HTTPURL(base), trustedRealmHosts: ["auth.example"]), transport: HTTPTransport(),
      credentials: MemoryCredentials(credential.map { [host: $0] } ?? [:]), tokens: TokenCache(), retry: RetryPolicy())
    let challenge = Challenge(scheme: "bearer", parameters: realm.map { ["realm": $0] } ?? [:])
    _ = try await authorizer.answer([challenge], for: [], refused: nil)
  }

  @Test(arguments: [nil, Credential(username: "u", password: "p")])
  func `an https registry can't send us to an http token server, with or without a credential`(
    credential: Credential?
  ) async throws {
    await #expect(throws: AuthorizationError.insecureRealm(host: "r.example", registry: "r.example")) {
      try await answer("http://r.example/token", from: "https://r.example", credential: credential)
    }
  }

  @Test(arguments: [
    "https://evil.example/", "https://r.example.evil.example/", "https://xauth.example/", "https://R.EXAMPLE.:1/",
  ])
  func `only the registry's own host and known ones get the credential`(realm: String) async throws {
    let error = await #expect(throws: AuthorizationError.self) { try await answer(realm, from: "https://r.example") }
    guard case .untrustedRealm = error else { return #expect(Bool(false), "\(String(describing: error))") }
  }

  @Test(arguments: [nil, "", "https://user:pw@r.example/", "r.example/token"])
  func `a realm must be a URL`(realm: String?) async throws {
    await #expect(throws: AuthorizationError.unusableRealm(registry: "r.example")) {
      try await answer(realm, from: "https://r.example")
    }
  }

  @Test func `scopes on one resource become one`() throws {
    let name = try RepositoryName(parsing: "a")
    let merged = Authorizer.merged([.repository(name, "pull"), .catalog, .repository(name, "push", "pull")])
    #expect(merged == [.repository(name, "pull", "push"), .catalog])
  }
}
