import ImageCommands
import ImageOperations
import ImageSpec
import RegistrySimulator
import Worlds

/// What a verb owes: looked at in the store, the containers, the credentials and the registry after the command ran, by
/// the library calls that a program would use, never by the text alone.
protocol Contract: Sendable {
  /// Whether the effects say so much that a differing text is drift: the verb changes something that was looked at, or
  /// every row that it printed was held against the store. Where it says little, the text is all there is.
  var outweighsText: Bool { get }

  /// Looks at everything that the verb owes.
  ///
  /// - Throws: what keeps the looking from being done, as a registry that does not answer.
  func judge(_ evidence: Evidence, _ assertions: inout Assertions) async throws
}

extension Contract {
  var outweighsText: Bool { true }
}

/// A command that ran, with the world around it.
struct Evidence: Sendable {
  /// The world as it is now.
  let world: World
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

  /// The lines of the output.
  var lines: [String] { output.lines }

  /// The table in the output.
  var table: SampleTable? { SampleTable(Sample(text: output).lines) }

  /// Whether the registry was asked with a method for a path that holds a text; true where nobody keeps a log.
  func wasAsked(_ method: Set<String>, _ path: String) -> Bool {
    requests?.contains { method.contains($0.method) && $0.path.contains(path) } ?? true
  }
}

/// The contract of a command, by its type; nil for verbs of which only the status and the store's soundness are known.
enum Contracts {
  static func contract(of command: any DrydockCommand) -> (any Contract)? {
    switch command {
    case let command as PullCommand: PullContract(command)
    case let command as PushCommand: PushContract(command)
    case let command as TagCommand: TagContract(command)
    case let command as RemoveImageCommand: RemoveImageContract(command)
    case let command as CreateCommand: CreateContract(command)
    case let command as CommitCommand: CommitContract(command)
    case let command as CopyCommand: CopyContract(command)
    case let command as RemoveContainerCommand: RemoveContainerContract(command)
    case let command as DiffCommand: DiffContract(command)
    case let command as LoginCommand: LoginContract(command)
    case let command as LogoutCommand: LogoutContract(command)
    case let command as ImagesCommand: ImagesContract(command)
    case let command as HistoryCommand: HistoryContract(command)
    case let command as ContainersCommand: ContainersContract(command)
    case let command as SearchCommand: SearchContract(command)
    default: nil
    }
  }
}

/// What a command owes that the page shows being refused: nothing changed.
struct RefusalContract: Contract {
  /// The error's text says which refusal it was; another one is not what the page shows.
  var outweighsText: Bool { false }

  func judge(_ evidence: Evidence, _ assertions: inout Assertions) {
    let (before, after) = (evidence.before, evidence.after)
    assertions.expect(before.names == after.names, "a refused command changed the names of images")
    assertions.expect(
      before.images.all.map(\.id) == after.images.all.map(\.id), "a refused command changed the images")
    assertions.expect(before.containers == after.containers, "a refused command changed the containers")
    assertions.expect(before.logins == after.logins, "a refused command changed the credentials")
    assertions.expect(
      evidence.requests?.contains { ["PUT", "POST", "PATCH", "DELETE"].contains($0.method) && $0.status < 300 } != true,
      "a refused command changed a registry")
  }
}
