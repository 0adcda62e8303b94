import ImageCommands
import Presentation

/// Waits for jobs, shows how far they are meanwhile, and tells what they wrote and how they ended.
struct JobWait {
  private let list: JobList
  private let jobs: [Job]

  init(_ list: JobList, _ jobs: [Job]) { (self.list, self.jobs) = (list, jobs) }

  /// How often the progress is drawn again.
  private static let frame = Duration.milliseconds(200)

  /// Waits.
  ///
  /// - Throws: `CancellationError`, with the jobs going on; ``ToldStatus`` with the status of the first that failed.
  func run(in context: CommandContext) async throws {
    let (list, jobs) = (list, jobs)
    try await list.telling(jobs) {
      try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask {
          for job in jobs { try await job.waitForEnd() }
          return true
        }
        if context.terminal.isTerminal {
          group.addTask {
            await Self.draw(jobs, in: context)
            return false
          }
        }
        defer { group.cancelAll() }
        while let isOver = try await group.next() { if isOver { break } }
        group.cancelAll()
        try await group.waitForAll()
      }
      for job in jobs { try tell(job, in: context) }
    }
    if let failed = jobs.lazy.compactMap(\.status).first(where: { $0 != .success }) { throw ToldStatus(failed) }
  }

  private func tell(_ job: Job, in context: CommandContext) throws {
    try job.output.show(in: context)
    // A script's output is that of its commands; which of them failed is worth a line.
    if context.prompter.isInteractive || job.status != .success { try context.errors.line(job.verdict) }
    job.markTold()
  }

  /// Draws one line over and over until the task is cancelled, and takes it away.
  private static func draw(_ jobs: [Job], in context: CommandContext) async {
    var block = LiveBlock()
    func draw(_ text: String?) {
      let terminal = context.currentTerminal()
      // What a closed terminal does not take is told by the next line.
      try? context.output.write(block.drawFooter(text, (terminal.columns, terminal.rows)))
    }
    while !Task.isCancelled {
      let running = jobs.filter(\.isRunning)
      let texts = running.map { "[\($0.number)] \(running.count == 1 ? "\($0.line): " : "")\($0.progress.text)" }
      draw(texts.isEmpty ? nil : texts.joined(separator: "; "))
      try? await Task.sleep(for: frame)
    }
    draw(nil)
  }
}
