import Archive
import ByteStreams
import ContainerStore
import ContentStore
import ImageSpec

/// A container's changes as a layer's blob, made anew each time it is read: the same changes give the same bytes, so no
/// file is needed between measuring and storing.
struct ChangesLayer: ContentFetcher {
  let files: ContainerFiles

  /// The blob's descriptor and its diffID; nil where nothing was changed.
  func measure(mediaType: MediaType) async throws -> (descriptor: Descriptor, diffID: Digest)? {
    let blob = try DigestingSink()
    let gzip = try GzipWriter(into: blob)
    let archive = try DigestingSink(next: gzip)
    guard try await files.layer(into: archive) else { return nil }
    try await BlockingThreads.run { try gzip.finish() }
    let (digest, size) = try blob.finish()
    return (Descriptor(mediaType: mediaType, digest: digest, size: size), try archive.finish().digest)
  }

  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    let gzip = try GzipWriter(into: SkippingSink(offset, next: sink))
    guard try await files.layer(into: gzip) else { throw ContentError.notFound(descriptor.digest) }
    try await BlockingThreads.run { try gzip.finish() }
  }
}

/// Computes the digest and the size of a stream that passes on.
final class DigestingSink: ByteSink {
  private struct State: ~Copyable {
    var digester: Digester
    var size: Int64 = 0
  }

  private let state: Locked<State>
  private let next: (any ByteSink)?

  init(next: (any ByteSink)? = nil) throws {
    state = Locked(State(digester: try Digester()))
    self.next = next
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    state.withLock { state in
      state.digester.update(bytes)
      state.size += Int64(bytes.count)
    }
    try next?.write(bytes)
  }

  func finish() throws -> (digest: Digest, size: Int64) {
    try state.withLock { (try $0.digester.digest(), $0.size) }
  }
}

/// Drops the beginning of a stream.
private final class SkippingSink: ByteSink {
  private let rest: Locked<Int64>
  private let next: any ByteSink

  init(_ count: Int64, next: any ByteSink) {
    rest = Locked(count)
    self.next = next
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    let skipped = rest.withLock { rest in
      let skipped = Int(min(rest, Int64(bytes.count)))
      rest -= Int64(skipped)
      return skipped
    }
    guard skipped < bytes.count else { return }
    try next.write(UnsafeRawBufferPointer(rebasing: bytes[skipped...]))
  }
}
