import ByteStreams
import ContentStore
import ImageSpec

/// Where an image is pulled from: a repository's mirrors in their order, then its own registry.
///
/// A mirror is asked first and believed where it answers; whatever goes wrong there, the next one is asked, and what the
/// registry itself says in the end is what counts. A mirror gets the credential that is kept for the mirror's own host,
/// never the registry's. What a mirror sends is verified by who keeps it, like everything else.
public struct RegistrySource: Sendable {
  /// The repository in its own registry: all that is not pulling goes there.
  public let origin: RemoteRepository
  /// The same repository at its mirrors.
  public let mirrors: [RemoteRepository]
  /// Is told of a mirror that did not serve.
  private let notify: @Sendable (RemoteRepository, any Error) -> Void
  /// The mirrors that nobody answered at: they are not asked again.
  private let silent = Locked<Set<RegistryHost>>([])

  /// Pulls from mirrors, then from the registry.
  public init(
    _ origin: RemoteRepository, mirrors: [RemoteRepository] = [],
    notify: @escaping @Sendable (RemoteRepository, any Error) -> Void = { _, _ in }
  ) {
    self.origin = origin
    self.mirrors = mirrors
    self.notify = notify
  }

  /// Asks the mirrors one after the other and then the registry, whose error is the one that is thrown.
  private func first<Result: Sendable>(
    _ body: (RemoteRepository) async throws -> Result, canGoOn: () -> Bool = { true }
  ) async throws -> Result {
    for mirror in mirrors where silent.withLock({ !$0.contains(mirror.registry.host) }) {
      do { return try await body(mirror) } catch {
        try Task.checkCancellation()
        guard !(error is CancellationError), canGoOn() else { throw error }
        switch error {
        case ContentError.unknownReference, ContentError.notFound: break
        default:
          silent.withLock { _ = $0.insert(mirror.registry.host) }
          notify(mirror, error)
        }
      }
    }
    return try await body(origin)
  }
}

extension RegistrySource: ReferenceResolver {
  /// Finds what a tag or a digest names; see `RemoteRepository.resolve(_:)`.
  ///
  /// - Throws: ``AccessRefused`` where the registry refuses or does not have it, with the cause as far as it can be found
  ///   out; else what `RemoteRepository.resolve(_:)` throws.
  public func resolve(_ reference: ImageReference) async throws -> Descriptor {
    do { return try await first { try await $0.resolve(reference) } } catch is CancellationError {
      throw CancellationError()
    } catch {
      let explained = await origin.explanation(of: error, for: reference)
      // Who gave up meanwhile hears nothing of it.
      try Task.checkCancellation()
      throw explained
    }
  }

  /// Finds what a tag names by the content that it serves; see `RemoteRepository.resolve(byContentOf:)`.
  public func resolve(byContentOf reference: ImageReference) async throws -> Descriptor {
    try await first { try await $0.resolve(byContentOf: reference) }
  }
}

extension RegistrySource: ContentFetcher {
  /// Streams content; where a mirror breaks off, the next one or the registry goes on behind the bytes that came.
  public func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws {
    let watch = PassedBytes(next: sink)
    try await first(
      { try await $0.fetch(descriptor, from: offset + watch.count, into: watch) }, canGoOn: { !watch.hasFailed })
  }
}

/// Counts what a sink took, and notes whether it failed: then nobody else need be asked.
private final class PassedBytes: ByteSink {
  private let next: any ByteSink
  private let state = Locked((count: Int64(0), hasFailed: false))

  init(next: any ByteSink) { self.next = next }

  var count: Int64 { state.withLock { $0.count } }
  var hasFailed: Bool { state.withLock { $0.hasFailed } }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    do { try next.write(bytes) } catch {
      state.withLock { $0.hasFailed = true }
      throw error
    }
    state.withLock { $0.count += Int64(bytes.count) }
  }
}
