import ArgumentParser
import GoTemplates

/// `--format` of a listing command.
struct FormatOption: ParsableArguments, Sendable {
  @Option(
    name: .long, help: ArgumentHelp("Print by 'table', 'table TEMPLATE', 'json' or TEMPLATE", valueName: "string"))
  var format: String?

  init() {}

  /// Whether a format was asked for.
  var isGiven: Bool { format?.isEmpty == false }
}
