import ByteStreams
import Glibc
import ImageCommands
import LineEditing

/// How the program ends by a signal: the first one cancels what runs, so that everything is put away; a second one ends
/// it there and then. The claim on the signals lasts as long as this object.
final class Ending: Sendable {
  private struct State {
    var signal: Signal?
    var task: Task<ExitStatus, Never>?
  }

  private let state: Locked<State>
  private let registration: Interrupts.Registration

  init(on signals: Set<Signal>) {
    let state = Locked(State())
    self.state = state
    registration = Interrupts.process.register(for: signals) { signal in
      let task = state.withLock { state -> Task<ExitStatus, Never>?? in
        guard state.signal == nil else { return nil }
        state.signal = signal
        return .some(state.task)
      }
      guard let task else { _exit(signal.exitStatus) }
      task?.cancel()
    }
  }

  /// Runs what a signal cancels.
  func run(_ body: @escaping @Sendable () async -> ExitStatus) async -> ExitStatus {
    let task = Task { await body() }
    let isCancelled = state.withLock { state in
      state.task = task
      return state.signal != nil
    }
    if isCancelled { task.cancel() }
    return await task.value
  }

  /// The status after all: a signal's own, unless a command took the signal for its usual end, as a server does.
  func status(_ status: ExitStatus, isCommand: Bool) -> ExitStatus {
    guard let signal = state.withLock({ $0.signal }), !isCommand || status != .success else { return status }
    return ExitStatus(rawValue: signal.exitStatus)
  }
}
