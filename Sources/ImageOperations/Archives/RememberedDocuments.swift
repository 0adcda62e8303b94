import ByteStreams
import ContentStore
import ImageSpec

/// A source whose documents are read from it but once: a registry counts each request for a manifest.
final class RememberedDocuments: ContentFetcher {
  private struct State {
    var documents: [Digest: [UInt8]] = [:]
    var size = 0
  }

  /// How many bytes of documents are remembered; those beyond are read again.
  static let maximumSize = 16 << 20

  private let base: any ContentFetcher
  private let state = Locked(State())

  init(_ base: any ContentFetcher) { self.base = base }

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    guard descriptor.mediaType.isDocument else { return try await base.fetch(descriptor, from: offset, into: sink) }
    let bytes = try await document(descriptor)
    guard offset <= bytes.count else {
      throw ContentError.sizeMismatch(descriptor.digest, expected: offset, found: Int64(bytes.count))
    }
    try await BlockingThreads.run { try sink.write(Array(bytes[Int(offset)...])) }
  }

  private func document(_ descriptor: Descriptor) async throws -> [UInt8] {
    if let known = state.withLock({ $0.documents[descriptor.digest] }) { return known }
    let bytes = try await base.bytes(of: descriptor)
    state.withLock { state in
      guard state.size + bytes.count <= Self.maximumSize else { return }
      state.size += bytes.count
      state.documents[descriptor.digest] = bytes
    }
    return bytes
  }
}
