import ImageCommands

/// Commands that are put aside with `&`, as an extension of sessions: they go on beside it, and `jobs`, `wait` and
/// `cancel` are about them.
///
/// At a prompt the end of a job is told above the line that is edited; in a script nothing is told, and its end waits
/// for what was put aside.
public struct JobExtension: SessionExtension {
  let list = JobList()

  /// Adds jobs to a session.
  public init() {}

  static let entries: [CommandEntry] = [
    CommandEntry("jobs", JobsCommand.self),
    CommandEntry("wait", WaitCommand.self),
    CommandEntry("cancel", CancelCommand.self),
  ]

  public var commands: [CommandEntry] { Self.entries }

  public func promptSegment() async -> String? {
    let count = list.running.count
    return count == 0 ? nil : count == 1 ? "1 job" : "\(count) jobs"
  }

  public func candidates(for kind: ArgumentKind, behind words: [String]) -> [KnownWord] {
    guard kind == .job else { return [] }
    return list.known.map { KnownWord("\($0.number)", gloss: "\($0.phase): \($0.line)") }
  }

  public func putAside(
    _ line: String, _ words: [String], in context: CommandContext,
    by command: @escaping @Sendable (CommandContext) async -> ExitStatus
  ) throws -> Bool {
    if let verb = words.first, Self.entries.contains(where: { $0.name == verb }) || verb == "set" {
      throw JobError.ofTheSession(verb)
    }
    let job = try list.add(line, in: context, command)
    if context.prompter.isInteractive { try context.errors.line(job.title) }
    return true
  }

  public func run(
    _ words: [String], in context: CommandContext, talkingOn console: any TextOutput,
    by command: @Sendable (CommandContext) async -> ExitStatus
  ) async -> ExitStatus {
    await list.inForeground { await command(context) }
  }

  public var unfinished: String? {
    let running = list.running
    guard let first = running.first else { return nil }
    let (them, number) = running.count == 1 ? ("it", "\(first.number)") : ("them", "")
    let jobs = running.map(\.title).joined(separator: "\n")
    return "\(running.count == 1 ? "A job is" : "\(running.count) jobs are") running:\n\(jobs)\n"
      + "Leave once more to cancel \(them); 'wait\(number.isEmpty ? "" : " \(number)")' waits for \(them)."
  }

  public func beginSession(telling tell: @escaping @Sendable (String) -> Void) { list.tell(by: tell) }

  public func finishSession(in context: CommandContext) async -> ExitStatus {
    do {
      try await JobWait(list, list.current).run(in: context)
      return .success
    } catch {
      return ExitStatus.tell(error, in: context)
    }
  }

  public func endSession() async {
    let running = list.running
    for job in running { job.cancel() }
    // A wait that is cancelled itself must not leave them behind: nothing may be put away under their feet.
    await Task { for job in running { try? await job.waitForEnd() } }.value
  }
}
