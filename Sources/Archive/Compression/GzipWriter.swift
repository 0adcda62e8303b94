import ByteStreams
import CZlib
import ImageSpec

/// Compresses into gzip through zlib: the same content gives the same bytes each time, with a header that tells neither
/// time nor system.
///
/// `@unchecked Sendable`: what changes is touched by one thread at a time, as ``ByteSink`` asks of its callers.
public final class GzipWriter: ByteSink, @unchecked Sendable {
  private let next: any ByteSink
  private let stream: UnsafeMutablePointer<z_stream>
  private let buffer: UnsafeMutableRawBufferPointer
  private let header: UnsafeMutablePointer<gz_header>

  /// - Parameters:
  ///   - next: takes the compressed bytes.
  ///   - level: zlib's, 1 (fast) to 9 (small).
  /// - Throws: ``CompressionError/outOfMemory``.
  public init(into next: any ByteSink, level: Int32 = 6) throws(CompressionError) {
    self.next = next
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    header = .allocate(capacity: 1)
    header.initialize(to: gz_header())
    header.pointee.os = 255
    buffer = .allocate(byteCount: compressionBufferSize, alignment: 16)
    let status = deflateInit2_(
      stream, level, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK, deflateSetHeader(stream, header) == Z_OK else { throw .outOfMemory }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
    header.deallocate()
    buffer.deallocate()
  }

  /// Takes the next bytes of the content.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let chunk = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30)).assumingMemoryBound(to: UInt8.self)
      stream.pointee.next_in = UnsafeMutablePointer(mutating: chunk.baseAddress)
      stream.pointee.avail_in = UInt32(chunk.count)
      while stream.pointee.avail_in > 0 { _ = try deflate(Z_NO_FLUSH) }
      rest = rest.dropFirst(chunk.count)
    }
  }

  /// Ends the stream. To be called once, after the last write.
  public func finish() throws {
    while try deflate(Z_FINISH) != Z_STREAM_END {}
  }

  private func deflate(_ flush: Int32) throws -> Int32 {
    stream.pointee.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(buffer.count)
    let status = CZlib.deflate(stream, flush)
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
      throw CompressionError.corrupt(.gzip, reason: "zlib status \(status)")
    }
    let produced = buffer.count - Int(stream.pointee.avail_out)
    if produced > 0 { try next.write(UnsafeRawBufferPointer(rebasing: buffer[..<produced])) }
    return status
  }
}
