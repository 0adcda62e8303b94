import ImageSpec

/// What a graph copy did with each piece of content.
public struct CopyOutcome: Sendable, Hashable {
  /// Content whose bytes moved, blobs first, the root last.
  public var copied: [Descriptor] = []
  /// Content that was in the destination before.
  public var existing: [Descriptor] = []
  /// Blobs taken over from another repository.
  public var mounted: [Descriptor] = []
  /// Foreign layers of which the reference was kept.
  public var foreign: [Descriptor] = []

  /// Nothing copied yet.
  public init() {}
}
