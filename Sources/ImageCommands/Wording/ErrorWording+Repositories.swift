import ImageOperations
import ImageSpec
import Presentation
import RegistryClient

/// A repository's tags were asked for by one of them.
struct TagOfRepository: WordedError {
  let reference: ImageReference

  var words: ErrorText {
    ErrorText(
      "\(reference.familiar) is one image, not a repository", nextStep: "Leave the tag out: \(reference.familiarName)")
  }
}

extension RegistrySearch.Unavailable: WordedError {
  public var words: ErrorText {
    ErrorText(
      "Error response from daemon: Unexpected status code 404",
      detail: "The registry has no search, and does not list its repositories either (\(error.status)).",
      nextStep: "A repository whose name you know has its tags listed by 'registry tags NAME'.")
  }
}

extension ListRepositories.NotListed: WordedError {
  public var words: ErrorText {
    ErrorText(
      "\(host) does not list its repositories: \(error.status) \(error.message)",
      nextStep: host == .dockerHub
        ? "Search it with 'search WORD'." : "A repository has its tags listed by 'registry tags \(host)/NAME'.")
  }
}

extension DeleteRemote.NoTagNamed: WordedError {
  public var words: ErrorText {
    ErrorText(
      "\(reference.familiarName) has neither tag nor digest: what to remove is not guessed",
      nextStep: "See its tags with 'registry tags \(reference.familiarName)', and name one.")
  }
}

extension DeleteRemote.OtherTagsInTheWay: WordedError {
  public var words: ErrorText {
    let names = tags.map(\.description).joined(separator: ", ")
    return ErrorText(
      "\(reference.familiar) was not removed: other tags of the same image would go with it: \(names)",
      detail: "\(reference.host) removes images, not single tags.",
      nextStep: "Add '-a' to take them along, or push another image to the tag instead.")
  }
}

extension DeleteRemote.DeletionUnsupported: WordedError {
  public var words: ErrorText {
    ErrorText(
      "Error response from daemon: unsupported: \(error.message)", detail: "\(host) does not let images be removed.",
      nextStep: "CNCF's registry does with 'storage: {delete: {enabled: true}}' in its configuration, or with "
        + "REGISTRY_STORAGE_DELETE_ENABLED=true in its environment.")
  }
}
