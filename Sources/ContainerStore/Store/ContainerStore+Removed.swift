import Archive
import ByteStreams
import Glibc
import ImageSpec

/// A container that was removed and can still be brought back.
public struct RemovedContainer: Hashable, Sendable {
  /// The container as it was.
  public let container: Container
  /// What its files take on the disk, in bytes.
  public let bytes: Int64
}

extension ContainerStore {
  private static let removedPrefix = ".removed-"

  func removedPath(of id: ContainerID) -> String { "\(folder)/\(Self.removedPrefix)\(id)" }

  /// The containers that were removed and not yet purged, the newest first. Creates nothing.
  ///
  /// - Throws: `SystemError` when the folder can't be read. A container that can't be read is left out.
  public func removed() async throws -> [RemovedContainer] {
    try await BlockingThreads.run {
      try removedIDs().compactMap { id -> RemovedContainer? in
        guard let container = try? read(id, at: removedPath(of: id)) else { return nil }
        return RemovedContainer(container: container, bytes: try Folder.bytes(removedPath(of: id)))
      }.sorted { ($0.container.created, $0.container.id) > ($1.container.created, $1.container.id) }
    }
  }

  private func removedIDs() throws -> [ContainerID] {
    try Folder.names(folder).compactMap { name in
      guard name.hasPrefix(Self.removedPrefix) else { return nil }
      return try? ContainerID(parsing: String(name.dropFirst(Self.removedPrefix.count)))
    }
  }

  /// Brings a removed container back with all its changes, in one step.
  ///
  /// - Returns: the container.
  /// - Throws: ``ContainerError/notFound(_:)`` when it was purged or never removed, ``ContainerError/nameTaken(_:by:)``
  ///   when another container has taken its name meanwhile.
  @discardableResult
  public func restore(_ id: ContainerID) async throws -> Container {
    try await BlockingThreads.run {
      guard access(removedPath(of: id), F_OK) == 0 else { throw ContainerError.notFound(id.description) }
      let lock = try Folder.lock("\(folder)/lock", exclusively: true)
      defer { withExtendedLifetime(lock) {} }
      let others = try readAll()
      guard !others.contains(where: { $0.id == id }) else { throw ContainerError.idTaken(id) }
      guard access(removedPath(of: id), F_OK) == 0 else { throw ContainerError.notFound(id.description) }
      let container = try read(id, at: removedPath(of: id))
      if let other = others.first(where: { $0.name == container.name }) {
        throw ContainerError.nameTaken(container.name, by: other.id)
      }
      // What stands there is no container: a copy that waited for the removed one may have made an empty folder.
      try Folder.removeTree(path(of: id))
      guard Glibc.rename(removedPath(of: id), path(of: id)) == 0 else {
        throw SystemError(call: "rename", path: path(of: id))
      }
      try Folder.synchronize(folder)
      return container
    }
  }

  /// Takes away for good what was removed, and what killed processes left. Idempotent; on a folder that does not exist
  /// it does nothing. Blocks.
  ///
  /// - Returns: the containers that went, and the bytes that were freed.
  /// - Throws: `SystemError`; what went until then stays gone.
  public func purge() throws -> (ids: [ContainerID], bytes: Int64) {
    guard access(folder, F_OK) == 0 else { return ([], 0) }
    let lock = try Folder.lock("\(folder)/lock", exclusively: true)
    defer { withExtendedLifetime(lock) {} }
    var freed: Int64 = 0
    let ids = try removedIDs()
    for id in ids {
      let bytes = try Folder.bytes(removedPath(of: id))
      // Once it has another name, no restore can bring back the half of it.
      let grave = "\(folder)/.purged-\(id)"
      try Folder.removeTree(grave)
      guard Glibc.rename(removedPath(of: id), grave) == 0 else { throw SystemError(call: "rename", path: grave) }
      try Folder.synchronize(folder)
      freed += bytes
    }
    try sweep()
    return (ids, freed)
  }

  /// What a container's files take on the disk, in bytes; 0 for one that is not there. Blocks.
  ///
  /// - Throws: `SystemError`.
  public func bytes(of id: ContainerID) throws -> Int64 { try Folder.bytes(path(of: id)) }

  /// Whether there is a container with the id, removed ones not counted. Blocks.
  public func holds(_ id: ContainerID) -> Bool { access("\(path(of: id))/container.json", F_OK) == 0 }
}

extension Folder {
  /// The sizes of all files in a folder, those in its folders too, in bytes; 0 when it does not exist.
  static func bytes(_ path: String) throws(SystemError) -> Int64 {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      guard errno == ENOENT else { throw SystemError(call: "lstat", path: path) }
      return 0
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { return Int64(status.st_size) }
    var bytes: Int64 = 0
    for name in try names(path) { bytes += try Folder.bytes("\(path)/\(name)") }
    return bytes
  }
}
