import ArgumentParser
import Glibc
import ImageCommands
import Presentation
import Worlds

/// `tutorial fixture`: writes the world that a page needs.
public struct TutorialFixtureCommand: DrydockCommand {
  public static let configuration = CommandConfiguration(
    commandName: "fixture", abstract: "Write the world that a page needs")
  public static let synopsis = "[OPTIONS] PAGE"
  public static let argumentKinds: [ArgumentKind] = [.page]
  public static let optionKinds: [String: ArgumentKind] = ["output": .file]
  public static let examples = [
    Example("tutorial fixture page.md", "see the world that 'check' derives"),
    Example("tutorial fixture -o page.yaml page.md", "keep it for 'check --fixture', to change it by hand"),
  ]

  @Option(name: .shortAndLong, help: ArgumentHelp("Write to a file that is not there yet", valueName: "file"))
  var output: String?
  @Flag(name: .shortAndLong, help: "Replace the file")
  var force = false
  @Argument(help: "The page, a file or a name")
  var page: String

  public init() {}

  public func run(in context: CommandContext) async throws {
    let status = try await ReadPages.each([page], in: context) { page in
      let text = try DerivedFixture(of: page).yaml
      guard let output else {
        try context.output.write(text)
        return .success
      }
      let path = try context.world.folder.resolve(output)
      do { try AtomicFile.write(Array(text.utf8), to: path, named: output, replacing: force) } catch let error
        as FileFailure where error.errno == EEXIST
      { throw FileIsThere(name: output) }
      return .success
    }
    if status != .success { throw ToldStatus(status) }
  }
}

/// A file would be overwritten.
struct FileIsThere: WordedError {
  let name: String
  var words: ErrorText { ErrorText("\(name) is there already", nextStep: "Add '--force' to replace it.") }
}
