import ContentStore
import Foundation
import ImageSpec
import LayoutStore
import RegistrySimulator
import TestSupport
import Testing
import Worlds

/// What the user does in bad weather, and what must hold when it ended.
enum WeatherAct: Sendable {
  case pull, push, pushSmall, login, search, tags, list, remove, inspect, copyOut, copyIn

  var command: String {
    switch self {
    case .pull: "pull -q HOST/team/app:1"
    case .push, .pushSmall: "push -q HOST/ann/app:1"
    case .login: "login -u ann --password-stdin HOST"
    case .search: "search HOST/app"
    case .tags: "registry tags HOST/team/app"
    case .list: "registry ls HOST"
    case .remove: "registry rm HOST/ann/app:1"
    case .inspect: "manifest inspect HOST/team/app:1"
    case .copyOut: "copy -q docker://HOST/team/app:1 oci:layout:1"
    case .copyIn: "copy -q oci:layout:1 docker://HOST/ann/app:1"
    }
  }

  /// In good weather, what the command needs.
  ///
  /// - Parameter isCold: whether no token is there yet; else the first request needs none.
  func prepare(_ station: WeatherStation, isCold: Bool) async throws {
    func run(_ line: String) async throws {
      let ended = try await station.bench.run(station.named(line))
      #expect(ended.status == 0, "\(ended.errors)")
    }
    switch self {
    case .login, .search, .list: break
    case .pull, .tags, .inspect, .copyOut: if !isCold { try await run("registry tags HOST/team/app") }
    case .push, .pushSmall, .copyIn, .remove:
      try await run(WeatherAct.login.command)
      try await run(self == .copyIn ? WeatherAct.copyOut.command : WeatherAct.pull.command)
      if self != .copyIn {
        try await run("tag HOST/team/app:1 HOST/ann/app:1")
        try await run("rmi HOST/team/app:1")
      }
      if self == .remove { return try await run(WeatherAct.push.command) }
      // So that the layer alone moves, and is not mounted either: one thing happens after the other.
      let team = try station.registry.repository(RepositoryName(parsing: "team/app"))
      let ann = try station.registry.repository(RepositoryName(parsing: "ann/app"))
      let manifest: Document<Manifest> = try await team.document(of: station.image.root)
      try await ann.push(manifest.body.configuration, from: team, progress: { _ in })
    }
  }

  /// What must hold in the store and in the registry: all of it after a success, nothing named after a failure; and then,
  /// in good weather, the same command does it.
  func check(_ station: WeatherStation, _ ended: Workbench.Ended) async throws {
    let reference = try ImageReference(parsing: "\(station.host)/team/app:1")
    func isDone() async throws -> Bool {
      switch self {
      case .pull:
        guard let root = try? await station.bench.world.store.resolve(reference) else { return false }
        #expect(root.digest == station.image.root.digest)
        try await expectWhole(station.bench.world.store, station)
        return true
      case .push, .pushSmall, .copyIn:
        let repository = try station.registry.repository(RepositoryName(parsing: "ann/app"))
        guard let root = try repository.descriptor(Tag(parsing: "1")) else { return false }
        #expect(root == station.image.root)
        try await expectWhole(repository, station)
        return true
      case .copyOut:
        let index = try? String(
          contentsOfFile: station.bench.world.folder.resolve("layout/index.json"), encoding: .utf8)
        return index?.contains(station.image.manifestDigest) ?? false
      case .login:
        let file = try? String(contentsOfFile: station.bench.scratch("docker/config.json"), encoding: .utf8)
        return file?.contains(station.host) ?? false
      case .remove:
        return try station.registry.repository(RepositoryName(parsing: "ann/app")).descriptor(Tag(parsing: "1")) == nil
      case .search, .tags, .list, .inspect: return ended.status == 0
      }
    }
    #expect(try await isDone() == (ended.status == 0), "done or not, and status \(ended.status): \(ended.errors)")
    guard ended.status != 0 else { return }
    let again = try await station.bench.run(station.named(command))
    #expect(again.status == 0, "in good weather: \(again.errors)")
    if [.pull, .push, .pushSmall, .copyIn, .copyOut, .login, .remove].contains(self) { #expect(try await isDone()) }
  }

  /// Reads the whole image out of a store, verified.
  private func expectWhole(_ store: any ContentFetcher, _ station: WeatherStation) async throws {
    let memory = MemoryStore()
    _ = try await GraphCopy(from: store, to: memory).run(station.image.root, as: nil)
    #expect(memory.digests.count == 3)
  }
}
