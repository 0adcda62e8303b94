import ContentStore
import ImageSpec

/// What a progress display knows: a value that takes events and gives the text to write for them.
struct ProgressLines {
  /// What is to be written.
  struct Text: Equatable {
    /// For the display itself.
    var display = ""
    /// Lines about long work, for a log beside the display.
    var notes = ""
  }

  let vocabulary: ProgressVocabulary
  let isLive: Bool

  private var numbers: [Digest: Int] = [:]
  private var lines: [Line] = []
  private var settled = 0
  private var block = LiveBlock()
  private var start: ContinuousClock.Instant?
  private var held: [ProgressEvent] = []
  private var lastFrame: ContinuousClock.Instant?
  private var total = ProgressTotal()
  private var schedule: NoteSchedule?
  /// What is waited for besides layers.
  private var wait: String?
  /// What was said and is told to the log in the end.
  private var said: [String] = []

  /// The least time between two frames of flowing numbers: ten frames a second.
  static let frame = Duration.milliseconds(100)
  /// How long a copy lasts before the line of its total is shown: what is quick looks as it does in docker.
  static let patience = Duration.seconds(2)

  private struct Line {
    let name: String
    var event: ProgressEvent
    var isStale = false
  }

  init(vocabulary: ProgressVocabulary, isLive: Bool) {
    self.vocabulary = vocabulary
    self.isLive = isLive
  }

  /// Takes an event and says what to write.
  mutating func take(_ event: ProgressEvent, now: ContinuousClock.Instant, size: LiveBlock.Size) -> Text {
    let name = event.isLayer ? vocabulary.name(event.digest) : nil
    if case .retrying(let seconds) = event.phase, numbers[event.digest] == nil {
      // A wait for something that has no line, as a document.
      return waiting(seconds, size)
    }
    if vocabulary.verb == .pull, start == nil, event.phase.isKnownBefore {
      // An image that is up to date shows no layers at all: these wait until something is really moved.
      if name != nil { held.append(event) }
      return Text()
    }
    wait = nil
    var text = announce(now: now, size: size)
    for event in held { text.display += show(event, now, size) }
    held = []
    if name != nil {
      total.take(event, now: now)
      text.display += show(event, now, size)
    }
    text.notes += note(now)
    return text
  }

  /// What to write for the lines that stand there from the beginning. Idempotent.
  mutating func announce(now: ContinuousClock.Instant, size: LiveBlock.Size) -> Text {
    guard start == nil else { return Text() }
    start = now
    schedule = NoteSchedule(start: now)
    var text = Text()
    for digest in vocabulary.announced {
      guard let name = vocabulary.name(digest) else { continue }
      text.display += place(ProgressEvent(digest: digest, phase: .queued, total: 0), name, now, size)
    }
    return text
  }

  /// What to write because time has passed.
  mutating func tick(now: ContinuousClock.Instant, size: LiveBlock.Size) -> Text {
    guard start != nil else { return Text() }
    total.sample(now)
    return Text(display: isLive ? drawStale(now, size) : "", notes: note(now))
  }

  /// What to write for the last state to be seen, and nothing but the layers to be left. Idempotent.
  mutating func finish(_ size: LiveBlock.Size) -> Text {
    wait = nil
    defer { said = [] }
    return Text(display: isLive ? drawLines(size) + block.drawFooter(nil, size) : "", notes: said.joined())
  }

  /// What to write for something that is told besides.
  mutating func say(_ line: String, _ size: LiveBlock.Size) -> Text {
    guard isLive else { return Text(notes: "\(line)\n") }
    said.append("\(line)\n")
    wait = line
    return Text(display: block.drawFooter(line, size))
  }

  // MARK: Layers

  private mutating func show(
    _ event: ProgressEvent, _ now: ContinuousClock.Instant, _ size: LiveBlock.Size
  ) -> String {
    guard let number = numbers[event.digest] else {
      return vocabulary.name(event.digest).map { place(event, $0, now, size) } ?? ""
    }
    let last = lines[number].event
    if last.phase.isFinal || last.phase == event.phase && event.phase != .transferring { return "" }
    lines[number].event = event
    guard isLive else { return plain(lines[number]) + settle() }
    lines[number].isStale = true
    _ = settle()
    if event.phase == .transferring, last.phase == .transferring {
      if let lastFrame, lastFrame.duration(to: now) < Self.frame { return "" }
    }
    lastFrame = now
    return drawStale(now, size)
  }

  /// Shows a digest for the first time.
  private mutating func place(
    _ event: ProgressEvent, _ name: String, _ now: ContinuousClock.Instant, _ size: LiveBlock.Size
  ) -> String {
    let number = lines.count
    numbers[event.digest] = number
    let line = Line(name: Escaping.line(name), event: event)
    lines.append(line)
    guard isLive else { return plain(line) + settle() }
    _ = settle()
    lastFrame = now
    return block.append(size) + block.draw(text(number, size), at: number, size)
  }

  /// Lets layers be pulled whose bytes are here and that have all layers below them; as docker does, the base first.
  private mutating func settle() -> String {
    var output = ""
    while settled < lines.count, lines[settled].event.phase.isFinal {
      if vocabulary.verb == .pull, lines[settled].event.phase == .complete {
        lines[settled].isStale = true
        output += "\(lines[settled].name): \(vocabulary.words(.complete))\n"
      }
      settled += 1
    }
    return output
  }

  private func plain(_ line: Line) -> String {
    vocabulary.plainWords(line.event.phase).map { "\(line.name): \($0)\n" } ?? ""
  }

  private mutating func drawStale(_ now: ContinuousClock.Instant, _ size: LiveBlock.Size) -> String {
    drawLines(size) + block.drawFooter(footer(now), size)
  }

  private mutating func drawLines(_ size: LiveBlock.Size) -> String {
    var output = ""
    for number in lines.indices where lines[number].isStale {
      lines[number].isStale = false
      output += block.draw(text(number, size), at: number, size)
    }
    return output
  }

  private func text(_ number: Int, _ size: LiveBlock.Size) -> String {
    let event = lines[number].event
    let words = number < settled ? vocabulary.words(event.phase) : vocabulary.wordsBeforeSettled(event.phase)
    let text = "\(lines[number].name): \(words) "
    guard event.phase == .transferring else { return text }
    return text + ProgressBar.text(completed: event.completed, total: event.total, columns: size.columns)
  }

  // MARK: The whole

  private mutating func waiting(_ seconds: Int, _ size: LiveBlock.Size) -> Text {
    let words = vocabulary.words(.retrying(seconds: seconds))
    guard isLive else { return Text(notes: "\(words)\n") }
    wait = words
    return Text(display: block.drawFooter(words, size))
  }

  private func footer(_ now: ContinuousClock.Instant) -> String? {
    if let wait { return wait }
    guard let start, total.isUnfinished, start.duration(to: now) >= Self.patience else { return nil }
    let sizes = [total.completed, total.size].map { ByteSize.text($0, precision: .four) }
    return "Total: \(sizes[0])/\(sizes[1]) (\(total.percent)%), \(total.pace(now))"
  }

  private mutating func note(_ now: ContinuousClock.Instant) -> String {
    guard !isLive, total.isUnfinished, schedule?.isDue(now) == true else { return "" }
    let sizes = [total.completed, total.size].map { ByteSize.text($0, precision: .four) }
    return "\(vocabulary.past) \(sizes[0]) of \(sizes[1]) (\(total.percent)%), \(total.pace(now))\n"
  }
}

extension ProgressEvent.Phase {
  /// Whether it says that nothing had to be moved.
  fileprivate var isKnownBefore: Bool { self == .exists || self == .skippedForeign }
}
