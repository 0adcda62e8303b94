import ByteStreams
import CZlib
import ImageSpec

/// Decompresses gzip through zlib: every member of a stream, checksums and lengths verified.
///
/// A member may follow another; zeros may follow the last, as tapes leave them; anything else is an error. See
/// [RFC 1952](https://www.rfc-editor.org/rfc/rfc1952).
///
/// `@unchecked Sendable`: what changes is touched by one thread at a time, as ``ByteSink`` asks of its callers.
public final class Gunzip: Decompressor, @unchecked Sendable {
  private enum State {
    case inMember
    case betweenMembers
    case padding
  }

  private let next: any ByteSink
  private let limits: DecompressionLimits
  private let stream: UnsafeMutablePointer<z_stream>
  private let buffer: UnsafeMutableRawBufferPointer
  private var state = State.inMember
  private var input: Int64 = 0
  private var output: Int64 = 0

  /// - Parameters:
  ///   - next: takes the content.
  ///   - limits: how much the content may be.
  /// - Throws: ``CompressionError/outOfMemory``.
  public init(into next: any ByteSink, limits: DecompressionLimits = DecompressionLimits()) throws(CompressionError) {
    self.next = next
    self.limits = limits
    // zlib's state points back at the stream, so it must not move.
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    buffer = .allocate(byteCount: compressionBufferSize, alignment: 16)
    let status = inflateInit2_(stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw .outOfMemory }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    buffer.deallocate()
  }

  /// Takes the next compressed bytes.
  ///
  /// - Throws: ``CompressionError``, and what the next sink throws.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      switch state {
      case .inMember: try inflate(&rest)
      case .betweenMembers:
        if rest.first == 0 {
          state = .padding
        } else {
          guard rest.first == 0x1F else { throw CompressionError.trailingGarbage(.gzip) }
          inflateReset(stream)
          state = .inMember
        }
      case .padding:
        guard rest.allSatisfy({ $0 == 0 }) else { throw CompressionError.trailingGarbage(.gzip) }
        return
      }
    }
  }

  private func inflate(_ rest: inout Slice<UnsafeRawBufferPointer>) throws {
    let chunk = rest.prefix(1 << 30)
    let source = UnsafeRawBufferPointer(rebasing: chunk).assumingMemoryBound(to: UInt8.self)
    // zlib does not write through next_in; its declaration lacks the const.
    stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
    stream.pointee.avail_in = UInt32(source.count)
    var isFull = true
    while state == .inMember, stream.pointee.avail_in > 0 || isFull {
      let before = stream.pointee.avail_in
      stream.pointee.next_out = buffer.bindMemory(to: UInt8.self).baseAddress
      stream.pointee.avail_out = UInt32(buffer.count)
      let status = CZlib.inflate(stream, Z_NO_FLUSH)
      let produced = buffer.count - Int(stream.pointee.avail_out)
      isFull = stream.pointee.avail_out == 0
      input += Int64(before - stream.pointee.avail_in)
      output += Int64(produced)
      try limits.check(input: input, output: output)
      if produced > 0 { try next.write(UnsafeRawBufferPointer(rebasing: buffer[..<produced])) }
      switch status {
      case Z_OK: continue
      case Z_STREAM_END: state = .betweenMembers
      case Z_BUF_ERROR: isFull = false
      case Z_MEM_ERROR: throw CompressionError.outOfMemory
      default:
        let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)"
        throw CompressionError.corrupt(.gzip, reason: reason)
      }
    }
    rest = rest.dropFirst(chunk.count - Int(stream.pointee.avail_in))
  }

  public func finish() throws {
    if state == .inMember { throw CompressionError.truncated(.gzip) }
  }
}
