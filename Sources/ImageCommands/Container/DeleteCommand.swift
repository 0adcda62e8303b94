import ArgumentParser
import ImageOperations
import Presentation

/// `container delete`.
public struct DeleteCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "delete", abstract: "Remove files and folders in a container")
  public static let synopsis = "[OPTIONS] CONTAINER:PATH [CONTAINER:PATH...]"
  public static let argumentKinds: [ArgumentKind] = [.pathInContainer]
  public static let examples = [
    Example("container delete web:/etc/motd", "a file; 'commit' keeps it away"),
    Example("container delete -r web:/tmp", "a folder with what is in it"),
  ]

  @Flag(name: [.customShort("r"), .long], help: "Remove folders with what is in them")
  var recursive = false
  @OptionGroup var dryRun: DryRunOption
  @Argument(help: "What to remove: CONTAINER:PATH")
  var places: [String]

  public init() {}

  /// What is asked for, container by container in the order in which they are named.
  public var verbs: [DeletePaths] {
    get throws {
      var paths: [(container: String, paths: [String])] = []
      for place in places {
        guard case .container(let name, let path) = CopyFiles.Place(parsing: place), !path.isEmpty else {
          throw NoContainerPath(text: place)
        }
        if let position = paths.firstIndex(where: { $0.container == name }) {
          paths[position].paths.append(path)
        } else {
          paths.append((name, [path]))
        }
      }
      return paths.map { DeletePaths($0.paths, in: $0.container, isRecursive: recursive) }
    }
  }

  public var story: Story { get throws { Story(requires: try verbs.flatMap(\.story.requires)) } }

  public func run(in context: CommandContext) async throws {
    for verb in try verbs {
      let plan = try await verb.plan(in: context.world)
      if dryRun.isDry {
        for path in plan.paths {
          try context.output.line("Would remove: \(Escaping.line(path)) in container \(verb.container)")
        }
      } else {
        _ = try await verb.carryOut(plan, in: context.world)
      }
    }
  }

  /// What should be removed is not written as a path in a container.
  struct NoContainerPath: WordedError, Hashable {
    let text: String

    var words: ErrorText {
      ErrorText("'\(text)' names no path in a container", nextStep: "Write CONTAINER:PATH, as web:/etc/motd.")
    }
  }
}
