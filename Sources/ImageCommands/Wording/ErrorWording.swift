import ByteStreams
import CommandLanguage
import ContentStore
import HTTPTransport
import ImageOperations
import ImageSpec
import LayoutStore
import Presentation
import RegistryClient
import Worlds

/// What people read when something failed: the one place where errors get their words.
///
/// First the line that docker's users would search for, where there is one; then what was found; then the one next
/// command that helps.
public enum ErrorWording {
  /// The texts of an error; none for one that is told otherwise.
  public static func texts(for error: any Error) -> [ErrorText] {
    switch error {
    case is BrokenPipe, is CancellationError, is ToldStatus: []
    case let several as SeveralErrors: several.errors.flatMap(texts)
    case let copy as CopyError: [text(copy)]
    default: [text(for: error)]
    }
  }

  /// An error in one line, to stand within a sentence: without what docker puts in front of a daemon's.
  package static func headline(of error: any Error) -> String {
    texts(for: error).first?.withoutDaemonPrefix.headline ?? "\(error)"
  }

  private static func text(for error: any Error) -> ErrorText {
    switch error {
    case let error as UsageError: usage(error)
    case let error as LexicalError: lexical(error)
    case let error as ReferenceError: reference(error)
    case let error as PlatformError: platform(error)
    case let error as LocalImageError: localImage(error)
    case let error as NoMatchingPlatform: noMatchingPlatform(error)
    case let error as ImageFormatError: imageFormat(error)
    case let error as TagCommand.BadTarget:
      badTarget(error)
    case let error as Search.LimitOutOfRange:
      ErrorText("Error response from daemon: Limit \(error.limit) is outside the range of [1, 100]")
    case let error as WorkingFolder.Refused:
      ErrorText(
        "\(error.path) is outside of the simulated world",
        nextStep: "Its files are below its working folder: name one by a relative path.")
    case let error as Library.NotFound: library(error)
    case let error as any WordedError: error.words
    case let error as ListenAddress.Invalid:
      ErrorText("\"\(error.text)\" is no address to listen on", nextStep: "Write HOST:PORT, as 127.0.0.1:5000.")
    case is AccountArgument.Invalid: ErrorText("an account is written NAME:PASSWORD")
    case is NoSimulation:
      ErrorText(
        "the real world has no registry of its own to open",
        nextStep: "Serve one with 'registry serve', or start with '--world FIXTURE'.")
    case is NoListener: ErrorText("no listener is open", nextStep: "Open one with 'registry start'.")
    case let error as MemorySink.LimitExceeded: ErrorText("more than \(error.limit) bytes")
    default:
      archiveText(for: error) ?? registryText(for: error) ?? storeText(for: error) ?? containerText(for: error)
        ?? ErrorText("\(error)")
    }
  }

  private static func lexical(_ error: LexicalError) -> ErrorText {
    switch error {
    case .incomplete(let reason):
      switch reason {
      case .singleQuote, .doubleQuote: ErrorText("the line ends inside of a quote")
      case .continuation: ErrorText("the line ends with a backslash, and none follows")
      case .pipe: ErrorText("nothing stands behind the '|'")
      }
    case .placeholder(let name, _): ErrorText("<\(name)> is a placeholder", nextStep: "replace the placeholder")
    case .unsupported(let syntax, _):
      ErrorText("'\(syntax.rawValue)' means nothing here", nextStep: "Write one command a line, or quote it.")
    case .missingRedirectionTarget: ErrorText("a '>' needs a file behind it")
    case .repeatedRedirection: ErrorText("the line redirects twice")
    case .missingCommand: ErrorText("a command is missing")
    }
  }

  private static func localImage(_ error: LocalImageError) -> ErrorText {
    switch error {
    case .noSuchImage(let name):
      ErrorText(
        "Error response from daemon: No such image: \(name.reference?.familiar ?? "sha256:\(name.idPrefix ?? "")")",
        nextStep: "See what there is with 'images'.")
    case .ambiguousID(let name, let candidates):
      ErrorText(
        "Error response from daemon: multiple IDs found with provided prefix: \(name)",
        detail: "It fits \(candidates.joined(separator: ", ")).", nextStep: "Write more of its digits.")
    case .absent(let name, let descriptor):
      ErrorText(
        "\(name) is known here, but its content is not: \(descriptor.digest)", nextStep: "Fetch it with 'pull \(name)'."
      )
    }
  }

  private static func imageFormat(_ error: ImageFormatError) -> ErrorText {
    switch error {
    case .schema1(let reference):
      ErrorText(
        "\(reference.familiar) is stored as docker's schema 1 only",
        detail: "That format has no digests for its configuration and was retired by every registry.",
        nextStep: "Ask whoever keeps the image to push it again with a current tool.")
    case .layerCount(let manifest, let configuration):
      ErrorText("the image is damaged: \(manifest) layers in its manifest, \(configuration) in its configuration")
    case .diffIDMismatch(let layer, let expected, let found):
      ErrorText(
        "filesystem layer verification failed for digest \(layer)",
        detail: "Uncompressed it is \(found), and the configuration says \(expected).")
    case .notAnImage(let name): ErrorText("\(name) is an artifact without a file system, not an image")
    case .layerAbsent(let layer):
      ErrorText(
        layer.mediaType.isNonDistributable
          ? "layer \(layer.digest.short) is a foreign layer: only its reference is here, not its files"
          : "layer \(layer.digest.short) is not here")
    }
  }

  private static func library(_ error: Library.NotFound) -> ErrorText {
    let near = Spelling.nearest(to: error.name, among: error.known)
    let known = error.known.isEmpty ? nil : "There are: \(error.known.joined(separator: ", "))."
    return ErrorText("no page or fixture \"\(error.name)\"", detail: known, nextStep: ErrorText.didYouMean(near))
  }
}
