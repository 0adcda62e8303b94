import ByteStreams
import ImageSpec

// The protocols are the size of a verb, so that a function asks for what it uses and no more. A store conforms to those
// that it can serve; `&` composes them.

/// Reads content by its descriptor.
public protocol ContentFetcher: Sendable {
  /// Streams content into a sink, from a byte offset to its end.
  ///
  /// Bytes are not verified here: who keeps them does that, see ``VerifyingSink``. The sink is written on a thread that
  /// may block, never after the call returned. Cancelling the task ends the stream with `CancellationError`.
  ///
  /// - Parameters:
  ///   - descriptor: what to read; its digest and its media type decide where it lies.
  ///   - offset: the first byte wanted, at most the descriptor's size.
  ///   - sink: takes the bytes in order.
  /// - Throws: ``ContentError/notFound(_:)`` when the store has no such content, and the sink's own errors.
  func fetch(_ descriptor: Descriptor, from offset: Int64, into sink: any ByteSink) async throws
}

/// Says whether content is there.
public protocol ContentChecker: Sendable {
  /// Whether the store holds all bytes of the content. A store that finds content of another size says no.
  func contains(_ descriptor: Descriptor) async throws -> Bool
}

/// Takes content.
public protocol ContentPusher: Sendable {
  /// Takes content out of a source, verified against the descriptor's size and digest.
  ///
  /// Idempotent: content that is there stays as it is. Atomic: content is there whole or not at all. The store may ask
  /// the source for the rest only, when it kept a part of an earlier attempt.
  ///
  /// - Parameters:
  ///   - descriptor: what is pushed.
  ///   - source: where its bytes come from; may be asked more than once, from different offsets.
  ///   - progress: is told how many bytes of the content have arrived so far.
  /// - Throws: ``ContentError`` when the bytes are not what the descriptor says, and the source's own errors.
  func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, progress: @escaping @Sendable (Int64) -> Void
  ) async throws
}

/// Takes a document under a name.
public protocol ReferencePusher: Sendable {
  /// Takes a manifest or an index and names it, in one step, replacing what the name meant before.
  ///
  /// What the document names must be there already, as far as the store insists on it.
  func push(_ descriptor: Descriptor, from source: any ContentFetcher, as reference: ImageReference) async throws
}

/// Finds what a name means.
public protocol ReferenceResolver: Sendable {
  /// The descriptor that a reference names; a digest decides over a tag.
  ///
  /// - Throws: ``ContentError/unknownReference(_:)``.
  func resolve(_ reference: ImageReference) async throws -> Descriptor
}

/// Gives and takes names.
public protocol ReferenceTagger: Sendable {
  /// Names content that is in the store; a name that exists moves. Idempotent and atomic.
  ///
  /// - Returns: what the name meant before.
  @discardableResult
  func tag(_ descriptor: Descriptor, as reference: ImageReference) async throws -> Descriptor?

  /// Removes a name and leaves the content. Atomic.
  ///
  /// - Returns: what the name meant.
  /// - Throws: ``ContentError/unknownReference(_:)``.
  @discardableResult
  func untag(_ reference: ImageReference) async throws -> Descriptor
}

/// Lists names.
public protocol ReferenceLister: Sendable {
  /// Every name and what it means, in no particular order.
  func references() async throws -> [(reference: ImageReference, descriptor: Descriptor)]
}

/// Takes a blob over from another repository of the same registry without moving its bytes.
public protocol ContentMounter: Sendable {
  /// Tries to mount content.
  ///
  /// - Returns: whether it is there now; false means that it must be pushed.
  func mount(_ descriptor: Descriptor, from repository: RepositoryName) async throws -> Bool
}
