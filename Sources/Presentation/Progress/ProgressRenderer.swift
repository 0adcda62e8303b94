import ByteStreams
import ContentStore

/// Shows the progress of one pull or push, as docker does.
///
/// On a terminal every layer has one line that is drawn again in place, numbers at most ten times a second, and what
/// lasts has a line with the total, the rate and the time left below them as long as it lasts. Elsewhere every state of
/// a layer gives one plain line and numbers none; of long work a log is told now and then.
///
/// May be called from any thread; what is written comes whole lines or whole redraws at a time and in order. It keeps no
/// time and no terminal of its own: somebody calls ``tick()`` about once a second, and ``finish()`` at the end.
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
  private let next: any ProgressSink
  private let write: @Sendable (String) -> Void
  private let note: @Sendable (String) -> Void

  /// Prepares the display; writes nothing yet.
  ///
  /// - Parameters:
  ///   - vocabulary: which layers are shown, and how they are called.
  ///   - screen: where.
  ///   - now: the clock that the pace of redraws is taken from.
  ///   - next: gets the events, too.
  ///   - write: takes what is to be written, from the threads that report, one call at a time.
  ///   - note: takes lines about long work where nothing can be redrawn.
  public init(
    _ vocabulary: ProgressVocabulary, on screen: Screen, now: @escaping @Sendable () -> ContinuousClock.Instant,
    next: any ProgressSink = NoProgress(), write: @escaping @Sendable (String) -> Void,
    note: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    let isLive = if case .terminal = screen { true } else { false }
    lines = Locked(ProgressLines(vocabulary: vocabulary, isLive: isLive))
    self.screen = screen
    self.now = now
    self.next = next
    self.write = write
    self.note = note
  }

  /// Takes an event; writes at once what is due.
  public func report(_ event: ProgressEvent) {
    next.report(event)
    emit { $0.take(event, now: now(), size: size) }
  }

  /// Shows the lines that stand there from the beginning, as a push's; else the first event does. Idempotent.
  public func announce() {
    emit { $0.announce(now: now(), size: size) }
  }

  /// Shows what only time has changed: the rate, the time left, a line for the log.
  public func tick() {
    emit { $0.tick(now: now(), size: size) }
  }

  /// Tells something besides the layers, as a wait for the registry: where lines are drawn again it stands below them
  /// until something happens, and goes to the log when all is done.
  public func say(_ line: String) {
    emit { $0.say(line, size) }
  }

  /// Draws what the pace of redraws held back and takes the total away. To be called when the copy ended, however it
  /// ended. Idempotent.
  public func finish() {
    emit { $0.finish(size) }
  }

  private func emit(_ body: (inout ProgressLines) -> ProgressLines.Text) {
    // Written under the lock: two redraws in the wrong order would move each other's cursor.
    lines.withLock { lines in
      let text = body(&lines)
      if !text.display.isEmpty { write(text.display) }
      if !text.notes.isEmpty { note(text.notes) }
    }
  }

  private var size: (columns: Int, rows: Int) {
    if case .terminal(let size) = screen { size() } else { (0, 0) }
  }
}
