import ByteStreams
import ContentStore

/// Shows the progress of one pull or push, as docker does.
///
/// On a terminal every layer has one line that is drawn again in place, numbers at most ten times a second; elsewhere
/// every state of a layer gives one plain line and numbers none. May be called from any thread; what is written comes
/// whole lines or whole redraws at a time and in order. It keeps no time and no terminal of its own, so an event shows
/// nothing by itself later: ``finish()`` draws what the pace held back.
public final class ProgressRenderer: ProgressSink {
  /// Where progress is shown.
  public enum Screen: Sendable {
    /// Anything that is no terminal.
    case plain
    /// A terminal, with its size in columns and rows whenever it is asked for; 0 where it is not known.
    case terminal(size: @Sendable () -> (columns: Int, rows: Int))
  }

  private let lines: Locked<ProgressLines>
  private let screen: Screen
  private let now: @Sendable () -> ContinuousClock.Instant
  private let write: @Sendable (String) -> Void

  /// Prepares the display; writes nothing yet.
  ///
  /// - Parameters:
  ///   - vocabulary: which layers are shown, and how they are called.
  ///   - screen: where.
  ///   - now: the clock that the pace of redraws is taken from.
  ///   - write: takes what is to be written, from the threads that report, one call at a time.
  public init(
    _ vocabulary: ProgressVocabulary, on screen: Screen, now: @escaping @Sendable () -> ContinuousClock.Instant,
    write: @escaping @Sendable (String) -> Void
  ) {
    let isLive = if case .terminal = screen { true } else { false }
    lines = Locked(ProgressLines(vocabulary: vocabulary, isLive: isLive))
    self.screen = screen
    self.now = now
    self.write = write
  }

  /// Takes an event; writes at once what is due.
  public func report(_ event: ProgressEvent) {
    emit { $0.take(event, now: now(), size: size) }
  }

  /// Draws what the pace of redraws held back. To be called when the copy ended, however it ended. Idempotent.
  public func finish() {
    emit { $0.finish(size) }
  }

  private func emit(_ body: (inout ProgressLines) -> String) {
    // Written under the lock: two redraws in the wrong order would move each other's cursor.
    lines.withLock { lines in
      let text = body(&lines)
      if !text.isEmpty { write(text) }
    }
  }

  private var size: (columns: Int, rows: Int) {
    if case .terminal(let size) = screen { size() } else { (0, 0) }
  }
}
