import CommandLanguage
import ContentStore
import ImageCommands
import ImageOperations
import ImageSpec
import RegistryClient
import RegistrySimulator
import Worlds

/// A command that ran, with the world around it.
struct Evidence: Sendable {
  /// The world as it is now.
  let world: World
  /// The words that were run, without the CLI's name.
  let words: [String]
  /// What was there before the command.
  let before: WorldState
  /// What is there now.
  let after: WorldState
  /// What the command wrote to standard output, before any filter.
  let output: String
  /// What a reader saw: both outputs, prompts and answers.
  let transcript: String
  /// What the simulated registries were asked while the command ran; nil where nobody keeps a log.
  let requests: [LoggedRequest]?
  /// What must stand in no transcript.
  let secrets: Set<String>
  /// The file behind `>`, if there is one.
  var outputFile: String?
  /// The file behind `<`, if there is one.
  var inputFile: String?
  /// Where the command found fixtures by name.
  var library = Library(folders: [])
  /// The commands that there are.
  var table = CommandTable()

  /// Whether the command asked for consent and got none: then it owes that nothing changed.
  var isDeclined: Bool {
    transcript.lines.contains { line in
      line.contains("[y/N]") && !["y", "yes"].contains(line.split(separator: "]").last.map(String.init)?.trimmed ?? "")
    }
  }

  /// The lines of the output.
  var lines: [String] { output.lines }

  /// The table in the output.
  var printedTable: SampleTable? { SampleTable(Sample(text: output).lines) }

  /// Whether the registry was asked with a method for a path that holds a text; true where nobody keeps a log.
  func wasAsked(_ method: Set<String>, _ path: String) -> Bool {
    requests?.contains { method.contains($0.method) && $0.path.contains(path) } ?? true
  }

  /// The repository of a reference, for the judge's own eyes.
  func repository(of reference: ImageReference) throws -> JudgedRepository {
    try JudgedRepository(reference, in: world, isSimulated: requests != nil)
  }
}

/// A repository as the judge looks at it: a simulated registry's own content, which no weather strikes and whose log
/// and limits take no notice; elsewhere the registry is asked.
struct JudgedRepository {
  /// What the registry serves.
  let content: any ContentFetcher & ReferenceResolver
  private let tagList: @Sendable () async throws -> [Tag]

  init(_ reference: ImageReference, in world: World, isSimulated: Bool) throws {
    if isSimulated, let simulation = world.simulation {
      let view = try simulation.repository(of: reference)
      content = view
      tagList = { view.tags }
    } else {
      let repository = try world.repository(for: reference)
      content = repository
      tagList = { try await repository.tags() }
    }
  }

  /// What a name means there.
  ///
  /// - Throws: `ContentError.unknownReference` where it means nothing.
  func resolve(_ reference: ImageReference) async throws -> Descriptor {
    try await content.resolve(reference.withDefaultTag)
  }

  /// The tags, in the registry's order.
  func tags() async throws -> [Tag] { try await tagList() }
}
