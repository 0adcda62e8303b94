import ArgumentParser
import GoTemplates

/// `--format` of a listing command.
struct FormatOption: ParsableArguments, Sendable {
  @Option(
    name: .long, help: ArgumentHelp("Print by 'json', 'table TEMPLATE' or TEMPLATE", valueName: "string"))
  var format: String?

  init() {}

  /// Whether a format was asked for.
  var isGiven: Bool { format?.isEmpty == false }
}
