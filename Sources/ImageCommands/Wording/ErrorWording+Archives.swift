import Archive
import ImageArchives
import ImageOperations
import ImageSpec
import Presentation

extension ErrorWording {
  /// The text of an error that an archive or a layout made, called by its name; nil for other errors.
  static func archiveText(for error: any Error, in name: String = "the archive") -> ErrorText? {
    switch error {
    case let error as ImageArchiveError: archive(error, name)
    case let error as ArchivePathError:
      ErrorText("invalid archive: a name in it leads out of it", detail: "\(name): \(error)")
    case let error as ArchivedContentMissing:
      ErrorText(
        "invalid archive: the content of an image is not in it",
        detail: "\(error.root.digest) is listed, and neither it nor an entry of it is there whole.")
    case let error as CopyImage.PartOfIndex:
      ErrorText(
        "only a part of the index \(error.root.digest) is here",
        detail: error.missing.isEmpty
          ? nil : "Not here: \(error.missing.map(\.description).joined(separator: ", ")).",
        nextStep: "Leave '--all' out for one platform, or fetch the others with 'pull --platform'.")
    case let error as SaveImages.NoSuchImage:
      ErrorText(
        "Error response from daemon: No such image: \(error.text)", nextStep: "See what there is with 'images'.")
    default: nil
    }
  }

  private static func archive(_ error: ImageArchiveError, _ name: String) -> ErrorText {
    func invalid(_ reason: String) -> ErrorText { ErrorText("invalid archive: \(reason)", detail: "In \(name).") }
    return switch error {
    case .noImages: invalid("no manifest.json, no repositories and no OCI layout")
    case .empty: invalid("it holds no image")
    case .unknownLayoutVersion(let version):
      invalid("an OCI layout of \(version.map { "version \($0)" } ?? "no version"); known is 1.0.0")
    case .missing(let file): invalid("open \(file): no such file or directory")
    case .repeatedName(let file): invalid("two entries are called \(file)")
    case .notAFile(let file): invalid("\(file) is no regular file")
    case .linkLeaves(let file): invalid("the link \(file) leads out of the archive or nowhere")
    case .tooLarge(let file, let limit): invalid("\(file) is larger than allowed (\(limit))")
    case .malformed(let file, let error): invalid("\(file): \(error)")
    case .wrongDigest(let file, let found): invalid("\(file) has the digest \(found)")
    case .layerCount(let file, let listed, let configured):
      invalid("layers length mismatch: expected \(configured), got \(listed) for \(file)")
    case .invalidName(let name, _): invalid("invalid tag \"\(name)\"")
    case .endlessAncestry(let id): invalid("the parents of \(id) have no end")
    case .noSuchImage(let image, let known):
      ErrorText(
        "no image '\(image)' in \(name)",
        detail: known.isEmpty ? "Its images have no names." : "There are: \(known.joined(separator: ", ")).")
    case .severalImages(let known):
      ErrorText(
        "\(name) holds several images", detail: "There are: \(known.joined(separator: ", ")).",
        nextStep: "Add ':NAME' behind the path to choose one.")
    case .artifact(let digest):
      ErrorText(
        "a docker archive has no place for an artifact that is no image: \(digest)",
        nextStep: "Write 'oci-archive:FILE' or 'oci:FOLDER'.")
    case .outOfTurn: ErrorText("the archive could not be written to its end")
    }
  }
}
