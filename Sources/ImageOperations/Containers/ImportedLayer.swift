import Archive
import ByteStreams
import ContentStore
import ImageSpec

/// Takes a file system's archive as it comes and makes a layer of it: one that is compressed stays as it is, another is
/// compressed on the way. Its digests are computed and its entries checked in the same pass.
///
/// `@unchecked Sendable`: what changes is touched by one thread at a time, as `ByteSink` asks of its callers.
final class ImportedLayer: ByteSink, @unchecked Sendable {
  private let blob: DigestingSink
  private let inspector: LayerInspector
  private var head: [UInt8] = []
  private var stage: (any ByteSink)?
  private var compression = MediaType.Compression.none
  private var isEmpty = true

  /// - Parameter file: gets the layer's blob.
  /// - Throws: `SystemError` and `Digester.Unavailable`.
  init(into file: OpenFile) throws {
    blob = try DigestingSink(next: file)
    inspector = try LayerInspector()
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard !bytes.isEmpty else { return }
    isEmpty = false
    if let stage {
      try inspector.write(bytes)
      return try stage.write(bytes)
    }
    head += bytes
    guard head.count >= Self.magicLength else { return }
    try open()
  }

  /// Ends the archive.
  ///
  /// - Returns: the blob's descriptor, and the digest of its content.
  /// - Throws: what reading the archive throws.
  func finish() throws -> (descriptor: Descriptor, diffID: Digest) {
    // Nothing at all is a file system without files, as an archive says it.
    if isEmpty { try write([UInt8](repeating: 0, count: 1024)) }
    if stage == nil { try open() }
    let facts = try inspector.finish()
    try (stage as? GzipWriter)?.finish()
    let (digest, size) = try blob.finish()
    let type: MediaType = compression == .zstd ? .ociLayerZstd : .ociLayerGzip
    return (Descriptor(mediaType: type, digest: digest, size: size), facts.diffID)
  }

  private func open() throws {
    if let program = Self.unsupported.first(where: { head.starts(with: $0.magic) })?.program {
      throw ImportImage.UnsupportedCompression(program: program)
    }
    compression = LayerDecompressor.compression(of: head)
    let stage: any ByteSink = compression == .none ? try GzipWriter(into: blob) : blob
    self.stage = stage
    try inspector.write(head)
    try stage.write(head)
    head = []
  }

  private static let magicLength = 6
  /// What docker unpacks too, and how its files begin.
  private static let unsupported: [(magic: [UInt8], program: String)] = [
    (Array("BZh".utf8), "bzip2"), ([0xFD] + Array("7zXZ".utf8) + [0], "xz"),
  ]
}

/// A blob in a file that has no name.
struct ScratchBlob: ContentFetcher {
  let file: OpenFile

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    try await BlockingThreads.run {
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
      defer { buffer.deallocate() }
      var position = offset
      while position < descriptor.size {
        try BlockingThreads.checkCancellation()
        let count = try file.read(into: buffer, at: position)
        guard count > 0 else { return }
        try sink.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        position += Int64(count)
      }
    }
  }
}
