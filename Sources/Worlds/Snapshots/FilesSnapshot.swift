import ByteStreams
import FoundationEssentials

/// The files of a simulated world's working folder at one moment: copies, for commands write into files that are there.
/// Goes when nobody holds it any more.
final class FilesSnapshot: Sendable {
  fileprivate let path: String

  fileprivate init(path: String) { self.path = path }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

extension Simulation {
  func snapshot(of folder: WorkingFolder) async throws -> FilesSnapshot {
    let scratch = scratch
    let name = "snapshots/\(UInt64.random(in: .min ... .max))"
    return try await BlockingThreads.run {
      try scratch.createFolder("snapshots")
      let snapshot = FilesSnapshot(path: "\(scratch.path)/\(name)")
      try FileManager.default.copyItem(atPath: folder.path, toPath: snapshot.path)
      return snapshot
    }
  }

  /// Puts the files back into the folder, which itself stays the same.
  func restore(_ snapshot: FilesSnapshot, of folder: WorkingFolder) async throws {
    try await BlockingThreads.run {
      let files = FileManager.default
      for name in try files.contentsOfDirectory(atPath: folder.path) {
        try files.removeItem(atPath: "\(folder.path)/\(name)")
      }
      for name in try files.contentsOfDirectory(atPath: snapshot.path) {
        try files.copyItem(atPath: "\(snapshot.path)/\(name)", toPath: "\(folder.path)/\(name)")
      }
    }
  }
}
