import ContentStore
import ImageSpec

/// What a progress display knows: a value that takes events and gives the text to write for them.
struct ProgressLines {
  let vocabulary: ProgressVocabulary
  let isLive: Bool

  private var numbers: [Digest: Int] = [:]
  private var lines: [Line] = []
  private var block = LiveBlock()
  private var hasBegun = false
  private var held: [ProgressEvent] = []
  private var lastFrame: ContinuousClock.Instant?

  /// The least time between two frames of flowing numbers: ten frames a second.
  static let frame = Duration.milliseconds(100)

  private struct Line {
    let name: String
    var event: ProgressEvent?
    var isStale = false
  }

  init(vocabulary: ProgressVocabulary, isLive: Bool) {
    self.vocabulary = vocabulary
    self.isLive = isLive
  }

  /// Takes an event and says what to write.
  mutating func take(_ event: ProgressEvent, now: ContinuousClock.Instant, size: LiveBlock.Size) -> String {
    let name = event.isLayer ? vocabulary.name(event.digest) : nil
    if vocabulary.verb == .pull, !hasBegun, event.phase.isKnownBefore {
      // An image that is up to date shows no layers at all: these wait until something is really moved.
      if name != nil { held.append(event) }
      return ""
    }
    var output = begin(now, size)
    for event in held { output += show(event, now, size) }
    held = []
    if name != nil { output += show(event, now, size) }
    return output
  }

  /// What to write for the last state to be seen. Idempotent.
  mutating func finish(_ size: LiveBlock.Size) -> String { drawStale(size) }

  private mutating func begin(_ now: ContinuousClock.Instant, _ size: LiveBlock.Size) -> String {
    guard !hasBegun else { return "" }
    hasBegun = true
    var output = ""
    for digest in vocabulary.announced {
      guard let name = vocabulary.name(digest) else { continue }
      output += place(ProgressEvent(digest: digest, phase: .queued, total: 0), name, now, size)
    }
    return output
  }

  private mutating func show(
    _ event: ProgressEvent, _ now: ContinuousClock.Instant, _ size: LiveBlock.Size
  ) -> String {
    guard let number = numbers[event.digest] else {
      // A wait for something that has no line, as a document, gets none.
      if case .retrying = event.phase { return "" }
      return vocabulary.name(event.digest).map { place(event, $0, now, size) } ?? ""
    }
    let last = lines[number].event
    if let last, last.phase.isFinal || last.phase == event.phase && event.phase != .transferring { return "" }
    lines[number].event = event
    guard isLive else { return plain(event, lines[number].name) }
    lines[number].isStale = true
    if event.phase == .transferring, last?.phase == .transferring {
      if let lastFrame, lastFrame.duration(to: now) < Self.frame { return "" }
    }
    lastFrame = now
    return drawStale(size)
  }

  /// Shows a digest for the first time.
  private mutating func place(
    _ event: ProgressEvent, _ name: String, _ now: ContinuousClock.Instant, _ size: LiveBlock.Size
  ) -> String {
    let name = Escaping.line(name)
    let number = lines.count
    numbers[event.digest] = number
    lines.append(Line(name: name, event: event))
    guard isLive else { return plain(event, name) }
    lastFrame = now
    return block.append() + block.draw(text(lines[number], size), at: number, size)
  }

  private func plain(_ event: ProgressEvent, _ name: String) -> String {
    vocabulary.plainWords(event.phase).map { "\(name): \($0)\n" }.joined()
  }

  private mutating func drawStale(_ size: LiveBlock.Size) -> String {
    var output = ""
    for number in lines.indices where lines[number].isStale {
      lines[number].isStale = false
      output += block.draw(text(lines[number], size), at: number, size)
    }
    return output
  }

  private func text(_ line: Line, _ size: LiveBlock.Size) -> String {
    guard let event = line.event else { return line.name }
    let text = "\(line.name): \(vocabulary.words(event.phase)) "
    guard event.phase == .transferring else { return text }
    return text + ProgressBar.text(completed: event.completed, total: event.total, columns: size.columns)
  }
}

extension ProgressEvent.Phase {
  /// Whether it says that nothing had to be moved.
  fileprivate var isKnownBefore: Bool { self == .exists || self == .skippedForeign }
}
