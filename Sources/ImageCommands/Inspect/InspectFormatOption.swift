import ArgumentParser

/// `-f` of a command that shows whole things.
struct InspectFormatOption: ParsableArguments, Sendable {
  @Option(
    name: [.customShort("f"), .long], help: ArgumentHelp("Print by 'json' or TEMPLATE", valueName: "string"))
  var format: String?

  init() {}
}
