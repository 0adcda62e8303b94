import Archive
import ByteStreams
import Glibc
import ImageSpec

/// The containers of one store folder: `ID/container.json`, and what each changed, see ``ContainerFiles``.
///
/// Every change appears whole or not at all, also when the process is killed: a container is built under another name
/// and renamed. Processes take turns through `lock`. Reading creates nothing and works on a folder that does not exist.
public struct ContainerStore: Sendable {
  /// Where the containers are.
  public let folder: String

  /// Names the store; nothing is made or read yet.
  public init(folder: String) { self.folder = folder }

  /// Makes a container: immediate, whatever the image's size.
  ///
  /// - Parameters:
  ///   - id: its identity, random or a fixture's.
  ///   - name: its name; nil takes two words that no other container has.
  ///   - image: the image as it was named, its manifest, its id and its platform.
  ///   - created: now.
  ///   - command: the words that it would start with.
  ///   - configuration: how it would be started.
  ///   - randomness: gives 64 random bits a call, for the name.
  /// - Returns: the container as it is stored.
  /// - Throws: ``ContainerError/nameTaken(_:by:)``, ``ContainerError/idTaken(_:)``, `SystemError`.
  public func create(
    id: ContainerID, name: ContainerName? = nil, image: ContainerImage, created: Timestamp, command: [String],
    configuration: ExecutionParameters = ExecutionParameters(), randomness: @escaping @Sendable () -> UInt64
  ) async throws -> Container {
    try await BlockingThreads.run {
      try Folder.create(folder)
      let lock = try Folder.lock("\(folder)/lock", exclusively: true)
      defer { withExtendedLifetime(lock) {} }
      try sweep()
      let others = try readAll()
      if others.contains(where: { $0.id == id }) { throw ContainerError.idTaken(id) }
      if let name, let other = others.first(where: { $0.name == name }) {
        throw ContainerError.nameTaken(name, by: other.id)
      }
      let container = Container(
        id: id, name: name ?? freeName(others, randomness), image: image.name, manifest: image.manifest,
        imageID: image.id, platform: image.platform, created: created, command: command,
        configuration: configuration)
      try write(container)
      return container
    }
  }

  /// The containers, the newest first.
  ///
  /// - Throws: `SystemError` when the folder can't be read. A container that can't be read is left out.
  public func list() async throws -> [Container] {
    try await BlockingThreads.run { try readAll() }
  }

  /// Finds a container as docker does: the whole id, the name, then the beginning of an id.
  ///
  /// - Throws: ``ContainerError/notFound(_:)`` or ``ContainerError/ambiguous(_:ids:)``.
  public func container(_ text: String) async throws -> Container {
    try await BlockingThreads.run { try find(text, in: try readAll()) }
  }

  /// Gives a container another name.
  ///
  /// - Returns: the container as it is now.
  /// - Throws: ``ContainerError`` when it is gone or the name is taken.
  @discardableResult
  public func rename(_ id: ContainerID, to name: ContainerName) async throws -> Container {
    try await BlockingThreads.run {
      let lock = try lockForChange(id)
      defer { withExtendedLifetime(lock) {} }
      let all = try readAll()
      var container = try find(id.description, in: all)
      if let other = all.first(where: { $0.name == name && $0.id != id }) {
        throw ContainerError.nameTaken(name, by: other.id)
      }
      container.name = name
      try Folder.replace("container.json", in: path(of: id), with: container.json.encoded(.indented("  ")))
      return container
    }
  }

  /// Removes a container with its changes, in one step: it is moved aside and can be ``restore(_:)``d until ``purge()``
  /// takes it. Waits until nobody copies out of it.
  ///
  /// - Throws: ``ContainerError/notFound(_:)`` when it is gone already.
  public func remove(_ id: ContainerID) async throws {
    try await BlockingThreads.run {
      let lock = try lockForChange(id)
      let own = try ChangeFolder(path: path(of: id)).lock(exclusively: true)
      defer { withExtendedLifetime((lock, own)) {} }
      let aside = removedPath(of: id)
      try Folder.removeTree(aside)
      guard Glibc.rename(path(of: id), aside) == 0 else {
        if errno == ENOENT { throw ContainerError.notFound(id.description) }
        throw SystemError(call: "rename", path: path(of: id))
      }
      try Folder.synchronize(folder)
    }
  }

  func path(of id: ContainerID) -> String { "\(folder)/\(id)" }
}

/// The image that a container starts from.
public struct ContainerImage: Hashable, Sendable {
  /// As it was named.
  public let name: String
  /// Its manifest.
  public let manifest: Descriptor
  /// Its configuration's digest.
  public let id: Digest
  /// What it runs on.
  public let platform: Platform

  /// Names an image.
  public init(name: String, manifest: Descriptor, id: Digest, platform: Platform) {
    self.name = name
    self.manifest = manifest
    self.id = id
    self.platform = platform
  }
}
