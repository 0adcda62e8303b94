import ArgumentParser
import Foundation
import ImageSpec
import RegistrySimulator

/// The registry alone, without the program around it: what a profile looks at.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serve a registry until killed")

  @Option(help: "The port") var port = 5000
  @Option(help: "The folder that keeps what is pushed; in memory without") var storage: String?
  @Option(help: "Seconds after which content that nothing needs is swept") var sweep: Int64 = 10

  func run() async throws {
    let place: any RegistryStorage = if let storage { FolderStorage(storage) } else { MemoryStorage() }
    let registry = try await RegistrySimulator(
      storage: place, clock: { Timestamp(seconds: Int64(Date().timeIntervalSince1970)) },
      random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } })
    let listener = RegistryListener(registry, configuration: ListenerConfiguration(port: port))
    say("Listening on http://127.0.0.1:\(try await listener.start())")
    while true {
      try await Task.sleep(for: .seconds(max(1, sweep)))
      _ = await registry.sweep(idleFor: sweep)
    }
  }
}
