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
    let known: String? =
      switch error.known {
      case .nothing: nil
      case .fields(let names):
        names.isEmpty ? "There are no fields." : "The fields are: \(names.joined(separator: ", "))."
      case .functions(let names): "The functions are: \(names.joined(separator: ", "))."
      }
    return ErrorText("\(prefix): \(error.description)", detail: known)
  }
}
