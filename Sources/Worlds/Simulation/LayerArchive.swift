import Archive
import ByteStreams
import ContainerStore
import ImageSpec

/// A fixture's layer as registries have it: an archive, compressed, with both digests. The same layer gives the same
/// bytes each time. Held whole, for a fixture's layers are small.
struct LayerArchive: Sendable {
  let descriptor: Descriptor
  let diffID: Digest
  let bytes: [UInt8]

  /// Archives a layer.
  ///
  /// - Parameters:
  ///   - layer: the files.
  ///   - isWindows: whether it is laid out as Windows has it.
  ///   - format: the family of its media type.
  ///   - modified: when its files changed.
  ///   - foreignHost: the host in the URL of a foreign layer.
  /// - Throws: what compressing and hashing throw when memory is short.
  init(
    _ layer: FixtureLayer, isWindows: Bool, format: FixtureImage.Format, modified: Timestamp, foreignHost: RegistryHost
  ) throws {
    let compressed = MemorySink(limit: Self.limit)
    let gzip = try GzipWriter(into: compressed)
    let digesting = try DigestingSink(next: gzip)
    let tar = TarWriter(into: digesting)
    for member in ArchiveLayout(layer, isWindows: isWindows, modified: modified).members {
      try tar.begin(member.header)
      try tar.write(member.content)
    }
    try tar.finish()
    try gzip.finish()
    diffID = try digesting.digest()
    bytes = compressed.bytes
    let digest = try Digest(of: bytes)
    descriptor = Descriptor(
      mediaType: try Self.mediaType(layer, format), digest: digest, size: Int64(bytes.count),
      urls: layer.isForeign ? ["https://\(foreignHost)/foreign/\(digest)"] : [])
  }

  /// The most bytes of a compressed layer.
  static let limit = 256 << 20

  private static func mediaType(_ layer: FixtureLayer, _ format: FixtureImage.Format) throws -> MediaType {
    switch (format, layer.isForeign) {
    case (.docker, false): .dockerLayerGzip
    case (.docker, true): .dockerForeignLayerGzip
    case (.oci, false): .ociLayerGzip
    case (.oci, true): try MediaType(parsing: "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip")
    }
  }

  /// A member of an archive.
  struct Member {
    let header: TarEntry
    let content: [UInt8]

    /// The same with what Windows keeps of a file besides its bytes.
    fileprivate var forWindows: Member { Member(header: WindowsAttributes.added(to: header), content: content) }
  }

  /// Files with the folders that they stand in, what stands above before what stands below.
  static func members(of files: [FixtureFile], modified: Timestamp) -> [Member] {
    var layout = ArchiveLayout(modified: modified)
    for file in files { layout.add(file) }
    return layout.members
  }
}

/// Collects the members of an archive.
private struct ArchiveLayout {
  let modified: Timestamp
  private var found: [String: LayerArchive.Member] = [:]

  init(modified: Timestamp) { self.modified = modified }

  /// A layer as its platform lays it out.
  init(_ layer: FixtureLayer, isWindows: Bool, modified: Timestamp) {
    self.modified = modified
    let root = isWindows ? "Files/" : ""
    if isWindows { for folder in ["Hives", "Files"] { add(folder, .directory, mode: 0o755) } }
    for file in layer.hives { add(file, below: "Hives/") }
    for file in layer.files { add(file, below: root) }
    for link in layer.links { add(root + link.path, .symbolicLink, mode: 0o777, linkName: link.target) }
    for path in layer.removed {
      let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
      add("\(root)\(path[..<name]).wh.\(path[name...])", .file, mode: 0o644)
    }
    if isWindows { found = found.mapValues(\.forWindows) }
  }

  mutating func add(_ file: FixtureFile, below folder: String = "") {
    add(folder + file.path, .file, mode: file.isExecutable ? 0o755 : 0o644, file.content.bytes)
  }

  private mutating func add(
    _ path: String, _ kind: TarEntry.Kind, mode: UInt32, _ content: [UInt8] = [], linkName: String = ""
  ) {
    let header = TarEntry(
      name: kind == .directory ? path + "/" : path, kind: kind, size: Int64(content.count), mode: mode,
      modified: modified, linkName: linkName)
    found[path] = LayerArchive.Member(header: header, content: content)
    guard let slash = path.lastIndex(of: "/") else { return }
    let folder = String(path[..<slash])
    if found[folder] == nil { add(folder, .directory, mode: 0o755) }
  }

  /// The members, hives first, folders before what is in them.
  var members: [LayerArchive.Member] {
    func rank(_ path: String) -> Int { path == "Hives" || path.hasPrefix("Hives/") ? 0 : 1 }
    return found.sorted { (rank($0.key), $0.key) < (rank($1.key), $1.key) }.map(\.value)
  }
}

/// Computes the digest of what passes.
private final class DigestingSink: ByteSink {
  private struct State: ~Copyable { var digester: Digester }

  private let next: any ByteSink
  private let state: Locked<State>

  init(next: any ByteSink) throws {
    self.next = next
    state = Locked(State(digester: try Digester()))
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    state.withLock { $0.digester.update(bytes) }
    try next.write(bytes)
  }

  func digest() throws -> Digest { try state.withLock { try $0.digester.digest() } }
}
