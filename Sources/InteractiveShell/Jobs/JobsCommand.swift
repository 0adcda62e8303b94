import ArgumentParser
import ImageCommands
import Presentation

/// `jobs`.
struct JobsCommand: DrydockCommand {
  static let configuration = CommandConfiguration(
    commandName: "jobs", abstract: "List commands that were put aside with '&'",
    discussion: """
      A command with '&' behind it is put aside: the prompt is back at once, and the
      end is told when it comes. It keeps the world and the settings it began with.
      'wait' waits for it, 'cancel' ends it; so does leaving the shell.

      A script waits at its last line for what it put aside, and fails if that does;
      where it ends before, by 'exit' or a failure, what still runs is cancelled.
      """)
  static let synopsis = "[JOB...]"
  static let argumentKinds: [ArgumentKind] = [.job]
  static let examples = [
    Example("pull debian:12 &", "put aside"),
    Example("jobs", "how far are they?"),
    Example("jobs 1", "what did it write? Of those that ended, too"),
  ]

  @Argument(help: "Jobs, by number, whose output is shown")
  var names: [JobName] = []

  init() {}

  func run(in context: CommandContext) async throws {
    let list = try context.jobs
    guard names.isEmpty else {
      for job in try list.find(names) { try show(job, in: context) }
      return
    }
    let jobs = list.current
    guard !jobs.isEmpty else { return try context.notice("nothing is put aside; '&' behind a command does it.") }
    let rows = jobs.map { ["\($0.number)", $0.phase, $0.isRunning ? $0.progress.text : "", $0.line] }
    let table = Table(["JOB", "STATE", "PROGRESS", "COMMAND"], rows: rows)
    try context.output.write(table.text(style: context.terminal.style))
    for job in jobs { job.markTold() }
  }

  private func show(_ job: Job, in context: CommandContext) throws {
    try context.output.line(job.isRunning ? "\(job.verdict)  (\(job.progress.text))" : job.verdict)
    try job.output.show(in: context)
    job.markTold()
  }
}

extension CommandContext {
  /// The jobs of the session.
  ///
  /// - Throws: ``JobError/noSession``.
  var jobs: JobList {
    get throws(JobError) {
      guard isSession, let jobs = self.extension(JobExtension.self) else { throw .noSession }
      return jobs.list
    }
  }
}
