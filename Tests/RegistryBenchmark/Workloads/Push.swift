import ArgumentParser
import Glibc
import TestSupport

/// Durable pushes of images that the registry has not.
struct Push: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Push images: one push is a new layer, a new configuration and a manifest")

  @OptionGroup var options: RunOptions
  @Option(help: "Repositories that the clients push to; one each where it is 0") var repositories = 0

  func run() throws {
    let reactor = Reactor()
    // Another run pushes other bytes: what is there already would cost nothing.
    let run = UInt64(time(nil))
    try reactor.run { [self] in
      await options.measure("pushes", on: reactor) { number in
        PushClient(
          RegistryAPI(connection: Connection(reactor, options.address, client: number)),
          "bench/push\(repositories > 0 ? number % repositories : number)", "r\(run)c\(number)",
          Seeded(options.seed &+ run, stream: number), options.layer)
      }
    }
  }
}

/// Pushes one new image after the other to one repository.
final class PushClient: Client {
  private let api: RegistryAPI
  private let name: String
  private let tag: String
  private var random: Seeded
  private let layerSize: Int
  private var count = 0

  init(_ api: RegistryAPI, _ name: String, _ tag: String, _ random: Seeded, _ layerSize: Int) {
    self.api = api
    self.name = name
    self.tag = tag
    self.random = random
    self.layerSize = layerSize
  }

  func step() async throws {
    count += 1
    try await api.push(name, "\(tag)n\(count)", try TestImage(&random, layerSize: layerSize))
  }
}
