import ByteStreams
import Glibc

/// The signals of this process, handed to whoever asked for them last.
///
/// A signal belongs to the whole process, so there is one object, ``process``. Who asks first is at the bottom: a
/// shell asks for SIGINT once for its whole life (so that no Ctrl-C between two commands ends it), each running
/// command and each line that is edited ask again on top of it for as long as they last. When nobody asks any more the
/// signal has its old effect. A signal that was ignored when the process started stays ignored.
public final class Interrupts: Sendable {
  /// The only one.
  public static let process = Interrupts()

  /// A claim on signals; it ends with ``cancel()`` or with its last reference.
  public final class Registration: Sendable {
    private let id: Int
    fileprivate init(id: Int) { self.id = id }
    deinit { cancel() }

    /// Gives the signals back. Idempotent. A signal that came before may still be delivered.
    public func cancel() { Interrupts.process.remove(id) }
  }

  private struct Claim {
    let id: Int
    let signals: Set<Signal>
    let once: Bool
    let receive: @Sendable (Signal) -> Void
  }

  private struct State {
    var claims: [Claim] = []
    var nextID = 0
    var previous: [Signal: sigaction] = [:]
    var hasThread = false
  }

  private let state = Locked(State())

  private init() {}

  /// Asks for signals, until the registration ends or, with `once`, until one has come.
  ///
  /// `receive` runs on a thread of its own, outside of any signal handler, and must not block.
  public func register(
    for signals: Set<Signal>, once: Bool = false, receive: @escaping @Sendable (Signal) -> Void
  ) -> Registration {
    state.withLock { state in
      if !state.hasThread { state.hasThread = startThread() }
      state.nextID += 1
      state.claims.append(Claim(id: state.nextID, signals: signals, once: once, receive: receive))
      for signal in signals where state.hasThread && state.previous[signal] == nil {
        state.previous[signal] = SignalPipe.install(signal)
      }
      return Registration(id: state.nextID)
    }
  }

  /// The signals as they come, until the loop over them ends.
  public func events(for signals: Set<Signal>) -> AsyncStream<Signal> {
    AsyncStream { continuation in
      let registration = register(for: signals) { continuation.yield($0) }
      continuation.onTermination = { _ in registration.cancel() }
    }
  }

  /// Runs `body` and cancels it when one of the signals comes; returns how it ended and the signal that came.
  ///
  /// Waits for `body` to end in any case. The second signal of a kind has the effect that it had outside of this call:
  /// it ends a one-shot command that does not stop.
  public func cancelling<Success: Sendable>(
    on signals: Set<Signal> = [.interrupt], _ body: @escaping @Sendable () async throws -> Success
  ) async -> (result: Result<Success, any Error>, signal: Signal?) {
    let received = Locked<Signal?>(nil)
    let task = Task { try await body() }
    let registration = register(for: signals, once: true) { signal in
      received.withLock { $0 = signal }
      task.cancel()
    }
    let result = await withTaskCancellationHandler {
      await task.result
    } onCancel: {
      task.cancel()
    }
    registration.cancel()
    return (result, received.withLock { $0 })
  }

  /// Stops the process as Ctrl-Z does and returns when it was continued; at once where nobody could continue it.
  ///
  /// By SIGTSTP's own effect and not by SIGSTOP, which would stop a session leader for ever.
  static func suspend() {
    var standard = sigaction()
    var previous = sigaction()
    sigaction(SIGTSTP, &standard, &previous)
    raise(SIGTSTP)
    sigaction(SIGTSTP, &previous, nil)
  }

  /// Stops the process as Ctrl-Z does, once `isReady` says so or half a second has passed. Returns at once.
  ///
  /// For programs that have the terminal with us: whoever continues us takes it back as soon as we stop, and what a
  /// program still draws then would stand on top of his prompt.
  public static func suspend(when isReady: @escaping @Sendable () -> Bool) {
    _ = OwnThread.start {
      for _ in 0..<50 where !isReady() { poll(nil, 0, 10) }
      suspend()
    }
  }

  private func remove(_ id: Int) {
    state.withLock { state in
      state.claims.removeAll { $0.id == id }
      giveBackUnclaimed(&state)
    }
  }

  private func giveBackUnclaimed(_ state: inout State) {
    for (signal, previous) in state.previous where !state.claims.contains(where: { $0.signals.contains(signal) }) {
      SignalPipe.restore(signal, to: previous)
      state.previous[signal] = nil
    }
  }

  /// Hands a signal to who asked for it last, before it returns.
  func deliver(_ signal: Signal) {
    let claim = state.withLock { state -> Claim? in
      guard let top = state.claims.lastIndex(where: { $0.signals.contains(signal) }) else { return nil }
      guard state.claims[top].once else { return state.claims[top] }
      defer { giveBackUnclaimed(&state) }
      return state.claims.remove(at: top)
    }
    // Nobody wants it any more: it was sent while it was given back, and takes its old effect now.
    if let claim { claim.receive(signal) } else { kill(getpid(), signal.number) }
  }

  private func startThread() -> Bool {
    OwnThread.start {
      while let signal = SignalPipe.next() { Interrupts.process.deliver(signal) }
    }
  }
}
