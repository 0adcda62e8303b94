import ImageOperations
import ImageSpec
import Presentation

extension PlatformNotHere: WordedError {
  public var words: ErrorText {
    let name = name.reference?.familiar ?? name.description
    return ErrorText(
      "Error response from daemon: image with reference \(name) was found but does not provide the specified platform "
        + "(\(wanted))",
      detail: here.isEmpty ? nil : "Here it is for \(here.map(\.description).joined(separator: ", ")).",
      nextStep: "Fetch it with 'pull --platform \(wanted) \(name)'.")
  }
}
