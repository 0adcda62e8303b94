import CommandLanguage
import GoTemplates
import Presentation

/// A `--format` is no template, or asks for what is not there.
public struct TemplateFailure: WordedError, Hashable {
  /// What Go says of it.
  public let error: TemplateError
  /// What docker puts in front: `ps` has words of its own.
  public let prefix: String
  public let status: ExitStatus

  /// Notes a failure.
  public init(_ error: TemplateError, prefix: String = "template parsing error", status: ExitStatus = .failure) {
    self.error = error
    self.prefix = prefix
    self.status = status
  }

  public var words: ErrorText {
    let headline = "\(prefix): \(error.description)"
    switch error.known {
    case .nothing: return ErrorText(headline)
    case .fields(let names, let unknown):
      return ErrorText(
        headline, detail: names.isEmpty ? "There are no fields." : "The fields are: \(names.joined(separator: ", ")).",
        nextStep: Spelling.nearest(to: unknown, among: names).map { "Did you mean \"{{.\($0)}}\"?" })
    case .functions(let names, let unknown):
      return ErrorText(
        headline, detail: "The functions are: \(names.joined(separator: ", ")).",
        nextStep: ErrorText.didYouMean(Spelling.nearest(to: unknown, among: names)))
    }
  }
}
