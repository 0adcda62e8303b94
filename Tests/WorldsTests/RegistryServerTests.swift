import ContentStore
import HTTPTransport
import ImageSpec
import RegistryClient
import RegistrySimulator
import TestSupport
import Testing
import Worlds

@Suite struct RegistryServerTests {
  private func client(_ server: RegistryServer, _ credential: Credential? = nil) throws -> RemoteRegistry {
    let host = try RegistryHost(parsing: "127.0.0.1:\(server.port)")
    return RemoteRegistry(
      host, at: try RegistryEndpoint(try HTTPURL("http://\(host)")), transport: HTTPTransport(),
      credentials: MemoryCredentials(credential.map { [host: $0] } ?? [:]))
  }

  @Test func `A fixture's repositories are served`() async throws {
    let server = try await RegistryServer.start(fixture: try Shipped.fixture("windows-2016"))
    let reference = try ImageReference(parsing: "microsoft/aspnet:latest")
    let repository = try client(server).repository(reference.repository)
    let store = MemoryStore()
    let root = try await repository.resolve(reference)
    _ = try await GraphCopy(from: repository, to: store).run(root, as: reference)
    #expect(try await store.resolve(reference) == root)
    await server.stop()
  }

  @Test func `What is pushed to a folder is there after a restart`() async throws {
    let scratch = try ScratchFolder()
    let fixture = try Shipped.fixture("linux-basics")
    let contents = try FixtureContents(fixture)
    let root = try #require(contents.roots["tiny"])
    let reference = try ImageReference(parsing: "team/tiny:v1")
    let user = RegistryUser(name: "bob", password: "a secret", isAdministrator: true)
    let credential = Credential(username: user.name, password: "a secret")
    do {
      let server = try await RegistryServer.start(fixture: fixture, storage: scratch("r"), users: [user])
      let refused = try client(server).repository(reference.repository)
      await #expect(throws: (any Error).self) {
        try await GraphCopy(from: contents, to: refused).run(root, as: reference)
      }
      let repository = try client(server, credential).repository(reference.repository)
      _ = try await GraphCopy(from: contents, to: repository).run(root, as: reference)
      await server.stop()
    }

    let server = try await RegistryServer.start(storage: scratch("r"), users: [user])
    let again = try client(server, credential).repository(reference.repository)
    #expect(try await again.resolve(reference).digest == root.digest)
    #expect(server.registry.repositories.map(\.description) == ["alice/greeter", "library/tiny", "team/tiny"])
    await server.stop()
  }

  @Test func `An address that is taken is told`() async throws {
    let server = try await RegistryServer.start()
    let error = await #expect(throws: ListenerError.self) { try await RegistryServer.start(port: server.port) }
    #expect(error?.description.contains("\(server.port)") == true)
    await server.stop()
  }
}
