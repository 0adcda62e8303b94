import ByteStreams
import ContentStore
import DistributionSpec
import HTTPTransport
import ImageSpec
import RegistryClient
import RegistrySimulator
import Testing

/// Our own client against the listener.
@Suite struct ClientTests {
  @Test(arguments: [AccessPolicy.Scheme.basic, .token(service: "sim", lifetime: 60)])
  func anImageGoesInByAccountAndComesOutByNobody(scheme: AccessPolicy.Scheme) async throws {
    let user = RegistryUser(name: "ann", password: "secret")
    let test = try await TestRegistry(policy: AccessPolicy(users: [user], scheme: scheme))
    try await listening(test) { host in
      let host = try RegistryHost(parsing: host)
      let credentials = MemoryCredentials([host: Credential(username: "ann", password: "secret")])
      let ann = try registry(host, credentials)
      let source = MemoryStore()
      let layer = [UInt8](repeating: 7, count: 3 << 20)
      let root = try image(in: source, layer: layer)
      let reference = try ImageReference(parsing: "\(host)/ann/app:1")
      let pushed = try await GraphCopy(from: source, to: ann.repository(reference.repository)).run(root, as: reference)
      #expect(pushed.copied.count == 3)
      // The token of the push has expired by now.
      test.clock.withLock { $0.seconds += 61 }
      var copy = try GraphCopy(from: source, to: ann.repository(RepositoryName(parsing: "ann/copy")))
      copy.mountSources = { _ in [reference.repository] }
      let mounted = try await copy.run(root, as: try ImageReference(parsing: "\(host)/ann/copy:1"))
      #expect(mounted.mounted.count == 2)
      await #expect(throws: (any Error).self) {
        let other = try ImageReference(parsing: "\(host)/bob/app:1")
        _ = try await GraphCopy(from: source, to: ann.repository(other.repository)).run(root, as: other)
      }
      let nobody = try registry(host, MemoryCredentials())
      let store = MemoryStore()
      let repository = nobody.repository(reference.repository)
      let found = try await repository.resolve(reference)
      #expect(found.digest == root.digest)
      let pulled = try await GraphCopy(from: repository, to: store).run(found, as: reference)
      #expect(pulled.copied.count == 3)
      #expect(try await store.bytes(of: root) == source.bytes(of: root))
      #expect(try await repository.tags().map(\.description) == ["1"])
      let search = try await RegistrySearch(nobody).results(for: "app")
      #expect(search.map(\.name) == ["ann/app"])
    }
  }

  private func registry(_ host: RegistryHost, _ credentials: MemoryCredentials) throws -> RemoteRegistry {
    var retry = RetryPolicy()
    retry.sleep = { _ in }
    return RemoteRegistry(
      host, at: try RegistryEndpoint(HTTPURL("http://\(host)")), transport: HTTPTransport(), credentials: credentials,
      retry: retry)
  }

  private func image(in store: MemoryStore, layer: [UInt8]) throws -> Descriptor {
    try store.insert(Image.configuration, mediaType: .ociConfiguration)
    try store.insert(layer, mediaType: .ociLayer)
    return try store.insert(Image(layer: layer).manifest.bytes, mediaType: .ociManifest)
  }
}
