import ContentStore
import ImageSpec

extension Push {
  /// A name by digest can't be pushed to.
  public struct DigestReferenceRefused: Error, Hashable {
    /// What was asked for.
    public let reference: ImageReference
  }

  /// There is no local image under the name to push.
  public struct NothingToPush: Error, Hashable {
    /// What was asked for.
    public let reference: ImageReference
    /// The tags that the repository has here.
    public let otherTags: [Tag]

    /// - Parameters:
    ///   - reference: what was asked for.
    ///   - otherTags: the tags that the repository has here.
    public init(reference: ImageReference, otherTags: [Tag] = []) {
      self.reference = reference
      self.otherTags = otherTags
    }
  }

  /// The image is not here for the platform that was asked for.
  public struct PlatformAbsent: Error, Hashable {
    /// What was wanted.
    public let wanted: Platform
    /// The platforms that are here.
    public let here: [Platform]
  }

  /// Content of the image is neither here nor in the registry; nothing was sent.
  public struct PartsAbsent: Error, Hashable {
    /// The image.
    public let reference: ImageReference
    /// What is missing.
    public let parts: [Descriptor]
  }
}
