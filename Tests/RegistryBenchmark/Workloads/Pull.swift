import ArgumentParser
import TestSupport

/// Image pulls: a manifest by its tag, then its layer.
struct Pull: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Pull images: one pull is a manifest and a layer")

  @OptionGroup var options: RunOptions
  @Flag(help: "A new connection for each pull") var newConnections = false
  @Option(help: "How many different images there are") var images = 64
  @Option(help: "Connections that do nothing meanwhile") var idle = 0

  func run() throws {
    let reactor = Reactor()
    try reactor.run { [self] in
      let images = try await Self.provide(images, options, reactor)
      let idle = try await Idle(idle, reactor, options.address)
      await options.measure("pulls", on: reactor) { number in
        PullClient(
          RegistryAPI(connection: Connection(reactor, options.address, client: number)), images,
          Seeded(options.seed, stream: number), closes: newConnections)
      }
      try await idle.check()
    }
  }

  /// Pushes the images that are pulled.
  static func provide(_ count: Int, _ options: RunOptions, _ reactor: Reactor) async throws -> [TestImage] {
    var random = Seeded(options.seed, stream: -1)
    let api = RegistryAPI(connection: Connection(reactor, options.address, client: 0))
    var images: [TestImage] = []
    for number in 0..<count {
      let image = try TestImage(&random, layerSize: options.layer)
      try await api.push(PullClient.name, "v\(number)", image)
      images.append(image)
    }
    return images
  }
}

/// Pulls images in a random order.
final class PullClient: Client {
  static let name = "bench/app"
  private let api: RegistryAPI
  private let images: [TestImage]
  private var random: Seeded
  private let closes: Bool

  init(_ api: RegistryAPI, _ images: [TestImage], _ random: Seeded, closes: Bool) {
    self.api = api
    self.images = images
    self.random = random
    self.closes = closes
  }

  func step() async throws {
    let number = Int.random(in: images.indices, using: &random)
    let image = images[number]
    try await api.pullManifest(Self.name, "v\(number)", expecting: image.manifest)
    try await api.pullBlob(Self.name, image.layerDigest, expecting: image.layer)
    if closes { api.connection.close() }
  }
}

/// Connections that were used once and then only stay.
final class Idle: Sendable {
  private let connections: [Connection]

  init(_ count: Int, _ reactor: Reactor, _ address: Address) async throws(Failure) {
    connections = (0..<count).map { Connection(reactor, address, client: $0) }
    for connection in connections { try await Self.ask(connection) }
  }

  /// Uses every one again: none may be lost.
  func check() async throws(Failure) {
    if connections.isEmpty { return }
    for connection in connections {
      guard connection.socket >= 0 else { throw .earlyEnd }
      try await Self.ask(connection)
    }
    say("idle connections: \(connections.count), all answered before and after")
  }

  private static func ask(_ connection: Connection) async throws(Failure) {
    _ = try await connection.exchange(Request("GET", "/v2/", connection.address)).expect(200, "GET /v2/")
  }
}
