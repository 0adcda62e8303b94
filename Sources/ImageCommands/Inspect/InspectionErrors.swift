import ImageOperations
import Presentation

/// Nothing here has that name.
struct NoSuchObject: WordedError {
  let name: String

  var words: ErrorText {
    ErrorText(
      "Error: No such object: \(name)",
      nextStep: "See what there is with 'images' and 'ps -a'; ask a registry with 'inspect --remote'.")
  }
}

/// No image here has that name, where an image was asked for.
struct NoSuchImage: WordedError {
  let name: String
  let error: any Error

  var words: ErrorText {
    let prefix = "Error response from daemon: "
    let reason = ErrorWording.texts(for: error).first?.headline ?? ""
    return ErrorText(
      "\(prefix)no such image: \(name): \(reason.hasPrefix(prefix) ? String(reason.dropFirst(prefix.count)) : reason)",
      nextStep: "See what there is with 'images'; ask a registry with 'inspect --remote'.")
  }
}

/// `--type` names a kind of thing that is not kept here.
struct UnknownType: WordedError {
  let type: String

  var words: ErrorText { ErrorText("unknown type: \"\(type)\": must be one of \"container\", \"image\"") }
}
