import ByteStreams
import ImageSpec

/// What one pass over a layer finds out.
public struct LayerFacts: Hashable, Sendable {
  /// The digest of the uncompressed archive, as the configuration lists it.
  public let diffID: Digest
  /// The digest of the bytes as they came, if it was asked for.
  public let compressedDigest: Digest?
  /// The bytes as they came.
  public let compressedSize: Int64
  /// The bytes of the uncompressed archive.
  public let uncompressedSize: Int64
  /// The number of entries, whiteouts included.
  public let entryCount: Int
  /// The sum of the files' data, as `images` and `history` count sizes.
  public let contentSize: Int64

  /// States what was found, by a pass or by a cache of one.
  public init(
    diffID: Digest, compressedDigest: Digest?, compressedSize: Int64, uncompressedSize: Int64, entryCount: Int,
    contentSize: Int64
  ) {
    self.diffID = diffID
    self.compressedDigest = compressedDigest
    self.compressedSize = compressedSize
    self.uncompressedSize = uncompressedSize
    self.entryCount = entryCount
    self.contentSize = contentSize
  }
}

/// The one pass over a layer: takes its blob and computes its diffID and sizes, checks that it is an archive without
/// hostile names, and writes its file index, all while the bytes flow to wherever else they go.
///
/// `@unchecked Sendable`: what changes is touched by one thread at a time, as ``ByteSink`` asks of its callers.
public final class LayerInspector: ByteSink, @unchecked Sendable {
  private let decompressor: LayerDecompressor
  private let content: LayerContent
  private var digester: Digester?
  private var count: Int64 = 0

  /// - Parameters:
  ///   - indexPath: where the file index shall be; nil makes none.
  ///   - algorithm: that of the diffID.
  ///   - digestsBlob: whether the digest of the blob itself is wanted; who verifies it elsewhere saves the time.
  ///   - limits: how much the layer may become.
  /// - Throws: ``SystemError`` and `Digester.Unavailable`.
  public init(
    indexPath: String? = nil, algorithm: Digest.Algorithm = .sha256, digestsBlob: Bool = false,
    limits: DecompressionLimits = DecompressionLimits()
  ) throws {
    content = LayerContent(
      digester: try Digester(algorithm), collector: IndexCollector(try indexPath.map { try FileIndexWriter(path: $0) }))
    decompressor = LayerDecompressor(into: content, limits: limits)
    digester = digestsBlob ? try Digester(algorithm) : nil
  }

  /// Takes the next bytes of the blob.
  ///
  /// - Throws: ``CompressionError``, ``TarError``, ``ArchivePathError``, ``SystemError``.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    count += Int64(bytes.count)
    digester?.update(bytes)
    try decompressor.write(bytes)
  }

  /// Ends the pass; the index file gets its name now.
  ///
  /// - Throws: what ``write(_:)`` throws, for a layer that was cut.
  public func finish() throws -> LayerFacts {
    try decompressor.finish()
    let (diffID, size) = try content.finish()
    return LayerFacts(
      diffID: diffID, compressedDigest: try digester?.digest(), compressedSize: count, uncompressedSize: size,
      entryCount: content.collector.count, contentSize: content.collector.contentSize)
  }
}

/// The uncompressed side of the pass.
///
/// `@unchecked Sendable`: only the inspector's decompressor writes here, on the one thread that writes to the inspector.
private final class LayerContent: ByteSink, @unchecked Sendable {
  let collector: IndexCollector
  private let reader: TarReader
  private var digester: Digester
  private var size: Int64 = 0

  init(digester: consuming Digester, collector: IndexCollector) {
    self.digester = digester
    self.collector = collector
    reader = TarReader(visitor: collector)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    size += Int64(bytes.count)
    digester.update(bytes)
    try reader.write(bytes)
  }

  func finish() throws -> (Digest, Int64) {
    try reader.finish()
    try collector.finish()
    return (try digester.digest(), size)
  }
}

/// Turns what the reader finds into index records.
///
/// `@unchecked Sendable`: only the pass's tar reader calls it, on the one thread that writes to the inspector.
private final class IndexCollector: TarVisitor, @unchecked Sendable {
  private let writer: FileIndexWriter?
  private(set) var count = 0
  private(set) var contentSize: Int64 = 0

  init(_ writer: FileIndexWriter?) { self.writer = writer }

  func entry(_ entry: TarEntry, dataOffset: Int64) throws {
    count += 1
    contentSize += entry.size
    let path = try ArchivePath(cleaning: entry.name)
    try writer?.append(IndexedEntry(path: path, entry: entry, dataOffset: dataOffset))
  }

  func finish() throws { try writer?.finish() }
}
