/// A function that templates may call.
struct TemplateFunction: Sendable {
  /// What an argument must be.
  enum Parameter: Sendable {
    case any, string, integer, strings

    /// Go's name of the wanted type where a value is of another.
    func mismatch(_ value: Value) -> String? {
      switch (self, value) {
      case (.any, _), (.string, .string), (.integer, .integer), (.strings, .list): nil
      case (.string, _): "string"
      case (.integer, _): "int"
      case (.strings, _): "[]string"
      }
    }
  }

  /// Why a function has no value for its arguments.
  struct Failure: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }

  /// The arguments that it needs.
  let parameters: [Parameter]
  /// What any number of further arguments must be; nil where none may follow.
  let rest: Parameter?
  /// The truth of an argument that decides alone, so that the following ones are not evaluated.
  let decidedBy: Bool?
  /// Computes the value of arguments that were checked.
  let body: @Sendable ([Value]) throws(Failure) -> Value

  init(
    _ parameters: [Parameter], rest: Parameter? = nil, decidedBy: Bool? = nil,
    _ body: @escaping @Sendable ([Value]) throws(Failure) -> Value
  ) {
    self.parameters = parameters
    self.rest = rest
    self.decidedBy = decidedBy
    self.body = body
  }

  func parameter(_ index: Int) -> Parameter { index < parameters.count ? parameters[index] : rest ?? .any }

  /// Go's own functions and docker's.
  static let standard: [String: TemplateFunction] = general.merging(texts) { $1 }.merging(comparisons) { $1 }

  /// The functions while headings are filled in: those that change texts give them back unchanged.
  static let headings: [String: TemplateFunction] = {
    let unchanged = TemplateFunction([.string], rest: .any) { $0[0] }
    let changing = ["json", "split", "join", "title", "lower", "upper", "truncate"]
    return standard.merging(changing.map { ($0, unchanged) }) { $1 }
  }()
}
