/// What is wrong with a template, or with what it was given: Go's own text, and what would have been right.
public struct TemplateError: Error, Hashable, CustomStringConvertible {
  /// Where a template failed.
  public enum Stage: Sendable, Hashable {
    /// Its text is no template.
    case parsing
    /// It can't be filled in with this value.
    case execution
  }

  /// Where it failed.
  public let stage: Stage
  /// Go's text: `template: :1: unclosed action`.
  public let description: String
  /// What else the name that is not known could have been; empty where the failure is another.
  public let known: Known

  /// Names that a template may use.
  public enum Known: Sendable, Hashable {
    case nothing
    /// The fields of the value, in order, and the name that is none of them.
    case fields([String], unknown: String)
    /// The functions, sorted, and the name that is none of them.
    case functions([String], unknown: String)
  }

  init(_ stage: Stage, _ description: String, known: Known = .nothing) {
    self.stage = stage
    self.description = description
    self.known = known
  }
}
