import Archive
import ContainerStore
import ImageOperations
import ImageSpec
import Presentation
import Worlds

extension FilePlace.NoSuchOwner: WordedError {
  public var words: ErrorText {
    ErrorText(
      "Error: No such object: \(text)", detail: "Neither a container nor an image here is called so.",
      nextStep: "See what there is with 'images' and 'ps -a'.")
  }
}

extension ListFiles.NoSuchLayer: WordedError {
  public var words: ErrorText {
    let list = layers.enumerated().map { "\($0 + 1) \($1.short)" }.joined(separator: ", ")
    return ErrorText("no such layer: \(text)", detail: "There are, from the lowest: \(list).")
  }
}

extension PathError: WordedError {
  public var words: ErrorText {
    guard case .notInContainer(let path) = error else { return ErrorWording.copyPath(error) }
    return isImage
      ? ErrorText(
        "Could not find the file \(path) in image \(owner)", nextStep: "See what there is with 'ls \(owner)'.")
      : ErrorText("Error response from daemon: Could not find the file \(path) in container \(owner)")
  }
}

extension UnreadableArchive: WordedError {
  public var words: ErrorText {
    let (headline, detail) = Self.text(of: reason)
    return ErrorText(
      "Error response from daemon: Error processing tar file(exit status 1): \(headline)", detail: detail)
  }

  private static func text(of reason: any Error) -> (headline: String, detail: String) {
    switch reason {
    case TarError.truncated(let offset) where offset < 512:
      ("unexpected EOF", "It is no tar archive, or its beginning is missing.")
    case TarError.truncated(let offset): ("unexpected EOF", "The archive ends too early, behind \(offset) bytes.")
    case CompressionError.truncated: ("unexpected EOF", "The compressed archive ends too early.")
    case TarError.wrongChecksum(let offset):
      ("archive/tar: invalid tar header", "At byte \(offset) stands no tar header: no archive, or a damaged one.")
    default: ("archive/tar: invalid tar header", "The archive is damaged: \(reason)")
    }
  }
}

extension ImportImage.UnsupportedCompression: WordedError {
  public var words: ErrorText {
    ErrorText(
      "the archive is compressed by \(program), which no layer may be",
      nextStep: "Unpack it on the way: '\(program) -dc FILE | drydock import - NAME'.")
  }
}

extension DownloadRefused: WordedError {
  public var words: ErrorText {
    switch self {
    case .simulated(let url): ErrorText("a simulated world has no web: \(url)", nextStep: "Name a file, or '-'.")
    case .status(let url, let status): ErrorText("\(url) was answered with HTTP status \(status)")
    }
  }
}

extension RenameContainer.SameName: WordedError {
  public var words: ErrorText {
    ErrorText("Error response from daemon: Renaming a container with the same name as its current name")
  }
}
