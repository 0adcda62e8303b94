import GoTemplates
import ImageOperations

/// Prints what `inspect` found: documents in a list, or a template filled in for each.
///
/// As in docker, what can't be found doesn't keep the rest from being shown.
struct InspectionOutput {
  /// The value of `--format`; nil or empty for the documents.
  let format: String?

  /// Looks every name up, and prints.
  ///
  /// - Throws: ``SeveralErrors`` with what could not be found or shown, ``TemplateFailure`` for no template, and what
  ///   the output throws.
  func run(
    _ names: [String], in context: CommandContext, find: (String) async throws -> Inspected
  ) async throws {
    let template = try template()
    var errors: [any Error] = []
    var found: [Value] = []
    var text = ""
    for name in names {
      do {
        let inspected = try await find(name)
        if let template { text += try Self.text(template, inspected) + "\n" } else { found.append(inspected.document) }
      } catch let error as CancellationError { throw error } catch { errors.append(error) }
    }
    if template != nil {
      try context.output.write(text.isEmpty ? "\n" : context.shown(text))
    } else {
      let layout: Value.JSONLayout = format == "json" ? .compact : .indented("    ")
      try context.output.line(context.shown(Value.list(found).json(layout)))
    }
    if !errors.isEmpty { throw SeveralErrors(errors) }
  }

  private func template() throws(TemplateFailure) -> Template? {
    guard let format, !format.isEmpty, format != "json" else { return nil }
    // docker's client ends with sysexits' EX_USAGE here, and only here.
    do { return try Template(parsing: format) } catch {
      throw TemplateFailure(error, status: ExitStatus(rawValue: 64))
    }
  }

  private static func text(_ template: Template, _ inspected: Inspected) throws(TemplateFailure) -> String {
    if let text = try? template.text(for: inspected.typed) { return text }
    do { return try template.text(for: inspected.document) } catch { throw TemplateFailure(error) }
  }
}
