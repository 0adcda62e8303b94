import ByteStreams
import ContentStore
import ImageSpec

extension LayoutStore: ReferenceResolver, ReferenceTagger, ReferenceLister, ReferencePusher {
  public func resolve(_ reference: ImageReference) async throws -> Descriptor {
    guard let descriptor = try await index().descriptor(of: reference) else {
      throw ContentError.unknownReference(reference)
    }
    return descriptor
  }

  public func references() async throws -> [(reference: ImageReference, descriptor: Descriptor)] {
    try await index().references
  }

  /// Names content that is in the store; a name that exists moves, and its old image stays as a dangling one.
  ///
  /// - Throws: `ContentError.notFound` when the store has no such content.
  @discardableResult
  public func tag(_ descriptor: Descriptor, as reference: ImageReference) async throws -> Descriptor? {
    let folder = folder
    return try await update { index in
      // Under the lock, so that no sweep is between this look and the name.
      guard try FileStatus.of(folder.blob(descriptor.digest)) != nil else {
        throw ContentError.notFound(descriptor.digest)
      }
      return index.set(reference, to: descriptor)
    }.result
  }

  /// Removes a name; content that nothing names any more goes with the next sweep.
  @discardableResult
  public func untag(_ reference: ImageReference) async throws -> Descriptor {
    let name = reference.withDefaultTag
    guard try await index().entries.contains(where: { $0.reference == name }) else {
      throw ContentError.unknownReference(reference)
    }
    return try await update { index in
      guard let descriptor = index.remove(reference) else { throw ContentError.unknownReference(reference) }
      return descriptor
    }.result
  }

  /// Keeps an image for somebody else than a name, as a container's base: an entry that others' sweeps respect and that
  /// does not list the image. Idempotent.
  ///
  /// - Parameters:
  ///   - descriptor: the image's root document.
  ///   - keeper: who needs it, as `container/ID`; ``release(_:)`` takes the same text.
  /// - Throws: ``LayoutError`` and ``FileError``.
  public func keep(_ descriptor: Descriptor, for keeper: String) async throws {
    _ = try await update { $0.keep(descriptor, for: keeper) }
  }

  /// Ends ``keep(_:for:)``. Idempotent.
  public func release(_ keeper: String) async throws {
    guard try await index().entries.contains(where: { $0.keeper == keeper }) else { return }
    _ = try await update { $0.release(keeper) }
  }

  public func push(
    _ descriptor: Descriptor, from source: any ContentFetcher, as reference: ImageReference
  ) async throws {
    try await withLease {
      try await push(descriptor, from: source, progress: { _ in })
      try await tag(descriptor, as: reference)
    }
  }
}
