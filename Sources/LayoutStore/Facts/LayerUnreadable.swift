import ImageSpec

/// A layer has the bytes that its digest says, but is no archive that can be read.
public struct LayerUnreadable: Error, Hashable, CustomStringConvertible {
  /// The layer's digest.
  public let digest: Digest
  /// What is wrong with it, for logs.
  public let reason: String

  /// The layer and the reason, for logs.
  public var description: String { "layer \(digest) can't be read: \(reason)" }
}
