import ArgumentParser
import GoTemplates

/// `version`.
public struct VersionCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(commandName: "version", abstract: "Show the version")
  public static let synopsis = "[OPTIONS]"
  public static let optionKinds: [String: ArgumentKind] = [
    "format": .format(fields: ["Client", "Server"], words: [FormatWords.json])
  ]
  public static let examples = [
    Example("version --format '{{.Server.Version}}'", "as scripts for docker ask for it")
  ]
  /// The program's version.
  public static let current = "0.1.0"

  @Option(
    name: [.customShort("f"), .long], help: ArgumentHelp("Print by 'json' or TEMPLATE", valueName: "string"))
  var format: String?

  public init() {}

  public var isPaged: Bool { true }

  public func run(in context: CommandContext) async throws {
    if let format, !format.isEmpty { return try context.write(Self.value, format: format) }
    try context.output.write(Self.text)
  }

  /// What is printed without a format.
  package static var text: String {
    let machine = Machine.current
    return """
      drydock version \(current)

      Client:
       Version:           \(current)
       OS/Arch:           \(machine.os)/\(machine.architecture)
       Context:           default

      Server:
       Engine:
        Version:          \(current)
        OS/Arch:          \(machine.os)/\(machine.architecture)

      """
  }

  /// What templates see, under docker's keys. There is no daemon: client and server are this program.
  private static var value: Value {
    let machine = Machine.current
    let own: KeyValuePairs<String, Value> = [
      "Version": .string(current), "Os": .string(machine.os), "Arch": .string(machine.architecture),
    ]
    var client = Record(typeName: "system.clientVersion", own)
    client["Context"] = "default"
    var server = Record(typeName: "system.serverVersion")
    let engine = Record(typeName: "system.ComponentVersion", ["Name": "Engine", "Version": .string(current)])
    server["Components"] = .list([.record(engine)])
    for (name, value) in own { server[name] = value }
    return .record(Record(typeName: "system.versionInfo", ["Client": .record(client), "Server": .record(server)]))
  }
}
