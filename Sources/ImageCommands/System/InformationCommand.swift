import ArgumentParser
import GoTemplates
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `info`.
public struct InformationCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Show what the store has and where it is")
  public static let synopsis = "[OPTIONS]"
  public static let optionKinds: [String: ArgumentKind] = [
    "format": .format(
      fields: [
        "Containers", "Images", "Driver", "OSType", "Architecture", "DockerRootDir", "ServerVersion",
        "DefaultPlatform", "World",
      ], words: [FormatWords.json])
  ]
  public static let examples = [Example("info -f '{{.DockerRootDir}}'", "the folder of the store")]

  @Option(
    name: [.customShort("f"), .long], help: ArgumentHelp("Print by 'json' or TEMPLATE", valueName: "string"))
  var format: String?

  public init() {}

  public var isPaged: Bool { true }

  public func run(in context: CommandContext) async throws {
    let result = try await ShowInformation().run(in: context.world)
    if let format, !format.isEmpty { return try context.write(Self.value(result), format: format) }
    try context.output.write(
      """
      Client:
       Version:    \(VersionCommand.current)
       Context:    default
       Debug Mode: false

      Server:
       Containers: \(result.containers)
        Running: 0
        Paused: 0
        Stopped: \(result.containers)
       Images: \(result.images)
       Server Version: \(VersionCommand.current)
       Storage Driver: \(Self.driver)
       OSType: \(Machine.current.os)
       Architecture: \(Machine.current.name)
       Docker Root Dir: \(Escaping.line(result.folder))
       Default Platform: \(result.platform)
       World: \(Escaping.line(Self.world(result.origin)))
       Journal: \(result.journalEntries) entries

      """)
  }

  /// What the store is instead of one of docker's drivers.
  private static let driver = "oci-layout"

  private static func world(_ origin: World.Origin) -> String {
    switch origin {
    case .real: "real"
    case .simulated(let fixture): "simulated (\(fixture))"
    }
  }

  /// What templates see: docker's keys as far as they mean something here, then our own.
  private static func value(_ result: ShowInformation.Result) -> Value {
    let count = Value.integer(Int64(result.containers))
    let client = Record(
      typeName: "system.clientInfo",
      ["Debug": false, "Version": .string(VersionCommand.current), "Context": "default"])
    return .record(
      Record(
        typeName: "system.dockerInfo",
        [
          "Containers": count, "ContainersRunning": 0, "ContainersPaused": 0, "ContainersStopped": count,
          "Images": .integer(Int64(result.images)), "Driver": .string(driver), "Debug": false,
          "OSType": .string(Machine.current.os), "Architecture": .string(Machine.current.name),
          "IndexServerAddress": "https://index.docker.io/v1/", "DockerRootDir": .string(result.folder),
          "ExperimentalBuild": false, "ServerVersion": .string(VersionCommand.current),
          "DefaultPlatform": .string(result.platform.description), "World": .string(world(result.origin)),
          "JournalEntries": .integer(Int64(result.journalEntries)), "ClientInfo": .record(client),
        ]))
  }
}
