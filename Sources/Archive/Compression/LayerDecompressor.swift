import ByteStreams
import ImageSpec

/// Decompresses a layer by what its first bytes say, whatever its media type claims: docker's own registries hold layers
/// under wrong types.
///
/// `@unchecked Sendable`: what changes is touched by one thread at a time, as ``ByteSink`` asks of its callers.
public final class LayerDecompressor: Decompressor, @unchecked Sendable {
  private let next: any ByteSink
  private let limits: DecompressionLimits
  private let expected: MediaType.Compression?
  private var stage: (any ByteSink)?
  private var head: [UInt8] = []

  /// The compression of the stream; nil until four bytes arrived.
  public private(set) var compression: MediaType.Compression?

  /// - Parameters:
  ///   - expected: the only compression to take; nil looks at the first bytes.
  ///   - next: takes the content.
  ///   - limits: how much the content may be.
  public init(
    _ expected: MediaType.Compression? = nil, into next: any ByteSink,
    limits: DecompressionLimits = DecompressionLimits()
  ) {
    self.expected = expected
    self.next = next
    self.limits = limits
  }

  /// Takes the next bytes of the layer.
  ///
  /// - Throws: ``CompressionError``, and what the next sink throws.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    if let stage { return try stage.write(bytes) }
    let part = bytes.prefix(Self.magicLength - head.count)
    head.append(contentsOf: part)
    guard head.count == Self.magicLength else { return }
    let rest = UnsafeRawBufferPointer(rebasing: bytes[part.count...])
    let stage = try open()
    if !rest.isEmpty { try stage.write(rest) }
  }

  public func finish() throws {
    let stage = try self.stage ?? open()
    try (stage as? any Decompressor)?.finish()
  }

  private func open() throws -> any ByteSink {
    let compression = expected ?? Self.compression(of: head)
    let stage: any ByteSink =
      switch compression {
      case .none: next
      case .gzip: try Gunzip(into: next, limits: limits)
      case .zstd: try ZstdDecompressor(into: next, limits: limits)
      }
    self.stage = stage
    self.compression = compression
    if !head.isEmpty { try stage.write(head) }
    return stage
  }

  private static let magicLength = 4

  /// What a stream's first bytes say.
  public static func compression(of head: [UInt8]) -> MediaType.Compression {
    if head.starts(with: [0x1F, 0x8B]) { return .gzip }
    if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return .zstd }
    // A skippable frame may come first: 0x184D2A50 to 0x184D2A5F, little-endian.
    if head.count >= 4, head[0] & 0xF0 == 0x50, head[1...3].elementsEqual([0x2A, 0x4D, 0x18]) { return .zstd }
    return .none
  }
}
