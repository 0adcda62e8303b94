import GoTemplates
import Presentation

/// How a listing is to be printed: what `--format`, `-q` and docker's configuration come to.
///
/// docker's rules, see [Format command and log output](https://docs.docker.com/engine/cli/formatting/): `table` alone is
/// the command's own table, or its ids with `-q`; `table TEMPLATE` a table of its own; `json` an object a line; anything
/// else a template for each line, in which `\t` and `\n` stand for a tab and a line feed. A format wins over `-q`.
struct ListingFormat: Sendable {
  /// How the lines are put together.
  enum Layout: Sendable, Hashable {
    /// Aligned columns below headings.
    case table
    /// As the template makes them.
    case lines
  }

  /// How the lines are put together.
  let layout: Layout
  /// What makes a line of a row.
  let template: Template

  /// Reads what was asked for.
  ///
  /// - Parameters:
  ///   - asked: the value of `--format`; nil or empty where there is none.
  ///   - configured: the format of docker's `config.json`, which counts where nothing else was asked for.
  ///   - quiet: whether only ids are wanted.
  ///   - table: the columns of the command's own table, with tabs between.
  ///   - ids: the template for `-q`.
  ///   - raw: the template for `--format raw`, and the one for it with `-q`; nil where docker has none.
  ///   - field: a field that a flag asks for: a table of one's own that lacks it gets it as its last column.
  /// - Throws: ``TemplateFailure``.
  init(
    _ asked: String?, configured: String? = nil, quiet: Bool = false, table: String, ids: String = "{{.ID}}",
    raw: (all: String, ids: String)? = nil, adding field: String? = nil
  ) throws(TemplateFailure) {
    let given = asked.flatMap { $0.isEmpty ? nil : $0 }
    let format = given ?? (quiet ? nil : configured) ?? "table"
    var layout = Layout.lines
    var text: String
    switch format {
    case "table":
      layout = quiet ? .lines : .table
      text = quiet ? ids : table
    case "json": text = "{{json .}}"
    case "raw" where raw != nil: text = (quiet ? raw?.ids : raw?.all) ?? ""
    default:
      text = format
      if text.hasPrefix("table") {
        layout = .table
        text.removeFirst("table".count)
        if let field, !text.contains("{{.\(field)}}") { text += "\t{{.\(field)}}" }
      }
    }
    self.layout = layout
    let blank = Unicode.Scalar(" ")
    let scalars = text.unicodeScalars.drop { $0 == blank }
    let trimmed = String(String.UnicodeScalarView(scalars.reversed().drop { $0 == blank }.reversed()))
    do { template = try Template(parsing: Self.unescaped(trimmed)) } catch { throw TemplateFailure(error) }
  }

  /// A format that is a template for each line, and nothing else.
  init(layout: Layout, template: Template) {
    self.layout = layout
    self.template = template
  }

  /// `\t` and `\n` as they are typed in a shell's quotes.
  private static func unescaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let next = rest.first, next == "t" || next == "n" else {
        result.append(scalar)
        continue
      }
      rest.removeFirst()
      result.append(next == "t" ? "\t" : "\n")
    }
    return String(result)
  }

  /// Whether a field may be shown: what is costly to find out is found out only then.
  func mentions(_ field: String) -> Bool { template.mentions(field) }
}
