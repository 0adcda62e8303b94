/// A template in Go's language, ready to be filled in: what `--format` takes.
///
/// See [text/template](https://pkg.go.dev/text/template), with the functions that
/// [docker adds](https://docs.docker.com/engine/cli/formatting/). A template is a value: it can be filled in any number
/// of times, from any task.
public struct Template: Sendable {
  /// The text that it was read from.
  public let text: String
  /// What stands between the delimiters, and outside of them.
  let body: [Node]
  /// The templates that it defines for itself, by name.
  let definitions: [String: [Node]]
  /// Every field that it names; nil where it may show all.
  private let mentioned: Set<String>?

  /// Reads a template.
  ///
  /// - Parameter text: the template; at most ``Limits/text`` bytes.
  /// - Throws: ``TemplateError`` with the text that docker prints behind `template parsing error: `.
  public init(parsing text: String) throws(TemplateError) {
    guard text.utf8.count <= Limits.text else {
      throw TemplateError(.parsing, "template: :1: longer than \(Limits.text) bytes")
    }
    var parser = Parser(text, functions: Set(TemplateFunction.standard.keys))
    body = try parser.document()
    definitions = parser.definitions
    mentioned = parser.takesWhole ? nil : parser.mentioned
    self.text = text
  }

  /// Fills the template in.
  ///
  /// - Parameter value: what the dot is.
  /// - Returns: the text, without a line feed at its end unless the template has one.
  /// - Throws: ``TemplateError`` with Go's text for a field or an entry that is not there, a wrong argument, or what
  ///   exceeds ``Limits``.
  public func text(for value: Value) throws(TemplateError) -> String {
    try Executor.run(self, value, functions: TemplateFunction.standard)
  }

  /// Fills the template in with a table's headings: the functions that change texts leave them as they are.
  ///
  /// - Parameters:
  ///   - headings: the heading of each field; a field without one becomes `<no value>`, as in docker.
  ///   - lookups: the methods that look something up, which are headed by what they are asked for.
  /// - Returns: the headings between the template's own text; empty where it can't be filled in with headings, as in
  ///   docker.
  public func headings(_ headings: [String: String], lookups: [String] = []) -> String {
    var record = Record(typeName: "formatter.SubHeaderContext", form: .headings)
    for (name, heading) in headings { record[name] = .string(heading) }
    for name in lookups { record.addLookup(name, in: nil) }
    return (try? Executor.run(self, .record(record), functions: TemplateFunction.headings)) ?? ""
  }

  /// How much a template may do: what people write stays far below, and a slip ends instead of filling the memory.
  public enum Limits {
    /// The bytes of a template's text.
    public static let text = 1 << 20
    /// The bytes that one filling in may yield.
    public static let output = 64 << 20
    /// The nodes that one filling in may walk.
    public static let steps = 1_000_000
    /// How deep templates may call each other.
    public static let calls = 100
  }

  /// Whether the template may show a field: it names it, or takes a value whole, as `{{json .}}` does. What is costly
  /// to find out need not be found out for a template that does not show it.
  public func mentions(_ field: String) -> Bool { mentioned?.contains(field) ?? true }
}
