import ImageSpec
import Presentation

extension ErrorWording {
  /// What is wrong with the name of an image.
  static func reference(_ error: ReferenceError) -> ErrorText {
    switch error {
    case .invalidFormat(let text), .invalidTag(let text):
      ErrorText("invalid reference format", detail: found(text), nextStep: hint(text))
    case .upperCase(let name):
      ErrorText(
        "invalid reference format: repository name (\(name)) must be lowercase",
        nextStep: "Did you mean \"\((name.hasPrefix("library/") ? name.dropFirst(8) : name[...]).lowercased())\"?")
    case .tooLong:
      ErrorText(
        "repository name must not be more than 255 characters",
        nextStep: "Name the repository by fewer or shorter parts.")
    case .looksLikeID(let text):
      ErrorText(
        "invalid repository name (\(text)), cannot specify 64-byte hexadecimal strings",
        detail: "It looks like an image's id, which only this store knows.",
        nextStep: "Write REPOSITORY@sha256:DIGEST to name what a registry has.")
    case .invalidDigest(let error):
      ErrorText(
        "invalid reference format", detail: digest(error),
        nextStep: "Write the whole digest; 'images --digests' shows those that are here.")
    case .invalidHost(let host):
      ErrorText("invalid reference format", detail: "'\(host)' is no registry's host", nextStep: hint(host))
    case .reserved(let name):
      ErrorText("'\(name)' is a reserved name", nextStep: "It stands for the empty image: choose another name.")
    }
  }

  /// What is wrong with a name that `tag` is to give, as docker's client says it.
  static func badTarget(_ error: TagCommand.BadTarget) -> ErrorText {
    var text = reference(error.error)
    text.headline = "Error parsing reference: \"\(error.text)\" is not a valid repository/tag: \(text.headline)"
    return text
  }

  private static func found(_ text: String) -> String {
    text.isEmpty ? "The name is empty." : "'\(text)' is no name of an image: NAME[:TAG|@DIGEST]"
  }

  /// What a word that is no reference was probably meant to be.
  private static func hint(_ text: String) -> String {
    if ["http:", "https:", "docker:", "oci:"].contains(where: text.hasPrefix) {
      return "Leave the scheme out: HOST[:PORT]/NAME[:TAG]. For a registry without TLS add '--plain-http HOST'."
    }
    if text.contains("\\") || ["/", "./", "../", "~"].contains(where: text.hasPrefix) || [".", ".."].contains(text) {
      return "It looks like a file: 'load -i FILE' reads an archive."
    }
    if text.contains(":latest:latest") { return "One tag is enough." }
    if text.contains("*") { return "A pattern is for 'images': name one image here." }
    return "A name is like alpine, alpine:3.20 or registry.example/team/app:1."
  }

  private static func digest(_ error: DigestError) -> String {
    switch error {
    case .noAlgorithm(let text): "'\(text)' is no digest: it has no algorithm in front, as sha256:"
    case .unknownAlgorithm(let text): "'\(text)' is no digest: the algorithm is neither sha256 nor sha512"
    case .wrongLength(let hex, let algorithm):
      "a \(algorithm.rawValue) digest has \(algorithm.hexLength) digits, not \(hex.utf8.count)"
    case .notLowerCaseHex: "a digest has only the digits 0-9 and a-f"
    }
  }

  /// What is wrong with a platform's name.
  static func platform(_ error: PlatformError) -> ErrorText {
    switch error {
    case .wrongForm(let text), .wrongVersion(let text):
      ErrorText("\"\(text)\" is an invalid platform", nextStep: "Write OS[/ARCH[/VARIANT]], as linux/arm64/v8.")
    case .unknownSystem(let text):
      ErrorText(
        "\"\(text)\": unknown operating system or architecture",
        nextStep: "Write OS[/ARCH[/VARIANT]], as linux/arm64/v8.")
    }
  }
}
