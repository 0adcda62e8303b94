import ByteStreams
import CZstd
import ImageSpec

/// Decompresses zstd through libzstd: every frame of a stream, skippable ones skipped.
///
/// See [RFC 8878](https://www.rfc-editor.org/rfc/rfc8878). A window beyond 128 MiB, libzstd's own limit, is refused.
///
/// `@unchecked Sendable`: what changes is touched by one thread at a time, as ``ByteSink`` asks of its callers.
public final class ZstdDecompressor: Decompressor, @unchecked Sendable {
  private let next: any ByteSink
  private let limits: DecompressionLimits
  private let stream: OpaquePointer
  private let buffer: UnsafeMutableRawBufferPointer
  private var isBetweenFrames = false
  private var input: Int64 = 0
  private var output: Int64 = 0

  /// - Parameters:
  ///   - next: takes the content.
  ///   - limits: how much the content may be.
  /// - Throws: ``CompressionError/outOfMemory``.
  public init(into next: any ByteSink, limits: DecompressionLimits = DecompressionLimits()) throws(CompressionError) {
    guard let stream = ZSTD_createDStream() else { throw .outOfMemory }
    self.stream = stream
    self.next = next
    self.limits = limits
    buffer = .allocate(byteCount: compressionBufferSize, alignment: 16)
  }

  deinit {
    ZSTD_freeDStream(stream)
    buffer.deallocate()
  }

  /// Takes the next compressed bytes.
  ///
  /// - Throws: ``CompressionError``, and what the next sink throws.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard !bytes.isEmpty else { return }
    var source = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
    var isFull = false
    while source.pos < source.size || isFull {
      let before = source.pos
      var target = ZSTD_outBuffer(dst: buffer.baseAddress, size: buffer.count, pos: 0)
      let hint = ZSTD_decompressStream(stream, &target, &source)
      guard ZSTD_isError(hint) == 0 else {
        throw CompressionError.corrupt(.zstd, reason: String(cString: ZSTD_getErrorName(hint)))
      }
      isBetweenFrames = hint == 0
      isFull = target.pos == target.size && !isBetweenFrames
      input += Int64(source.pos - before)
      output += Int64(target.pos)
      try limits.check(input: input, output: output)
      if target.pos > 0 { try next.write(UnsafeRawBufferPointer(rebasing: buffer[..<target.pos])) }
    }
  }

  public func finish() throws {
    if !isBetweenFrames { throw CompressionError.truncated(.zstd) }
  }
}
