import ArgumentParser
import ImageCommands

/// `cancel`.
struct CancelCommand: DrydockCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "End commands that were put aside",
    discussion: "What a pull has received stays, and the next pull goes on from there.")
  static let synopsis = "JOB [JOB...]"
  static let argumentKinds: [ArgumentKind] = [.job]
  static let examples = [Example("cancel 1", "as Ctrl-C would have ended it")]

  @Argument(help: "Jobs, by number")
  var names: [JobName]

  init() {}

  func run(in context: CommandContext) async throws {
    let list = try context.jobs
    let jobs = try list.find(names)
    for job in jobs { job.cancel() }
    try await list.telling(jobs) {
      for job in jobs {
        try await job.waitForEnd()
        try context.errors.line(job.verdict)
        job.markTold()
      }
    }
  }
}
