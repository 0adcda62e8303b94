import CLibedit
import Glibc

/// An editor as its own thread sees it: libedit's objects and the read that is going on. Confined to that thread.
final class EditorSession {
  /// Why a read ends before its line does.
  enum Ending: Equatable {
    case interrupted
    case cancelled
    case inputEnded
    case signal(Signal)
    case failed(LineEditingError)
  }

  let configuration: LibeditEditor.Configuration
  let mailbox: EditorMailbox
  let writer: TerminalWriter
  private let interrupts: Interrupts
  private(set) var handle: LibeditHandle?

  // The history: libedit's list for its own keys, ours for the rest, and the file.
  let memory: MemoryHistory
  var recent: RecentLines
  let history: HistoryFile?
  /// Up to where the file was read.
  var historyMark: HistoryFile.Mark?
  /// The file has not been looked at since the read began. It is once the prompt is shown.
  var needsHistory = false
  /// Lines of this shell that were added since the file was read.
  var ownLines: [String] = []
  var walk: Walk?
  /// What the history was searched for last.
  var lastPattern = ""

  // The read that is going on.
  var request = ReadRequest()
  var prompt: Prompt = ""
  var ending: Ending?
  /// A list is being paged: the line is not on the screen to be redrawn.
  var isListing = false
  /// Where the last Tab listed, while the line is as it was: the next one explains.
  var listedPlace: ListedPlace?
  /// Events that wait for the end of a list.
  var deferred: [EditorMailbox.Event] = []
  var decoder = KeyDecoder()
  /// Characters that are decoded and not yet taken.
  var typed: [Unicode.Scalar] = []
  /// Bytes that were read with a paste and stand behind it.
  var readAhead: ArraySlice<UInt8> = []
  /// A pasted block that was confirmed, in place of the line.
  var accepted: String?
  var undoLog = UndoLog()
  /// The history is being searched: the prompt says for what.
  var isSearching = false
  /// The last hint that was looked for, and the line that it is of.
  var knownHint: (line: String, hint: Hint?)?

  init(_ configuration: LibeditEditor.Configuration, mailbox: EditorMailbox, interrupts: Interrupts) {
    self.configuration = configuration
    self.mailbox = mailbox
    self.interrupts = interrupts
    writer = TerminalWriter(descriptor: configuration.output)
    memory = MemoryHistory(limit: configuration.historyCount)
    recent = RecentLines(limit: configuration.historyCount)
    history = configuration.historyPath.map { HistoryFile(path: $0, policy: configuration.historyPolicy) }
  }

  var editor: OpaquePointer? { handle?.editor }
  var promptBytes: UnsafeMutablePointer<CChar>? { handle?.promptBytes }
  var isANSI: Bool { handle?.isANSI == true }
  /// Whether text may be dim or bold.
  var hasStyles: Bool { isANSI && configuration.usesStyles }
  var size: TerminalSize { TerminalSize(of: configuration.output) ?? .standard }

  func readLine(prompt: Prompt, request: ReadRequest) throws -> LineRead {
    let handle = try openHandle()
    guard handle.canEdit else { return try readCooked(prompt: prompt, echo: true, request: request) }
    return try reading(prompt, request) {
      writer.write(String(prompt.upperLines))
      handle.setKeys(configuration)
      handle.setPrompt(prompt.libeditForm)
      el_resize(handle.editor)
      if isANSI { writer.write("\u{1b}[?2004h") }
      defer { if isANSI { writer.write("\u{1b}[?2004l") } }
      // libedit shows the prompt before it takes the terminal over: the system would echo what is typed in between.
      _ = libedit_set_int(handle.editor, EL_PREP_TERM, 1)
      var count: Int32 = 0
      let text = el_gets(handle.editor, &count)
      if let ending { return try outcome(of: ending) }
      if let accepted { return .line(accepted) }
      guard let text, count > 0 else {
        writer.write("\n")
        return .endOfInput
      }
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
      return .line(String(decoding: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...], as: UTF8.self))
    }
  }

  /// Makes a read of `body`: signals come to the mailbox, and the terminal's settings are put back whatever happens.
  func reading(_ prompt: Prompt, _ request: ReadRequest, _ body: () throws -> LineRead) throws -> LineRead {
    guard !request.isCancelled else { throw CancellationError() }
    (self.prompt, self.request, ending, isListing, deferred) = (prompt, request, nil, false, [])
    listedPlace = nil
    (needsHistory, walk, isSearching, knownHint, accepted, undoLog) = (true, nil, false, nil, nil, UndoLog())
    let saved = try TerminalMode(of: configuration.input)
    mailbox.begin()
    let signals = interrupts.register(for: Set(Signal.allCases)) { [mailbox] in mailbox.post($0) }
    defer {
      try? saved.apply(to: configuration.input)
      signals.cancel()
      for case .message(let text) in deferred { writer.write(text) }
      mailbox.end()
      // Whoever handles it besides an editor gets it now; when nobody does it ends the process, as it should.
      if case .signal(let signal) = ending { interrupts.deliver(signal) }
    }
    if request.isCancelled { throw CancellationError() }
    return try body()
  }

  func outcome(of ending: Ending) throws -> LineRead {
    switch ending {
    case .interrupted:
      // What was typed ahead was meant for what is dropped.
      (readAhead, typed, decoder) = ([], [], KeyDecoder())
      return .interrupted
    case .inputEnded, .signal: return .endOfInput
    case .cancelled: throw CancellationError()
    case .failed(let error): throw error
    }
  }

  private func openHandle() throws(LineEditingError) -> LibeditHandle {
    if let handle { return handle }
    let new = try LibeditHandle(configuration, history: memory, session: Unmanaged.passUnretained(self).toOpaque())
    handle = new
    return new
  }
}
