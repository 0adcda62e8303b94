import ByteStreams
import ImageSpec

extension ContentFetcher {
  /// Reads a document whole, verified. Only for manifests, indexes and configurations: at most
  /// ``Document/maximumSize`` bytes.
  ///
  /// - Throws: ``ContentError`` when it is too large, absent or not what the descriptor says.
  public func bytes(of descriptor: Descriptor) async throws -> [UInt8] {
    let limit = Document<Manifest>.maximumSize
    guard descriptor.size <= limit else {
      throw ContentError.documentTooLarge(descriptor.digest, size: descriptor.size)
    }
    let memory = MemorySink(limit: limit)
    let sink = try VerifyingSink(descriptor, next: memory)
    try await fetch(descriptor, from: 0, into: sink)
    try sink.finish()
    return memory.bytes
  }

  /// Reads a document of a kind: `document(of: descriptor, as: Manifest.self)`.
  ///
  /// - Throws: ``ContentError``, and `DocumentError` when the body breaks its rules.
  public func document<Body: DocumentBody>(
    of descriptor: Descriptor, as body: Body.Type = Body.self
  ) async throws -> Document<Body> {
    try Document<Body>(
      bytes: try await bytes(of: descriptor), mediaType: descriptor.mediaType,
      algorithm: descriptor.digest.algorithm)
  }
}
