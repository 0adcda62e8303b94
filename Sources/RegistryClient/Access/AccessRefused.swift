import HTTPTransport
import ImageSpec

/// An image could not be had or sent, and why, as far as the registry lets anybody know.
public struct AccessRefused: Error {
  /// What was found out.
  public enum Cause: Sendable, Hashable {
    /// The repository is there, the tag or digest is not; with the tags that there are, as far as they were read.
    case noSuchTag(tags: [Tag])
    /// The repository is not there; with names that may be meant.
    case noSuchRepository(others: [String])
    /// The registry says that it is not there, and not whether that is the repository or the tag.
    case notFound
    /// The registry wants to know who asks, and no credential is kept for it.
    case loginNeeded
    /// The registry does not take the credential that is kept for it.
    case wrongCredential(username: String)
    /// The registry takes the credential, and its owner may not do that.
    case notAllowed(username: String)
    /// The registry says the same of what is not there and of what may not be seen; with who is logged in, if somebody
    /// is, and with names that may be meant.
    case hidden(username: String?, others: [String])
  }

  /// Whether the registry says that there is no such thing.
  public var isMissing: Bool {
    switch cause {
    case .noSuchTag, .noSuchRepository, .notFound: true
    case .loginNeeded, .wrongCredential, .notAllowed, .hidden: false
    }
  }

  /// What was asked for.
  public let reference: ImageReference
  /// What was found out.
  public let cause: Cause
  /// Whether it was to be written.
  public let isPush: Bool
  /// Whether the registry asks by `Basic`, without a token server.
  public let isBasic: Bool
  /// The registry's own error, or `ContentError.unknownReference(_:)`.
  public let underlying: any Error
}
