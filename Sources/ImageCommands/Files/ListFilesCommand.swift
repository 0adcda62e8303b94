import ArgumentParser
import ContainerStore
import ImageOperations
import ImageSpec
import Presentation

/// `ls`.
public struct ListFilesCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "ls", abstract: "List the files of an image or a container")
  public static let synopsis = "[OPTIONS] IMAGE|CONTAINER[:PATH]"
  public static let argumentKinds: [ArgumentKind] = [.pathInImageOrContainer]
  public static let examples = [
    Example("ls -l debian:12:/etc", "a folder of an image"),
    Example("ls --layers -R web:/srv", "which layer each file comes from"),
    Example("ls --layer 2 debian:12", "what that layer changes, as diff has it"),
  ]

  @Flag(name: [.customShort("l"), .long], help: "Show type, owner, size and time")
  package var long = false
  @Flag(name: [.customShort("a"), .long], help: "Show names that begin with a dot too")
  package var all = false
  @Flag(name: [.customShort("R"), .long], help: "List everything below, each file with its path")
  package var recursive = false
  @Flag(name: [.customShort("h"), .customLong("human-readable")], help: "Show sizes as 1.2kB")
  var human = false
  @Flag(name: .long, help: "Show which layer each file comes from")
  package var layers = false
  @Option(name: .long, help: ArgumentHelp("Show what this layer changes", valueName: "number|digest"))
  package var layer: String?
  @Argument(help: "The image or the container, and a path in it")
  package var place: String

  public init() {}

  public var isPaged: Bool { true }

  public func run(in context: CommandContext) async throws {
    let result = try await ListFiles(FilePlace(place), isRecursive: recursive, layer: layer).run(in: context.world)
    let output = NameOutput(context)
    for change in result.changes { try output.line("\(change.kind.rawValue) ", change.path) }
    try list(result, output)
    for (position, descriptor) in result.opened.layers.absent where layer == nil {
      let kind = descriptor.mediaType.isNonDistributable ? "a foreign layer that is" : "a layer that is"
      try context.errors.line(
        "Notice: layer \(position + 1) (\(descriptor.digest.short)) is \(kind) not here: its files are not listed.")
    }
  }

  private func list(_ result: ListFiles.Result, _ output: NameOutput) throws {
    let shown = result.files.filter { all || !Self.isHidden($0.name) }
    var rows: [[String]] = []
    for file in shown {
      let row = FileRow(file: file)
      var cells = layers ? [layerText(file.origin, result.opened.layers)] : []
      if long { cells += [row.mode, row.owner, row.size(isHuman: human), row.modified] }
      rows.append(cells)
    }
    // The names stand outside of the table: they are foreign, and may be no text at all. A mark keeps their place.
    let columns = Table((rows.first ?? []).map { _ in "" } + [""], rows: rows.map { $0 + ["|"] })
      .text(withHeadings: false).split(separator: "\n")
    for (file, front) in zip(shown, columns) {
      try output.line(String(front.dropLast()), FileRow(file: file).name(isLong: long))
    }
  }

  private func layerText(_ origin: ListedFile.Origin, _ stack: LayerStack) -> String {
    switch origin {
    case .container: return "container"
    case .implied: return "-"
    case .layer(let index):
      let position = stack.positions[index]
      return "\(position + 1) \(stack.descriptors[position].digest.short)"
    }
  }

  /// Whether a name or a folder above it begins with a dot.
  private static func isHidden(_ name: String) -> Bool {
    name.hasPrefix(".") || name.contains("/.")
  }
}
