import ByteStreams
import ContentStore
import ImageSpec
import Presentation

/// A progress display with a clock of its own, and what was written.
final class Display: Sendable {
  let renderer: ProgressRenderer
  private let written: Locked<String>
  private let elapsed: Locked<Duration>
  private let noted: Locked<[String]>
  private let size: Locked<(columns: Int, rows: Int)>

  init(_ vocabulary: ProgressVocabulary, terminal size: (columns: Int, rows: Int)? = nil) {
    let written = Locked("")
    let elapsed = Locked(Duration.zero)
    let start = ContinuousClock.now
    let noted = Locked<[String]>([])
    let current = Locked<(columns: Int, rows: Int)>(size ?? (0, 0))
    self.written = written
    self.noted = noted
    self.size = current
    self.elapsed = elapsed
    renderer = ProgressRenderer(
      vocabulary, on: size == nil ? .plain : .terminal { current.withLock { $0 } },
      now: { start.advanced(by: elapsed.withLock { $0 }) },
      write: { text in written.withLock { $0 += text } }, note: { line in noted.withLock { $0.append(line) } })
  }

  /// The lines for a log.
  var notes: [String] { noted.withLock { $0 } }

  func resize(_ size: (columns: Int, rows: Int)) { self.size.withLock { $0 = size } }

  var text: String { written.withLock { $0 } }

  /// What was written since the last call.
  func taken() -> String {
    written.withLock { text in
      defer { text = "" }
      return text
    }
  }

  func wait(_ duration: Duration) { elapsed.withLock { $0 += duration } }

  func report(_ digest: Digest, _ phase: ProgressEvent.Phase, _ completed: Int64 = 0, of total: Int64 = 1000) {
    renderer.report(ProgressEvent(digest: digest, phase: phase, completed: completed, total: total))
  }

  /// A digest that is one byte all over.
  func digest(_ byte: Int) throws -> Digest {
    let digits = String(byte, radix: 16)
    return try Digest(
      algorithm: .sha256, hex: String(repeating: digits.count == 1 ? "0" + digits : digits, count: 32))
  }
}
