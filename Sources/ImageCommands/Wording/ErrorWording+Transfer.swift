import ContentStore
import ImageOperations
import ImageSpec
import Presentation
import RegistryClient

/// `--all-tags` and a tag exclude each other.
struct TagWithAllTags: WordedError {
  var words: ErrorText {
    ErrorText("tag can't be used with --all-tags/-a", nextStep: "Leave the tag out, or '--all-tags'.")
  }
}

/// The repository exists and has nothing that could be pulled.
struct RepositoryWithoutTags: WordedError {
  let repository: ImageReference

  var words: ErrorText { ErrorText("\(repository.familiarName) has no tags") }
}

/// Signatures were to be checked.
struct ContentTrustMissing: WordedError {
  var words: ErrorText {
    ErrorText(
      "content trust is not there: nothing here checks signatures",
      nextStep: "Leave '--disable-content-trust=false' out, and name the image by a digest that you trust.")
  }
}

extension Push.NothingToPush: WordedError {
  public var words: ErrorText {
    guard otherTags.isEmpty else {
      return ErrorText(
        "tag does not exist: \(reference.familiar)",
        detail: "Of \(reference.familiarName) there are: \(otherTags.map(\.description).joined(separator: ", ")).")
    }
    return ErrorText(
      "An image does not exist locally with the tag: \(reference.familiarName)",
      nextStep: "See what there is with 'images', and name it with 'tag SOURCE \(reference.withDefaultTag.familiar)'.")
  }
}

extension Push.DigestReferenceRefused: WordedError {
  public var words: ErrorText {
    ErrorText("cannot push a digest reference", nextStep: "Push a tag: 'push \(reference.familiarName):TAG'.")
  }
}

extension Push.PlatformAbsent: WordedError {
  public var words: ErrorText {
    ErrorText(
      "the image is not here for \(wanted)",
      detail: here.isEmpty ? nil : "It is here for \(ErrorWording.list(here)).",
      nextStep: "Fetch it with 'pull --platform \(ErrorWording.quoted(wanted)) NAME'.")
  }
}

extension Push.PartsAbsent: WordedError {
  public var words: ErrorText {
    let foreign = parts.filter(\.mediaType.isNonDistributable)
    let digests = parts.map(\.digest.short).joined(separator: ", ")
    return ErrorText(
      "content of \(reference.familiar) is neither here nor in the registry: \(digests)",
      detail: foreign.isEmpty
        ? "Nothing was sent." : "Foreign layers among it were kept by reference. Nothing was sent.",
      nextStep: foreign.isEmpty
        ? "Fetch the image again from where it came with 'pull'."
        : "Fetch them with 'pull --foreign-layers fetch', from where the image came.")
  }
}

extension ListTags.RepositoryUnknown: WordedError {
  public var words: ErrorText {
    ErrorText(
      "Error response from daemon: repository \(repository.familiarName) not found: name unknown: \(error.message)",
      nextStep: "See what there is with 'search \(ErrorWording.searchTerm(repository))'.")
  }
}

extension ErrorWording {
  /// The text of an index that has nothing for a platform.
  static func noMatchingPlatform(_ error: NoMatchingPlatform) -> ErrorText {
    ErrorText(
      "no matching manifest for \(error.wanted) in the manifest list entries",
      detail: error.offered.isEmpty ? "It offers no platform at all." : "It offers \(list(error.offered)).",
      nextStep: error.nearest.map {
        "Add --platform \(quoted($0))\(error.offered.count > 1 ? ", or another of them." : ".")"
      })
  }

  /// Platforms in a row.
  static func list(_ platforms: [Platform]) -> String { platforms.map(\.description).joined(separator: ", ") }

  /// A platform as it is written on a command line: a Windows version's brackets need quotes.
  static func quoted(_ platform: Platform) -> String {
    platform.osVersion == nil ? platform.description : "'\(platform)'"
  }
}
