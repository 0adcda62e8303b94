import ByteStreams
import ImageCommands

/// The jobs of a session, and what is to be said of them.
final class JobList: Sendable {
  /// How many jobs may run at once.
  static let limit = 32
  /// How many that have ended are remembered until somebody asks.
  static let memory = 16

  private struct State {
    var jobs: [Job] = []
    var count = 0
    /// How many commands run in the foreground: what is drawn by them must not be disturbed.
    var commands = 0
    /// What is to be told once none does.
    var held: [Job] = []
    /// How many tell the end of a job themselves, by its number.
    var awaited: [Int: Int] = [:]
    var tell: (@Sendable (String) -> Void)?

    mutating func tellEnd(of job: Job) {
      guard let tell, !job.isTold else { return }
      job.markTold()
      tell(job.verdict)
    }
  }

  private let state = Locked(State())

  /// Those that run.
  var running: [Job] { known.filter(\.isRunning) }
  /// Those that run, and those that ended and of which nobody was told.
  var current: [Job] { known.filter { !$0.isTold } }
  /// All that can be named: of those that ended, the last ones.
  var known: [Job] { state.withLock { $0.jobs } }

  /// Puts a command aside.
  ///
  /// - Parameters:
  ///   - line: the command as it is shown.
  ///   - context: what it is run in; its outputs are the job's own.
  ///   - body: runs it.
  /// - Returns: the job, which has begun.
  /// - Throws: ``JobError/tooMany(_:)``.
  func add(
    _ line: String, in context: CommandContext, _ body: @escaping @Sendable (CommandContext) async -> ExitStatus
  ) throws(JobError) -> Job {
    let job = state.withLock { state -> Job? in
      guard state.jobs.count(where: \.isRunning) < Self.limit else { return nil }
      state.count += 1
      let job = Job(state.count, line, in: context)
      state.jobs.append(job)
      return job
    }
    guard let job else { throw .tooMany(Self.limit) }
    let own = job.context(from: context)
    job.start({ await body(own) }, then: { [weak self] in self?.end(of: $0) })
    return job
  }

  /// The jobs that some names mean.
  ///
  /// - Throws: ``JobError/unknown(_:)``.
  func find(_ names: [JobName]) throws(JobError) -> [Job] {
    let known = known
    var found: [Job] = []
    for name in names {
      guard let job = known.first(where: { $0.number == name.number }) else { throw .unknown(name) }
      if !found.contains(where: { $0 === job }) { found.append(job) }
    }
    return found
  }

  /// Runs what tells the ends of some jobs itself.
  func telling<Result>(_ jobs: [Job], _ body: () async throws -> Result) async rethrows -> Result {
    state.withLock { state in for job in jobs { state.awaited[job.number, default: 0] += 1 } }
    defer {
      state.withLock { state in
        for job in jobs {
          let count = (state.awaited[job.number] ?? 1) - 1
          state.awaited[job.number] = count > 0 ? count : nil
          if count == 0, !job.isRunning { state.held.append(job) }
        }
      }
    }
    return try await body()
  }

  /// Says from now on by `tell` what there is to say; without it, nothing is said.
  func tell(by tell: @escaping @Sendable (String) -> Void) { state.withLock { $0.tell = tell } }

  /// Runs a command of the foreground: what is to be told waits for its end.
  func inForeground<Result>(_ body: () async -> Result) async -> Result {
    state.withLock { $0.commands += 1 }
    let result = await body()
    state.withLock { state in
      state.commands -= 1
      guard state.commands == 0 else { return }
      // Within the lock, so that no command begins to draw between.
      for job in state.held { state.tellEnd(of: job) }
      state.held = []
    }
    return result
  }

  private func end(of job: Job) {
    state.withLock { state in
      // A failure that nobody was told of decides over a script's status.
      let ended = state.jobs.filter { $0.isTold || $0.status == .success }
      if ended.count > Self.memory { state.jobs.removeAll { $0 === ended[0] } }
      guard state.awaited[job.number] == nil else { return }
      if state.commands == 0 { state.tellEnd(of: job) } else { state.held.append(job) }
    }
  }
}
