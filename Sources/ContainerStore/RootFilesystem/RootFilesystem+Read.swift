import Archive
import ByteStreams
import ContentStore
import ImageSpec

extension RootFilesystem {
  /// A file that was found, to be read once or more.
  public struct FoundFile: Sendable {
    /// The path below the root, with slashes and one in front; foreign text.
    public let path: String
    /// What it is.
    public let entry: TarEntry
    let origin: RootEntry.Origin
  }

  /// Finds a regular file; links are followed within the root.
  ///
  /// - Throws: ``CopyPathError`` where there is nothing or no file, `SystemError` and `FileIndexError`.
  public func file(_ path: String) async throws -> FoundFile {
    try await BlockingThreads.run {
      let lock = try lockForReading()
      defer { withExtendedLifetime(lock) {} }
      let view = try view()
      let parsed = try layout.parse(path)
      guard let entry = try view.resolve(parsed, followsLast: true).entry else {
        throw CopyPathError.notInContainer(path)
      }
      guard !entry.isFolder else { throw CopyPathError.isAFolder(path) }
      guard !parsed.endsInSlash, !parsed.endsInDot else { throw CopyPathError.notAFolder(path) }
      guard let file = try view.resolvingHardLinks([entry]).first, file.entry.kind == .file else {
        throw CopyPathError.unsupportedKind(path)
      }
      return FoundFile(path: layout.display(entry.path), entry: file.entry, origin: file.origin)
    }
  }

  /// Writes a file's bytes into a sink, holes as zeros.
  ///
  /// - Throws: `SystemError`, and the content store's and the sink's errors.
  public func read(_ file: FoundFile, into sink: any ByteSink) async throws {
    switch file.origin {
    case .implied: return
    case .change(let data):
      guard let data, let changes else { return }
      try await BlockingThreads.run { try changes.openData(data).copy(into: sink) }
    case .layer(let number, let offset):
      guard file.entry.size > 0 else { return }
      let layer = layers[number].descriptor
      guard let fetcher else { throw ContentError.notFound(layer.digest) }
      let content = FileContent(of: file.entry, into: sink)
      try await fetcher.read([Extent(offset: offset, size: file.entry.storedSize)], ofLayer: layer, into: content)
    }
  }
}

/// Passes a file's stored bytes on, with zeros for its holes.
///
/// `@unchecked Sendable`: used by one thread at a time.
final class FileContent: ExtentReceiver, @unchecked Sendable {
  private let sink: any ByteSink
  private let size: Int64
  private var placement: SparsePlacement
  private var written: Int64 = 0

  init(of entry: TarEntry, into sink: any ByteSink) {
    self.sink = sink
    size = entry.size
    placement = SparsePlacement(entry.sparse)
  }

  func begin(_ number: Int) {}

  func data(_ bytes: UnsafeRawBufferPointer) throws {
    try placement.place(bytes) { offset, run in
      try fill(to: offset)
      try sink.write(run)
      written += Int64(run.count)
    }
  }

  func end() throws { try fill(to: size) }

  private static let zeros = [UInt8](repeating: 0, count: 64 << 10)

  private func fill(to offset: Int64) throws {
    while written < offset {
      let count = Int(min(Int64(Self.zeros.count), offset - written))
      try Self.zeros.withUnsafeBytes { try sink.write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      written += Int64(count)
    }
  }
}
