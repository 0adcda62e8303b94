import Archive
import ByteStreams
import ContentStore
import Glibc
import ImageSpec

/// Writes images into an OCI image layout in a folder, beside those that it holds.
///
/// Nothing but the layout's own files is left there. A blob appears whole and verified; `index.json` changes by renaming
/// a whole new file under a lock of the folder, so that two copies at once lose nothing. What others wrote into the
/// index stays.
public final class LayoutWriter: Sendable {
  private let folder: String

  /// Names a folder; it is made by the first write.
  public init(folder: String) {
    var folder = folder
    while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
    self.folder = folder
  }

  /// Lists an image whose content was pushed.
  ///
  /// - Parameters:
  ///   - root: its manifest or index.
  ///   - name: the text of the spec's `ref.name`, which moves here from another image; nil for an image without a name.
  ///   - whole: the name that containerd's annotation gets, if it is a whole one.
  /// - Throws: ``ImageArchiveError/malformed(_:_:)`` for an index that can't be read, and `SystemError`.
  public func add(_ root: Descriptor, named name: String?, whole: ImageReference? = nil) async throws {
    try await BlockingThreads.run { try self.update(root, name, whole) }
  }

  private func update(_ root: Descriptor, _ name: String?, _ whole: ImageReference?) throws {
    let lock = try OpenFile(folder, O_RDONLY | O_DIRECTORY)
    let number = try FileLock.wait(lock.descriptor, exclusively: true)
    guard number == 0 else { throw SystemError(call: "lock", path: folder, number: number) }
    defer { withExtendedLifetime(lock) {} }
    let files = FolderFiles(folder)
    let path = try ArchivePath(cleaning: LayoutName.index)
    var index =
      try files.json(of: path, limit: ArchiveLimits().listSize)?.value.object
      ?? JSON(parsing: Index(manifests: []).encoded()).object ?? JSONObject()
    var entry = root.bare
    if let name { entry.annotations[Self.nameKey] = name }
    if let whole { entry.annotations["io.containerd.image.name"] = whole.description }
    index["manifests"] = .array(Self.entries(index["manifests"]?.array ?? [], with: entry, name))
    try replace(LayoutName.index, with: JSON.object(index).encoded())
    if try files.size(of: ArchivePath(cleaning: LayoutName.marker)) == nil {
      try replace(LayoutName.marker, with: JSON.object(ArchiveLists.marker).encoded())
    }
  }

  private static let nameKey = "org.opencontainers.image.ref.name"

  private static func entries(_ old: [JSON], with entry: Descriptor, _ name: String?) -> [JSON] {
    func nameOf(_ json: JSON) -> String? { json.object?["annotations"]?.object?[nameKey]?.string }
    func digestOf(_ json: JSON) -> String? { json.object?["digest"]?.string }
    if name == nil, old.contains(where: { digestOf($0) == entry.digest.description }) { return old }
    return old.filter { name == nil || nameOf($0) != name } + [entry.json]
  }

  private func replace(_ name: String, with bytes: [UInt8]) throws {
    let file = try OutputFile("\(folder)/\(name)")
    try file.write(bytes)
    try file.permitAll()
    try file.commit()
  }

  private func blobPath(_ digest: Digest) -> String { "\(folder)/\(LayoutName.blob(digest))" }

  /// Makes a folder and those above it. Idempotent.
  private static func create(_ path: String) throws {
    guard mkdir(path, 0o755) != 0, errno != EEXIST else { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw SystemError(call: "mkdir", path: path)
    }
    try create(String(path[..<slash]))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw SystemError(call: "mkdir", path: path) }
  }
}

extension LayoutWriter: ContentChecker, ContentPusher, ReferencePusher {
  public func contains(_ descriptor: Descriptor) async throws -> Bool {
    try await BlockingThreads.run {
      let path = try ArchivePath(cleaning: LayoutName.blob(descriptor.digest))
      return try FolderFiles(self.folder).size(of: path) == descriptor.size
    }
  }

  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    if try await contains(descriptor) { return }
    let path = blobPath(descriptor.digest)
    let file = try await BlockingThreads.run {
      try Self.create("\(self.folder)/blobs/\(descriptor.digest.algorithm.rawValue)")
      return try OutputFile(path)
    }
    let sink = try VerifyingSink(descriptor, next: file)
    try await source.fetch(descriptor, from: 0, into: CountingSink(next: sink, progress: progress))
    try await BlockingThreads.run {
      try sink.finish()
      try file.permitAll()
      try file.commit()
    }
  }

  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, as reference: ImageReference
  ) async throws {
    try await push(descriptor, from: source, progress: { _ in })
    try await add(descriptor, named: reference.description, whole: reference)
  }
}
