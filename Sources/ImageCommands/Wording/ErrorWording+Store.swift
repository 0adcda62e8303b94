import ContentStore
import Glibc
import ImageSpec
import LayoutStore
import Presentation
import RegistryClient

extension ErrorWording {
  /// The text of an error that a store made; nil for other errors.
  static func storeText(for error: any Error) -> ErrorText? {
    switch error {
    case let error as ContentError: content(error)
    case let error as DocumentError: ErrorText("a document of the image is not valid: \(error)")
    case let error as LayoutError: layout(error)
    case let error as FileError: file(error)
    default: nil
    }
  }

  /// The text of a failed copy: what the side that failed said, and what was being copied.
  static func text(_ error: CopyError) -> ErrorText {
    var text = texts(for: error.underlying).first ?? ErrorText("\(error.underlying)")
    switch error.underlying {
    case ContentError.notFound where error.origin == .source:
      text.nextStep = "Try again; if it stays so, the image is not whole where it comes from."
    default: break
    }
    return text
  }

  private static func content(_ error: ContentError) -> ErrorText {
    switch error {
    case .notFound(let digest): ErrorText("content \(digest) is not there")
    case .unknownReference(let reference):
      ErrorText(
        "Error response from daemon: manifest for \(reference.familiar) not found: manifest unknown: manifest unknown",
        nextStep: reference.digest == nil ? "See what there is with 'search \(searchTerm(reference))'." : nil)
    case .sizeMismatch(let digest, let expected, let found):
      ErrorText(
        "content \(digest) should have \(expected) bytes and has \(found > expected ? "more" : "\(found)")",
        nextStep: "Nothing of it was kept. Try again; if it stays so, the source is damaged.")
    case .digestMismatch(let expected, let found):
      ErrorText(
        "filesystem layer verification failed for digest \(expected)", detail: "What came has the digest \(found).",
        nextStep: "Nothing of it was kept. Try again; if it stays so, the source is damaged.")
    case .documentTooLarge(let digest, let size):
      ErrorText("document \(digest) would have \(size) bytes; a manifest has at most 4 MiB")
    case .notADocument(let type): ErrorText("\(type) is no manifest and no index", nextStep: "Is that an image?")
    }
  }

  /// What to search for an image that is not under its name: the last part of the name, at its registry.
  static func searchTerm(_ reference: ImageReference) -> String {
    let word = String(reference.repository.components.last ?? "")
    return reference.host == .dockerHub ? word : "\(reference.host)/\(word)"
  }

  private static func layout(_ error: LayoutError) -> ErrorText {
    switch error {
    case .noSpace(let folder, let needed, let free):
      ErrorText(
        "no space left on device: \(folder) needs \(ByteSize.text(needed, precision: .four)) more",
        detail: "\(ByteSize.text(free, precision: .four)) are free there. Nothing was lost.",
        nextStep: "Make room, with 'gc' perhaps, and try again: what arrived is kept.")
    case .notALayout(let folder, let reason):
      ErrorText(
        "\(folder) is no OCI image layout: \(reason)", nextStep: "Name another folder with DRYDOCK_HOME.")
    case .damagedIndex(let path, let error):
      ErrorText("\(path) can't be read: \(error)", detail: "It was left as it is.")
    }
  }

  private static func file(_ error: FileError) -> ErrorText {
    let next = error.code == EACCES || error.code == EROFS || error.code == EPERM
    return ErrorText(
      "\(error.path): \(system(error.code))",
      nextStep: next ? "Is the folder yours? DRYDOCK_HOME names another." : nil)
  }

  /// The system's words for an error number.
  static func system(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }
}
