import ByteStreams
import ImageSpec

/// A store in memory: the simplest that keeps every promise of the protocols. For simulated registries and tests.
public final class MemoryStore: Sendable {
  private struct State {
    var blobs: [Digest: [UInt8]] = [:]
    var names: [ImageReference: Descriptor] = [:]
  }

  private let state = Locked(State())

  /// The most bytes of one piece of content.
  public let limit: Int

  /// Makes an empty store that takes content up to a limit, 1 GiB if not given.
  public init(limit: Int = 1 << 30) { self.limit = limit }

  /// Puts bytes in that were made here and returns their descriptor.
  ///
  /// - Throws: `Digester.Unavailable`.
  @discardableResult
  public func insert(_ bytes: [UInt8], mediaType: MediaType) throws -> Descriptor {
    let digest = try Digest(of: bytes)
    state.withLock { $0.blobs[digest] = bytes }
    return Descriptor(mediaType: mediaType, digest: digest, size: Int64(bytes.count))
  }

  /// Removes content. Idempotent.
  public func remove(_ digest: Digest) { state.withLock { $0.blobs[digest] = nil } }

  /// The digests of all content.
  public var digests: [Digest] { state.withLock { Array($0.blobs.keys) } }
}

extension MemoryStore: ContentFetcher, ContentChecker {
  public func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    guard let bytes = state.withLock({ $0.blobs[descriptor.digest] }) else {
      throw ContentError.notFound(descriptor.digest)
    }
    guard offset <= bytes.count else {
      throw ContentError.sizeMismatch(descriptor.digest, expected: offset, found: Int64(bytes.count))
    }
    try await BlockingThreads.run {
      try bytes.withUnsafeBytes { try sink.write(UnsafeRawBufferPointer(rebasing: $0[Int(offset)...])) }
    }
  }

  public func contains(_ descriptor: Descriptor) async -> Bool {
    state.withLock { $0.blobs[descriptor.digest].map { Int64($0.count) == descriptor.size } ?? false }
  }
}

extension MemoryStore: ContentPusher, ReferencePusher {
  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, progress: @escaping @Sendable (Int64) -> Void
  ) async throws {
    if await contains(descriptor) { return }
    guard descriptor.size <= limit else {
      throw ContentError.sizeMismatch(descriptor.digest, expected: Int64(limit), found: descriptor.size)
    }
    let memory = MemorySink(limit: Int(descriptor.size))
    let sink = try VerifyingSink(descriptor, next: memory)
    try await source.fetch(descriptor, from: 0, into: CountingSink(next: sink, progress: progress))
    try sink.finish()
    let bytes = memory.bytes
    state.withLock { $0.blobs[descriptor.digest] = bytes }
  }

  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, as reference: ImageReference
  ) async throws {
    try await push(descriptor, from: source, progress: { _ in })
    try await tag(descriptor, as: reference)
  }
}

extension MemoryStore: ReferenceResolver, ReferenceTagger, ReferenceLister {
  public func resolve(_ reference: ImageReference) async throws -> Descriptor {
    let named = state.withLock { state in
      guard let digest = reference.digest else { return state.names[reference] }
      return state.names.values.first { $0.digest == digest }
    }
    guard let named else { throw ContentError.unknownReference(reference) }
    return named
  }

  @discardableResult
  public func tag(_ descriptor: Descriptor, as reference: ImageReference) async throws -> Descriptor? {
    try state.withLock { state in
      guard state.blobs[descriptor.digest] != nil else { throw ContentError.notFound(descriptor.digest) }
      return state.names.updateValue(descriptor, forKey: reference)
    }
  }

  @discardableResult
  public func untag(_ reference: ImageReference) async throws -> Descriptor {
    try state.withLock { state in
      guard let descriptor = state.names.removeValue(forKey: reference) else {
        throw ContentError.unknownReference(reference)
      }
      return descriptor
    }
  }

  public func references() async -> [(reference: ImageReference, descriptor: Descriptor)] {
    state.withLock { state in state.names.map { ($0.key, $0.value) } }
  }
}
