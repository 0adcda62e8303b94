import ByteStreams
import ContentStore
import ImageSpec

/// A run of bytes in a layer's uncompressed archive.
public struct Extent: Hashable, Sendable {
  /// Where it begins, in bytes from the archive's start.
  public let offset: Int64
  /// Its length in bytes.
  public let size: Int64

  /// Names a run.
  public init(offset: Int64, size: Int64) {
    self.offset = offset
    self.size = size
  }
}

/// Is told the content of the extents that an ``ExtentReader`` was made for.
public protocol ExtentReceiver: AnyObject, Sendable {
  /// The extent with this number begins.
  func begin(_ number: Int) throws
  /// The next bytes of the current extent.
  func data(_ bytes: UnsafeRawBufferPointer) throws
  /// The current extent is complete.
  func end() throws
}

/// Takes an uncompressed archive and passes on only the wanted runs of it: one file, or many, in one pass.
///
/// `@unchecked Sendable`: what changes is touched by one thread at a time, as ``ByteSink`` asks of its callers.
public final class ExtentReader: ByteSink, @unchecked Sendable {
  /// Thrown by ``write(_:)`` once nothing more is wanted, so that the producer stops. No failure.
  public struct Complete: Error {}

  private let extents: [(number: Int, extent: Extent)]
  private let receiver: any ExtentReceiver
  private var position: Int64 = 0
  private var current = 0
  private var hasBegun = false

  /// - Parameters:
  ///   - extents: what is wanted, in any order; they don't overlap.
  ///   - receiver: gets them in the archive's order, by their number in `extents`.
  public init(_ extents: [Extent], receiver: any ExtentReceiver) {
    self.extents = extents.enumerated().map { ($0, $1) }.sorted {
      ($0.extent.offset, $0.extent.size) < ($1.extent.offset, $1.extent.size)
    }
    self.receiver = receiver
  }

  /// Whether all extents were passed on.
  public var isComplete: Bool { current == extents.count }

  /// Takes the next bytes of the archive.
  ///
  /// - Throws: ``Complete`` when all is done, and what the receiver throws.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    let end = position + Int64(bytes.count)
    while current < extents.count, extents[current].extent.offset <= end {
      let (number, extent) = extents[current]
      if !hasBegun {
        try receiver.begin(number)
        hasBegun = true
      }
      let from = max(extent.offset, position)
      let to = min(extent.offset + extent.size, end)
      if from < to {
        try receiver.data(UnsafeRawBufferPointer(rebasing: bytes[Int(from - position)..<Int(to - position)]))
      }
      guard extent.offset + extent.size <= end else { break }
      try receiver.end()
      hasBegun = false
      current += 1
    }
    position = end
    if isComplete { throw Complete() }
  }
}

extension ContentFetcher {
  /// Reads runs of a layer's uncompressed archive in one pass over its blob, which ends with the last of them.
  ///
  /// - Throws: ``ExtentError/beyondEnd(_:)`` when the layer is shorter, and the store's and the receiver's errors.
  public func read(_ extents: [Extent], ofLayer layer: Descriptor, into receiver: any ExtentReceiver) async throws {
    guard !extents.isEmpty else { return }
    let reader = ExtentReader(extents, receiver: receiver)
    let decompressor = LayerDecompressor(into: reader)
    do {
      try await fetch(layer, from: 0, into: decompressor)
      try decompressor.finish()
    } catch  where reader.isComplete {
      return
    }
    guard reader.isComplete else { throw ExtentError.beyondEnd(layer.digest) }
  }

  /// Reads one run of a layer's uncompressed archive; see ``read(_:ofLayer:into:)``.
  public func read(_ extent: Extent, ofLayer layer: Descriptor, into sink: any ByteSink) async throws {
    try await read([extent], ofLayer: layer, into: SinkReceiver(sink: sink))
  }
}

/// A layer does not hold what its index says.
public enum ExtentError: Error, Hashable {
  /// It ends before the wanted bytes.
  case beyondEnd(Digest)
}

private final class SinkReceiver: ExtentReceiver {
  private let sink: any ByteSink

  init(sink: any ByteSink) { self.sink = sink }

  func begin(_ number: Int) {}
  func data(_ bytes: UnsafeRawBufferPointer) throws { try sink.write(bytes) }
  func end() {}
}
