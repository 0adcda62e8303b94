import ArgumentParser
import ImageCommands

/// `wait`.
struct WaitCommand: DrydockCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait", abstract: "Wait for commands that were put aside",
    discussion: """
      Shows how far they are, then what they wrote. Ctrl-C ends the waiting and not
      the jobs. Fails if one of them did.
      """)
  static let synopsis = "[JOB...]"
  static let argumentKinds: [ArgumentKind] = [.job]
  static let examples = [
    Example("wait", "for all of them"),
    Example("wait %1", "for the first"),
  ]

  @Argument(help: "Jobs, by number; all if there is none")
  var names: [JobName] = []

  init() {}

  func run(in context: CommandContext) async throws {
    let list = try context.jobs
    let jobs = names.isEmpty ? list.current : try list.find(names)
    do { try await JobWait(list, jobs).run(in: context) } catch let error as CancellationError {
      let running = jobs.filter(\.isRunning)
      if let first = running.first {
        try context.errors.line(
          running.count == 1
            ? "\nStill running: \(first.title)\n'cancel \(first.number)' ends it."
            : "\nStill running: \(running.count) jobs; 'cancel JOB' ends one.")
      }
      throw error
    }
  }
}
