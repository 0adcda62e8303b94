import ImageSpec
import Presentation

/// `--platform` is none, in the words of docker's engine.
struct PlatformRefused: WordedError {
  let error: PlatformError

  var words: ErrorText {
    let next = "Write OS[/ARCH[/VARIANT]], as linux/arm64/v8, or 'windows(10.0.17763)/amd64'."
    return switch error {
    case .wrongForm(let text), .wrongVersion(let text):
      ErrorText(
        "Error response from daemon: \"\(text)\": cannot parse platform specifier: invalid argument", nextStep: next)
    case .unknownSystem(let text):
      ErrorText(
        "Error response from daemon: \"\(text)\": unknown operating system or architecture: invalid argument",
        nextStep: next)
    }
  }

  /// `--platform` as it was written; an empty one counts as none.
  static func platform(_ text: String?) throws(PlatformRefused) -> Platform? {
    guard let text, !text.isEmpty else { return nil }
    do { return try Platform(parsing: text) } catch { throw PlatformRefused(error: error) }
  }
}
