import ByteStreams
import Glibc
import LineEditing
import Programs

/// Programs that have the terminal together with this process: one job, in its process group.
///
/// So Ctrl-C, Ctrl-Z and a new window size reach all of them, and Ctrl-Z stops this process with them: whoever started
/// it continues both. No program can be left behind stopped.
struct ForegroundPrograms: Sendable {
  let processes: [ChildProcess]
  /// The terminal that they may have changed; nil where there is none.
  let terminal: Int32?

  /// Waits for the end of all.
  ///
  /// Ctrl-C is theirs alone meanwhile. A task that was cancelled before, as by a Ctrl-C that ended the command in front
  /// of them, interrupts them: a pager then stays, as people want it. A cancellation during the wait, or off a terminal,
  /// ends them.
  func wait() async -> [ProcessEnding] {
    let mode = terminal.flatMap { try? TerminalMode(of: $0) }
    let running = Locked<Set<ChildProcess>>(Set(processes))
    let wasCancelled = Task.isCancelled
    let wasInterrupted = Locked(false)
    let claim = Interrupts.process.register(for: [.interrupt, .quit, .suspend]) { signal in
      switch signal {
      case .suspend: Interrupts.suspend { running.withLock { $0.allSatisfy(\.isStopped) } }
      default: wasInterrupted.withLock { $0 = true }
      }
    }
    defer { claim.cancel() }
    @Sendable func send(_ signal: Int32) {
      running.withLock { $0.forEach { $0.send(signal) } }
    }
    if wasCancelled { send(terminal == nil ? SIGTERM : SIGINT) }
    let isBegun = Locked(false)
    let processes = processes
    let endings = await withTaskCancellationHandler {
      isBegun.withLock { $0 = true }
      // A wait on a thread of its own can't fail.
      return (try? await BlockingThreads.run { processes.map { Self.wait(for: $0, running) } }) ?? []
    } onCancel: {
      if isBegun.withLock({ $0 }) { send(SIGTERM) }
    }
    if let mode, let terminal, endings.contains(where: \.isBySignal) {
      // A program that was killed had no time to tidy up.
      try? mode.apply(to: terminal)
      if !wasCancelled, endings.contains(.signaled(SIGINT)) {
        // The terminal showed ^C and stayed on its line. Our part of the signal may be on its way; it is not for others.
        write(terminal, "\n", 1)
        for _ in 0..<10 where !wasInterrupted.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(10)) }
      }
    }
    return endings
  }

  /// A process is signalled no more once its end was waited for: the id may be another's then.
  private static func wait(for process: ChildProcess, _ running: Locked<Set<ChildProcess>>) -> ProcessEnding {
    process.awaitEnd()
    return running.withLock { running in
      running.remove(process)
      return process.wait()
    }
  }
}
