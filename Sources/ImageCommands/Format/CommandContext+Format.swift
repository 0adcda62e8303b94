import GoTemplates
import Presentation

extension CommandContext {
  /// Writes rows as a format has them: nothing is written when a row can't be.
  ///
  /// - Throws: ``TemplateFailure`` that names the known fields, and what the output throws.
  func write<Row>(_ rows: some Sequence<Row>, as listing: Listing<Row>, in format: ListingFormat) throws {
    do {
      let isTable = format.layout == .table
      let lookups = listing.lookups.map(\.name)
      var text = isTable ? format.template.headings(listing.headings, lookups: lookups) + "\n" : ""
      // What nobody sees need not be worded, which counts in listings of thousands.
      let mentioned = Set(listing.fields.map(\.name).filter(format.mentions))
      var last: (count: Int, row: Row?) = (0, nil)
      for row in rows {
        last = (last.count + 1, row)
        let value = listing.value(row, of: mentioned)
        text += try format.template.text(for: isTable ? Self.inCells(value) : value) + "\n"
      }
      if last.count == 1, let row = last.row, format.mentions("ID") { identify(row, as: listing) }
      guard isTable else { return try output.write(shown(text)) }
      try output.write(TabbedLines(text).text())
    } catch let error as TemplateError {
      throw TemplateFailure(error)
    }
  }

  private func identify<Row>(_ row: Row, as listing: Listing<Row>) {
    guard let identified, let field = listing.fields.first(where: { $0.name == "ID" }) else { return }
    if case .string(let id) = field.value(row) { identified(id) }
  }

  /// Writes one value as `--format` has it: `json`, or a template.
  ///
  /// - Throws: ``TemplateFailure`` that names the known fields, and what the output throws.
  func write(_ value: Value, format: String) throws {
    do {
      let template = try Template(parsing: format == "json" ? "{{json .}}" : format)
      try output.line(shown(try template.text(for: value)))
    } catch let error as TemplateError {
      throw TemplateFailure(error)
    }
  }

  /// What a template made, with foreign control characters visible where a terminal would obey them. Programs behind a
  /// pipe get the text as it is.
  func shown(_ text: String) -> String {
    guard terminal.isTerminal else { return text }
    return text.split(separator: "\t", omittingEmptySubsequences: false).map { Escaping.lines(String($0)) }
      .joined(separator: "\t")
  }

  /// A row whose texts stay in their cells, whatever tabs and line feeds they have.
  private static func inCells(_ row: Value) -> Value {
    guard case .record(var record) = row else { return row }
    for (name, value) in record.fields {
      if case .string(let text) = value { record[name] = .string(Escaping.line(text)) }
    }
    return .record(record)
  }
}
