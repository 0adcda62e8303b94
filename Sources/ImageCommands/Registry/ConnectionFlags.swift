import ArgumentParser
import Worlds

/// How a command's registries are reached, for every command that speaks to one: `@OptionGroup`, and the world through
/// ``CommandContext/reaching(_:)``.
public struct ConnectionFlags: ParsableArguments, Sendable {
  @Flag(name: .customLong("plain-http"), help: "Speak plain http, not https; never with Docker Hub")
  var plainHTTP = false
  @Option(
    name: .customLong("ca-file"), help: ArgumentHelp("Trust the authorities of this PEM file too", valueName: "file"))
  var authoritiesFile: String?

  public init() {}
}

extension CommandContext {
  /// This context with registries reached as a command's flags say.
  ///
  /// - Throws: ``WorkingFolder/Refused`` for a file outside of a simulated world.
  func reaching(_ flags: ConnectionFlags) throws -> CommandContext {
    var options = ConnectionOptions()
    options.usesPlainHTTP = flags.plainHTTP
    options.authoritiesFile = try flags.authoritiesFile.map { try world.folder.resolve($0) }
    guard options != ConnectionOptions() else { return self }
    var context = self
    context.world = world.reached(by: options)
    return context
  }
}
