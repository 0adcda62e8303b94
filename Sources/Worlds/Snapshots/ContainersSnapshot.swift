import ByteStreams
import ContainerStore
import FoundationEssentials

/// The containers of a simulated world at one moment: a folder with links to their files, which are only ever replaced,
/// never written again. Goes when nobody holds it any more.
final class ContainersSnapshot: Sendable {
  /// The folder; absent where there was no container folder.
  fileprivate let path: String

  fileprivate init(path: String) { self.path = path }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension Simulation {
  func snapshot(of containers: ContainerStore) async throws -> ContainersSnapshot {
    let (folder, scratch) = (containers.folder, scratch)
    let name = "snapshots/\(UInt64.random(in: .min ... .max))"
    return try await BlockingThreads.run {
      try scratch.createFolder("snapshots")
      let snapshot = ContainersSnapshot(path: "\(scratch.path)/\(name)")
      if FileManager.default.fileExists(atPath: folder) {
        try FileManager.default.linkItem(atPath: folder, toPath: snapshot.path)
      }
      return snapshot
    }
  }

  func restore(_ snapshot: ContainersSnapshot, of containers: ContainerStore) async throws {
    let folder = containers.folder
    try await BlockingThreads.run {
      if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
      guard FileManager.default.fileExists(atPath: snapshot.path) else { return }
      try FileManager.default.linkItem(atPath: snapshot.path, toPath: folder)
    }
  }
}
