import ByteStreams
import ImageSpec

/// What is wrong with a compressed stream.
public enum CompressionError: Error, Hashable {
  /// The stream ended before its compression said so.
  case truncated(MediaType.Compression)
  /// The stream is damaged, or not compressed like that; the library's own word for it.
  case corrupt(MediaType.Compression, reason: String)
  /// Something else follows the last compressed member.
  case trailingGarbage(MediaType.Compression)
  /// The content is larger than allowed, in bytes.
  case tooLarge(limit: Int64)
  /// The content is that many times larger than its compressed form: a decompression bomb.
  case ratioTooHigh(limit: Int64)
  /// The library has no memory.
  case outOfMemory
}

/// How much a compressed stream may become.
public struct DecompressionLimits: Sendable {
  /// The most bytes that may come out.
  public var size: Int64 = 1 << 40
  /// How many bytes may come out for one that goes in, once ``ratioThreshold`` bytes came out.
  public var ratio: Int64 = 1_000
  /// Below this the ratio does not matter: small files of zeros are no bombs.
  public var ratioThreshold: Int64 = 100_000_000

  /// The limits that layers are read with.
  public init() {}

  func check(input: Int64, output: Int64) throws(CompressionError) {
    guard output <= size else { throw .tooLarge(limit: size) }
    guard output <= ratioThreshold || output / ratio <= input else { throw .ratioTooHigh(limit: ratio) }
  }
}

/// Takes a compressed stream and passes its content on.
public protocol Decompressor: ByteSink {
  /// Checks that the stream was whole. To be called once, after the last write.
  ///
  /// - Throws: ``CompressionError/truncated(_:)``.
  func finish() throws
}

/// The size of the buffers between a stream and its content.
let compressionBufferSize = 256 << 10
