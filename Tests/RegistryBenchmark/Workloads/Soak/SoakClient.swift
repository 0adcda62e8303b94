import ImageSpec
import TestSupport

/// One client of a soak: it owns a repository, knows what must be in it, and checks that it is.
///
/// `@unchecked Sendable`: belongs to its task, on the reactor's thread.
final class SoakClient: @unchecked Sendable {
  /// The repository of a client.
  static func name(_ number: Int) -> String { "soak/client\(number)" }

  /// The most images that it keeps, so that the registry stays small.
  private static let limit = 8
  private let api: RegistryAPI
  private let name: String
  private let counts: StepCounts
  private var random: Seeded
  private var images: [(tag: String, image: TestImage)] = []
  private var pushed = 0

  init(_ api: RegistryAPI, _ number: Int, _ random: Seeded, _ counts: StepCounts) {
    self.api = api
    self.random = random
    self.counts = counts
    name = Self.name(number)
  }

  /// Makes one step of any kind.
  func step() async throws {
    if images.isEmpty { return try await push() }
    switch Int.random(in: 0..<100, using: &random) {
    case ..<45: try await pull()
    case ..<60: try await push()
    case ..<66: try await delete()
    case ..<74: try await list()
    case ..<80: try await mount()
    case ..<86: try await cancel()
    case ..<90: try await range()
    case ..<94: try await refused()
    default: try await breakOff()
    }
  }

  private func pull() async throws {
    counts.add("pull")
    let (tag, image) = images[Int.random(in: images.indices, using: &random)]
    try await api.pullManifest(
      name, Bool.random(using: &random) ? tag : "\(image.manifestDigest)", expecting: image.manifest)
    try await api.pullBlob(name, image.configurationDigest, expecting: image.configuration)
    try await api.pullBlob(name, image.layerDigest, expecting: image.layer)
  }

  private func push() async throws {
    if images.count >= Self.limit { try await delete() }
    counts.add("push")
    pushed += 1
    let size = Int.random(in: 1...200_000, using: &random)
    let image = try TestImage(&random, layerSize: size)
    if Bool.random(using: &random) {
      try await api.pushBlob(name, image.layer, image.layerDigest)
    } else {
      try await api.pushBlob(name, image.layer, image.layerDigest, chunk: Int.random(in: 1...100_000, using: &random))
    }
    try await api.pushBlob(name, image.configuration, image.configurationDigest)
    try await api.pushManifest(name, "v\(pushed)", image)
    images.append(("v\(pushed)", image))
  }

  /// Deletes an image with its blobs; it must be gone at once.
  private func delete() async throws {
    counts.add("delete")
    let (tag, image) = images.remove(at: Int.random(in: images.indices, using: &random))
    try await api.delete("/v2/\(name)/manifests/\(image.manifestDigest)")
    try await api.delete("/v2/\(name)/blobs/\(image.layerDigest)")
    try await api.delete("/v2/\(name)/blobs/\(image.configurationDigest)")
    try await api.expect(404, "GET", "/v2/\(name)/manifests/\(tag)")
    try await api.expect(404, "GET", "/v2/\(name)/blobs/\(image.layerDigest)")
  }

  private func list() async throws {
    counts.add("list")
    let tags = try await api.tags(name)
    guard tags == images.map(\.tag).sorted() else { throw Failure.wrong("tags") }
  }

  /// Mounts a layer into a second repository of its own, and takes it away there.
  private func mount() async throws {
    counts.add("mount")
    let image = images[Int.random(in: images.indices, using: &random)].image
    let other = "\(name)/mounted"
    try await api.expect(201, "POST", "/v2/\(other)/blobs/uploads/?mount=\(image.layerDigest)&from=\(name)")
    try await api.pullBlob(other, image.layerDigest, expecting: image.layer)
    try await api.delete("/v2/\(other)/blobs/\(image.layerDigest)")
  }

  private func cancel() async throws {
    counts.add("cancel")
    let location = try await api.openUpload(name)
    try await api.expect(202, "PATCH", location, body: random.bytes(10_000))
    try await api.expect(204, "DELETE", location)
    try await api.expect(404, "GET", location)
  }

  private func range() async throws {
    counts.add("range")
    let image = images[Int.random(in: images.indices, using: &random)].image
    let start = Int.random(in: image.layer.indices, using: &random)
    try await api.pullRange(name, image.layerDigest, from: start, expecting: Array(image.layer[start...]))
  }

  /// What must be refused is, and the connection goes on.
  private func refused() async throws {
    counts.add("refused")
    let wrong = try Digest(of: random.bytes(32))
    try await api.expect(404, "GET", "/v2/\(name)/blobs/\(wrong)")
    let location = try await api.openUpload(name)
    try await api.expect(400, "PUT", "\(location)?digest=\(wrong)", body: random.bytes(1_000))
    try await api.expect(400, "GET", "/v2/\(name)/manifests/-bad-")
  }

  /// Breaks off in the middle, as a client does that is killed.
  private func breakOff() async throws {
    counts.add("broken off")
    switch Int.random(in: 0..<3, using: &random) {
    case 0: try await api.breakOffUpload(name, random.bytes(30_000))
    case 1:
      let image = images[Int.random(in: images.indices, using: &random)].image
      try await api.breakOffPull(name, image.layerDigest)
    default: try await api.sendGarbage(random.bytes(300))
    }
  }

  /// Deletes what it pushed.
  func deleteAll() async throws { while !images.isEmpty { try await delete() } }
}
