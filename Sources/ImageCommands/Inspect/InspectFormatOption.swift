import ArgumentParser

/// `-f` of a command that shows whole things.
struct InspectFormatOption: ParsableArguments, Sendable {
  @Option(
    name: [.customShort("f"), .long], help: ArgumentHelp("Print by 'json' or TEMPLATE", valueName: "string"))
  var format: String?

  /// Whether only what a template says is printed, not whole documents.
  var isTemplate: Bool { format.map { $0 != "json" } ?? false }

  init() {}
}
