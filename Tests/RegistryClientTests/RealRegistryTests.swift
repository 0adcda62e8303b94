import ByteStreams
import ContentStore
import DistributionSpec
import HTTPTransport
import ImageSpec
import RegistryClient
import TestSupport
import Testing

/// Against Debian's registry.
@Suite struct RealRegistryTests {
  @Test(arguments: [0, 10, 3 << 20])
  func `an image that is pushed can be resolved, listed and pulled, whatever its layer's size`(size: Int) async throws {
    let server = try RealRegistry()
    let repository = try Client(server.url).repository("some/app")
    let local = MemoryStore()
    let layer = noise(size)
    let root = try local.image(layer)
    let name = try reference("\(server.host)/some/app:1.0")

    let outcome = try await GraphCopy(from: local, to: repository).run(root, as: name)
    #expect(outcome.copied.count == 3)
    #expect(try await repository.resolve(name) == root.bare)
    #expect(try await repository.resolve(name.with(digest: root.digest)) == root.bare)
    #expect(try await repository.tags() == [Tag(parsing: "1.0")])

    let copy = MemoryStore()
    _ = try await GraphCopy(from: repository, to: copy).run(root, as: name)
    #expect(Set(copy.digests) == Set(local.digests))
    let again = try await GraphCopy(from: local, to: repository).run(root, as: name)
    #expect(again.existing.count == 3)
  }

  @Test func `content is read from an offset, checked and missed`() async throws {
    let server = try RealRegistry()
    let repository = try Client(server.url).repository("a")
    let local = MemoryStore()
    let bytes = noise(100_000)
    let layer = try local.insert(bytes, mediaType: .ociLayer)
    #expect(try await !repository.contains(layer))
    await #expect(throws: ContentError.notFound(layer.digest)) { try await read(layer, from: repository) }
    let counts = Locked<[Int64]>([])
    try await repository.push(layer, from: local) { count in counts.withLock { $0.append(count) } }
    #expect(counts.withLock { $0.last } == 100_000)
    #expect(try await repository.contains(layer))
    var other = layer
    other.size += 1
    #expect(try await !repository.contains(other))
    #expect(try await read(layer, from: repository, offset: 99_000) == Array(bytes[99_000...]))
    #expect(try await read(layer, from: repository, offset: 100_000) == [])
  }

  @Test func `a tag that is not there is an unknown reference, a repository too; its tags are NAME_UNKNOWN`()
    async throws
  {
    let server = try RealRegistry()
    let repository = try Client(server.url).repository("none")
    let name = try reference("\(server.host)/none:x")
    await #expect(throws: ContentError.unknownReference(name)) { try await repository.resolve(name) }
    let error = await #expect(throws: RegistryError.self) { try await repository.tags() }
    #expect(error?.status == 404)
    #expect(error?.code == .nameUnknown)
    #expect(error?.message == "repository name not known to registry")
    #expect(error?.url == "\(server.url)/v2/none/tags/list")
  }

  @Test func `a blob of another repository is mounted, one that is nowhere is not and can be pushed then`() async throws
  {
    let server = try RealRegistry()
    let client = try Client(server.url)
    let local = MemoryStore()
    let layer = try local.insert(noise(2 << 20), mediaType: .ociLayer)
    try await client.repository("from").push(layer, from: local) { _ in }
    let target = try client.repository("to")
    #expect(try await target.mount(layer, from: RepositoryName(parsing: "from")))
    #expect(try await target.contains(layer))
    let other = try local.insert(noise(2 << 20, seed: 2), mediaType: .ociLayer)
    #expect(try await !target.mount(other, from: RepositoryName(parsing: "from")))
    try await target.push(other, from: local) { _ in }
    #expect(try await target.contains(other))
  }

  @Test func `bytes that are not what the descriptor says are never pushed`() async throws {
    let server = try RealRegistry()
    let repository = try Client(server.url).repository("a")
    let layer = try blob(noise(2 << 20))
    struct Liar: ContentFetcher {
      func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
        try await BlockingThreads.run { try sink.write(noise(2 << 20, seed: 9)) }
      }
    }
    await #expect(throws: ContentError.self) { try await repository.push(layer, from: Liar()) { _ in } }
    #expect(try await !repository.contains(layer))
  }

  @Test func `manifests are deleted where the registry lets them`() async throws {
    let server = try RealRegistry()
    let repository = try Client(server.url).repository("a")
    let local = MemoryStore()
    let root = try local.image([1])
    let name = try reference("\(server.host)/a:1")
    _ = try await GraphCopy(from: local, to: repository).run(root, as: name)
    try await repository.delete(.digest(root.digest))
    await #expect(throws: ContentError.unknownReference(name)) { try await repository.resolve(name) }

    let strict = try RealRegistry(allowsDelete: false)
    let other = try Client(strict.url).repository("a")
    _ = try await GraphCopy(from: local, to: other).run(root, as: name)
    let error = await #expect(throws: RegistryError.self) { try await other.delete(.digest(root.digest)) }
    #expect(error?.code == .unsupported)
  }

  @Test func `the catalogue stands in for a search, the exact name first`() async throws {
    let server = try RealRegistry()
    let client = try Client(server.url)
    let local = MemoryStore()
    let root = try local.image([1])
    for name in ["an/app", "app", "other"] {
      _ = try await GraphCopy(from: local, to: client.repository(name)).run(root, as: reference("x:1"))
    }
    #expect(try await client.registry.catalog().map(\.description) == ["an/app", "app", "other"])
    #expect(try await RegistrySearch(client.registry).results(for: "app").map(\.name) == ["app", "an/app"])
    #expect(try await RegistrySearch(client.registry).results(for: "app", limit: 1).map(\.name) == ["app"])
  }

  @Test func `a registry with users wants the right password`() async throws {
    let server = try RealRegistry(user: ("ann", "s3cret:x"))
    let host = try RegistryHost(parsing: server.host)
    let good = Credential(username: "ann", password: "s3cret:x")
    let known = try Client(server.url, credentials: MemoryCredentials([host: good])).repository("a")
    let local = MemoryStore()
    let root = try local.image(noise(2 << 20))
    _ = try await GraphCopy(from: local, to: known).run(root, as: reference("a:1"))
    #expect(try await known.resolve(reference("a:1")) == root.bare)

    for store in [MemoryCredentials(), MemoryCredentials([host: Credential(username: "ann", password: "wrong")])] {
      let client = try Client(server.url, credentials: store)
      let error = await #expect(throws: RegistryError.self) {
        try await client.repository("a").resolve(reference("a:1"))
      }
      #expect(error?.status == 401)
      #expect(error?.code == .unauthorized)
    }
  }

  @Test func `a login is accepted, rejected or not needed`() async throws {
    let server = try RealRegistry(user: ("ann", "good"))
    let client = try Client(server.url)
    guard case .accepted = try await client.registry.check(Credential(username: "ann", password: "good")) else {
      return #expect(Bool(false), "not accepted")
    }
    guard case .rejected(let error) = try await client.registry.check(Credential(username: "ann", password: "bad"))
    else {
      return #expect(Bool(false), "not rejected")
    }
    #expect(error.status == 401)
    let open = try RealRegistry()
    guard case .notNeeded = try await Client(open.url).registry.check(Credential(username: "x", password: "y")) else {
      return #expect(Bool(false), "needed")
    }
  }
}
