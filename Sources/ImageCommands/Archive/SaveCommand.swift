import ArgumentParser
import ImageOperations
import ImageSpec
import Presentation
import Worlds

/// `save`.
public struct SaveCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "save", abstract: "Write images into one archive")
  public static let synopsis = "[OPTIONS] IMAGE [IMAGE...]"
  public static let argumentKinds: [ArgumentKind] = [.localImage]
  public static let optionKinds: [String: ArgumentKind] = ["output": .file]
  public static let examples = [
    Example("save -o app.tar app:1", "an image, with its name"),
    Example("save app base:12 | zstd > all.tar.zst", "every tag of app, and base:12"),
  ]

  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Write to a file", valueName: "string"))
  package var output: String?
  @Option(name: .long, help: ArgumentHelp("Take only this platform's image of an index", valueName: "string"))
  package var platform: String?
  @Argument(help: "The images, by name or id")
  package var images: [String]

  public init() {}

  private func verb(to output: ArchiveOutput) throws -> SaveImages {
    SaveImages(
      try images.map { try SavedName(parsing: $0) }, platform: try PlatformRefused.platform(platform),
      to: output)
  }

  public var story: Story { get throws { try verb(to: .file(path: output ?? "", name: output ?? "")).story } }

  public func run(in context: CommandContext) async throws {
    let place = try ArchiveOutput.place(output, to: "save image", in: context)
    let result = try await verb(to: place).run(in: context.world)
    for image in result.images where image.lacksForeignLayers {
      let name = image.names.first?.familiar ?? image.root.digest.short
      try context.errors.line(
        "Notice: \(name) has foreign layers that are not here: docker can't load it from this archive, drydock can.")
    }
  }
}
