import ArgumentParser
import ImageOperations

/// `-f NAME=VALUE`, any number of times, of a listing command.
struct FilterOption: ParsableArguments, Sendable {
  @Option(
    name: [.customShort("f"), .long], help: ArgumentHelp("List only what is NAME=VALUE", valueName: "filter"))
  var filter: [String] = []

  init() {}

  /// The filters.
  ///
  /// - Throws: ``UsageError`` for one that is not `NAME=VALUE`.
  func filters(of command: any DrydockCommand.Type) throws(UsageError) -> [Filter] {
    try Self.filters(filter, flag: "-f, --filter", of: command)
  }

  /// Reads what a flag was given; an empty text asks for nothing.
  ///
  /// - Throws: ``UsageError`` for one that is not `NAME=VALUE`.
  static func filters(
    _ texts: [String], flag: String, of command: any DrydockCommand.Type
  ) throws(UsageError) -> [Filter] {
    var filters: [Filter] = []
    for text in texts where !text.isEmpty {
      do { filters.append(try Filter(parsing: text)) } catch {
        throw .invalidValue(
          "invalid argument \"\(text)\" for \"\(flag)\" flag: bad format of filter (expected name=value)",
          command: command.configuration.commandName ?? "")
      }
    }
    return filters
  }
}
