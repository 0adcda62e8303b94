import ImageSpec

/// How a user names a local image: by reference, or by its id or the beginning of it.
///
/// docker takes twelve digits as an id where an image has it, else as a repository's name; both readings are kept.
public struct ImageName: Hashable, Sendable, CustomStringConvertible {
  /// What was written.
  public let description: String
  /// The reading as a reference, with the default tag; nil where only an id is possible.
  public let reference: ImageReference?
  /// The reading as the beginning of an id, without its algorithm; nil where only a reference is possible.
  public let idPrefix: String?

  /// Reads a name.
  ///
  /// - Throws: `ReferenceError` when it is neither a reference nor an id.
  public init(parsing text: String) throws(ReferenceError) {
    description = text
    let digits = text.hasPrefix("sha256:") ? text.dropFirst(7) : text[...]
    let isID = !digits.isEmpty && digits.utf8.count <= 64 && digits.utf8.allSatisfy(\.isLowerHexDigit)
    idPrefix = isID ? String(digits) : nil
    do { reference = try ImageReference(parsing: text).withDefaultTag } catch {
      guard isID else { throw error }
      reference = nil
    }
  }

  /// Names an image by a reference.
  public init(_ reference: ImageReference) {
    description = reference.familiar
    self.reference = reference.withDefaultTag
    idPrefix = nil
  }
}
